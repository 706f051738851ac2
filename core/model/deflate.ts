// Puts messages into the form in which they travel.
import { encodeMessage, type MessageKind } from "../protocol/index.ts";
import { joined } from "./fetched.ts";
import { MIN_DEFLATE_BYTES } from "./limits.ts";

/** Media types whose content is compressed already. */
const COMPRESSED = /^(image\/(?!svg|bmp|x-icon)|font\/woff|audio\/|video\/|application\/font-woff)/;

/** Chromium has had raw deflate since 103, Firefox since 113, Safari since 16.4. */
const CAN_DEFLATE = canDeflate();

function canDeflate(): boolean {
  try {
    return new CompressionStream("deflate-raw").readable instanceof ReadableStream;
  } catch {
    return false;
  }
}

/** Whether content of this media type gets shorter by deflating it. */
export function deflates(mime: string): boolean {
  return !COMPRESSED.test(mime);
}

/**
 * The message of `payload`. A short one is there at once; a longer one is deflated first. Whoever sends both has to keep them
 * in order.
 */
export function packed(kind: MessageKind, payload: Uint8Array, compress: boolean): Packed {
  if (!compress || !CAN_DEFLATE || payload.length < MIN_DEFLATE_BYTES) return encodeMessage(kind, payload);
  return deflate(payload).then((deflated) => encodeMessage(kind, deflated, true));
}

/** A message, or the promise of one. */
export type Packed = Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;

/** `bytes` as raw deflate (RFC 1951). Mirror: check/inflate.ts. */
async function deflate(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new CompressionStream("deflate-raw");
  const writer = stream.writable.getWriter();
  // The cast: nothing here lies in shared memory.
  void writer.write(bytes as Uint8Array<ArrayBuffer>);
  void writer.close();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = stream.readable.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    chunks.push(read.value);
    length += read.value.length;
  }
  return joined(chunks, length);
}
