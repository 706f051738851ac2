// What the two presence scripts put on `window.GLANCE.Presence`, as types (PRODUCT.md 14). docs/PRESENCE.md is the guide.

/** What a site says of its visitor: texts of at most 128 characters and numbers, at most 32 of them. */
export type PresenceData = Readonly<Record<string, string | number>>;

/** Something did not work. */
export interface PresenceError {
  /**
   * `service`: the service cannot be reached; it is tried again. `invalid-id`: no visitor id, or one that has other characters than
   * `A-Z a-z 0-9 . _ ~ -`, or more than 62. `invalid-data`. `presence-off`: the group has switched it off. `unknown-group`.
   * `full`, `too-many`: a limit of the service. `authorization`: no agent who may do this, from a page that may. `visitornotpresent`.
   */
  readonly code: string;
  /** For developers, in English. */
  readonly msg: string;
}

export interface PresenceVisitorParams {
  /** Absent: `GLANCE_COBROWSE.groupid`, else the tag's. */
  readonly groupid?: string | number;
  /** Absent: `GLANCE_COBROWSE.visitorid`, else the tag's; and whatever `setVisitorId` says later. */
  readonly visitorid?: string | number;
}

export interface PresenceParams {
  /** Merged into what was said before. */
  readonly data?: PresenceData;
  readonly onsuccess?: () => void;
  /** In place of `onerror`, for this report. */
  readonly onfail?: (error: PresenceError) => void;
}

/** One visitor, as this page tells of it. No method throws: what fails is told to `onerror`. */
export interface PresenceVisitorApi {
  /**
   * Reports that the visitor is here, with `data`. The first report of a page also tells its address and browser. Without arguments the
   * report is repeated each minute.
   */
  presence(params?: PresenceParams): void;
  /** Listens for agents, until {@link PresenceVisitorApi.disconnect}: who listens is present. */
  connect(): void;
  /** Listens without a visitor id: the service gives one, which `onuniqueid` tells. */
  connectUnique(params?: { readonly data?: PresenceData }): void;
  /** More time for that id; `onuniqueid` tells how much. */
  extendUnique(): void;
  /** Listens no more, and reports no more. */
  disconnect(): void;
  /** Hears what an agent sends. Any JSON, never markup. */
  onsignal: ((message: unknown) => void) | undefined;
  onerror: ((error: PresenceError) => void) | undefined;
  /** The id that was given, to be read out to an agent, and for how many seconds it is good. Called anew for each extension. */
  onuniqueid: ((uniqueid: string, timeout: number) => void) | undefined;
  /** The page listens no more: by its own wish, because the time of a unique id is over, or after an error that does not pass. */
  onclose: (() => void) | undefined;
}

/** A function of the page that agents may call. */
export type PresenceFunction = (...args: never[]) => unknown;

/** `GLANCE.Presence.Visitor`. */
export interface PresenceVisitorConstructor {
  new (params?: PresenceVisitorParams): PresenceVisitorApi;
  /** The visitor has signed in as `id` since the page was loaded, or, with "", signed out. Also the default session key from then on. */
  setVisitorId(id: string | number): void;
  /** Lets agents call these functions by these names, such as `shop.openOffer`. Names that begin with `GLANCE.` are ours. */
  register(functions: Readonly<Record<string, PresenceFunction>>): void;
}

/** Who the agent is: a login key, or a token that the group's own server got for it (docs/API.md, "Presence"). */
export type PresenceCredentials =
  | { readonly partnerid: string | number; readonly partneruserid: string; readonly loginkey: string }
  | { readonly token: string };

export interface PresenceAgentParams {
  /** Host or origin of the service; absent: the script's. */
  readonly presenceserver?: string;
  /** Whom it is about: the one id or the other. */
  readonly visitorid?: string | number;
  readonly uniqueid?: string | number;
}

/** What is known of a visitor. Text in it is the visitor's or the site's: for showing, never markup. */
export interface VisitorPresence {
  readonly visitorpresent: boolean;
  /** Whether a page of the visitor's listens. */
  readonly connected?: boolean;
  readonly groupid?: string;
  readonly visitorid?: string;
  /** When the visitor reported last, in ms since 1970. */
  readonly timestamp?: number;
  /** Absent when the group masks the page. */
  readonly url?: string;
  /** Name and version, such as "Chrome 126". */
  readonly browser?: string;
  readonly platform?: string;
  readonly data?: PresenceData;
}

interface Outcome {
  readonly onsuccess?: (answer: VisitorPresence) => void;
  /** Gets the code of a {@link PresenceError}. */
  readonly onfail?: (errorcode: string) => void;
}

/** `{func, args}` calls a function of the page; anything else in `data` goes to its `onsignal`. */
export interface SignalParams {
  readonly mtype?: "invoke" | "signal";
  readonly data?: unknown;
  readonly func?: string;
  readonly args?: unknown;
  /** `waiting`: the visitor is on the way to another page, which gets it. */
  readonly onsuccess?: (answer: { readonly status: "sent" | "waiting" }) => void;
  readonly onfail?: (errorcode: string) => void;
}

/** One visitor, as a console sees it. No method throws. */
export interface PresenceAgentApi {
  /** Fails with `visitornotpresent` when the visitor is not there. */
  lookupVisitor(params?: Outcome): void;
  signalVisitor(params: SignalParams): void;
  /** Asks the visitor to start a session whose key is the visitor's id. */
  startSession(params?: Pick<SignalParams, "onsuccess" | "onfail">): void;
  /** Follows the visitor; the handlers below are called from then on. */
  connect(): void;
  disconnect(): void;
  onerror: ((error: PresenceError) => void) | undefined;
  /** How things stand, at once and after each change. */
  onpresence: ((presence: VisitorPresence) => void) | undefined;
  /** A page of the visitor's listens, or none does any more. */
  onvisitorconnect: (() => void) | undefined;
  onvisitordisconnect: (() => void) | undefined;
  /** The visitor has said yes, or no, to a session. */
  onvisitoraccept: (() => void) | undefined;
  onvisitordecline: (() => void) | undefined;
  onvisitorsessionstart: (() => void) | undefined;
  onvisitorsessionend: (() => void) | undefined;
  /** Something went wrong on the visitor's page. `insession`: the visitor is in another session. `nofunction`: the page has no such function. */
  onvisitorerror: ((error: PresenceError) => void) | undefined;
}

/** `GLANCE.Presence.Agent`. */
export interface PresenceAgentConstructor {
  new (params: PresenceAgentParams): PresenceAgentApi;
  /** Says who the agent is, for all visitors from now on. Without it, the one who is signed in at the service, for its own pages alone. Rejects with an error whose message is a code. */
  authorize(credentials: PresenceCredentials): Promise<void>;
}

/** `GLANCE.Presence`. */
export interface PresenceNamespace {
  readonly Visitor?: PresenceVisitorConstructor;
  readonly Agent?: PresenceAgentConstructor;
}
