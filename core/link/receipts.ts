// When to acknowledge: with the next data on the channel, after a little while, or when much has arrived.
import { type Channel, CHANNELS } from "../protocol/index.ts";
import type { Clock } from "./clock.ts";
import { ACK_BYTES, ACK_DELAY_MS } from "./limits.ts";

/** The receipts that one end of a link owes. */
export class Receipts {
  readonly #clock: Clock;
  readonly #transmit: (channel: Channel) => void;
  readonly #due = new Set<Channel>();
  #dueBytes = 0;
  #cancel: (() => void) | undefined;

  /** @param transmit - Sends the receipt of a channel. */
  constructor(clock: Clock, transmit: (channel: Channel) => void) {
    this.#clock = clock;
    this.#transmit = transmit;
  }

  /** A numbered envelope arrived. */
  owe(channel: Channel, sizeBytes: number): void {
    this.#due.add(channel);
    this.#dueBytes += sizeBytes;
    if (this.#dueBytes >= ACK_BYTES) this.#pay();
    else
      this.#cancel ??= this.#clock.after(ACK_DELAY_MS, () => {
        this.#pay();
      });
  }

  /** An envelope that leaves anyway carries the receipt of `channel`. */
  carried(channel: Channel): void {
    this.#due.delete(channel);
  }

  /** A resume carries all receipts, or there is nobody to have them. */
  clear(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#due.clear();
    this.#dueBytes = 0;
  }

  #pay(): void {
    const channels = CHANNELS.filter((channel) => this.#due.has(channel));
    this.clear();
    for (const channel of channels) this.#transmit(channel);
  }
}
