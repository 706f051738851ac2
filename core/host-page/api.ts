// What the script for host pages puts on `window.GLANCE`, as types: `GLANCE.Cobrowse.Agent` (PRODUCT.md 6.3) and `GLANCE.Agent` (6.6).
// docs/AGENT-API.md is the guide.

import type { VisitorPresence } from "../presence/api.ts";

/** An agent in the session. */
export interface HostAgentInfo {
  /** Text to show, never markup. */
  readonly name: string;
  /** "" for a guest. */
  readonly username: string;
  /** The agent's group. */
  readonly partnerid?: string;
  /** What the group itself calls the agent; absent for accounts with a password. */
  readonly partneruserid?: string;
  /** As the group calls it; absent when the agent has none. */
  readonly agentrole?: string;
  /** The same, under the other name that it has. */
  readonly role?: string;
  /** What the agent is: "Mortgage adviser". */
  readonly title?: string;
  /** Not an agent: a guest, who has a name and nothing else. */
  readonly guest?: true;
}

/** Events of `GLANCE.Cobrowse.Agent` by name, with what their handlers get. Text in them is for showing, never markup. */
export interface HostEvents {
  /**
   * Something was refused for want of a right. `reason`: `no-permission`, `wrong-group`, `untrusted`, `wrong-password`, `refused`,
   * `login-key-expired`, `login-key-forged`, `login-key-used`, `unknown-partner`, `invalid-url`. `detail` says it in English.
   */
  readonly accessdenied: {
    readonly reason: string;
    readonly detail: string;
    /** It was remote control that was asked for. */
    readonly rcrequested?: true;
  };
  /**
   * The viewer cannot connect, or not any more. `reason`: `unknown-key`, `invalid-key`, `not-started`, `full`, `too-many-attempts`,
   * `replaced`, `version`, `service`, `page`, `unsupported`. `detail` says it in English.
   */
  readonly connectfailed: { readonly reason: string; readonly detail: string };
  /** The visitor lets a guest watch. `agentnum`: the guest's number in the session. `token`: lets the guest in, once; the guest's page has it too. */
  readonly addguestaccepted: { readonly agentnum: number; readonly token: string };
  /** The visitor does not. */
  readonly addguestdeclined: Readonly<Record<string, never>>;
  /** Agents or guests came or went. */
  readonly agents: { readonly count: number; readonly agentlist: readonly HostAgentInfo[] };
  /** The visitor is at another address. `url` and `title` as far as they are not masked. */
  readonly navigate: {
    readonly url: string;
    readonly title: string;
    /** Name and version; "" when it is not known. */
    readonly browser: string;
    readonly visitorversion: string;
    readonly pagemasked: boolean;
  };
  /** Whether the visitor looks at the page, or at another tab. */
  readonly pagevisibility: "visible" | "hidden";
  /** Whether this agent may act in the page, and whether that rests while the visitor uses mouse or keyboard. */
  readonly rc: { readonly enabled: boolean; readonly suspended: boolean };
  /** The visitor is asked for remote control: by this API, or in the viewer. */
  readonly rcrequest: Readonly<Record<string, never>>;
  /** Whether the visitor's screen reader reads what this agent points out. */
  readonly accessibility: { readonly enabled: boolean };
  /** Something that this agent did was not done; docs/REMOTE-CONTROL.md lists the reasons. */
  readonly refused: { readonly reason: string };
  /** This agent is in a session. */
  readonly sessionstart: Readonly<Record<string, never>>;
  /** And is not any more. `left`: the session goes on without this agent. */
  readonly sessionend: { readonly reason: "agent" | "visitor" | "error" | "left" };
  /** What the viewer shows. */
  readonly state: {
    readonly status:
      "starting" | "signed-out" | "code" | "waiting" | "live" | "paused" | "reconnecting" | "ended" | "error";
  };
  /** The visitor's site said something of its visitor. */
  readonly userstate: { readonly name: string; readonly value: unknown };
  /** A member was called that this release declares and cannot do. */
  readonly notavailable: { readonly member: string };
}

export type HostEventName = keyof HostEvents;
export type HostHandler<N extends HostEventName> = (event: HostEvents[N]) => void;
/** Gets the message's name, then the message. */
export type HostMessageHandler = (name: string, message: object) => void;

/** Where the visitor's browser is to go (PRODUCT.md 6.4). */
export interface HostNavigateOptions {
  /** An address, relative to the visitor's page or whole, of its site or a trusted one; or `back`, `forward`, `refresh`. */
  readonly url: string;
  /** In a window of its own. */
  readonly open?: unknown;
  /** As if a link on the page was clicked. */
  readonly link?: unknown;
  /** Anything but undefined: the visitor is asked first, and the page is told this, as JSON has it. */
  readonly confirm?: unknown;
}

/** What a member gives that this release declares and cannot do; the event `notavailable` names it. */
export type NotAvailable = "notavailable";

/**
 * `GLANCE.Cobrowse.Agent`: what a page around the viewer may do with it. No method throws. What is called before the viewer is
 * ready is done when it is.
 */
export interface CobrowseAgentApi {
  /** Follows the viewer in `viewerFrame` from now on; another frame takes the place of the one before. */
  init(viewerFrame: HTMLIFrameElement): void;
  /** Whether the visitor's screen reader is to read what this agent points out. */
  enableAccessibility(enable: boolean): void;
  accessibilityEnabled(): boolean;
  /** A handler that comes late is told at once how things stand. */
  addEventListener<N extends HostEventName>(eventName: N, handler: HostHandler<N>): void;
  removeEventListener<N extends HostEventName>(eventName: N, handler: HostHandler<N>): void;
  addSessionMessageListener(msgName: string, handler: HostMessageHandler): void;
  removeSessionMessageListener(msgName: string, handler: HostMessageHandler): void;
  /** Sends the visitor's site an object, as JSON of at most 65,536 bytes. What is no object is not sent. */
  sendSessionMessage(msgName: string, msg: object): void;
  navigate(options: HostNavigateOptions): void;
  /** Leaves the session, which goes on; the viewer then shows `targetUrl`, when there is one: http or https. */
  leaveSession(targetUrl?: string): void;
  /** Asks the visitor for remote control, or gives it back. */
  requestRC(enable: boolean): void;
  /** What that event told last; undefined when it has told nothing. */
  getSessionState<N extends HostEventName>(eventName: N): HostEvents[N] | undefined;
  /** What the visitor's site said last under that name. */
  getUserState(name: string): unknown;
  addScreenshare(options?: unknown): NotAvailable;
  pauseScreenshare(options?: unknown): NotAvailable;
  /** The same, as the documentation of old spells it. */
  pauseScreeenshare(options?: unknown): NotAvailable;
  resumeScreenshare(options?: unknown): NotAvailable;
  closeScreenshare(options?: unknown): NotAvailable;
  requestVisitorVideo(enable?: boolean): NotAvailable;
  toggleAgentVideo(): NotAvailable;
  updateVideoOptions(options?: unknown): NotAvailable;
}

/** Who the agent is: a login key (docs/AGENT-API.md, "Login keys"). */
export interface AgentCredentials {
  readonly partnerid: string | number;
  readonly partneruserid: string;
  readonly loginkey: string;
}

/** How to open a viewer. */
export interface JoinParams {
  /** Of the window; `_blank` unless said otherwise. */
  readonly windowName?: string;
  /** An 800 × 800 window without menus unless said otherwise. */
  readonly windowFeatures?: string;
  /** A frame of the page to show the viewer in, in place of a window. */
  readonly frame?: HTMLIFrameElement;
  /** Wait for a session that has not started; yes unless said otherwise. */
  readonly wait?: boolean | string;
  /** The group; that of the credentials or the script's tag unless said otherwise. */
  readonly groupid?: string | number;
  /** What the session's record, and the visitor, are told of the agent. */
  readonly name?: string;
  /** What the agent is, in place of what the account says. */
  readonly title?: string;
  readonly email?: string;
  readonly phone?: string;
  /** Without effect in this release. */
  readonly agentVideo?: boolean | string;
}

/** A viewer that was opened. */
export interface ViewerHandle {
  /** Leaves the session, which goes on, and closes the window or empties the frame. */
  close(): void;
}

/** Events of `GLANCE.Agent` by name. Those of documents come with the features they tell of. */
export interface BrowserAgentEvents {
  /** The browser let no window open. */
  readonly popupblocked: Readonly<Record<string, never>>;
  /** Nobody shares with that key yet; it is waited for. */
  readonly lookupWaiting: { readonly key: string };
  readonly lookupFound: { readonly key: string; readonly joinurl: string };
  /**
   * `reason`: `unknown-key`, `timedout`, `cancelled`, `not-authenticated`, `popupblocked`, `service`, or a code of docs/API.md such
   * as `login-key-expired`. After `presenceStartSession` also `declined`, `visitornotpresent`, `authorization`, or a code of the
   * visitor's page such as `insession`.
   */
  readonly joinFailed: { readonly key: string; readonly reason: string };
  readonly viewerOpened: ViewerHandle;
  /** The agent is in the session. */
  readonly agentJoined: Readonly<Record<string, never>>;
  /** The visitor's page is there. */
  readonly sessionStarted: ViewerHandle;
  /** This agent may follow the visitor whom it asked for. */
  readonly presenceAuthorized: Readonly<Record<string, never>>;
  /** The visitor is followed from now on. */
  readonly visitorSock: Readonly<Record<string, never>>;
  /** What is known of that visitor, at once and after each change. Text in it is for showing, never markup. */
  readonly presence: VisitorPresence;
  /** Whether a page of the visitor's listens: a session can be asked for. */
  readonly visitorConnected: { readonly connected: boolean };
  /** A session has started on the visitor's page, or is over there. */
  readonly presenceSessionStart: Readonly<Record<string, never>>;
  readonly presenceSessionEnd: Readonly<Record<string, never>>;
  /** Declared, and not there: see {@link HostEvents.notavailable}. */
  readonly notavailable: { readonly member: string };
}

export type BrowserAgentEventName = keyof BrowserAgentEvents;
export type BrowserAgentHandler<N extends BrowserAgentEventName> = (event: BrowserAgentEvents[N]) => void;

/** `GLANCE.Agent`: finds sessions, waits for them, opens and closes the viewer. */
export interface BrowserAgentApi {
  /** Origin of the service; that of the script unless a page sets another. */
  webserver: string;
  /** Keeps who the agent is for look-ups and viewers from now on. Variants for SAML are not there: `notavailable`. */
  authenticate(credentials: AgentCredentials): void;
  /** Looks the session up, waiting for it unless told otherwise, and opens a viewer. Rejects with an error whose message is a `reason` of `joinFailed`. */
  joinSession(sessionKey: string, params?: JoinParams): Promise<ViewerHandle>;
  /** Opens a viewer at once; without credentials it asks the agent to sign in. */
  openViewer(sessionKey: string, params?: JoinParams): Promise<ViewerHandle>;
  /** Tells by events whether there is such a session. */
  lookupSession(sessionKey: string, wait?: boolean): void;
  /** Opens a viewer at an address that `lookupFound` told. */
  openAgentJoinURL(url: string, params?: JoinParams): Promise<ViewerHandle>;
  cancelLookup(): void;
  addEventListener<N extends BrowserAgentEventName>(name: N, handler: BrowserAgentHandler<N>): void;
  removeEventListener<N extends BrowserAgentEventName>(name: N, handler: BrowserAgentHandler<N>): void;
  /** Hears every event: its name, then what its handlers get. */
  addEventListenerAll(handler: (name: BrowserAgentEventName, event: unknown) => void): void;
  /** Follows that visitor, in place of the one before, by the events of presence. `joinFailed` tells why not. */
  presenceConnect(visitorid: string): void;
  /** Asks that visitor for a session, and opens a viewer when there is one. Rejects as {@link BrowserAgentApi.joinSession} does; `declined` when the visitor says no. */
  presenceStartSession(visitorid: string, params?: JoinParams): Promise<ViewerHandle>;
  /** Stops waiting and following, and closes the viewer that was opened last: the session goes on. */
  end(): void;
}
