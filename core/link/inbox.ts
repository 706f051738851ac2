// One channel's envelopes on their way in: each once, in order, put together to messages.
import { ByteWriter, type Envelope, FLAG_LAST, ProtocolError } from "../protocol/index.ts";

/** What became of an envelope: a whole message, a part of one, one that was here already, or one that came too early. */
export type Arrival =
  | { readonly outcome: "message"; readonly message: Uint8Array }
  | { readonly outcome: "part" }
  | { readonly outcome: "repeated" }
  | { readonly outcome: "gap" };

const PART: Arrival = { outcome: "part" };
const REPEATED: Arrival = { outcome: "repeated" };
const GAP: Arrival = { outcome: "gap" };

/** Envelopes of one channel from one participant. Mirror: {@link Outbox}. */
export class Inbox {
  readonly #maxBytes: number;
  #expected = 0;
  /** Fragments so far, copied: a view would keep a whole envelope alive for a fragment of one byte. */
  #parts: ByteWriter | undefined;

  /** @param maxBytes - Longest message, in bytes. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Sequence number of the next envelope. */
  get expected(): number {
    return this.#expected;
  }

  /**
   * Takes a data envelope. A message of one fragment is a view into the envelope.
   *
   * @throws {ProtocolError} `too-large`, or `malformed` for an empty fragment that is not the last.
   */
  accept({ sequence, flags, body }: Envelope): Arrival {
    if (sequence < this.#expected) return REPEATED;
    if (sequence > this.#expected) return GAP;
    const last = (flags & FLAG_LAST) !== 0;
    if (!last && body.length === 0) throw new ProtocolError("malformed", "empty fragment");
    if ((this.#parts?.length ?? 0) + body.length > this.#maxBytes)
      throw new ProtocolError("too-large", "message");
    this.#expected += 1;
    if (this.#parts === undefined && last) return { outcome: "message", message: body };
    this.#parts ??= new ByteWriter();
    this.#parts.bytes(body);
    if (!last) return PART;
    const message = this.#parts.finish();
    this.#parts = undefined;
    return { outcome: "message", message };
  }
}
