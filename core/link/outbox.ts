// One channel's messages on their way out: waiting whole, cut into fragments as they leave, kept until acknowledged.
import { ProtocolError } from "../protocol/index.ts";
import { ENVELOPE_COST_BYTES, FRAGMENT_BYTES } from "./limits.ts";

/** A numbered piece of a message. */
export interface Fragment {
  readonly sequence: number;
  /** A view into the message. */
  readonly body: Uint8Array;
  /** Whether the message ends with it. */
  readonly last: boolean;
}

interface Sent extends Fragment {
  readonly message: Uint8Array;
  readonly sentAt: number;
  /** Sent more than once: its receipt tells nothing about the round trip. */
  resent: boolean;
}

/** What a receipt freed. */
export interface Receipt {
  /** Bytes that are no longer on their way, headers included. */
  readonly freedBytes: number;
  /** Time from sending to receipt, when it can be told. */
  readonly roundTripMs: number | undefined;
}

const costOf = (fragment: Fragment): number => fragment.body.length + ENVELOPE_COST_BYTES;

/** Messages of one channel towards one participant. Mirror: {@link Inbox}. */
export class Outbox {
  #waiting: Uint8Array[] = [];
  /** Index of the next waiting message; those before it have left. Shifting a long array would cost its length. */
  #waitingFrom = 0;
  /** The message that is being cut, and how far it is. */
  #open: Uint8Array | undefined;
  #openAt = 0;
  /** Numbered and unacknowledged, in order. */
  #sent: Sent[] = [];
  /** How many of `#sent` are on their way; those behind are to be sent again. */
  #onWay = 0;
  #nextSequence = 0;
  #queuedBytes = 0;
  #onWayBytes = 0;

  /** Bytes of messages that wait here, not counting what is on its way. */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /** Bytes on their way and not acknowledged, headers included. */
  get onWayBytes(): number {
    return this.#onWayBytes;
  }

  /** Whether {@link Outbox.take} has something to give. */
  get isEmpty(): boolean {
    return (
      this.#open === undefined &&
      this.#waitingFrom === this.#waiting.length &&
      this.#onWay === this.#sent.length
    );
  }

  /** Puts a message at the end. It belongs to the outbox from now on. */
  add(message: Uint8Array): void {
    this.#waiting.push(message);
    this.#queuedBytes += message.length;
  }

  /** The next fragment, from now on on its way. */
  take(now: number): Fragment | undefined {
    const again = this.#sent[this.#onWay];
    const fragment = again ?? this.#cut(now);
    if (fragment === undefined) return undefined;
    if (again === undefined) this.#sent.push(fragment);
    else again.resent = true;
    this.#onWay += 1;
    this.#onWayBytes += costOf(fragment);
    this.#queuedBytes -= fragment.body.length;
    return fragment;
  }

  #cut(now: number): Sent | undefined {
    const message = this.#open ?? this.#nextWaiting();
    if (message === undefined) return undefined;
    const end = Math.min(this.#openAt + FRAGMENT_BYTES, message.length);
    const last = end === message.length;
    const body = message.subarray(this.#openAt, end);
    this.#open = last ? undefined : message;
    this.#openAt = last ? 0 : end;
    const sequence = this.#nextSequence;
    this.#nextSequence += 1;
    return { sequence, body, last, message, sentAt: now, resent: false };
  }

  #nextWaiting(): Uint8Array | undefined {
    const message = this.#waiting[this.#waitingFrom];
    if (message === undefined) return undefined;
    this.#waitingFrom += 1;
    if (this.#waitingFrom === this.#waiting.length || this.#waitingFrom === 1_024) {
      this.#waiting.splice(0, this.#waitingFrom);
      this.#waitingFrom = 0;
    }
    return message;
  }

  /**
   * Forgets what the other has: everything before `sequence`. An older receipt than the last does nothing.
   *
   * @throws {ProtocolError} `malformed` when it names what was never sent.
   */
  acknowledge(sequence: number, now: number): Receipt {
    if (sequence > this.#nextSequence) throw new ProtocolError("malformed", "acknowledgement");
    let count = 0;
    let freedBytes = 0;
    let roundTripMs: number | undefined;
    for (const fragment of this.#sent) {
      if (fragment.sequence >= sequence) break;
      if (count >= this.#onWay) this.#queuedBytes -= fragment.body.length;
      else {
        freedBytes += costOf(fragment);
        if (!fragment.resent) roundTripMs = now - fragment.sentAt;
      }
      count += 1;
    }
    this.#sent.splice(0, count);
    this.#onWay = Math.max(0, this.#onWay - count);
    this.#onWayBytes -= freedBytes;
    return { freedBytes, roundTripMs };
  }

  /** Everything on its way is to be sent again, in order. */
  rewind(): void {
    for (let i = 0; i < this.#onWay; i += 1) this.#queuedBytes += this.#sent[i]?.body.length ?? 0;
    this.#onWay = 0;
    this.#onWayBytes = 0;
  }

  /** Drops the messages that have not begun to leave. */
  dropQueued(): void {
    for (let i = this.#waitingFrom; i < this.#waiting.length; i += 1)
      this.#queuedBytes -= this.#waiting[i]?.length ?? 0;
    this.#waiting = [];
    this.#waitingFrom = 0;
  }

  /** The messages that the other may not have whole, in order. */
  unacknowledged(): Uint8Array[] {
    const begun = new Set(this.#sent.map(({ message }) => message));
    if (this.#open !== undefined) begun.add(this.#open);
    return [...begun, ...this.#waiting.slice(this.#waitingFrom)];
  }
}
