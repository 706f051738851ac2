// Messages of the page and asset channels: one byte says the kind, one whether the rest is deflated.
import { ProtocolError } from "./errors.ts";
import { ByteReader, ByteWriter } from "./bytes.ts";
import { MAX_BODY_BYTES, MAX_BUNDLE_MESSAGES } from "./limits.ts";

/** Kinds of message about a page. */
export const MESSAGE = {
  /** Operations that build a whole page; what was there before is gone. */
  keyframe: 1,
  /** Operations on the page as the messages before left it. */
  delta: 2,
  /** An asset, or the announcement of one (assets.ts). */
  asset: 3,
  /** Agent to visitor: hashes of announced assets whose bytes the agent lacks. */
  needs: 4,
  /** Several messages in one, each behind its length. */
  bundle: 5,
} as const;

export type MessageKind = (typeof MESSAGE)[keyof typeof MESSAGE];

/** The payload is raw deflate (RFC 1951). */
export const DEFLATED = 1;

/** A message split into its parts. */
export interface Message {
  readonly kind: MessageKind;
  readonly deflated: boolean;
  /** A view into the message's bytes. */
  readonly payload: Uint8Array;
}

const HEADER_BYTES = 2;

/** Puts kind and flags in front of `payload`. Mirror: {@link decodeMessage}. */
export function encodeMessage(
  kind: MessageKind,
  payload: Uint8Array,
  deflated = false,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(payload.length + HEADER_BYTES);
  bytes[0] = kind;
  bytes[1] = deflated ? DEFLATED : 0;
  bytes.set(payload, HEADER_BYTES);
  return bytes;
}

/** @throws {ProtocolError} `unknown-kind`, `truncated` or `malformed`. */
export function decodeMessage(bytes: Uint8Array): Message {
  const [kind, flags] = bytes;
  if (kind === undefined || flags === undefined) throw new ProtocolError("truncated");
  if (!Object.values<number>(MESSAGE).includes(kind)) throw new ProtocolError("unknown-kind", String(kind));
  if ((flags & ~DEFLATED) !== 0) throw new ProtocolError("malformed", "flags");
  return { kind: kind as MessageKind, deflated: flags === DEFLATED, payload: bytes.subarray(HEADER_BYTES) };
}

/** One message that holds `messages`, in order. Mirror: {@link decodeBundle}. */
export function encodeBundle(messages: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter();
  for (const message of messages) {
    writer.uint(message.length);
    writer.bytes(message);
  }
  return encodeMessage(MESSAGE.bundle, writer.finish());
}

/** The messages in a bundle's payload. @throws {ProtocolError} `truncated`, `too-large`, `too-many` or `malformed`. */
export function decodeBundle(payload: Uint8Array): Uint8Array[] {
  const reader = new ByteReader(payload);
  const messages: Uint8Array[] = [];
  while (reader.left > 0) {
    const length = reader.uint();
    if (length > MAX_BODY_BYTES) throw new ProtocolError("too-large", "bundle");
    if (length < HEADER_BYTES) throw new ProtocolError("malformed", "bundle");
    if (messages.length === MAX_BUNDLE_MESSAGES) throw new ProtocolError("too-many", "bundle");
    messages.push(reader.bytes(length));
  }
  return messages;
}
