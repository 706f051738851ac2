// Separated values: which letters they are written with, what separates them, and their cells.
import Papa from "papaparse";
import { MAX_SHEET_COLUMNS, MAX_SHEET_ROWS } from "../../protocol/index.ts";
import { MAX_CELLS } from "../limits.ts";
import { DocumentError } from "../problem.ts";
import { Table } from "./table.ts";
import { widthsFor } from "./widths.ts";

/** Bytes that are looked at for a pattern of UTF-16 without a mark. */
const SAMPLE_BYTES = 4_096;

/** Decodes text: by its mark, by its zeros, as UTF-8 if that is what it is, else as Windows writes it in the West. */
export function decoded(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** What a file may begin with to say how it is written. */
const MARKS: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

function encodingOf(bytes: Uint8Array): string {
  const [marked] = MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte)) ?? [];
  return marked ?? encodingByZeros(bytes) ?? encodingByForm(bytes);
}

function encodingByZeros(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 1].map((from) => sample.filter((byte, at) => at % 2 === from && byte === 0).length);
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 4 && even < odd / 8) return "utf-16le";
  return even > sample.length / 4 && odd < even / 8 ? "utf-16be" : undefined;
}

function encodingByForm(bytes: Uint8Array): string {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

const NUMBER = /^[-+]?[\d.,'\u00a0\u202f ]*\d%?$/;

/** Reads separated values. Rows that are not well-formed are kept as they are. @throws {DocumentError} `too-large`. */
export function readCsv(bytes: Uint8Array, name: string): Table[] {
  const rows: string[][] = [];
  let [columns, cells] = [0, 0];
  Papa.parse<string[]>(decoded(bytes).replaceAll("\0", ""), {
    step: ({ data }, parser) => {
      rows.push(data);
      columns = Math.max(columns, data.length);
      cells += data.length;
      if (rows.length > MAX_SHEET_ROWS || cells > MAX_CELLS * 4) parser.abort();
    },
  });
  if (rows.length > MAX_SHEET_ROWS || cells > MAX_CELLS * 4) throw new DocumentError("too-large", "cells");
  // A line feed at the end is no row.
  if (rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === "") rows.pop();
  const text = (row: number, column: number): string => rows[row]?.[column] ?? "";
  return [
    new Table({
      name,
      rtl: false,
      rows: rows.length,
      columns: Math.min(columns, MAX_SHEET_COLUMNS),
      text,
      isNumber: (row, column) => NUMBER.test(text(row, column)),
      merges: [],
      layout: { columnSizes: widthsFor(rows.length, columns, text), rowSizes: [] },
    }),
  ];
}
