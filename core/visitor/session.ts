// The visitor's session: idle → starting → running → ended, over any number of pages. What is sent of this page is
// sharing.ts's; this file decides when.
import type { EndReason, Participant, RelayErrorCode } from "../protocol/index.ts";
import {
  GLANCE_KEYTYPE_RANDOM,
  type ErrorEvent,
  type SessionEndReason,
  type SessionStatus,
  type StartParams,
  type VisitorEvents,
  type VisitorHost,
} from "./api.ts";
import { agentsEvent, endReason, startError } from "./events.ts";
import { createSession, resumeSession, ServiceError, type SessionAnswer } from "./service.ts";
import type { Sharing, SharingEvents, StartSharing } from "./sharing.ts";

const KEY = /^[A-Za-z0-9._~-]{1,62}$/;
const MAX_NAME_LENGTH = 63;
/** Waits before the service is asked again whether the session goes on, in ms; the last one repeats. */
const RESUME_WAITS_MS = [250, 500, 1_000, 2_000, 5_000] as const;

const NOTHING = {} as const;
const ignore = (): void => undefined;
const SILENT: SharingEvents = {
  onconnection: ignore,
  onparticipants: ignore,
  onended: ignore,
  onrefused: ignore,
  onerror: ignore,
};

/** One visitor's session on this page. */
export class Session {
  readonly #host: VisitorHost;
  readonly #startSharing: StartSharing;
  #status: SessionStatus = "idle";
  #key = "";
  /** Tells an answer that arrives too late from one that is waited for. */
  #attempt = 0;
  #resuming = false;
  #sharing: Sharing | undefined;
  /** Another window goes on with the session. */
  #elsewhere = false;
  #agents = "";
  #paused = false;
  #message = "";
  #reconnecting = false;

  /** @param startSharing how a page is shared; given in, so that the state machine can be tested without a page. */
  constructor(host: VisitorHost, startSharing: StartSharing) {
    this.#host = host;
    this.#startSharing = startSharing;
  }

  get status(): SessionStatus {
    return this.#status;
  }

  get key(): string {
    return this.#key;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** True while a session runs or this page is about to go on with one. */
  get inSession(): boolean {
    return this.#status === "running" || this.#resuming;
  }

  /** Starts a session. All outcomes are events. */
  async start(params: StartParams): Promise<void> {
    if (this.inSession || this.#status === "starting")
      return this.#host.warn("a session is starting or running already");
    const attempt = (this.#attempt += 1);
    this.#status = "starting";
    this.#host.emit("sessionstarting", NOTHING);
    try {
      const answer = await this.#create(params);
      if (attempt !== this.#attempt) return;
      this.#host.store.write({ session: answer.session, token: answer.token, generation: 1 });
      this.#status = "running";
      this.#key = answer.key;
      this.#host.emit("sessionstart", NOTHING);
      this.#share(answer, 1);
    } catch (error) {
      if (attempt !== this.#attempt) return;
      this.#status = "idle";
      this.#error(startErrorOf(error));
    }
  }

  /** Goes on with the session that another page left in the store, if there is one. */
  async resume(): Promise<void> {
    const stored = this.#host.store.read();
    if (stored === undefined) return this.#wentOnWithoutUs();
    const attempt = (this.#attempt += 1);
    const generation = stored.generation + 1;
    this.#resuming = true;
    this.#host.store.write({ ...stored, generation });
    try {
      const answer = await this.#askToResume(stored, attempt);
      if (answer === undefined) return;
      this.#status = "running";
      this.#resuming = false;
      this.#key = answer.key;
      this.#share(answer, generation);
    } catch {
      if (attempt === this.#attempt) this.#end("error");
    }
  }

  /** Ends the session for everybody. */
  stop(): void {
    if (!this.inSession && this.#status !== "starting") return this.#host.warn("no session is running");
    if (this.#status === "starting") return this.#giveUpStart();
    const sharing = this.#sharing;
    this.#sharing = undefined;
    if (sharing !== undefined) sharing.end();
    else void this.#endUnshared();
    this.#host.emit("leavesession", NOTHING);
    this.#end("visitor");
  }

  /** Hides the page from agents, or shows it again. */
  pause(paused: boolean, message: string): void {
    if (this.#status !== "running") return this.#host.warn("no session is running");
    this.#paused = paused;
    this.#message = message;
    this.#sharing?.pause(paused, message);
    this.#host.emit("paused", { paused, message });
  }

  /** This page is put away: by a navigation, or for good. What it shared is another page's now. */
  leavePage(): void {
    this.#attempt += 1;
    this.#resuming = false;
    this.#stopSharing();
    // A start that was under way is not waited for; the page may come back from the browser's cache.
    if (this.#status === "starting") this.#giveUpStart();
  }

  /** This page is looked at again, after {@link Session.leavePage} or after another window went on with the session. */
  returnToPage(): void {
    if (this.#status !== "running" || this.#sharing !== undefined || this.#resuming) return;
    if (this.#elsewhere) {
      this.#elsewhere = false;
      this.#host.emit("focus", NOTHING);
    }
    void this.resume();
  }

  #giveUpStart(): void {
    this.#attempt += 1;
    this.#status = "idle";
    this.#host.emit("sessionend", { reason: "visitor" });
  }

  /** Ends a session that another window, or nobody yet, shares its page in. */
  async #endUnshared(): Promise<void> {
    const stored = this.#host.store.read();
    if (stored === undefined) return;
    const { warn } = this.#host;
    try {
      const answer = await resumeSession(this.#host.settings(), stored);
      const generation = stored.generation + 1;
      this.#startSharing({ ...answer, generation, name: "", paused: true, message: "" }, SILENT).end();
    } catch (error) {
      warn(`the session could not be ended: ${String(error)}`);
    }
  }

  async #create(params: StartParams): Promise<SessionAnswer> {
    const settings = this.#host.settings();
    const groupid = String(params.groupid ?? settings.groupid);
    if (groupid !== settings.groupid && !settings.additionalGroupIds.includes(groupid))
      throw new ServiceError("unknown-group", `the tag does not name the group ${groupid}`);
    const wanted = params.sessionKey ?? (settings.visitorId || window.GLANCE_COBROWSE?.visitorid);
    const key = wanted === undefined || wanted === GLANCE_KEYTYPE_RANDOM ? undefined : wanted;
    if (key !== undefined && !KEY.test(key))
      throw new ServiceError("invalid-key", "a session key has 1 to 62 of A-Z a-z 0-9 . _ ~ -");
    return createSession(settings, groupid, key);
  }

  /** Asks until there is an answer; undefined when it is not wanted any more. */
  async #askToResume(
    stored: { readonly session: string; readonly token: string },
    attempt: number,
  ): Promise<SessionAnswer | undefined> {
    for (let tries = 0; ; tries += 1) {
      try {
        const answer = await resumeSession(this.#host.settings(), stored);
        return attempt === this.#attempt ? answer : undefined;
      } catch (error) {
        if (attempt !== this.#attempt) return undefined;
        if (!(error instanceof ServiceError) || error.code !== "service") throw error;
      }
      this.#connection("reconnecting");
      const wait = RESUME_WAITS_MS[Math.min(tries, RESUME_WAITS_MS.length - 1)] ?? 0;
      await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random() / 2)));
      if (attempt !== this.#attempt) return undefined;
    }
  }

  #share(answer: SessionAnswer, generation: number): void {
    const startPaused = this.#host.settings().startPaused;
    this.#agents = "";
    this.#host.emit("sessioncontinue", NOTHING);
    if (startPaused || this.#paused) this.#setPaused(startPaused);
    const name = window.GLANCE_COBROWSE?.name?.slice(0, MAX_NAME_LENGTH) ?? "";
    this.#sharing = this.#startSharing(
      { ...answer, generation, name, paused: this.#paused, message: this.#message },
      this.#sharingEvents(),
    );
  }

  #setPaused(paused: boolean): void {
    this.#paused = paused;
    this.#message = "";
    this.#host.emit("paused", { paused, message: "" });
  }

  #sharingEvents(): SharingEvents {
    return {
      onconnection: (state) => {
        if (state === "lost") this.#error({ code: "conndrop", msg: "the connection was lost" });
        if (state !== "connecting") this.#connection(state === "open" ? "ok" : "reconnecting");
      },
      onparticipants: (list) => this.#participants(list),
      onended: (reason) => this.#endedByRelay(reason),
      onrefused: (code, message) => this.#refused(code, message),
      onerror: (event) => this.#error(event),
    };
  }

  #connection(status: VisitorEvents["connection"]["status"]): void {
    const reconnecting = status === "reconnecting";
    if (reconnecting === this.#reconnecting) return;
    this.#reconnecting = reconnecting;
    this.#host.emit("connection", { status });
  }

  #participants(list: readonly Participant[]): void {
    const event = agentsEvent(list);
    const agents = JSON.stringify(event);
    if (agents === this.#agents) return;
    const first = this.#agents === "";
    this.#agents = agents;
    this.#host.emit("agents", event);
    if (first) this.#host.emit("statereceived", NOTHING);
  }

  #endedByRelay(reason: EndReason): void {
    this.#end(endReason(reason));
  }

  #refused(code: RelayErrorCode, message: string): void {
    if (code === "replaced") {
      this.#stopSharing();
      this.#elsewhere = true;
      return this.#host.emit("blur", NOTHING);
    }
    this.#error({ code: "service", msg: message });
    this.#end("error");
  }

  #error(event: ErrorEvent): void {
    this.#host.emit("error", event);
  }

  #stopSharing(): void {
    this.#sharing?.close();
    this.#sharing = undefined;
  }

  /** There is nothing in the store: the session ended while this page was not looked at. */
  #wentOnWithoutUs(): void {
    if (this.#status === "running") this.#end("visitor");
  }

  #end(reason: SessionEndReason): void {
    this.#attempt += 1;
    this.#stopSharing();
    this.#host.store.wipe();
    this.#status = "ended";
    this.#resuming = false;
    this.#elsewhere = false;
    this.#reconnecting = false;
    this.#paused = false;
    this.#key = "";
    this.#host.emit("sessionend", { reason });
  }
}

function startErrorOf(error: unknown): ErrorEvent {
  return error instanceof ServiceError
    ? startError(error.code, error.message)
    : startError("service", String(error));
}
