// `GLANCE.Agent`: finds sessions, waits for them, opens and closes the viewer.
import type {
  AgentCredentials,
  BrowserAgentApi,
  BrowserAgentEventName,
  BrowserAgentEvents,
  JoinParams,
  ViewerHandle,
} from "./api.ts";
import type { CobrowseAgent } from "./cobrowse-agent.ts";
import { Emitter } from "./emitter.ts";
import { lookUp, LookupError } from "./lookup.ts";
import { openViewer } from "./open-viewer.ts";
import { Presence } from "./presence.ts";
import type { ScriptTag } from "./script-tag.ts";
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
  readonly #presence: Presence;
  /** A visitor who was asked for a session, until it is there; what to do when it is refused. */
  #asked: { readonly visitorid: string; readonly refuse: (reason: string) => void } | undefined;

  /** @param cobrowse follows the viewers that are opened. */
  constructor(tag: ScriptTag, cobrowse: CobrowseAgent) {
    this.webserver = tag.origin;
    this.#groupid = tag.groupid;
    this.#cobrowse = cobrowse;
    this.#presence = new Presence({
      tag,
      server: () => this.webserver,
      credentials: () => this.#credentials,
      emit: (name, event) => this.#emit(name, event),
      onrefused: (visitorid, reason) => void this.#refused(visitorid, reason),
      onfailed: (key, reason) => {
        if (!this.#refused(key, reason)) this.#emit("joinFailed", { key, reason });
      },
    });
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

  readonly presenceConnect = (visitorid: string): void => {
    void this.#told(visitorid, () => this.#presence.watch(visitorid));
  };

  readonly presenceStartSession = (visitorid: string, params: JoinParams = {}): Promise<ViewerHandle> =>
    this.#told(visitorid, () =>
      this.#credentials === undefined
        ? this.#askAndShow(visitorid, params)
        : this.#askAndJoin(visitorid, params),
    );

  readonly end = (): void => {
    this.cancelLookup();
    this.#presence.stop();
    this.#asked = undefined;
    this.#viewer?.close();
    this.#viewer = undefined;
  };

  #emit<N extends BrowserAgentEventName>(name: N, event: BrowserAgentEvents[N]): void {
    this.#emitter.emit(name, event);
  }

  #cannot(member: string): void {
    this.#emit("notavailable", { member });
  }

  /** The session is looked for by its key until it is there, or the visitor says no. */
  async #askAndJoin(visitorid: string, params: JoinParams): Promise<ViewerHandle> {
    let refusal: string | undefined;
    this.#asked = {
      visitorid,
      refuse: (reason) => {
        refusal = reason;
        this.cancelLookup();
      },
    };
    try {
      await this.#ask(visitorid);
      const url = await this.#find(visitorid, true);
      return this.#open(withContact(url, params), params);
    } catch (error) {
      throw refusal === undefined ? error : new LookupError(refusal);
    } finally {
      this.#asked = undefined;
    }
  }

  /** The viewer opens in the agent's click, and waits for the session itself. */
  async #askAndShow(visitorid: string, params: JoinParams): Promise<ViewerHandle> {
    const viewer = this.#open(
      viewerUrl(this.webserver, visitorid, { groupid: this.#groupid, ...params }, undefined),
      params,
    );
    this.#asked = {
      visitorid,
      refuse: (reason) => {
        viewer.close();
        this.#emit("joinFailed", { key: visitorid, reason });
      },
    };
    try {
      await this.#ask(visitorid);
      return viewer;
    } catch (error) {
      this.#asked = undefined;
      viewer.close();
      throw error;
    }
  }

  async #ask(visitorid: string): Promise<void> {
    const agent = await this.#presence.watch(visitorid);
    await new Promise((resolve, reject) => {
      agent.startSession({ onsuccess: resolve, onfail: (code) => reject(new LookupError(code)) });
    });
  }

  /** False when that visitor was not asked for a session. */
  #refused(visitorid: string, reason: string): boolean {
    const asked = this.#asked;
    if (asked?.visitorid !== visitorid) return false;
    this.#asked = undefined;
    asked.refuse(reason);
    return true;
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
    this.#asked = undefined;
    this.#emit("sessionStarted", this.#viewer);
  }
}
