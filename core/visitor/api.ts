// The visitor's public API, as types: what a page, a custom UI and our own UI may use, and nothing besides. The loader
// makes the objects; core/visitor gives them their methods once it is loaded.

/** Ask for a random session key although the page names a visitor id. */
export const GLANCE_KEYTYPE_RANDOM = "GLANCE_KEYTYPE_RANDOM";

/** `idle`: none since the page was loaded. `ended`: there was one, and another may be started. */
export type SessionStatus = "idle" | "starting" | "running" | "ended";

/** Who ended the session. `error`: it could not go on, or nobody came back in time. */
export type SessionEndReason = "agent" | "visitor" | "error";

/** What {@link VisitorApi.startSession} takes. */
export interface StartParams {
  /** 1 to 62 of `A-Z a-z 0-9 . _ ~ -`, or {@link GLANCE_KEYTYPE_RANDOM}. Absent: the visitor id, else random digits. */
  readonly sessionKey?: string;
  /** One of the page's groups. Absent: the tag's. */
  readonly groupid?: string | number;
  /** The agent's video at the start; absent: the tag's, else the group's. */
  readonly video?: "off" | "small" | "large";
}

/** What {@link VisitorApi.viewPDF} and {@link VisitorApi.viewXLS} take. */
export interface DocumentParams {
  /** Address of a file that this page may read; relative to this page, or whole. */
  readonly url: string;
}

/** Where to go on with the session, on another listed domain. */
export interface CrossDomainParams {
  /** Address to go to; relative to this page, or whole. */
  readonly url: string;
  /** As of `window.open`; absent: this window. */
  readonly target?: string;
}

/** What {@link VisitorApi.continueSessionAt} takes. */
export interface ContinueParams {
  /** Host name, origin or address of a tagged page on a listed domain. */
  readonly destination: string;
  /** Called when the session is known there. */
  readonly oncomplete?: () => void;
  /** Not used: the browser that it was for does not run sessions. */
  readonly iewarningsuppressed?: boolean;
}

/** The event `rcrequested`: an agent asks to act in the page. */
export interface RcRequest {
  /** Lets agents act. May be replaced by a listener: a UI calls what is there when the visitor decides. */
  accept(): void;
  /** Does not. May be replaced as well. */
  decline(): void;
}

/** The event `guestrequested`: an agent wants somebody else to watch. Nothing is shown to a guest who is not accepted. */
export interface GuestRequest {
  /** As the guest says; text to show, never markup. */
  readonly name: string;
  /** Lets the guest see what agents see, and do nothing. May be replaced by a listener: a UI calls what is there when the visitor decides. */
  accept(): void;
  /** Does not. May be replaced as well. */
  decline(): void;
}

/** The event `confirm`: an agent wants the visitor's browser to go somewhere, and the visitor decides. */
export interface ConfirmRequest {
  /** An address, relative or whole; or `back`, `forward`, `refresh`. Checked: it is one that may be gone to. */
  readonly url: string;
  /** How an address is gone to: in a window of its own, or as if a link was clicked. */
  readonly open?: true;
  readonly link?: true;
  /** What the agent's page said with it; true when it said nothing. Any JSON of the agent's, never markup. */
  readonly confirm: unknown;
  /** Goes there. */
  accept(): void;
  /** Stays. */
  decline(): void;
}

/** The event `sessionoffered`: an agent asks the visitor to start a session. */
export interface SessionOffer {
  /** The agent's name: text to show, never markup; "" when it is not known. */
  readonly agent: string;
  /** What the session would be started with. */
  readonly start: StartParams;
  /** Starts it. May be replaced by a listener: a UI calls what is there when the visitor decides. */
  accept(): void;
  /** Does not. May be replaced as well. */
  decline(): void;
}

/** Hears session messages of one name. */
export type SessionMessageListener = (name: string, message: object) => void;

/** An agent who is in the session; or a guest who watches, who has a name and nothing else. */
export interface AgentInfo {
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
  /** What the agent is: "Mortgage adviser". Text to show, never markup. */
  readonly title?: string;
  /** A guest. */
  readonly guest?: true;
}

/** The event `error`. */
export interface ErrorEvent {
  /**
   * `service`: the service cannot be reached. `conndrop`: it was lost and could not be had back so far. `dupkey`: the key is
   * in use. `maskingerror`: what to mask is unknown, so all is masked. `SCRIPT_NOT_LOADED`: `params.script` did not
   * load, or, with `params.unsupported`, cannot be run by this browser. `invalid-key`, `unknown-group`: the start was refused. `untrusted-domain`: the session cannot go on at `params.url`.
   */
  readonly code:
    | "service"
    | "conndrop"
    | "dupkey"
    | "maskingerror"
    | "SCRIPT_NOT_LOADED"
    | "invalid-key"
    | "unknown-group"
    | "untrusted-domain";
  /** For developers, in English. */
  readonly msg: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** An event that has nothing to tell but its name. */
export type EmptyEvent = Readonly<Record<string, never>>;

/** Every event by name, with what its listeners get. */
export interface VisitorEvents {
  /** A start was asked for; `sessionstart` or `error` follows. */
  readonly sessionstarting: EmptyEvent;
  readonly sessionstart: EmptyEvent;
  /** Right after `sessionstart`, and on every further page of the session. */
  readonly sessioncontinue: EmptyEvent;
  /** This page is connected and knows who else is there. */
  readonly statereceived: EmptyEvent;
  readonly sessionend: { readonly reason: SessionEndReason };
  /** The visitor ended the session, on this page. */
  readonly leavesession: EmptyEvent;
  readonly error: ErrorEvent;
  readonly connection: { readonly status: "reconnecting" | "ok" };
  /** On each page, also when there is none, and whenever an agent or a guest comes or goes. */
  readonly agents: { readonly count: number; readonly agentlist: readonly AgentInfo[] };
  /** Another window of the site goes on with the session; this one is not shown any more. */
  readonly blur: EmptyEvent;
  /** This window goes on with the session. */
  readonly focus: EmptyEvent;
  /** Whether agents see the page, and what they are told meanwhile. */
  readonly paused: { readonly paused: boolean; readonly message: string };
  /** An agent asks for remote control; heard by the page's listeners before the UI shows it. */
  readonly rcrequested: RcRequest;
  /** An agent wants a guest to watch; heard by the page's listeners before the UI asks. */
  readonly guestrequested: GuestRequest;
  /** Remote control was given or taken back; while it is given, also on each further page. */
  readonly rc: { readonly enabled: boolean };
  /** An agent uses an element: `path` finds it, or the shadow host or frame it is in, by `document.querySelector`. */
  readonly rcevent: { readonly path: string };
  /** An agent wants to go to another page; heard by the page's listeners before the UI asks. */
  readonly confirm: ConfirmRequest;
  /** An agent asks for a session; heard by the page's listeners before the UI asks. */
  readonly sessionoffered: SessionOffer;
  /** Screen readers are to read what agents point out, or not any more. */
  readonly accessibility: { readonly enabled: boolean };
}

export type VisitorEventName = keyof VisitorEvents;
export type VisitorListener<N extends VisitorEventName> = (event: VisitorEvents[N]) => void;

/** What {@link VisitorUiPort.showTerms} has to show. */
export interface Terms {
  /** Page with the terms; absent when the site named none. */
  readonly url?: string;
  /** To be given to {@link VisitorApi.startSession} when the visitor accepts. */
  readonly start: StartParams;
}

/** An agent asks for a document that the visitor has. */
export interface DocumentRequest {
  /** Terms of sharing documents; absent when there are none. */
  readonly termsUrl?: string;
  /** Lets the visitor choose a file. To be called in the visitor's click, or browsers open no file dialog. */
  accept(): void;
  decline(): void;
}

/** A question with two answers. */
export interface Question {
  /** Text to show, never markup. */
  readonly text: string;
  /** What the two buttons say; absent: the UI's own words. */
  readonly yes?: string;
  readonly no?: string;
}

/** What a UI does when the page asks for it. The default UI is one; a custom UI may attach its own. */
export interface VisitorUiPort {
  /** Shows the button by which the visitor can start. */
  showButton(): void;
  /** Shows that button, or hides it again. */
  toggleButton(): void;
  /** Asks the visitor to accept or decline the terms; on acceptance calls `startSession(terms.start)`. */
  showTerms(terms: Terms): void;
  /** Asks whether to start a session that an agent wants; calls `offer.accept()` or `offer.decline()` as they are then. */
  askSession?(offer: SessionOffer): void;
  /** Asks whether an agent may act in the page; calls `request.accept()` or `request.decline()` as they are then. */
  askRemoteControl?(request: RcRequest): void;
  /** Asks whether a guest may watch; calls `request.accept()` or `request.decline()` as they are then. */
  askGuest?(request: GuestRequest): void;
  /** Asks whether to go where an agent wants; calls `request.accept()` or `request.decline()`. */
  askNavigation?(request: ConfirmRequest): void;
  /**
   * Asks whether to go on with the session on the domains of `origins`, of which there is at least one. `prepare` has to be called
   * in the visitor's click, or browsers open nothing; the promise that is returned resolves when all is done, or declined.
   */
  askCrossDomain?(origins: readonly string[], prepare: () => Promise<void>): Promise<void>;
  /** Asks whether the visitor wants to share a document; calls `request.accept()` or `request.decline()` as they are then. */
  askDocument?(request: DocumentRequest): void;
  /** Asks anything else. Resolves to false for no, and when the session ends or goes on elsewhere before there is an answer. */
  confirm?(question: Question): Promise<boolean>;
  /** Shows `text`, never markup, until the visitor has dealt with it; then resolves. */
  showMessage?(text: string): Promise<void>;
}

/**
 * `GLANCE.Cobrowse.Visitor`. There as soon as the loader has run: what needs more than the loader fetches it, and waits for it.
 * No method throws; what fails is told by the event `error`. The methods that need a running session do nothing but
 * warn on the console when there is none.
 */
export interface VisitorApi {
  /** True once the rest of the visitor's code is here. */
  readonly loaded: boolean;
  readonly status: SessionStatus;
  /** Starts a session; does nothing but warn when one is starting or running. */
  startSession(keyOrParams?: string | StartParams): void;
  /** Has the UI ask whether to start a session, on behalf of an agent. Does nothing but warn when one is starting or running. */
  offerSession(offer: SessionOffer): void;
  /** Ends the session for everybody. */
  stopSession(): void;
  /** True while a session runs, and on a page that is about to go on with one. */
  inSession(): boolean;
  /** The session's key; "" when there is no session. */
  getKey(): string;
  /** Hides the page from agents, who see `message` in its place, or shows it again. May be called anew to change the message. */
  pauseSession(options: { readonly pause: boolean; readonly message?: string }): void;
  isSessionPaused(): boolean;
  /** Outlines in the page what agents do not see of it, with a button that ends it, which says `label`; or ends it. */
  highlightMasked(shown: boolean, label?: string): void;
  /** Shows the terms with accept and decline; acceptance starts a session with `params`. */
  showTerms(params?: StartParams): void;
  showButton(): void;
  toggleButton(): void;
  /** A handler that is no function is ignored, one that is there already is not added twice. */
  addEventListener<N extends VisitorEventName>(name: N, handler?: VisitorListener<N>): void;
  removeEventListener<N extends VisitorEventName>(name: N, handler?: VisitorListener<N>): void;
  /** What the latest event of that name carried on this page; undefined when there was none. */
  getSessionState<N extends VisitorEventName>(name: N): VisitorEvents[N] | undefined;
  /** Says something of the visitor to agents: `getUserState(name)` there. Any JSON; kept for all pages of the session in this tab. */
  setUserState(name: string, value: unknown): void;
  /** What {@link VisitorApi.setUserState} said last under that name. */
  getUserState(name: string): unknown;
  /** Sends agents' pages an object, as JSON of at most 65,536 bytes with its name. */
  sendSessionMessage(name: string, message: object): void;
  /** Hears what agents' pages send under that name. */
  addSessionMessageListener(name: string, listener?: SessionMessageListener): void;
  removeSessionMessageListener(name: string, listener?: SessionMessageListener): void;
  /** Lets agents act in the page, or not any more. */
  enableRC(enable: boolean): void;
  /**
   * Goes to another listed domain with the session. Resolves to true when it goes on there; to false, after the event `error`, when the domain
   * is not listed or the service refuses, and then goes nowhere.
   */
  crossDomain(params: CrossDomainParams): Promise<boolean>;
  /** Makes the session known on another listed domain, by a small window that closes by itself, and stays here. To be called in a click. */
  continueSessionAt(params: ContinueParams): void;
  /** Has the UI ask whether to go on with the session at `params.url`, or without it on all listed domains, then does it. */
  promptCrossDomain(params?: CrossDomainParams): Promise<void>;
  /** Opens a PDF of the site for the visitor and agents together; when no session runs, in a window of its own. */
  viewPDF(params: DocumentParams): void;
  /** The same for a workbook (.xlsx, .xls, .xlsb, .ods) or separated values (.csv). What a file is, its content says. */
  viewXLS(params: DocumentParams): void;
  /** Makes `ui` the one that shows the button and the terms. The latest wins. */
  attachUI(ui: VisitorUiPort): void;
}

/** `GLANCE.Cobrowse.VisitorUI`: there unless the tag says `data-ui="custom"`. */
export interface VisitorUiApi {
  /** True once the default UI's code is here. */
  loaded: boolean;
  showButton(): void;
  toggleButton(): void;
  showTerms(params?: StartParams): void;
  /** {@link VisitorApi.promptCrossDomain}. */
  promptCrossDomain(params?: CrossDomainParams): Promise<void>;
  /** On a page of several groups: whose style sheet and texts the UI has. */
  setStyle(groupid: string | number): void;
}

/** What the tag says, in the words of its attributes. Absent attributes are "". */
export interface TagSettings {
  readonly groupid: string;
  readonly site: "staging" | "production";
  /** More groups that a session of this page may be started for. */
  readonly additionalGroupIds: readonly string[];
  readonly visitorId: string;
  readonly termsUrl: string;
  /** True when a session that starts or goes on now starts paused. */
  readonly startPaused: boolean;
  readonly customUi: boolean;
  /** The group whose style the UI has: that of {@link VisitorUiApi.setStyle}, else the tag's. */
  readonly styleGroup: string;
  /** Version of the group's style sheet, to get past caches. */
  readonly customVersion: string;
  readonly cookieDomain: string;
  readonly cookieType: "" | "normal" | "secure" | "ls" | "dual";
  readonly presence: "on" | "api" | "off";
  readonly video: "" | "off" | "small" | "large";
  readonly collection: boolean;
  /** Keys to actions, as JSON. */
  readonly inputEvents: string;
  /** Folder of the scripts that belong to the loader, with a slash at its end. */
  readonly scriptBase: string;
  /** Origin of the service. */
  readonly serviceOrigin: string;
  /** To be put on scripts that we add. */
  readonly nonce: string;
}

/** What is kept in the browser between two pages of a session, and nothing besides. */
export interface StoredSession {
  readonly session: string;
  /** Proves to the service that this browser is the visitor's. */
  readonly token: string;
  /** Which page of the session this is: each page that goes on with it takes the next number. */
  readonly generation: number;
}

/** What a page in a session and a tagged page in its frame say: "there is a tag", "a session asks", "show me", "here is where to". */
export type FrameWord = "hello" | "call" | "here" | "join";

/** Finds a {@link StoredSession}. */
export interface SessionReader {
  readonly read: () => StoredSession | undefined;
}

/** Where a {@link StoredSession} is kept. */
export interface SessionStore extends SessionReader {
  write(stored: StoredSession): void;
  wipe(): void;
}

/** What the loader lends the visitor part. */
export interface VisitorHost {
  /** What the tag says now. */
  settings(): TagSettings;
  /** What other pages have left. */
  readonly store: SessionReader;
  /** What another domain has handed over with this page's address; "" for nothing. */
  readonly handOver: string;
  emit<N extends VisitorEventName>(name: N, event: VisitorEvents[N]): void;
  /** An address of ours as a worker takes it where Trusted Types are enforced. */
  scriptUrl(url: string): string;
  /** Calls the listeners of session messages of that name. */
  emitMessage(name: string, message: object): void;
  /** Tells developers, on the console. */
  warn(text: string): void;
}

/** The methods that the visitor part brings; the loader has the others. */
export type VisitorMethods = Omit<
  VisitorApi,
  | "addEventListener"
  | "removeEventListener"
  | "getSessionState"
  | "addSessionMessageListener"
  | "removeSessionMessageListener"
>;

/** `GLANCE.Cobrowse.Loader`. */
export interface LoaderApi {
  /** What the tag says now. */
  settings(): TagSettings;
  /** For the visitor part: called once by its script. `start` gives the methods that replace the loader's. */
  register(start: (host: VisitorHost) => VisitorMethods): void;
}

/** `GLANCE.Cobrowse`. */
export interface CobrowseNamespace {
  readonly Loader: LoaderApi;
  readonly Visitor: VisitorApi;
  readonly VisitorUI?: VisitorUiApi;
}
