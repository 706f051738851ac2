// How one end tells the other that a link is over: body of a `close` envelope.
import { CLOSE, ProtocolError, type ProtocolErrorCode } from "../protocol/index.ts";

/** One of the wire's close codes. */
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

const CODES: ReadonlySet<number> = new Set(Object.values(CLOSE));

/** The close code for bytes that were refused with `code`. */
export function closeCodeOf(code: ProtocolErrorCode): CloseCode {
  switch (code) {
    case "version":
      return CLOSE.version;
    case "too-large":
    case "too-many":
    case "number-too-large":
      return CLOSE.tooLarge;
    case "truncated":
    case "malformed":
    case "unknown-op":
    case "unknown-kind":
      return CLOSE.malformed;
  }
}

/** Mirror: {@link decodeClose}. */
export function encodeClose(code: CloseCode): Uint8Array<ArrayBuffer> {
  return new Uint8Array([code >> 8, code & 0xff]);
}

/** The code in a `close`; one that is not known here counts as `malformed`. @throws {ProtocolError} `malformed`. */
export function decodeClose(body: Uint8Array): CloseCode {
  const [high, low] = body;
  if (high === undefined || low === undefined || body.length > 2)
    throw new ProtocolError("malformed", "close");
  const code = (high << 8) | low;
  return CODES.has(code) ? (code as CloseCode) : CLOSE.malformed;
}
