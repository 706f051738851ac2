// The header that the relay reads. docs/PROTOCOL.md, "Envelope". 16 bytes, big endian:
//   0 version(4 bits) flags(4)   1 kind(4) channel(4)   2 from   3 to   4 from's generation u16   6 to's generation u16
//   8 sequence u32   12 acknowledgement u32   16 body
import { ProtocolError } from "./errors.ts";
import { MAX_BODY_BYTES, MAX_ENVELOPE_BYTES, MAX_JSON_BYTES } from "./limits.ts";
import { PROTOCOL_VERSION } from "./version.ts";

export const ENVELOPE_HEADER_BYTES = 16;

/** Slot of the visitor. Agents have 1 to 250. */
export const VISITOR_SLOT = 0;
/** Slot of the relay itself: JSON of kind `relay`, pings and pongs go to and come from it. */
export const RELAY_SLOT = 254;
/** Sender of a hello: it learns its slot from the welcome. */
export const NO_SLOT = 255;

/** What an envelope is for. */
export const KIND = {
  /** A piece of a channel's message, numbered and acknowledged. */
  data: 0,
  /** No body: acknowledges its channel up to `acknowledgement`. */
  ack: 1,
  /** After a break: body says, a channel a u32, which sequence number the sender expects next. The sequence number
   * says why (link/resume.ts). */
  resume: 2,
  /** JSON between a participant and the relay (control.ts). Not numbered. */
  relay: 3,
  /** Are you there? Answered by `pong` with the same sequence number. Between a participant and the relay. */
  ping: 4,
  pong: 5,
  /** The sender has ended this link and takes nothing more from it: body is a u16, one of `CLOSE`. */
  close: 6,
} as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

/** Independent streams of one link. A smaller number does not mean more urgent; see link/priority. */
export const CHANNEL = { session: 0, control: 1, page: 2, document: 3, media: 4, assets: 5 } as const;
export type Channel = (typeof CHANNEL)[keyof typeof CHANNEL];
/** All channels, each at the index that is its number. */
export const CHANNELS: readonly Channel[] = Object.values(CHANNEL);

/** Longest message of each channel, in bytes. */
export const MAX_CHANNEL_BYTES = {
  [CHANNEL.session]: MAX_JSON_BYTES,
  [CHANNEL.control]: MAX_JSON_BYTES,
  [CHANNEL.page]: MAX_BODY_BYTES,
  [CHANNEL.document]: MAX_BODY_BYTES,
  [CHANNEL.media]: MAX_JSON_BYTES,
  [CHANNEL.assets]: MAX_BODY_BYTES,
} as const satisfies Readonly<Record<Channel, number>>;

/** Flags. */
export const FLAG_LAST = 1; // last fragment of a message
export const FLAG_VOLATILE = 2; // not numbered, not kept: may be lost (mouse moves)
const KNOWN_FLAGS = FLAG_LAST | FLAG_VOLATILE;

/** One unit on the socket. */
export interface Envelope {
  readonly flags: number;
  readonly kind: Kind;
  readonly channel: Channel;
  readonly from: number;
  readonly to: number;
  /** Which life of the sender sent this: a participant that starts anew (page load) takes another number. */
  readonly fromGeneration: number;
  /** Which life of the receiver it is meant for. */
  readonly toGeneration: number;
  /** Per channel and direction, from 0. */
  readonly sequence: number;
  /** The sequence number the sender expects next on this channel. */
  readonly acknowledgement: number;
  readonly body: Uint8Array;
}

/** The bytes of `envelope`. Mirror: {@link decodeEnvelope}. */
export function encodeEnvelope(envelope: Envelope): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(ENVELOPE_HEADER_BYTES + envelope.body.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = (PROTOCOL_VERSION << 4) | envelope.flags;
  bytes[1] = (envelope.kind << 4) | envelope.channel;
  bytes[2] = envelope.from;
  bytes[3] = envelope.to;
  view.setUint16(4, envelope.fromGeneration);
  view.setUint16(6, envelope.toGeneration);
  view.setUint32(8, envelope.sequence);
  view.setUint32(12, envelope.acknowledgement);
  bytes.set(envelope.body, ENVELOPE_HEADER_BYTES);
  return bytes;
}

/**
 * Reads an envelope; its body is a view into `bytes`.
 *
 * @throws {ProtocolError} `truncated`, `too-large`, `version`, `unknown-kind` or `malformed`.
 */
export function decodeEnvelope(bytes: Uint8Array): Envelope {
  if (bytes.length < ENVELOPE_HEADER_BYTES) throw new ProtocolError("truncated", "envelope");
  if (bytes.length > MAX_ENVELOPE_BYTES) throw new ProtocolError("too-large", "envelope");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = view.getUint8(0);
  const second = view.getUint8(1);
  if (first >> 4 !== PROTOCOL_VERSION) throw new ProtocolError("version", String(first >> 4));
  const kind = second >> 4;
  const channel = second & 0xf;
  if (kind > KIND.close) throw new ProtocolError("unknown-kind", String(kind));
  if (channel > CHANNEL.assets || (first & 0xf & ~KNOWN_FLAGS) !== 0)
    throw new ProtocolError("malformed", "envelope");
  return {
    flags: first & 0xf,
    kind: kind as Kind,
    channel: channel as Channel,
    from: view.getUint8(2),
    to: view.getUint8(3),
    fromGeneration: view.getUint16(4),
    toGeneration: view.getUint16(6),
    sequence: view.getUint32(8),
    acknowledgement: view.getUint32(12),
    body: bytes.subarray(ENVELOPE_HEADER_BYTES),
  };
}
