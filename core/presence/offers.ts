// An agent asks for a session: the visitor decides, in the UI that the page has, and those who watch hear what becomes of it.
import type { CobrowseNamespace, ErrorEvent, SessionOffer } from "../visitor/api.ts";
import { cobrowse } from "./cobrowse.ts";
import { guarded } from "./warn.ts";

/** What those who watch are told. Mirror: server/presence/messages.ts. */
export interface Word {
  readonly event: "sessionstart" | "sessionend" | "accepted" | "declined" | "error";
  readonly code?: string;
  readonly msg?: string;
}

/** Longest text of an error that is passed on, in UTF-16 units. */
const MAX_MSG_UNITS = 512;

export class Offers {
  readonly #tell: (word: Word) => void;
  readonly #abort = new AbortController();
  #isOpen = false;
  #follows: CobrowseNamespace["Visitor"] | undefined;

  constructor(tell: (word: Word) => void) {
    this.#tell = tell;
    const { signal } = this.#abort;
    // Nobody answers a question whose page is gone.
    const left = guarded(() => this.#isOpen && this.#answered("declined"));
    addEventListener("pagehide", left, { signal });
  }

  /** Tells what becomes of sessions on this page from now on. */
  follow(): void {
    const visitor = cobrowse()?.Visitor;
    if (visitor === undefined || this.#follows !== undefined) return;
    this.#follows = visitor;
    visitor.addEventListener("sessionstart", this.#onstart);
    visitor.addEventListener("sessionend", this.#onend);
    visitor.addEventListener("error", this.#onerror);
  }

  /** Tells nothing any more. */
  stop(): void {
    this.#abort.abort();
    this.#follows?.removeEventListener("sessionstart", this.#onstart);
    this.#follows?.removeEventListener("sessionend", this.#onend);
    this.#follows?.removeEventListener("error", this.#onerror);
  }

  /** Asks the visitor to start a session whose key is `sessionKey`, unless one runs. */
  ask(agent: string, sessionKey: string): void {
    const visitor = cobrowse()?.Visitor;
    if (visitor === undefined) {
      this.#tell({ event: "error", code: "nofunction", msg: "the page has no co-browsing" });
      return;
    }
    if (visitor.inSession() || visitor.status === "starting")
      this.#tellOfRunning(visitor.getKey(), sessionKey);
    // Asked once more, the question that is there is enough.
    else if (!this.#isOpen) {
      this.#isOpen = true;
      visitor.offerSession(this.#offer(visitor, agent, sessionKey));
    }
  }

  #offer(visitor: CobrowseNamespace["Visitor"], agent: string, sessionKey: string): SessionOffer {
    const start = { sessionKey };
    return {
      agent,
      start,
      accept: guarded(() => {
        if (this.#answered("accepted")) visitor.startSession(start);
      }),
      decline: guarded(() => void this.#answered("declined")),
    };
  }

  /** False when it was answered before. */
  #answered(event: "accepted" | "declined"): boolean {
    if (!this.#isOpen) return false;
    this.#isOpen = false;
    this.#tell({ event });
    return true;
  }

  /** The agent finds a session by its key: another key is for the visitor to read out. */
  #tellOfRunning(key: string, wanted: string): void {
    if (key === wanted || key === "") this.#tell({ event: "sessionstart" });
    else this.#tell({ event: "error", code: "insession", msg: "the visitor is in another session" });
  }

  readonly #onstart = (): void => this.#tell({ event: "sessionstart" });
  readonly #onend = (): void => this.#tell({ event: "sessionend" });
  readonly #onerror = ({ code, msg }: ErrorEvent): void => {
    // A UI that did not come asks nobody.
    if (code === "SCRIPT_NOT_LOADED") this.#isOpen = false;
    this.#tell({ event: "error", code, msg: msg.slice(0, MAX_MSG_UNITS) });
  };
}
