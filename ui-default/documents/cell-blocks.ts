// Cells that have come, in blocks: what is looked at is asked for, and nothing else.
import type { CellsContent, SharedDocument } from "../../core/documents/api.ts";

const BLOCK_ROWS = 64;
const BLOCK_COLUMNS = 32;
/** Blocks that are kept: what a person has looked at lately. */
const KEPT = 120;

export interface Cell {
  readonly text: string;
  readonly isNumber: boolean;
}

/** Cells that are one: row, column, rows, columns. */
export type Merge = readonly [row: number, column: number, rows: number, columns: number];

interface Block {
  readonly cells: ReadonlyMap<string, Cell>;
  readonly merges: readonly Merge[];
}

/** The cells of one sheet. */
export class CellBlocks {
  readonly #shared: SharedDocument;
  readonly #sheet: number;
  readonly #oncome: () => void;
  readonly #blocks = new Map<string, Block | "coming">();

  /** @param oncome called when there are more. */
  constructor(shared: SharedDocument, sheet: number, oncome: () => void) {
    this.#shared = shared;
    this.#sheet = sheet;
    this.#oncome = oncome;
  }

  /** Undefined for an empty one, and for one that is not here yet. */
  cell(row: number, column: number): Cell | undefined {
    const block = this.#blocks.get(keyOf(row, column));
    return block === undefined || block === "coming" ? undefined : block.cells.get(`${row} ${column}`);
  }

  /** Sees to it that the cells from one to the other, both included, are here or on their way. Returns what is merged among them. */
  want(fromRow: number, fromColumn: number, toRow: number, toColumn: number): Merge[] {
    const merges = new Map<string, Merge>();
    for (let row = floor(fromRow, BLOCK_ROWS); row <= toRow; row += BLOCK_ROWS)
      for (let column = floor(fromColumn, BLOCK_COLUMNS); column <= toColumn; column += BLOCK_COLUMNS) {
        const key = keyOf(row, column);
        const block = this.#blocks.get(key);
        if (block === undefined) void this.#fetch(key, row, column);
        else if (block !== "coming") {
          this.#blocks.delete(key);
          this.#blocks.set(key, block);
          for (const merge of block.merges) merges.set(merge.join(" "), merge);
        }
      }
    return [...merges.values()];
  }

  async #fetch(key: string, row: number, column: number): Promise<void> {
    this.#blocks.set(key, "coming");
    const range = { sheet: this.#sheet, row, column, rows: BLOCK_ROWS, columns: BLOCK_COLUMNS };
    try {
      this.#blocks.set(key, blockOf(await this.#shared.cells(range)));
      for (const oldest of this.#blocks.keys()) {
        if (this.#blocks.size <= KEPT) break;
        this.#blocks.delete(oldest);
      }
      this.#oncome();
    } catch {
      this.#blocks.delete(key);
    }
  }
}

function floor(index: number, step: number): number {
  return Math.floor(index / step) * step;
}

function keyOf(row: number, column: number): string {
  return `${floor(row, BLOCK_ROWS)} ${floor(column, BLOCK_COLUMNS)}`;
}

function blockOf({ texts, places, merges }: CellsContent): Block {
  const cells = new Map<string, Cell>();
  texts.forEach((text, index) => {
    const [row, column, flags] = places.slice(3 * index, 3 * index + 3);
    cells.set(`${row ?? 0} ${column ?? 0}`, { text, isNumber: flags === 1 });
  });
  const merged: Merge[] = [];
  for (let at = 0; at < merges.length; at += 4) merged.push(merges.slice(at, at + 4) as unknown as Merge); // four each, as checked
  return { cells, merges: merged };
}
