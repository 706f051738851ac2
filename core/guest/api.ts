// What the guests' script puts on `window.GLANCE`, as types: `GLANCE.Guest` (PRODUCT.md 6.8). docs/GUESTS.md is the guide.

/** Which service, and whose guests. */
export interface ConnectorOptions {
  readonly groupid: string | number;
  /** Host or origin of the service; that of the script unless said otherwise. */
  readonly ws?: string;
}

/** What a guest who asked for a code has. */
export interface ConnectResult {
  /** False when there is no code; the event `error` says why. */
  readonly ok: boolean;
  /** Digits to tell the agent; "" when there are none. */
  readonly code: string;
  /** Seconds until it counts no more. */
  readonly timeout: number;
}

/** How much time a guest has. */
export interface MoreTimeResult {
  /** False when it was over already. */
  readonly ok: boolean;
  /** Seconds until the code counts no more. */
  readonly timeout: number;
}

/**
 * Why a guest is not let in. `invalid-name`: a name has 1 to 63 characters. `unknown-group`: there is no such group, or it has no guests.
 * `too-many-attempts`: too many codes were asked for here. `service`: the service cannot be reached. `declined`: the visitor or the agent
 * does not want the guest to watch.
 */
export type GuestErrorCode = "invalid-name" | "unknown-group" | "too-many-attempts" | "service" | "declined";

/** Something went wrong; nothing more comes of the code. */
export interface GuestErrorEvent extends Event {
  readonly code: GuestErrorCode;
  /** For developers, in English. */
  readonly msg: string;
}

/** The guest may watch. Unless `preventDefault()` is called, this page goes to `url`. */
export interface AdmittedEvent extends Event {
  /** A page that shows the session. It counts once, and for a minute. */
  readonly url: string;
  /** The same, for {@link GuestViewerApi.show}. */
  readonly token: string;
}

export interface ConnectorEvents {
  /** The code counts no more. */
  readonly timeout: Event;
  readonly error: GuestErrorEvent;
  readonly admitted: AdmittedEvent;
}

export type ConnectorHandler<N extends keyof ConnectorEvents> = (event: ConnectorEvents[N]) => void;

/** Gets a guest a code, and waits with it. No method throws or rejects. */
export interface ConnectorApi {
  /** Asks for a code; another one takes the place of the one before. */
  connect(guestName: string): Promise<ConnectResult>;
  /** Starts the time anew, as often as the guest likes, until the event `timeout`. */
  moreTime(): Promise<MoreTimeResult>;
  addEventListener<N extends keyof ConnectorEvents>(name: N, handler: ConnectorHandler<N>): void;
  removeEventListener<N extends keyof ConnectorEvents>(name: N, handler: ConnectorHandler<N>): void;
}

/** Shows the session in a frame of the page. */
export interface GuestViewerApi {
  /** Shows it there to the guest whom `token` lets in: only pages of the group's trusted origins can. */
  show(frame: HTMLIFrameElement, token: string): void;
}

/** `GLANCE.Guest`. */
export interface GuestNamespace {
  readonly Connector: new (options: ConnectorOptions) => ConnectorApi;
  readonly Viewer: new (options: ConnectorOptions) => GuestViewerApi;
}
