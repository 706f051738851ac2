// A message of operations is a set of columns: numbers of one kind stand together, where deflating finds them alike.
// docs/PROTOCOL.md, "Operations".
import { ByteReader, ByteWriter, uintBytes } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";

/** Columns in the order in which they are written; the place is the bit that says that one is there. The first seven are all that most
 * changes need. */
export const COLUMNS = [
  "codes",
  "text",
  "nodes",
  "strings",
  "ints",
  "uints",
  "lists",
  "shapes",
  "fresh",
  "parents",
  "siblings",
  "cuts",
  "words",
  "prose",
] as const;

/** Name of a column. */
export type ColumnName = (typeof COLUMNS)[number];

/** Something for each column. */
export type Columns<T> = Readonly<Record<ColumnName, T>>;

/** Bytes that a column starts with: a change of a page is small, and has a dozen columns. */
const COLUMN_BYTES = 64;
const NO_BYTES = new Uint8Array(0);

function columnsOf<T>(columnOf: (name: ColumnName) => T): Columns<T> {
  return Object.fromEntries(COLUMNS.map((name) => [name, columnOf(name)])) as Columns<T>;
}

/** Returns empty columns to write to. */
export function createColumns(): Columns<ByteWriter> {
  return columnsOf(() => new ByteWriter(COLUMN_BYTES));
}

/** The message that `columns` make, in a buffer of its own; they are empty afterwards. Mirror: {@link splitColumns}. */
export function joinColumns(columns: Columns<ByteWriter>): Uint8Array<ArrayBuffer> {
  const there = COLUMNS.filter((name) => columns[name].length > 0);
  const mask = there.reduce((bits, name) => bits + 2 ** COLUMNS.indexOf(name), 0);
  // Room for all at once: nothing is to be copied twice.
  const out = new ByteWriter(
    there.reduce(
      (sum, name) => sum + uintBytes(columns[name].length) + columns[name].length,
      uintBytes(mask),
    ),
  );
  out.uint(mask);
  for (const name of there) {
    out.uint(columns[name].length);
    out.bytes(columns[name].finish());
    columns[name].clear();
  }
  return out.finish();
}

/**
 * Readers of the columns of a message; those that are not there have nothing to read.
 *
 * @throws {ProtocolError} when the columns are not all of the bytes, or there is one that is not known.
 */
export function splitColumns(bytes: Uint8Array): Columns<ByteReader> {
  const reader = new ByteReader(bytes);
  const mask = reader.uint();
  if (mask >= 1 << COLUMNS.length) throw new ProtocolError("malformed", "columns");
  let bit = 1;
  const columns = columnsOf(() => {
    const column = (mask & bit) === 0 ? NO_BYTES : reader.bytes(reader.uint());
    bit *= 2;
    return new ByteReader(column);
  });
  if (reader.left > 0) throw new ProtocolError("malformed", "columns");
  return columns;
}
