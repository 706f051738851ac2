// What a page and its workers hold, counted by the browser once it has collected garbage.
import type { CDPSession, Page } from "playwright-core";

/** What is there. */
export interface Held {
  /** Of the page's thread, in kB. */
  readonly page: number;
  /** Of its workers together, in kB. */
  readonly workers: number;
  readonly documents: number;
  readonly nodes: number;
}

/** Garbage is collected so often: what one collection finds may let go of more, and tell a worker so. */
const COLLECTIONS = 3;

/** The heaps of one page. */
export class Heap {
  readonly #session: CDPSession;
  /** Workers by their session of the page's. */
  readonly #workers = new Map<string, WorkerSession>();

  private constructor(session: CDPSession) {
    this.#session = session;
    session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
      if (targetInfo.type === "worker") this.#workers.set(sessionId, new WorkerSession(session, sessionId));
    });
    session.on("Target.detachedFromTarget", ({ sessionId }) => this.#workers.delete(sessionId));
    session.on("Target.receivedMessageFromTarget", ({ sessionId, message }) =>
      this.#workers.get(sessionId)?.receive(message),
    );
  }

  /** Watches a page, and the workers that it has or starts. */
  static async of(page: Page): Promise<Heap> {
    const session = await page.context().newCDPSession(page);
    const heap = new Heap(session);
    // Not flat: a session of ours has no other way to speak to a worker.
    await session.send("Target.setAutoAttach", {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: false,
    });
    return heap;
  }

  /** How many workers run. */
  get workers(): number {
    return this.#workers.size;
  }

  /** Collects garbage and counts the rest. */
  async look(): Promise<Held> {
    const all = [this.#session, ...this.#workers.values()] as const;
    for (let i = 0; i < COLLECTIONS; i += 1)
      for (const each of all) await (each as CDPSession).send("HeapProfiler.collectGarbage");
    const [page = 0, ...workers] = await Promise.all(all.map(usedKb));
    const { documents, nodes } = await this.#session.send("Memory.getDOMCounters");
    return { page, workers: workers.reduce((sum, kB) => sum + kB, 0), documents, nodes };
  }
}

async function usedKb(session: CDPSession | WorkerSession): Promise<number> {
  const { usedSize } = (await (session as CDPSession).send("Runtime.getHeapUsage")) as { usedSize: number };
  return usedSize / 1_000;
}

/** Speaks to a worker through its page. */
class WorkerSession {
  readonly #page: CDPSession;
  readonly #id: string;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #last = 0;

  constructor(page: CDPSession, id: string) {
    this.#page = page;
    this.#id = id;
  }

  async send(method: string): Promise<unknown> {
    const id = (this.#last += 1);
    const answered = new Promise((resolve) => this.#waiting.set(id, resolve));
    const message = JSON.stringify({ id, method });
    await this.#page.send("Target.sendMessageToTarget", { sessionId: this.#id, message });
    return answered;
  }

  receive(text: string): void {
    const { id = 0, result } = JSON.parse(text) as { id?: number; result?: unknown };
    this.#waiting.get(id)?.(result);
    this.#waiting.delete(id);
  }
}
