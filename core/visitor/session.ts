// The visitor's session: idle → starting → running → ended, over any number of pages. What is sent of this page is
// sharing.ts's; this file decides when.
import type { Participant, RelayErrorCode } from "../protocol/index.ts";
import type {
  ErrorEvent,
  SessionEndReason,
  SessionStatus,
  StartParams,
  StoredSession,
  VisitorEvents,
} from "./api.ts";
import { Conversation } from "./conversation.ts";
import { agentsEvent, endReason, startError } from "./events.ts";
import { resumePatiently } from "./patience.ts";
import { createSession, logControl, resumeSession, type SessionAnswer } from "./service.ts";
import { ServiceError } from "./service-error.ts";
import type { PageHost } from "./session-store.ts";
import type { Sharing, SharingEvents, StartSharing } from "./sharing.ts";
import { readContact, readStart } from "./start-request.ts";
import { UiPort } from "./ui-port.ts";

const NOTHING = {} as const;
const ignore = (): void => undefined;
const SILENT: SharingEvents = {
  onconnection: ignore,
  onparticipants: ignore,
  onended: ignore,
  onrefused: ignore,
  onerror: ignore,
  onmessage: ignore,
  oncontrol: ignore,
  ondocument: ignore,
};

/** One visitor's session on this page. */
export class Session {
  readonly #host: PageHost;
  readonly #startSharing: StartSharing;
  /** What is said beside the page. */
  readonly conversation: Conversation;
  #status: SessionStatus = "idle";
  #key = "";
  /** The service's name for the session that this page was last part of. */
  #session = "";
  /** Tells what arrives too late, an answer or an event, from what is waited for. */
  #attempt = 0;
  #resuming = false;
  #sharing: Sharing | undefined;
  /** Another window goes on with the session. */
  #elsewhere = false;
  #agents = "";
  #paused = false;
  #message = "";
  #reconnecting = false;
  #domains: readonly string[] = [];

  /** @param startSharing how a page is shared; given in, so that the state machine can be tested without a page. */
  constructor(host: PageHost, startSharing: StartSharing, ui = new UiPort((text) => host.warn(text))) {
    this.#host = host;
    this.#startSharing = startSharing;
    this.conversation = new Conversation(host, ui);
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

  /** Origins that the session may go on at. */
  get domains(): readonly string[] {
    return this.#domains;
  }

  /** True while a session runs or this page is about to go on with one. */
  get inSession(): boolean {
    return this.#status === "running" || this.#resuming;
  }

  /** Starts a session, or goes on with the one that runs in another window. All outcomes are events. */
  async start(params: StartParams): Promise<void> {
    if (this.inSession || this.#status === "starting") {
      this.#host.warn("a session is starting or running already");
      return;
    }
    if (this.#host.store.read() === undefined) await this.#startNew(params);
    else await this.resume();
  }

  /** Goes on with the session that another page left in the store, if there is one. */
  async resume(): Promise<void> {
    const stored = this.#host.store.read();
    if (stored === undefined) {
      this.#wentOnWithoutUs();
      return;
    }
    const attempt = (this.#attempt += 1);
    const generation = stored.generation + 1;
    this.#resuming = true;
    this.#enter(stored.session);
    this.#host.store.write({ ...stored, generation });
    try {
      const answer = await resumePatiently({
        settings: () => this.#host.settings(),
        stored,
        isWanted: () => attempt === this.#attempt,
        onfailure: () => this.#connection("reconnecting"),
      });
      if (answer === undefined) return;
      this.#resuming = false;
      this.#share(answer, this.#overtake(stored, generation, answer.generation));
    } catch {
      if (attempt === this.#attempt) this.#end("error");
    }
  }

  /** The session may have gone on at another domain since this one stored it: that was a later page of it. */
  #overtake(stored: StoredSession, generation: number, latest: number): number {
    if (latest < generation) return generation;
    this.#host.store.write({ ...stored, generation: latest + 1 });
    return latest + 1;
  }

  /** Ends the session for everybody. */
  stop(): void {
    if (this.#status === "starting") {
      this.#giveUpStart();
      return;
    }
    if (!this.inSession) {
      this.#host.warn("no session is running");
      return;
    }
    const sharing = this.#sharing;
    this.#sharing = undefined;
    if (sharing !== undefined) sharing.end();
    else void this.#endStored();
    this.#host.emit("leavesession", NOTHING);
    this.#end("visitor");
  }

  /** Hides the page from agents, or shows it again. */
  pause(paused: boolean, message: string): void {
    if (this.#status !== "running") {
      this.#host.warn("no session is running");
      return;
    }
    this.#paused = paused;
    this.#message = message;
    this.#sharing?.pause(paused, message);
    this.#host.emit("paused", { paused, message });
  }

  /** This page is put away: by a navigation, or for good. What it shared is another page's now. */
  leavePage(): void {
    // A start that is under way is not waited for; the page may come back from the browser's cache.
    if (this.#status === "starting") this.#giveUpStart();
    this.#resuming = false;
    this.#stopSharing();
  }

  /** This page is looked at: after {@link Session.leavePage}, or after another window started or went on with a session. */
  returnToPage(): void {
    if (this.#sharing !== undefined || this.#resuming || this.#status === "starting") return;
    if (this.#elsewhere && this.#host.store.read() !== undefined) {
      this.#elsewhere = false;
      this.#host.emit("focus", NOTHING);
    }
    void this.resume();
  }

  async #startNew(params: StartParams): Promise<void> {
    const attempt = (this.#attempt += 1);
    this.#status = "starting";
    this.#host.emit("sessionstarting", NOTHING);
    try {
      const settings = this.#host.settings();
      const page = window.GLANCE_COBROWSE ?? {};
      const request = { ...readStart(params, settings, page.visitorid), visitor: readContact(page) };
      const answer = await createSession(settings, request);
      if (attempt === this.#attempt) this.#started(answer, attempt);
      else this.#endUnshared(answer, 1);
    } catch (error) {
      if (attempt !== this.#attempt) return;
      this.#status = "idle";
      this.#host.emit("error", startErrorOf(error));
    }
  }

  #started(answer: SessionAnswer, attempt: number): void {
    this.#host.store.write({ session: answer.session, token: answer.token, generation: 1 });
    this.#status = "running";
    this.#key = answer.key;
    this.#session = "";
    this.#enter(answer.session);
    this.#host.emit("sessionstart", NOTHING);
    // A listener may have ended it again.
    if (attempt === this.#attempt) this.#share(answer, 1);
  }

  #giveUpStart(): void {
    this.#attempt += 1;
    this.#status = "idle";
    this.#host.emit("sessionend", { reason: "visitor" });
  }

  /** This page becomes part of a session: whether it is paused at first is the tag's to say. */
  #enter(session: string): void {
    if (session === this.#session) return;
    this.#session = session;
    this.#paused = this.#host.settings().startPaused;
    this.#message = "";
    this.conversation.enter(session);
  }

  /** Ends a session that another window, or nobody yet, shares its page in. */
  async #endStored(): Promise<void> {
    const stored = this.#host.store.read();
    if (stored === undefined) return;
    try {
      this.#endUnshared(await resumeSession(this.#host.settings(), stored), stored.generation + 1);
    } catch (error) {
      this.#host.warn(`the session could not be ended: ${String(error)}`);
    }
  }

  readonly #scriptUrl = (url: string): string => this.#host.scriptUrl(url);

  #endUnshared(answer: SessionAnswer, generation: number): void {
    const nothingShown = { paused: true, message: "" };
    this.#startSharing({ ...answer, ...nothingShown, generation, scriptUrl: this.#scriptUrl }, SILENT).end();
  }

  #share(answer: SessionAnswer, generation: number): void {
    const attempt = this.#attempt;
    this.#status = "running";
    this.#key = answer.key;
    this.#agents = "";
    this.#domains = answer.domains;
    this.conversation.remote.allow(answer.control, answer.domains, (entries) =>
      logControl(this.#host.settings(), answer, entries),
    );
    this.conversation.documents.allow(answer.mask);
    this.conversation.guests.allow(answer.control, answer.guests);
    this.#host.emit("sessioncontinue", NOTHING);
    if (this.#paused) this.#host.emit("paused", { paused: true, message: this.#message });
    this.conversation.announce();
    if (attempt !== this.#attempt) return;
    this.#sharing = this.#startSharing(
      {
        ...answer,
        generation,
        paused: this.#paused,
        message: this.#message,
        scriptUrl: this.#scriptUrl,
      },
      this.#sharingEvents(attempt),
    );
    this.conversation.attach(this.#sharing);
  }

  /** Events of the page that is shared now; those that come after it is not any more are dropped. */
  #sharingEvents(attempt: number): SharingEvents {
    const heard =
      <A extends unknown[]>(handler: (...args: A) => void) =>
      (...args: A): void => {
        if (attempt === this.#attempt) handler(...args);
      };
    return {
      onconnection: heard((state) => {
        if (state === "lost") this.#host.emit("error", { code: "conndrop", msg: "the connection was lost" });
        if (state !== "connecting") this.#connection(state === "open" ? "ok" : "reconnecting");
      }),
      onparticipants: heard((list) => this.#participants(list)),
      onended: heard((reason) => this.#end(endReason(reason))),
      onrefused: heard((code, message) => this.#refused(code, message)),
      onerror: heard((event) => this.#host.emit("error", event)),
      onmessage: heard((message, from) => this.conversation.hear(message, from)),
      oncontrol: heard((message, from, name) => this.conversation.remote.hear(message, from, name)),
      ondocument: heard((message, from) => this.conversation.documents.hear(message, from)),
    };
  }

  #connection(status: VisitorEvents["connection"]["status"]): void {
    const reconnecting = status === "reconnecting";
    if (reconnecting === this.#reconnecting) return;
    this.#reconnecting = reconnecting;
    this.#host.emit("connection", { status });
  }

  #participants(list: readonly Participant[]): void {
    this.conversation.remote.meet(list);
    this.conversation.guests.meet(list);
    const event = agentsEvent(list);
    const agents = JSON.stringify(event);
    if (agents === this.#agents) return;
    const first = this.#agents === "";
    this.#agents = agents;
    this.#host.emit("agents", event);
    if (first) this.#host.emit("statereceived", NOTHING);
  }

  #refused(code: RelayErrorCode, message: string): void {
    if (code === "replaced") {
      this.#stopSharing();
      this.#elsewhere = true;
      this.#host.emit("blur", NOTHING);
      return;
    }
    this.#host.emit("error", { code: "service", msg: message });
    this.#end("error");
  }

  #stopSharing(): void {
    this.#attempt += 1;
    this.#sharing?.close();
    this.#sharing = undefined;
    this.conversation.attach(undefined);
  }

  /** There is nothing in the store: the session ended while this page was not looked at. */
  #wentOnWithoutUs(): void {
    if (this.#status === "running") this.#end("visitor");
  }

  #end(reason: SessionEndReason): void {
    this.#stopSharing();
    // By now another window may have started a session of its own.
    const stored = this.#host.store.read();
    if (stored === undefined || stored.session === this.#session) this.#host.store.wipe();
    this.#status = "ended";
    this.#resuming = false;
    this.#elsewhere = false;
    this.#reconnecting = false;
    this.#paused = false;
    this.#key = "";
    this.#domains = [];
    this.conversation.end();
    this.#host.emit("sessionend", { reason });
  }
}

function startErrorOf(error: unknown): ErrorEvent {
  return error instanceof ServiceError
    ? startError(error.code, error.message)
    : startError("service", String(error));
}
