// What others ask the owner for: answered one after the other, each of them in turn, and none more than what it can look at.
import type { PeerDocumentMessage } from "../protocol/index.ts";
import { KEPT_PICTURES, MAX_WAITING_REQUESTS } from "./limits.ts";
import type { TellablePage } from "./source.ts";

/** Requests that wait. */
export class Requests {
  readonly #answer: (head: PeerDocumentMessage, from: number) => Promise<void>;
  readonly #waiting = new Map<number, PeerDocumentMessage[]>();
  readonly #kept = new Map<string, TellablePage>();
  #isBusy = false;
  #closed = false;

  constructor(answer: (head: PeerDocumentMessage, from: number) => Promise<void>) {
    this.#answer = answer;
  }

  /** What was asked first and is too much is dropped: who asked looks elsewhere by now. */
  add(head: PeerDocumentMessage, from: number): void {
    const waiting = this.#waiting.get(from) ?? [];
    // Whoever waits longest among the others comes first.
    this.#waiting.delete(from);
    this.#waiting.set(from, waiting);
    waiting.push(head);
    if (waiting.length > MAX_WAITING_REQUESTS) waiting.shift();
    void this.#work();
  }

  /** A page that was made before, or is made now: the same page goes to several. */
  async kept(key: string, make: () => Promise<TellablePage>): Promise<TellablePage> {
    const page = this.#kept.get(key) ?? (await make());
    this.#kept.delete(key);
    this.#kept.set(key, page);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT_PICTURES) break;
      this.#kept.delete(oldest);
    }
    // It is transferred away.
    return { ...page, picture: page.picture.slice() };
  }

  close(): void {
    this.#closed = true;
    this.#waiting.clear();
    this.#kept.clear();
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let next = this.#next(); next !== undefined && !this.#closed; next = this.#next())
      await this.#answer(...next).catch(() => undefined);
    this.#isBusy = false;
  }

  #next(): [PeerDocumentMessage, number] | undefined {
    for (const [from, [head, ...rest]] of this.#waiting) {
      if (head === undefined) continue;
      this.#waiting.delete(from);
      if (rest.length > 0) this.#waiting.set(from, rest);
      return [head, from];
    }
    return undefined;
  }
}
