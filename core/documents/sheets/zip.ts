// Unpacks a workbook's ZIP file, and refuses one that is made to fill the memory: nothing is unpacked before the file's own table of
// contents is believed, and no part further than its table says.
import {
  MAX_UNZIPPED_BYTES,
  MAX_UNZIPPED_PART_BYTES,
  MAX_ZIP_PARTS,
  MAX_ZIP_RATIO,
  MIN_RATIO_BYTES,
} from "../limits.ts";
import { DocumentError } from "../problem.ts";

/** Record signatures (APPNOTE 4.3). */
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 65_535;
const STORED = 0;
const DEFLATED = 8;

/** What no sheet needs: pictures, embedded files, programs, and what is told by the sheets themselves. */
const LEFT_OUT =
  /(^|\/)(media|embeddings|activeX|ctrlProps|printerSettings|drawings|charts)\/|vbaProject|\.(emf|wmf|png|jpe?g|gif)$/i;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

/** One part of the file, unpacked. */
export interface ZipPart {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The parts of a ZIP file that a workbook is read from.
 *
 * @throws {DocumentError} `broken`, or `too-large` for one that would unpack to too much.
 */
export async function unzip(bytes: Uint8Array<ArrayBuffer>): Promise<ZipPart[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const entries = entriesOf(view).filter(({ name }) => !LEFT_OUT.test(name) && !name.endsWith("/"));
    check(entries);
    const parts: ZipPart[] = [];
    for (const entry of entries) parts.push({ name: entry.name, bytes: await unpacked(bytes, view, entry) });
    return parts;
  } catch (error) {
    if (error instanceof DocumentError) throw error;
    throw new DocumentError("broken", String(error));
  }
}

function entriesOf(view: DataView): Entry[] {
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > MAX_ZIP_PARTS) throw new DocumentError("too-large", `${count} parts`);
  const entries: Entry[] = [];
  for (let i = 0; i < count; i += 1) {
    if (view.getUint32(at, true) !== ENTRY) throw new DocumentError("broken", "table of contents");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((to) => view.getUint16(at + to, true));
    const name = new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength);
    entries.push({
      name: new TextDecoder().decode(name),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return entries;
}

function endOf(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at -= 1)
    if (view.getUint32(at, true) === END) return at;
  throw new DocumentError("broken", "no table of contents");
}

function check(entries: readonly Entry[]): void {
  let whole = 0;
  for (const { packed, size } of entries) {
    whole += size;
    const isDense = size > MIN_RATIO_BYTES && size > packed * MAX_ZIP_RATIO;
    if (size > MAX_UNZIPPED_PART_BYTES || whole > MAX_UNZIPPED_BYTES || isDense)
      throw new DocumentError("too-large", "unpacked");
  }
}

async function unpacked(bytes: Uint8Array<ArrayBuffer>, view: DataView, entry: Entry): Promise<Uint8Array> {
  const { at, method, packed, size } = entry;
  if (view.getUint32(at, true) !== LOCAL) throw new DocumentError("broken", entry.name);
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const content = bytes.subarray(from, from + packed);
  if (content.length !== packed) throw new DocumentError("broken", entry.name);
  if (method === STORED) {
    if (size !== packed) throw new DocumentError("broken", entry.name);
    return content;
  }
  if (method !== DEFLATED) throw new DocumentError("unsupported", `method ${method}`);
  return inflated(content, size);
}

/** `content` inflated to the `size` that was said, and never further. */
async function inflated(content: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array> {
  const stream = new Blob([content]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = (stream as ReadableStream<Uint8Array>).getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { value } = await reader.read();
    if (value === undefined) break;
    length += value.length;
    if (length > size) {
      await reader.cancel();
      throw new DocumentError("broken", "it is larger than it says");
    }
    pieces.push(value);
  }
  if (length !== size) throw new DocumentError("broken", "it is smaller than it says");
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
