// The agent's public API, as types: what a viewer may use, ours or another one, and nothing besides.
import type { Field, Gesture, Input, Point } from "../control/index.ts";
import type { Permissions, RefusalReason } from "../protocol/index.ts";

export type { Field, Gesture, Input, Point } from "../control/index.ts";
export type { Permission, Permissions, RefusalReason } from "../protocol/index.ts";

/** Who is signed in. */
export interface Account {
  readonly username: string;
  /** Text to show, never markup. */
  readonly name: string;
  /** Origins whose pages may embed this agent's viewer, and hear what happens in it; absent for none. */
  readonly embedders?: readonly string[];
}

/** Why signing in did not work. `service`: there was no answer. */
export type SignInProblem =
  | { readonly code: "wrong-password" }
  | { readonly code: "too-many-attempts"; readonly retryAfterSeconds: number }
  | { readonly code: "service" };

/**
 * Why a code did not lead to a session. `full`: as many agents help there as the group allows. `wrong-group`: the address names a
 * group that this account is not of. `no-permission`: the account is none of an agent.
 */
export type CodeProblem =
  | { readonly code: "invalid-key" }
  | { readonly code: "unknown-key" }
  | { readonly code: "full" }
  | { readonly code: "wrong-group" }
  | { readonly code: "no-permission" }
  | { readonly code: "too-many-attempts"; readonly retryAfterSeconds: number }
  | { readonly code: "service" };

/** Who ended the session. `left`: nobody, this agent went away. `timeout`: the visitor did not come back. `over`: it is not known. */
export type EndedBy = "you" | "agent" | "visitor" | "error" | "timeout" | "left" | "over";

/** Why a login key does not count (PRODUCT.md 15.5). */
export type LoginKeyProblem = "login-key-expired" | "login-key-forged" | "login-key-used" | "unknown-partner";

/**
 * Why the viewer cannot go on by itself. `unsupported`: by this browser. `not-started`: nobody shares with that key, and waiting was
 * not asked for. `replaced`: another window goes on with the session. `version`: this viewer and the server do not speak the
 * same release. `refused`: the server does not admit this viewer any more. `service`: there was no answer. `page`: the
 * visitor's page cannot be shown. `full`, `wrong-group`, `no-permission`: as in {@link CodeProblem}.
 * `login-key-expired`, `login-key-forged`, `login-key-used`, `unknown-partner`: the login key in the viewer's address signs nobody in.
 * `not-admitted`: the way in that a guest has counts for nothing (any more). `foreign-page`: the page around is none that the agent's group trusts.
 */
export type AgentErrorCode =
  | LoginKeyProblem
  | "foreign-page"
  | "unsupported"
  | "not-started"
  | "replaced"
  | "version"
  | "refused"
  | "service"
  | "page"
  | "not-admitted"
  | "full"
  | "wrong-group"
  | "no-permission";

/** Where the viewer is. Each state has all that a UI needs to show it. */
export type AgentState =
  | { readonly status: "starting" }
  | {
      readonly status: "signed-out";
      /** An attempt is under way. */
      readonly busy: boolean;
      readonly problem: SignInProblem | undefined;
    }
  | {
      readonly status: "code";
      readonly busy: boolean;
      /** What was tried last; "" at first. */
      readonly key: string;
      readonly problem: CodeProblem | undefined;
    }
  | {
      readonly status: "waiting";
      /** `session`: for the visitor to start one. `page`: joined, and nothing to see yet. */
      readonly for: "session" | "page";
      readonly key: string;
      /** The server does not answer; it is asked again. */
      readonly offline: boolean;
    }
  | { readonly status: "live" }
  | {
      readonly status: "paused";
      /** `visitor`: by the visitor, who may have left a message. `between-pages`: the page is gone, and no other one there. */
      readonly why: "visitor" | "between-pages";
      /** The visitor's words, "" for none. Text, never markup. */
      readonly message: string;
    }
  | { readonly status: "reconnecting" }
  | { readonly status: "ended"; readonly by: EndedBy }
  | {
      readonly status: "error";
      readonly code: AgentErrorCode;
      /** What was to be joined; "" when that is not known. */
      readonly key: string;
    };

export type AgentStatus = AgentState["status"];

/** Somebody in the session, as a UI shows them. */
export interface Person {
  /** `guest`: watches, without an account. */
  readonly role: "visitor" | "agent" | "guest";
  /** Number in the session, for {@link AgentApi.ejectGuest}. */
  readonly slot: number;
  /** Text to show, never markup; "" when it is not known. */
  readonly name: string;
  readonly connected: boolean;
  /** This viewer's own agent. */
  readonly you: boolean;
  /** An agent's role, as the group calls it; absent when it has none. Text, never markup. */
  readonly agentrole?: string;
  /** An agent's account: its name, its group, and what the group itself calls the agent, if that signs in by login keys. */
  readonly username?: string;
  readonly partnerid?: string;
  readonly partneruserid?: string;
  /** What an agent is: "Mortgage adviser". Text, never markup. */
  readonly title?: string;
}

/** Why a guest is not let in. `unknown-code`: nobody waits with it. `full`: there are as many guests as the group allows. */
export type GuestProblem =
  | { readonly code: "unknown-code" | "full" | "no-permission" | "service" }
  | { readonly code: "too-many-attempts"; readonly retryAfterSeconds: number };

/** What becomes of a guest whom this agent lets in. Names are text of the guest's, never markup. */
export type GuestInvite =
  | { readonly status: "finding" }
  /** The visitor is asked. */
  | { readonly status: "asking"; readonly name: string }
  /** The visitor agreed. `agentnum`: the guest's number in the session. `token`: lets the guest in, once; the guest's page has it too. */
  | { readonly status: "accepted"; readonly name: string; readonly agentnum: number; readonly token: string }
  | { readonly status: "declined"; readonly name: string }
  | { readonly status: "failed"; readonly problem: GuestProblem };

/** What the visitor browses with. Text, never markup; "" for what is not known. */
export interface VisitorBrowser {
  /** Name and major version. */
  readonly browser: string;
  /** Operating system. */
  readonly platform: string;
  /** Release of our scripts there. */
  readonly release: string;
}

/** What the visitor's address bar and tab show. Text, never markup, and of any length. */
export interface SharedPage {
  readonly url: string;
  readonly title: string;
  /** The visitor looks at another tab. */
  readonly hidden: boolean;
  /** All of it is masked. */
  readonly masked: boolean;
  /** Another number after each load, also of the same address; 0 before the first. */
  readonly life: number;
}

/** A dialog or a picker of the visitor's own browser. While the first four are open, the page stands still. */
export type NativeDialog =
  "alert" | "confirm" | "prompt" | "print" | "file" | "date" | "color" | "suggestions" | "permission";

/** Where the visitor's browser is to go (PRODUCT.md 6.4). */
export interface NavigateOptions {
  /** An address, relative to the visitor's page or whole, of that site or a trusted one; or `back`, `forward`, `refresh`. */
  readonly url: string;
  /** In a window of its own. */
  readonly open?: unknown;
  /** As if a link on the page was clicked: pages that route by themselves notice. */
  readonly link?: unknown;
  /** Anything but undefined: the visitor is asked, and the page is told this. Without remote control the visitor is always asked. */
  readonly confirm?: unknown;
}

/** A part of the visitor's window, in CSS px of the page, and how much larger those are shown. */
export interface VisibleArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** Every event by name, with what its listeners get. */
export interface AgentEvents {
  /** {@link AgentApi.state} is another one. */
  readonly state: AgentState;
  readonly account: Account | undefined;
  readonly page: SharedPage;
  /** Size of the visitor's window in CSS px: what the frame has to be laid out with. */
  readonly viewport: { readonly width: number; readonly height: number };
  /** The part of that window that the visitor sees, in its CSS px, while it is not all: zoomed by two fingers, or over a keyboard on the
   * screen. */
  readonly visiblearea: VisibleArea | undefined;
  /** The visitor's mouse in CSS px of that window; undefined when it is elsewhere. */
  readonly pointer: { readonly x: number; readonly y: number } | undefined;
  /** What the visitor's browser shows over the page, which is not seen here; undefined when it shows nothing. */
  readonly native: NativeDialog | undefined;
  /** What the visitor browses with: told with each page. */
  readonly browser: VisitorBrowser;
  /** How long a message to the visitor's browser and its answer took, in ms; undefined: no answer comes. Every few seconds. */
  readonly delay: { readonly ms: number | undefined };
  /** Who is in the session, the visitor first. */
  readonly people: readonly Person[];
  /** The visitor's site says something of its visitor: {@link AgentApi.getUserState} keeps it. Data of the site, never markup. */
  readonly userstate: { readonly name: string; readonly value: unknown };
  /** Whether the visitor lets this agent act in the page, and whether that rests while the visitor uses mouse or keyboard. */
  readonly rc: { readonly enabled: boolean; readonly suspended: boolean };
  /** The visitor is asked for remote control. */
  readonly rcrequest: Readonly<Record<string, never>>;
  /** Whether the visitor's screen reader is to read what this agent points out. */
  readonly accessibility: { readonly enabled: boolean };
  /** Something that this agent did or asked for was not done. */
  readonly refused: { readonly reason: RefusalReason };
  /** The visitor has a document open, by the name of its file; undefined: it is closed. {@link AgentApi.attachDocument} shows it. */
  readonly document: { readonly name: string } | undefined;
  /** {@link AgentApi.admitGuest} or {@link AgentApi.ejectGuest} came this far. */
  readonly guest: GuestInvite;
  /** The visitor's site sent a session message. */
  readonly message: { readonly name: string; readonly message: object };
}

export type AgentEventName = keyof AgentEvents;
export type AgentListener<N extends AgentEventName> = (event: AgentEvents[N]) => void;

/**
 * One viewer's agent: signs in, joins one session at a time, shows it in a frame. No method throws; what comes of it is told by
 * the event `state`. A method that does not fit the state does nothing.
 */
export interface AgentApi {
  readonly state: AgentState;
  /** What this agent may do in the session that is joined, if the visitor allows it too. Nothing while none is joined. */
  readonly permissions: Permissions;
  /** This is no agent but a guest, who watches: nothing can be ended, and nobody signed in or out. */
  readonly isGuest: boolean;
  /** Address of the page where guests ask for their code; "" while no session is joined. */
  readonly guestPage: string;
  addEventListener<N extends AgentEventName>(name: N, listener: AgentListener<N>): void;
  removeEventListener<N extends AgentEventName>(name: N, listener: AgentListener<N>): void;
  /** In `signed-out`. */
  signIn(username: string, password: string): void;
  /** Leaves the session, if any, and forgets who is signed in. */
  signOut(): void;
  /** Joins the session of a code or visitor id, spaces between digits allowed; with `wait`, as soon as the visitor starts it. */
  join(key: string, wait: boolean): void;
  /**
   * The frame to show the page in: same origin, `/replay.html`, sandboxed without scripts. Call it when a session is joined.
   * In `glass`, an element over the frame, gestures are shown: laid out like the frame, so scale it the same.
   */
  attach(frame: HTMLIFrameElement, glass?: HTMLElement): void;
  /**
   * The frame to show the open document in: `/documents.html`, sandboxed with `allow-scripts` and nothing else. Call it once for each
   * frame, before or after it is loaded.
   */
  attachDocument(frame: HTMLIFrameElement): void;
  /** What the visitor's site has said last under that name; undefined when nothing, or when no session is joined. */
  getUserState(name: string): unknown;
  /** Sends the visitor's site an object, as JSON of at most 65,536 bytes with its name. What is none, or longer, is not sent. */
  sendSessionMessage(name: string, message: object): void;
  /** Asks the visitor for remote control; the event `rc` tells when it is given, `refused` when the visitor declines. */
  requestRC(): void;
  /** Gives remote control back. */
  stopRC(): void;
  /** Shows the visitor something: needs no remote control. */
  gesture(gesture: Gesture): void;
  /** Does something in the visitor's page: needs remote control; `refused` tells what the visitor's side does not let through. */
  input(input: Input): void;
  /** The field at a place whose picker only the visitor's browser could open; undefined where there is none. */
  fieldAt(at: Point): Field | undefined;
  /** Gives the field at a place a value, or chooses options of the list there by index. Needs remote control. */
  setField(at: Point, value: string | readonly number[]): void;
  /** Has the visitor's browser go somewhere; decided at the visitor. */
  navigate(options: NavigateOptions): void;
  /** Whether the visitor's screen reader reads what this agent points out. */
  enableAccessibility(enable: boolean): void;
  accessibilityEnabled(): boolean;
  /** Lets the guest watch who has that code, if the visitor agrees; the event `guest` tells. Needs the permission `guests`. */
  admitGuest(code: string): void;
  /** Sends the guest of that number away. */
  ejectGuest(slot: number): void;
  /** Ends the session for everybody. */
  end(): void;
  /** Leaves the session, which goes on without this agent. Resolves when the others have been told, or cannot be. */
  leave(): Promise<void>;
  /** Gives up waiting, or what has ended or failed, and asks for a code. */
  askForCode(): void;
  /** In `error`: tries the same again. */
  retry(): void;
}
