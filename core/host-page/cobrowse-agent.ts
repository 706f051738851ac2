// `GLANCE.Cobrowse.Agent`: what a page around the viewer may do with it, said over the way to the viewer.
import type { CobrowseAgentApi, HostEventName, HostEvents, NotAvailable } from "./api.ts";
import { ViewerConnection, type ViewerPlace } from "./connection.ts";
import { Emitter } from "./emitter.ts";
import { type HostCall, MAX_WAITING_CALLS, plain, type ViewerWord, webAddress } from "./port.ts";
import { warn } from "./warn.ts";

/** Events that tell how things stand. */
const STANDING: readonly HostEventName[] = [
  "state",
  "agents",
  "navigate",
  "pagevisibility",
  "rc",
  "accessibility",
  "connectfailed",
  "accessdenied",
];

/** Before the names of session messages, which stand in one map with events: no event has a blank in its name. */
const MESSAGE = "message ";

export class CobrowseAgent implements CobrowseAgentApi {
  readonly #viewerOrigin: () => string;
  readonly #emitter = new Emitter(STANDING);
  #userState = new Map<string, unknown>();
  #connection: ViewerConnection | undefined;
  #place: ViewerPlace | undefined;
  /** What was called before there is a viewer. */
  #waiting: HostCall[] = [];

  /** @param viewerOrigin of the service, which a page may change before it opens a viewer. */
  constructor(viewerOrigin: () => string) {
    this.#viewerOrigin = viewerOrigin;
  }

  readonly init = (viewerFrame: HTMLIFrameElement): void => {
    if (!(viewerFrame instanceof HTMLIFrameElement)) warn("init takes the viewer's iframe");
    else if (viewerFrame !== this.#place?.frame) {
      this.follow({ window: () => viewerFrame.contentWindow, frame: viewerFrame });
    }
  };

  /** Where the viewer is that is followed. */
  get followed(): ViewerPlace | undefined {
    return this.#place;
  }

  /** Follows a viewer from now on, and none besides. */
  follow(place: ViewerPlace): void {
    this.unfollow();
    this.#place = place;
    const connection = new ViewerConnection(place, this.#viewerOrigin(), (word) => this.#hear(word));
    for (const call of this.#waiting.splice(0)) connection.say(call);
    this.#connection = connection;
  }

  /** Follows none any more. */
  unfollow(): void {
    this.#connection?.close();
    this.#connection = undefined;
    this.#place = undefined;
  }

  readonly enableAccessibility = (enable: boolean): void =>
    this.#say({ type: "accessibility", enabled: enable });

  readonly accessibilityEnabled = (): boolean => this.getSessionState("accessibility")?.enabled === true;

  readonly addEventListener = (name: string, handler: unknown): void => this.#emitter.add(name, handler);

  readonly removeEventListener = (name: string, handler: unknown): void =>
    this.#emitter.remove(name, handler);

  readonly addSessionMessageListener = (name: string, handler: unknown): void =>
    this.#emitter.add(MESSAGE + name, handler);

  readonly removeSessionMessageListener = (name: string, handler: unknown): void =>
    this.#emitter.remove(MESSAGE + name, handler);

  readonly sendSessionMessage = (name: string, msg: object): void => {
    const body = plain(msg);
    if (typeof body !== "object" || body === null || Array.isArray(body))
      warn("sendSessionMessage takes a name and an object");
    else this.#say({ type: "message", name, body });
  };

  readonly navigate: CobrowseAgentApi["navigate"] = (options) => {
    const copy = plain(options) as { readonly url?: unknown } | undefined;
    if (typeof copy?.url !== "string") warn("navigate takes options with a url");
    else this.#say({ type: "navigate", options: { ...copy, url: copy.url } });
  };

  readonly leaveSession = (targetUrl?: string): void => {
    const target = targetUrl === undefined ? "" : webAddress(targetUrl, document.baseURI);
    if (target !== undefined) this.#say({ type: "leave", target });
    else
      this.#emitter.emit("accessdenied", {
        reason: "invalid-url",
        detail: "The viewer goes to http and https addresses only.",
      });
  };

  readonly requestRC = (enable: boolean): void => this.#say({ type: "rc", enabled: enable });

  readonly getSessionState = <N extends HostEventName>(name: N): HostEvents[N] | undefined =>
    this.#emitter.latest(name) as HostEvents[N] | undefined; // emitted by its name, as the viewer told it

  readonly getUserState = (name: string): unknown => this.#userState.get(name);

  readonly addScreenshare = (): NotAvailable => this.#cannot("addScreenshare");
  readonly pauseScreenshare = (): NotAvailable => this.#cannot("pauseScreenshare");
  readonly pauseScreeenshare = (): NotAvailable => this.#cannot("pauseScreeenshare");
  readonly resumeScreenshare = (): NotAvailable => this.#cannot("resumeScreenshare");
  readonly closeScreenshare = (): NotAvailable => this.#cannot("closeScreenshare");
  readonly requestVisitorVideo = (): NotAvailable => this.#cannot("requestVisitorVideo");
  readonly toggleAgentVideo = (): NotAvailable => this.#cannot("toggleAgentVideo");
  readonly updateVideoOptions = (): NotAvailable => this.#cannot("updateVideoOptions");

  #cannot(member: string): NotAvailable {
    this.#emitter.emit("notavailable", { member });
    return "notavailable";
  }

  #say(call: HostCall): void {
    if (this.#connection !== undefined) this.#connection.say(call);
    else if (this.#waiting.length < MAX_WAITING_CALLS) this.#waiting.push(call);
  }

  #hear(word: ViewerWord): void {
    if (word.type === "message") this.#emitter.emit(MESSAGE + word.name, word.name, word.body);
    else if (word.type === "userState") {
      this.#userState.set(word.name, word.value);
      this.#emitter.emit("userstate", { name: word.name, value: word.value });
    } else {
      if (word.name === "sessionstart") this.#forget();
      this.#emitter.emit(word.name, word.data);
    }
  }

  /** Another session begins: what is known is about the one before. */
  #forget(): void {
    this.#userState = new Map();
    this.#emitter.forget();
  }
}
