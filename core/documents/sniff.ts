// What a file is, by what is in it: names and media types lie.

/** `zip`, `compound`, `biff`: workbooks, as far as they are any. `text`: separated values. */
export type FileKind = "pdf" | "zip" | "compound" | "biff" | "text" | "unknown";

/** Bytes of the head in which a PDF may begin (ISO 32000-2, note of 7.5.2). */
const HEAD_BYTES = 1_024;
/** Bytes that are looked at to tell text from what is none. */
const SAMPLE_BYTES = 8_192;

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** Second byte of the record that begins a workbook of Excel 2, 3 and 4. */
const BIFF_VERSIONS = new Set([0x00, 0x02, 0x04, 0x08]);

function beginsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** What `bytes` are. */
export function kindOf(bytes: Uint8Array): FileKind {
  const head = String.fromCharCode(...bytes.subarray(0, HEAD_BYTES));
  if (head.includes("%PDF-")) return "pdf";
  if (beginsWith(bytes, ZIP)) return "zip";
  if (beginsWith(bytes, COMPOUND)) return "compound";
  if (bytes[0] === 0x09 && BIFF_VERSIONS.has(bytes[1] ?? -1) && bytes.length > 8) return "biff";
  return isText(bytes.subarray(0, SAMPLE_BYTES)) ? "text" : "unknown";
}

/** Text has no NUL, but where every other byte is one. Pages and pictures made of text are none. */
function isText(bytes: Uint8Array): boolean {
  const { length } = bytes;
  if (length === 0) return false;
  const [even = 0, odd = 0] = [0, 1].map(
    (from) => bytes.filter((byte, at) => at % 2 === from && byte === 0).length,
  );
  const isWide = Math.max(even, odd) > length / 4 && Math.min(even, odd) < Math.max(even, odd) / 8;
  const isMarked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (even + odd > 2 && !isWide && !isMarked) return false;
  return !/^\s*<(!doctype|html|svg|\?xml[^>]*>\s*<(!doctype html|svg))/i.test(
    new TextDecoder().decode(bytes.subarray(0, HEAD_BYTES)),
  );
}
