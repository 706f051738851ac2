// Many texts in one column: one behind the other, with a mark behind each.
import type { ByteReader, ByteWriter } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";
import { MAX_STRING_UNITS, MAX_STRINGS } from "./limits.ts";

/** What stands behind each text. */
const END = "\0";

/** Whether `text` may stand among others with marks between them, and comes out as it is. */
export function isMarkable(text: string): boolean {
  // Half of a surrogate pair has no UTF-8 of its own. One that is within a text is replaced in any case.
  const startsLate = (text.charCodeAt(0) & 0xfc00) === 0xdc00;
  const endsEarly = (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800;
  return !startsLate && !endsEarly && !text.includes(END);
}

/** Writes `texts`, all of them {@link isMarkable}. Mirror: {@link readMarked}. */
export function writeMarked(column: ByteWriter, texts: readonly string[]): void {
  if (texts.length === 0) return;
  column.bytes(new TextEncoder().encode(texts.join(END)));
  column.byte(0);
}

/** Writes any texts, and how long each is in UTF-16 units. Mirror: {@link readCut}. */
export function writeCut(column: ByteWriter, cuts: ByteWriter, texts: readonly string[]): void {
  for (const { length } of texts) cuts.uint(length);
  column.bytes(new TextEncoder().encode(texts.join("")));
}

/** @throws {ProtocolError} when the last text has no end, or there are too many. */
export function readMarked(column: ByteReader): string[] {
  // Behind the last mark there is nothing, which makes one more.
  const texts = textOf(column).split(END, MAX_STRINGS + 2);
  if (texts.length > MAX_STRINGS + 1) throw new ProtocolError("too-many", "strings");
  if (texts.pop() !== "") throw new ProtocolError("malformed", "strings");
  return texts;
}

/** @throws {ProtocolError} when the texts are not as long as they are said to be, or too many. */
export function readCut(column: ByteReader, cuts: ByteReader): string[] {
  if (cuts.left > MAX_STRINGS) throw new ProtocolError("too-many", "strings");
  const text = textOf(column);
  const texts: string[] = [];
  let at = 0;
  while (cuts.left > 0) {
    const length = cuts.uint();
    if (length > text.length - at) throw new ProtocolError("malformed", "strings");
    texts.push(text.slice(at, (at += length)));
  }
  if (at < text.length) throw new ProtocolError("malformed", "strings");
  return texts;
}

function textOf(column: ByteReader): string {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(column.bytes(column.left));
  if (text.length > MAX_STRING_UNITS) throw new ProtocolError("too-large", "strings");
  return text;
}
