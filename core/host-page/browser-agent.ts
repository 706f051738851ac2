// `GLANCE.Agent`: finds sessions, waits for them, opens and closes the viewer.
import type {
  AgentCredentials,
  BrowserAgentApi,
  BrowserAgentEventName,
  BrowserAgentEvents,
  JoinParams,
  NotAvailable,
  ViewerHandle,
} from "./api.ts";
import type { CobrowseAgent } from "./cobrowse-agent.ts";
import { Emitter } from "./emitter.ts";
import { lookUp, LookupError } from "./lookup.ts";
import { openViewer } from "./open-viewer.ts";
import { isWanted, viewerUrl, withContact } from "./viewer-url.ts";
import { warn } from "./warn.ts";

export class BrowserAgent implements BrowserAgentApi {
  webserver: string;
  readonly #groupid: string;
  readonly #cobrowse: CobrowseAgent;
  readonly #emitter = new Emitter();
  #credentials: AgentCredentials | undefined;
  #lookup: AbortController | undefined;
  #viewer: ViewerHandle | undefined;
  #isStarted = false;

  /** @param cobrowse follows the viewers that are opened. @param groupid of the script's tag. */
  constructor(webserver: string, groupid: string, cobrowse: CobrowseAgent) {
    this.webserver = webserver;
    this.#groupid = groupid;
    this.#cobrowse = cobrowse;
    cobrowse.addEventListener("sessionstart", () => this.#joined());
    cobrowse.addEventListener("state", (state: { readonly status: string }) => this.#reached(state.status));
  }

  readonly authenticate = (credentials: AgentCredentials): void => {
    const { loginkey, partnerid, partneruserid } = credentials;
    if ([loginkey, partneruserid].every((text) => typeof text === "string") && String(partnerid) !== "")
      this.#credentials = { loginkey, partnerid, partneruserid };
    else this.#cannot("authenticate");
  };

  readonly joinSession = (key: string, params: JoinParams = {}): Promise<ViewerHandle> =>
    this.#told(key, async () => {
      const url = await this.#find(key, isWanted(params.wait));
      return this.#open(withContact(url, params), params);
    });

  readonly openViewer = (key: string, params: JoinParams = {}): Promise<ViewerHandle> =>
    this.#told(key, async () => {
      const url = viewerUrl(this.webserver, key, { groupid: this.#groupid, ...params }, this.#credentials);
      return Promise.resolve(this.#open(url, params));
    });

  readonly openAgentJoinURL = (url: string, params: JoinParams = {}): Promise<ViewerHandle> =>
    this.#told("", async () => Promise.resolve(this.#open(url, params)));

  readonly lookupSession = (key: string, wait = false): void => {
    void this.#told(key, async () => this.#find(key, wait));
  };

  readonly cancelLookup = (): void => this.#lookup?.abort();

  readonly addEventListener = (name: string, handler: unknown): void => this.#emitter.add(name, handler);
  readonly removeEventListener = (name: string, handler: unknown): void =>
    this.#emitter.remove(name, handler);
  readonly addEventListenerAll = (handler: unknown): void => this.#emitter.addForAll(handler);

  readonly presenceConnect = (): NotAvailable => this.#cannot("presenceConnect");
  readonly presenceStartSession = (): NotAvailable => this.#cannot("presenceStartSession");

  readonly end = (): void => {
    this.cancelLookup();
    this.#viewer?.close();
    this.#viewer = undefined;
  };

  #emit<N extends BrowserAgentEventName>(name: N, event: BrowserAgentEvents[N]): void {
    this.#emitter.emit(name, event);
  }

  #cannot(member: string): NotAvailable {
    this.#emit("notavailable", { member });
    return "notavailable";
  }

  /** Where the agent sees the session; what was looked for before is not any more. */
  async #find(key: string, wait: boolean): Promise<string> {
    this.cancelLookup();
    const credentials = this.#credentials;
    if (credentials === undefined) throw new LookupError("not-authenticated");
    const lookup = new AbortController();
    this.#lookup = lookup;
    if (wait) this.#emit("lookupWaiting", { key });
    const joinurl = await lookUp({ webserver: this.webserver, credentials, key, wait }, lookup.signal);
    this.#emit("lookupFound", { key, joinurl });
    return joinurl;
  }

  #open(url: string, params: JoinParams): ViewerHandle {
    if (!URL.canParse(url) || new URL(url).origin !== new URL(this.webserver).origin) {
      warn("a viewer is opened at the service's own origin only");
      throw new LookupError("untrusted");
    }
    const opened = openViewer(url, params, this.#cobrowse);
    if (opened === undefined) {
      this.#emit("popupblocked", {});
      throw new LookupError("popupblocked");
    }
    this.#isStarted = false;
    this.#viewer = opened;
    this.#emit("viewerOpened", opened);
    return opened;
  }

  /** Tells by an event, too, when `attempt` fails. Whoever does not look at the promise need not. */
  #told<T>(key: string, attempt: () => Promise<T>): Promise<T> {
    const result = attempt().catch((error: unknown) => {
      this.#emit("joinFailed", { key, reason: error instanceof LookupError ? error.code : "service" });
      throw error;
    });
    result.catch(() => undefined);
    return result;
  }

  #joined(): void {
    if (this.#viewer !== undefined) this.#emit("agentJoined", {});
  }

  #reached(status: string): void {
    if (status !== "live" || this.#isStarted || this.#viewer === undefined) return;
    this.#isStarted = true;
    this.#emit("sessionStarted", this.#viewer);
  }
}
