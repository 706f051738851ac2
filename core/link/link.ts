// What joins this participant to one other, for one life of both: channels that lose nothing, whatever the
// connections below do. docs/PROTOCOL.md, "Links".
import {
  CHANNEL,
  type Channel,
  CHANNELS,
  encodeEnvelope,
  type Envelope,
  FLAG_LAST,
  FLAG_VOLATILE,
  KIND,
  type Kind,
  MAX_CHANNEL_BYTES,
  ProtocolError,
} from "../protocol/index.ts";
import type { Clock } from "./clock.ts";
import { type CloseCode, closeCodeOf, decodeClose, encodeClose } from "./close.ts";
import { FRAGMENT_BYTES, GAP_INTERVAL_MS, URGENT_RESERVE_BYTES } from "./limits.ts";
import { Patience } from "./patience.ts";
import { isUrgent, type Source } from "./priority.ts";
import { Receipts } from "./receipts.ts";
import { decodeResume, encodeResume, RESUME } from "./resume.ts";
import { Stream } from "./stream.ts";
import { Window } from "./window.ts";

/** One end of a link: a slot, and which life of the participant there. */
export interface LinkEnd {
  readonly slot: number;
  readonly generation: number;
}

/** How a link reaches what is around it. */
export interface LinkOptions {
  readonly own: LinkEnd;
  readonly other: LinkEnd;
  readonly clock: Clock;
  /** Sends a receipt or a resume at once. May lose it. */
  transmit(envelope: Uint8Array): void;
  /** Something may be there to {@link Link.take}. */
  onready(): void;
  /** A message arrived: once each, in order within its channel. A {@link ProtocolError} thrown here closes the link. */
  onmessage(channel: Channel, body: Uint8Array): void;
  /** A channel that had to wait has handed over all it had. */
  ondrain(channel: Channel): void;
  /** The link is over, by this side's decision or the other's. */
  onclose(code: CloseCode, detail: string): void;
}

const EMPTY = new Uint8Array(0);

/** The link with one life of one other participant. */
export class Link implements Source {
  readonly #options: LinkOptions;
  /** By channel number. */
  readonly #streams = [
    new Stream(CHANNEL.session),
    new Stream(CHANNEL.control),
    new Stream(CHANNEL.page),
    new Stream(CHANNEL.document),
    new Stream(CHANNEL.media),
    new Stream(CHANNEL.assets),
  ] as const;
  readonly #receipts: Receipts;
  readonly #patience: Patience;
  #window = new Window();
  /** Both ends have a connection to the relay, as far as this one knows. */
  #reachable = false;
  /** The other was asked what it has; data waits for the answer. */
  #asking = false;
  #closed: CloseCode | undefined;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#receipts = new Receipts(options.clock, (channel) => {
      options.transmit(this.#encode(KIND.ack, channel, 0, 0, EMPTY));
    });
    this.#patience = new Patience(
      options.clock,
      () => this.#asking || this.#onWayBytes() > 0,
      () => {
        this.#ask();
      },
    );
  }

  /** The life of the other that this is a link with. */
  get generation(): number {
    return this.#options.other.generation;
  }

  /** Bytes of `channel` that wait here, not counting what is on its way. */
  queuedBytes(channel: Channel): number {
    return this.#stream(channel).outbox.queuedBytes;
  }

  /**
   * Sends a message. It belongs to the link from now on. A volatile one may be lost, and gives way to the next when it
   * cannot leave at once.
   *
   * @throws {RangeError} when it is longer than the channel takes, or volatile and longer than one envelope.
   */
  send(channel: Channel, body: Uint8Array, volatile = false): void {
    if (body.length > (volatile ? FRAGMENT_BYTES : MAX_CHANNEL_BYTES[channel]))
      throw new RangeError(`a message of ${body.length} bytes is too long for channel ${channel}`);
    if (this.#closed !== undefined) return;
    const stream = this.#stream(channel);
    if (!volatile) stream.outbox.add(body);
    else if (this.#reachable) stream.volatile = body;
    this.#options.onready();
    if (!stream.outbox.isEmpty) stream.held = true;
  }

  /** Drops the messages of `channel` that have not begun to leave. `ondrain` follows when that was all there was. */
  dropQueued(channel: Channel): void {
    const stream = this.#stream(channel);
    stream.outbox.dropQueued();
    // Later, so that whoever drops can first note that it did.
    this.#options.clock.after(0, () => {
      this.#tellDrained(stream);
    });
  }

  /** Messages of `channel` that the other may not have whole: what a link with its next life begins with. */
  unacknowledged(channel: Channel): Uint8Array[] {
    return this.#stream(channel).outbox.unacknowledged();
  }

  /** Both ends reach the relay: asks what the other has, then goes on from there. Nothing new when it did so already. */
  connect(): void {
    if (this.#reachable) return;
    this.#reachable = true;
    this.#window = new Window();
    if (this.#closed === undefined) this.#ask();
    else this.#signal(KIND.close, encodeClose(this.#closed));
  }

  /** One end lost its connection: everything is kept until {@link Link.connect}. */
  disconnect(): void {
    this.#reachable = false;
    this.#asking = false;
    this.#receipts.clear();
    this.#patience.stop();
    for (const stream of this.#streams) stream.volatile = undefined;
  }

  /** Ends the link for good and tells the other. */
  close(code: CloseCode, detail: string): void {
    if (this.#closed !== undefined) return;
    if (this.#reachable) this.#signal(KIND.close, encodeClose(code));
    this.#end(code, detail);
  }

  /** Takes an envelope from the other end; one that is malformed closes the link. */
  receive(envelope: Envelope): void {
    if (this.#closed !== undefined) {
      // It asks because it did not hear that this is over.
      if (envelope.kind === KIND.resume) this.#signal(KIND.close, encodeClose(this.#closed));
      return;
    }
    try {
      this.#receive(envelope);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.close(closeCodeOf(error.code), error.message);
    }
  }

  /** The next envelope of `channel`, when there is one and it may leave. */
  take(channel: Channel): Uint8Array | undefined {
    if (!this.#reachable || this.#asking || this.#closed !== undefined) return undefined;
    const onWayBytes = this.#onWayBytes();
    if (onWayBytes >= this.#window.bytes + (isUrgent(channel) ? URGENT_RESERVE_BYTES : 0)) return undefined;
    const stream = this.#stream(channel);
    if (stream.volatile !== undefined) {
      const body = stream.volatile;
      stream.volatile = undefined;
      return this.#encode(KIND.data, channel, FLAG_LAST | FLAG_VOLATILE, 0, body);
    }
    const fragment = stream.outbox.take(this.#options.clock.now());
    if (fragment === undefined) return undefined;
    if (onWayBytes === 0) this.#patience.begin();
    this.#tellDrained(stream);
    return this.#encode(KIND.data, channel, fragment.last ? FLAG_LAST : 0, fragment.sequence, fragment.body);
  }

  #receive(envelope: Envelope): void {
    switch (envelope.kind) {
      case KIND.data:
        this.#acknowledged(envelope.channel, envelope.acknowledgement);
        this.#arrived(envelope);
        break;
      case KIND.ack:
        this.#acknowledged(envelope.channel, envelope.acknowledgement);
        break;
      case KIND.resume:
        this.#resumed(decodeResume(envelope.body), envelope.sequence);
        break;
      case KIND.close:
        this.#end(decodeClose(envelope.body), "closed by the other side");
        return;
      case KIND.relay:
      case KIND.ping:
      case KIND.pong:
        throw new ProtocolError("unknown-kind", "between participants");
    }
    this.#options.onready();
  }

  #acknowledged(channel: Channel, sequence: number): void {
    const now = this.#options.clock.now();
    // Three quarters, since receipts come in pairs of fragments.
    const full = this.#onWayBytes() >= this.#window.bytes * 0.75;
    const { freedBytes, roundTripMs } = this.#stream(channel).outbox.acknowledge(sequence, now);
    if (freedBytes === 0) return;
    this.#window.acknowledge(now, freedBytes, full, roundTripMs);
    this.#patience.progressed(this.#window.roundTripMs);
  }

  #arrived(envelope: Envelope): void {
    const { channel, body } = envelope;
    if ((envelope.flags & FLAG_VOLATILE) !== 0) {
      this.#options.onmessage(channel, body);
      return;
    }
    const stream = this.#stream(channel);
    const arrival = stream.inbox.accept(envelope);
    if (arrival.outcome === "gap") {
      this.#tellGap(stream);
      return;
    }
    if (this.#reachable) this.#receipts.owe(channel, body.length);
    if (arrival.outcome === "message") this.#options.onmessage(channel, arrival.message);
  }

  /** While the ends still tell each other what they have, a gap is no news. */
  #tellGap(stream: Stream): void {
    const now = this.#options.clock.now();
    if (this.#asking || !this.#reachable || now - stream.gapAt < GAP_INTERVAL_MS) return;
    stream.gapAt = now;
    this.#sendResume(RESUME.gap);
  }

  #resumed(expected: readonly number[], why: number): void {
    const asked = this.#asking;
    this.#asking = false;
    for (const channel of CHANNELS) this.#acknowledged(channel, expected[channel] ?? 0);
    if (asked || why === RESUME.gap) {
      for (const { outbox } of this.#streams) outbox.rewind();
      this.#patience.progressed(this.#window.roundTripMs);
    }
    if (why === RESUME.ask) {
      // The other lost its connection unnoticed here, and what is on its way perhaps with it.
      if (!asked && this.#onWayBytes() > 0) this.#ask();
      else this.#sendResume(RESUME.answer);
    }
    for (const stream of this.#streams) this.#tellDrained(stream);
  }

  #ask(): void {
    this.#asking = true;
    this.#sendResume(RESUME.ask);
    this.#patience.begin();
  }

  #sendResume(why: number): void {
    this.#receipts.clear();
    this.#signal(KIND.resume, encodeResume(this.#streams.map(({ inbox }) => inbox.expected)), why);
  }

  #tellDrained(stream: Stream): void {
    if (!stream.held || !stream.outbox.isEmpty || !this.#reachable || this.#asking) return;
    stream.held = false;
    this.#options.ondrain(stream.channel);
  }

  #end(code: CloseCode, detail: string): void {
    this.#closed = code;
    this.#receipts.clear();
    this.#patience.stop();
    this.#options.onclose(code, detail);
  }

  #onWayBytes(): number {
    let bytes = 0;
    for (const { outbox } of this.#streams) bytes += outbox.onWayBytes;
    return bytes;
  }

  #stream(channel: Channel): Stream {
    return this.#streams[channel];
  }

  #signal(kind: Kind, body: Uint8Array, sequence = 0): void {
    this.#options.transmit(this.#encode(kind, CHANNEL.session, 0, sequence, body));
  }

  /** Every envelope carries the receipt of its channel. */
  #encode(kind: Kind, channel: Channel, flags: number, sequence: number, body: Uint8Array): Uint8Array {
    this.#receipts.carried(channel);
    const { own, other } = this.#options;
    return encodeEnvelope({
      flags,
      kind,
      channel,
      from: own.slot,
      to: other.slot,
      fromGeneration: own.generation,
      toGeneration: other.generation,
      sequence,
      acknowledgement: this.#stream(channel).inbox.expected,
      body,
    });
  }
}
