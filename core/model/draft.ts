// What is told on of the batches that come: as long as nothing has to be told differently, a batch's own bytes; else what a
// writer writes. Most batches pass without being encoded again.
import { createOpWriter, OPERATIONS, type PageOps, ProseWriter, readOps } from "../protocol/index.ts";

/** A target whose every operation calls `call` with its name and values. */
function targetOf(call: (name: keyof PageOps, values: never[]) => void): PageOps {
  const methods = Object.keys(OPERATIONS).map((name) => [
    name,
    (...values: never[]) => call(name as keyof PageOps, values),
  ]);
  return Object.fromEntries(methods) as PageOps;
}

/** Passes the first `count` operations on to `target`. */
function firstOf(count: number, target: PageOps): PageOps {
  const methods = target as unknown as Record<string, (...values: never[]) => void>;
  let left = count;
  return targetOf((name, values) => {
    if (left > 0) methods[name]?.(...values);
    left -= 1;
  });
}

const NOWHERE = targetOf(() => undefined);

/** The operations of one delta, while they are collected. */
export class Draft {
  readonly #writer = createOpWriter({ prose: ProseWriter });
  readonly #counter = targetOf(() => {
    this.#count += 1;
  });
  /** A batch of which everything so far is told as it came. */
  #batch: Uint8Array<ArrayBuffer> | undefined;
  #count = 0;
  #same = NOWHERE;

  /** Takes an operation that is told as it stands in the batch. */
  get same(): PageOps {
    return this.#same;
  }

  /** Takes an operation that stands otherwise in the batch, or not at all. */
  get different(): PageOps {
    this.leaveOut();
    return this.#same;
  }

  /** An operation of the batch is not told: the batch's own bytes will not do. */
  leaveOut(): void {
    if (this.#batch === undefined) return;
    if (this.#count > 0) readOps(this.#batch, firstOf(this.#count, this.#writer));
    this.#batch = undefined;
    this.#same = this.#writer;
  }

  /** The operations of `batch` follow; without one, operations of our own. They are added to what was not finished. */
  open(batch?: Uint8Array<ArrayBuffer>): void {
    if (this.#same !== NOWHERE) {
      this.leaveOut();
    } else if (batch === undefined) {
      this.#same = this.#writer;
    } else {
      this.#batch = batch;
      this.#count = 0;
      this.#same = this.#counter;
    }
  }

  /** What was collected is told by what `rewriting` makes of the one who writes it. */
  rewrite(rewriting: (target: PageOps) => Partial<PageOps>): void {
    if (this.#same === NOWHERE) return;
    this.leaveOut();
    if (this.#writer.count === 0) return;
    const collected = this.#writer.finish();
    const writer = this.#writer as unknown as Record<string, (...values: never[]) => void>;
    const passed = targetOf((name, values) => writer[name]?.(...values));
    readOps(collected, { ...passed, ...rewriting(this.#writer) });
  }

  /** What was collected, as bytes; undefined when it is nothing. Whatever follows goes nowhere until the next `open`. */
  finish(): Uint8Array<ArrayBuffer> | undefined {
    const batch = this.#count > 0 ? this.#batch : undefined;
    const finished = batch ?? (this.#writer.count > 0 ? this.#writer.finish() : undefined);
    this.#batch = undefined;
    this.#same = NOWHERE;
    return finished;
  }
}
