// How fast somebody may send: a bucket of so many messages for each, which fills again all the time.

/** How many seconds' worth may come at once. */
const BURST_S = 2;

interface Bucket {
  left: number;
  filledAt: number;
  /** The latest message was refused. */
  refused: boolean;
}

/** Admits so many messages a second of each sender. */
export class Pace {
  readonly #perSecond: number;
  readonly #now: () => number;
  readonly #buckets = new Map<number, Bucket>();

  constructor(perSecond: number, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond;
    this.#now = now;
  }

  /** Counts a message of `slot`; false when it is too much. */
  admits(slot: number): boolean {
    const max = this.#perSecond * BURST_S;
    const now = this.#now();
    const bucket = this.#buckets.get(slot) ?? { left: max, filledAt: now, refused: false };
    this.#buckets.set(slot, bucket);
    bucket.left = Math.min(max, bucket.left + ((now - bucket.filledAt) / 1_000) * this.#perSecond);
    bucket.filledAt = now;
    if (bucket.left < 1) return false;
    bucket.left -= 1;
    bucket.refused = false;
    return true;
  }

  /** After a refusal: whether the message before was admitted, so that this one is worth telling. */
  isFirstRefusal(slot: number): boolean {
    const bucket = this.#buckets.get(slot);
    if (bucket === undefined || bucket.refused) return false;
    return (bucket.refused = true);
  }

  /** Forgets who is not there any more. */
  keep(present: ReadonlyMap<number, unknown>): void {
    for (const slot of this.#buckets.keys()) if (!present.has(slot)) this.#buckets.delete(slot);
  }
}
