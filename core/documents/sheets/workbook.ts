// Workbooks of Excel and others, read by SheetJS: what is stored in their cells is shown, and nothing is computed.
import { type CellObject, read, set_cptable, type WorkBook, type WorkSheet } from "xlsx";
import * as library from "xlsx";
import { MAX_SHEET_COLUMNS, MAX_SHEET_ROWS, MAX_SHEETS, type SheetLayout } from "../../protocol/index.ts";
import { MAX_CELLS } from "../limits.ts";
import { DocumentError } from "../problem.ts";
import { type Merge, Table } from "./table.ts";
import { widthsFor } from "./widths.ts";
import { unzip } from "./zip.ts";

const OPTIONS = { dense: true, cellHTML: false, cellStyles: true, cellFormula: false } as const;
/** Most sizes of a sheet that are told, and the largest, in px. */
const MAX_SIZES = 10_000;
const MAX_CELL_PX = 4_000;

/** A container of files: what is in it by name (SheetJS' own, of which its types say nothing). */
interface Container {
  readonly FullPaths: readonly string[];
}

/** Exported, and not among its types. */
const { CFB, parse_zip: parseZip } = library as unknown as {
  readonly CFB: {
    readonly read: (bytes: Uint8Array, options: object) => Container;
    readonly find: (container: Container, name: string) => object | null;
    readonly utils: {
      readonly cfb_new: (options: object) => Container;
      readonly cfb_add: (container: Container, name: string, content: Uint8Array) => void;
    };
  };
  readonly parse_zip: (zip: Container, options: object) => WorkBook;
};

/** Loads the tables of letters that workbooks of before 1997 are written with. */
export type LoadCodepages = () => Promise<object>;

/**
 * Reads a compressed workbook: .xlsx, .xlsm, .xlsb, .ods.
 *
 * @throws {DocumentError}
 */
export async function readZipped(bytes: Uint8Array<ArrayBuffer>): Promise<Table[]> {
  const parts = await unzip(bytes);
  if (!parts.some(({ name }) => /^(\[Content_Types\]\.xml|content\.xml|mimetype)$/.test(name)))
    throw new DocumentError("unsupported", "no workbook");
  const container = CFB.utils.cfb_new({ root: "" });
  for (const { name, bytes: content } of parts) CFB.utils.cfb_add(container, name, content);
  return tablesOf(reading(() => parseZip(container, OPTIONS)));
}

/**
 * Reads an uncompressed workbook: .xls of any age, and workbooks that are XML.
 *
 * @throws {DocumentError}
 */
export async function readPlain(bytes: Uint8Array, load: LoadCodepages): Promise<Table[]> {
  if (isOld(bytes)) set_cptable(await load());
  return tablesOf(reading(() => read(bytes, { ...OPTIONS, type: "array" })));
}

/** Workbooks of Excel 95 and before name no Unicode. */
function isOld(bytes: Uint8Array): boolean {
  if (bytes[0] === 0x09) return true;
  if (bytes[0] !== 0xd0) return false;
  const container = reading(() => CFB.read(bytes, { type: "array" }));
  const has = (name: string): boolean => CFB.find(container, name) !== null;
  if (has("EncryptedPackage")) throw new DocumentError("password");
  const isWorkbook = has("Workbook") || has("Book");
  if (!isWorkbook) throw new DocumentError("unsupported", "no workbook");
  return !has("Workbook");
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { message } = error as Error;
    throw new DocumentError(/password|encrypt/i.test(message) ? "password" : "broken", message);
  }
}

function tablesOf(workbook: WorkBook): Table[] {
  const budget = { cells: MAX_CELLS };
  const about = workbook.Workbook?.Sheets ?? [];
  const tables: Table[] = [];
  workbook.SheetNames.forEach((name, index) => {
    const sheet = workbook.Sheets[name];
    // What is hidden is not shown to its reader either.
    if (sheet === undefined || (about[index]?.Hidden ?? 0) !== 0 || tables.length === MAX_SHEETS) return;
    if ((sheet["!type"] ?? "sheet") !== "sheet") return;
    const rtl = workbook.Workbook?.Views?.[0]?.RTL === true;
    tables.push(tableOf(name, sheet, rtl, budget));
  });
  if (tables.length === 0) throw new DocumentError("broken", "no sheets");
  return tables;
}

function textOf(cell: CellObject | undefined): string {
  if (cell === undefined || cell.t === "z") return "";
  if (typeof cell.w === "string") return cell.w;
  const { v } = cell;
  return v === undefined ? "" : v instanceof Date ? v.toISOString() : String(v);
}

function tableOf(name: string, sheet: WorkSheet, rtl: boolean, budget: { cells: number }): Table {
  const data = (sheet["!data"] ?? []) as (CellObject | undefined)[][];
  const { rows, columns } = usedOf(data, budget);
  const layout = layoutOf(sheet, rows, columns);
  const [noRows, noColumns] = [hiddenIn(layout.rowSizes), hiddenIn(layout.columnSizes)];
  const at = (row: number, column: number): CellObject | undefined =>
    noRows.has(row) || noColumns.has(column) ? undefined : data[row]?.[column];
  const text = (row: number, column: number): string => textOf(at(row, column));
  const known = new Set(layout.columnSizes.filter((_, index) => index % 2 === 0));
  return new Table({
    name,
    rtl,
    rows,
    columns,
    text,
    isNumber: (row, column) => ["n", "d"].includes(at(row, column)?.t ?? ""),
    merges: mergesOf(sheet, rows, columns),
    layout: {
      ...layout,
      columnSizes: [...layout.columnSizes, ...widthsFor(rows, columns, text, (column) => known.has(column))],
    },
  });
}

/** Indexes of what has no size: it is not shown, and so nothing of it is told. */
function hiddenIn(sizes: readonly number[]): ReadonlySet<number> {
  const hidden = new Set<number>();
  for (let at = 0; at < sizes.length; at += 2) if (sizes[at + 1] === 0) hidden.add(sizes[at] ?? -1);
  return hidden;
}

/** How far there is something in it: what the file says of that is often wrong by far. */
function usedOf(
  data: readonly (readonly (CellObject | undefined)[] | undefined)[],
  budget: { cells: number },
): { readonly rows: number; readonly columns: number } {
  let [rows, columns] = [0, 0];
  data.forEach((cells, row) => {
    cells?.forEach((cell, column) => {
      if (textOf(cell) === "") return;
      budget.cells -= 1;
      rows = Math.max(rows, row + 1);
      columns = Math.max(columns, column + 1);
    });
    if (budget.cells < 0) throw new DocumentError("too-large", "cells");
  });
  return { rows: Math.min(rows, MAX_SHEET_ROWS), columns: Math.min(columns, MAX_SHEET_COLUMNS) };
}

function mergesOf(sheet: WorkSheet, rows: number, columns: number): Merge[] {
  return (sheet["!merges"] ?? [])
    .map(({ s, e }): Merge => {
      const [high, wide] = [Math.min(e.r, rows - 1) - s.r + 1, Math.min(e.c, columns - 1) - s.c + 1];
      return [s.r, s.c, high, wide];
    })
    .filter(
      ([row, column, high, wide]) => row >= 0 && column >= 0 && high > 0 && wide > 0 && high * wide > 1,
    );
}

function layoutOf(sheet: WorkSheet, rows: number, columns: number): SheetLayout {
  const sizes = (
    list: readonly ({ readonly px: number | undefined; readonly hidden: boolean } | undefined)[],
    count: number,
  ): number[] => {
    const told: number[] = [];
    list.slice(0, count).forEach((size, index) => {
      if (size === undefined || told.length >= 2 * MAX_SIZES) return;
      const px = size.hidden ? 0 : size.px;
      if (px !== undefined && Number.isFinite(px))
        told.push(index, Math.max(0, Math.min(MAX_CELL_PX, Math.round(px))));
    });
    return told;
  };
  const columnsOf = (sheet["!cols"] ?? []) as (library.ColInfo | undefined)[];
  const rowsOf = (sheet["!rows"] ?? []) as (library.RowInfo | undefined)[];
  return {
    columnSizes: sizes(
      columnsOf.map((each) => each && { px: each.wpx, hidden: each.hidden === true }),
      columns,
    ),
    rowSizes: sizes(
      rowsOf.map((each) => each && { px: each.hpx, hidden: each.hidden === true }),
      rows,
    ),
  };
}
