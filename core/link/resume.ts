// After a break each side says what it has: body of a `resume` envelope. docs/PROTOCOL.md, "Resume".
import { CHANNELS, ProtocolError } from "../protocol/index.ts";

/** Why a resume is sent; travels as its sequence number. */
export const RESUME = {
  /** The answer to one that asks. */
  answer: 0,
  /** The sender does not know where the receiver is, and holds its data until it hears. */
  ask: 1,
  /** The sender misses what follows: send it again. */
  gap: 2,
} as const;

const BYTES_A_CHANNEL = 4;
/** Most channels that a header can name. */
const MAX_CHANNELS = 16;

/** The next sequence number that is expected of each channel, as bytes. Mirror: {@link decodeResume}. */
export function encodeResume(expected: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(expected.length * BYTES_A_CHANNEL);
  const view = new DataView(bytes.buffer);
  expected.forEach((sequence, channel) => {
    view.setUint32(channel * BYTES_A_CHANNEL, sequence);
  });
  return bytes;
}

/**
 * The next sequence number that the other expects of each channel known here; 0 for one that it does not know.
 *
 * @throws {ProtocolError} `malformed`.
 */
export function decodeResume(body: Uint8Array): number[] {
  if (body.length % BYTES_A_CHANNEL !== 0 || body.length > MAX_CHANNELS * BYTES_A_CHANNEL)
    throw new ProtocolError("malformed", "resume");
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  return CHANNELS.map((channel) => {
    const at = channel * BYTES_A_CHANNEL;
    return at < body.length ? view.getUint32(at) : 0;
  });
}
