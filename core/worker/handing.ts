// Messages on their way to another thread.
import { transfer } from "comlink";

/** Hands messages over, and knows when all of them have arrived. */
export class Handing {
  readonly #onmessage: (message: Uint8Array<ArrayBuffer>) => unknown;
  #last: Promise<unknown> = Promise.resolve();

  /** `onmessage` belongs to the other thread: what it returns is a promise. */
  constructor(onmessage: (message: Uint8Array<ArrayBuffer>) => unknown) {
    this.#onmessage = onmessage;
  }

  /** Hands `message` over; it is gone here. */
  hand(message: Uint8Array<ArrayBuffer>): void {
    // What the other side throws is its own; the messages go on.
    this.#last = Promise.resolve(this.#onmessage(transfer(message, [message.buffer]))).catch(() => undefined);
  }

  /** Resolves when everything handed over so far was taken. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
