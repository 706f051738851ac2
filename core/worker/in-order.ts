// Hands messages on in order, though some have to be deflated first.
import type { Packed } from "../model/index.ts";

/** A queue that is empty most of the time: what is there at once is then handed on at once. */
export class InOrder {
  readonly #hand: (message: Uint8Array<ArrayBuffer>) => void;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();
  /** Which messages are still wanted. */
  #turn = 0;

  constructor(hand: (message: Uint8Array<ArrayBuffer>) => void) {
    this.#hand = hand;
  }

  /** Hands `message` on behind those before. */
  add(message: Packed): void {
    if (this.#waiting === 0 && message instanceof Uint8Array) {
      this.#hand(message);
      return;
    }
    this.#waiting += 1;
    this.#last = this.#wait(message, this.#last, this.#turn);
  }

  /** Drops what waits. */
  clear(): void {
    this.#turn += 1;
    this.#waiting = 0;
  }

  /** Resolves when everything up to now was handed on. */
  settled(): Promise<void> {
    return this.#last;
  }

  async #wait(message: Packed, before: Promise<void>, turn: number): Promise<void> {
    const [ready] = await Promise.all([message, before]);
    if (turn !== this.#turn) return;
    this.#waiting -= 1;
    this.#hand(ready);
  }
}
