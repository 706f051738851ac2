// Inflation with an end: stops as soon as more comes out than a page can be.
import { MAX_INFLATED_BYTES, ProtocolError } from "../protocol/index.ts";
import { FREE_INFLATED_BYTES, MAX_INFLATION } from "./limits.ts";

/**
 * The raw deflate (RFC 1951) of `bytes` undone. Cost: about 10 ms a megabyte.
 *
 * @throws {ProtocolError} `too-large` past `maxBytes`, or when more comes out than any page has for as much
 * ({@link MAX_INFLATION}); `malformed` when it is no raw deflate.
 */
export async function inflate(bytes: Uint8Array, maxBytes = MAX_INFLATED_BYTES): Promise<Uint8Array> {
  const limitBytes = Math.min(maxBytes, Math.max(FREE_INFLATED_BYTES, bytes.length * MAX_INFLATION));
  const stream = new DecompressionStream("deflate-raw");
  const writer = stream.writable.getWriter();
  // Its failure is the reader's too, which is the one that tells.
  const written = writer.write(new Uint8Array(bytes)).then(() => writer.close());
  written.catch(() => undefined);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.readable.getReader();
  for (;;) {
    let chunk;
    try {
      chunk = await reader.read();
    } catch {
      throw new ProtocolError("malformed", "deflate");
    }
    if (chunk.done) break;
    length += chunk.value.length;
    if (length > limitBytes) {
      await reader.cancel();
      throw new ProtocolError("too-large", "inflated");
    }
    chunks.push(chunk.value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
