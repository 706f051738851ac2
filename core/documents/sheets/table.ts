// One sheet as it is shown: text by row and column. Formulas, comments, authors and what is hidden are not in it.
import type { CellRange, CellsContent, SheetInfo, SheetLayout } from "../../protocol/index.ts";
import { MAX_SHOWN_CELL_UNITS } from "../limits.ts";

/** Cells that are one: row, column, rows, columns. */
export type Merge = readonly [row: number, column: number, rows: number, columns: number];

/** Most merged cells told at once: those around the largest window. */
const MAX_MERGES = 5_000;

/** What a file has of a sheet. */
export interface TableContent {
  readonly name: string;
  readonly rtl: boolean;
  readonly rows: number;
  readonly columns: number;
  /** As it is shown; "" for nothing. */
  readonly text: (row: number, column: number) => string;
  readonly isNumber: (row: number, column: number) => boolean;
  readonly merges: readonly Merge[];
  readonly layout: SheetLayout;
}

export class Table {
  readonly #content: TableContent;

  constructor(content: TableContent) {
    this.#content = content;
  }

  get info(): SheetInfo {
    const { name, rows, columns, rtl } = this.#content;
    return { name: name.slice(0, 200), rows, columns, rtl };
  }

  get layout(): SheetLayout {
    return this.#content.layout;
  }

  /** Text of a cell, cut to what a screen shows. */
  text(row: number, column: number): string {
    const text = this.#content.text(row, column);
    return text.length > MAX_SHOWN_CELL_UNITS ? `${text.slice(0, MAX_SHOWN_CELL_UNITS)}…` : text;
  }

  /** The cells of a range; `tell` says what is told of each. */
  cells(range: CellRange, tell: (text: string) => string): CellsContent {
    const texts: string[] = [];
    const places: number[] = [];
    const add = (row: number, column: number): void => {
      const text = this.text(row, column);
      if (text === "") return;
      texts.push(tell(text));
      places.push(row, column, this.#content.isNumber(row, column) ? 1 : 0);
    };
    const { rows, columns } = this.#content;
    const [lastRow, lastColumn] = [
      Math.min(rows, range.row + range.rows),
      Math.min(columns, range.column + range.columns),
    ];
    for (let row = range.row; row < lastRow; row += 1)
      for (let column = range.column; column < lastColumn; column += 1) add(row, column);
    const merges = this.#mergesIn(range);
    // One that begins outside of the range is shown in it.
    for (const [row, column] of merges) if (!isIn(range, row, column)) add(row, column);
    return { texts, places, merges: merges.flat() };
  }

  #mergesIn({ row, column, rows, columns }: CellRange): Merge[] {
    return this.#content.merges
      .filter(
        ([top, left, high, wide]) =>
          top < row + rows && top + high > row && left < column + columns && left + wide > column,
      )
      .slice(0, MAX_MERGES);
  }
}

function isIn({ row, column, rows, columns }: CellRange, atRow: number, atColumn: number): boolean {
  return atRow >= row && atRow < row + rows && atColumn >= column && atColumn < column + columns;
}
