// One sheet: only the cells that are seen are there, under the names of their columns and beside the numbers of their rows.
import type { SharedDocument, SheetInfo, SheetLayout } from "../../core/documents/api.ts";
import { element } from "../shared/element.ts";
import { type Cell, CellBlocks, type Merge } from "./cell-blocks.ts";
import { Sizes } from "./sizes.ts";
import { TEXT } from "./text.ts";

const ROW_PX = 22;
const COLUMN_PX = 72;
const HEADER_PX = 26;
/** Tallest element that every browser lays out, in px: a taller sheet scrolls faster. */
const MAX_SPACE_PX = 8_000_000;
const STILL_PX = 2;

/** 0 → A, 25 → Z, 26 → AA. */
export function columnName(column: number): string {
  let name = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** Where a cell is, and whether it is one that something was found in. */
export type Mark = (row: number, column: number) => "" | "hit" | "hit current";

export class Grid {
  readonly element: HTMLElement;
  readonly #shared: SharedDocument;
  readonly #info: SheetInfo;
  readonly #mark: Mark;
  readonly #oncell: (row: number, column: number, text: string) => void;
  readonly #blocks: CellBlocks;
  readonly #space = element("div", { class: "grid-space" });
  readonly #window = element("div", { class: "grid-window" });
  readonly #resize = new ResizeObserver(() => this.look());
  #rows: Sizes;
  #columns: Sizes;
  #headPx: number;
  #put: readonly [number, number] = [0, 0];
  #isDrawAsked = false;

  constructor(
    shared: SharedDocument,
    sheet: number,
    info: SheetInfo,
    mark: Mark,
    oncell: (row: number, column: number, text: string) => void,
  ) {
    this.#shared = shared;
    this.#info = info;
    this.#mark = mark;
    this.#oncell = oncell;
    this.#blocks = new CellBlocks(shared, sheet, () => this.draw());
    this.#rows = new Sizes(info.rows, ROW_PX, []);
    this.#columns = new Sizes(info.columns, COLUMN_PX, []);
    this.#headPx = 24 + 8 * String(info.rows).length;
    this.element = element(
      "div",
      {
        class: "grid",
        role: "grid",
        tabindex: "0",
        "aria-readonly": "true",
        "aria-label": TEXT.sheet(info.name, info.rows, info.columns),
        "aria-rowcount": String(info.rows + 1),
        "aria-colcount": String(info.columns + 1),
        ...(info.rtl ? { dir: "rtl" } : {}),
      },
      this.#space,
    );
    this.#space.append(this.#window);
    this.element.addEventListener("scroll", () => this.#scrolled());
    this.element.addEventListener("keydown", (event) => this.#keyed(event));
    this.#resize.observe(this.element);
    void shared.layout(sheet).then((layout) => this.#layout(layout));
  }

  /** Goes to where everybody looks. */
  look(): void {
    const { row, column } = this.#shared.view;
    const [wide, high] = this.#extent();
    this.#space.style.width = `${wide}px`;
    this.#space.style.height = `${high}px`;
    this.element.scrollTop = this.#rows.start(row) / this.#factor();
    this.element.scrollLeft = this.#sign() * this.#columns.start(column);
    this.#put = [this.element.scrollTop, this.element.scrollLeft];
    this.draw();
  }

  /** Brings a cell into sight, for everybody, and chooses it. */
  choose(row: number, column: number): void {
    const at = { row: Math.max(0, row), column: Math.max(0, column) };
    const { top, left, bottom, right } = this.#seen();
    const isSeen = at.row >= top && at.row < bottom && at.column >= left && at.column < right;
    this.#shared.look({
      cell: [at.row, at.column],
      ...(isSeen ? {} : { row: Math.max(0, at.row - 3), column: Math.max(0, at.column - 1) }),
    });
    if (!isSeen) this.look();
    this.draw();
  }

  /** Once, before the browser paints. */
  draw(): void {
    if (this.#isDrawAsked) return;
    this.#isDrawAsked = true;
    requestAnimationFrame(() => {
      this.#isDrawAsked = false;
      this.#draw();
    });
  }

  close(): void {
    this.#resize.disconnect();
  }

  #layout({ columnSizes, rowSizes }: SheetLayout): void {
    this.#rows = new Sizes(this.#info.rows, ROW_PX, rowSizes);
    this.#columns = new Sizes(this.#info.columns, COLUMN_PX, columnSizes);
    this.look();
  }

  #extent(): readonly [wide: number, high: number] {
    return [
      this.#columns.total + this.#headPx + 40,
      Math.min(MAX_SPACE_PX, this.#rows.total + HEADER_PX + 40),
    ];
  }

  /** px of the sheet for each that is scrolled. */
  #factor(): number {
    const [, high] = this.#extent();
    const room = high - this.element.clientHeight;
    return high < MAX_SPACE_PX || room <= 0
      ? 1
      : (this.#rows.total + HEADER_PX - this.element.clientHeight) / room;
  }

  /** Places from right to left are negative. */
  #sign(): 1 | -1 {
    return this.#info.rtl ? -1 : 1;
  }

  #at(): readonly [top: number, left: number] {
    return [this.element.scrollTop * this.#factor(), Math.abs(this.element.scrollLeft)];
  }

  /** Cells that are wholly seen. */
  #seen(): { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number } {
    const [y, x] = this.#at();
    const { clientHeight, clientWidth } = this.element;
    return {
      top: this.#rows.at(y + ROW_PX / 2),
      left: this.#columns.at(x + 1),
      bottom: this.#rows.at(y + clientHeight - HEADER_PX),
      right:
        this.#columns.at(x + clientWidth - this.#headPx) +
        (this.#columns.total <= x + clientWidth - this.#headPx ? 1 : 0),
    };
  }

  #scrolled(): void {
    this.draw();
    const { scrollTop, scrollLeft } = this.element;
    const [top, left] = this.#put;
    if (Math.abs(scrollTop - top) < STILL_PX && Math.abs(scrollLeft - left) < STILL_PX) return;
    this.#put = [scrollTop, scrollLeft];
    const [y, x] = this.#at();
    this.#shared.look({ row: this.#rows.at(y), column: this.#columns.at(x) });
  }

  #keyed(event: KeyboardEvent): void {
    const [row = 0, column = 0] = this.#shared.view.cell ?? [];
    const page = Math.max(1, Math.floor(this.element.clientHeight / ROW_PX) - 2);
    const ends = event.ctrlKey || event.metaKey;
    const last = [this.#info.rows - 1, this.#info.columns - 1] as const;
    const to: Readonly<Record<string, readonly [number, number] | undefined>> = {
      ArrowDown: [row + 1, column],
      ArrowUp: [row - 1, column],
      ArrowRight: [row, column + this.#sign()],
      ArrowLeft: [row, column - this.#sign()],
      PageDown: [row + page, column],
      PageUp: [row - page, column],
      Home: ends ? [0, 0] : [row, 0],
      End: ends ? last : [row, last[1]],
    };
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const within = (index: number, count: number): number => Math.max(0, Math.min(count, index));
    this.choose(within(next[0], last[0]), within(next[1], last[1]));
  }

  #draw(): void {
    const { clientWidth, clientHeight } = this.element;
    const [y, x] = this.#at();
    const [first, last] = [this.#rows.at(y), this.#rows.at(y + clientHeight)];
    const [left, right] = [this.#columns.at(x), this.#columns.at(x + clientWidth)];
    this.#window.style.width = `${clientWidth}px`;
    this.#window.style.height = `${clientHeight}px`;
    if (this.#info.rows === 0) {
      this.#window.replaceChildren(element("p", { class: "empty" }, TEXT.emptySheet));
      return;
    }
    const merges = this.#blocks.want(first, left, last, right);
    const [row, column] = this.#shared.view.cell ?? [];
    if (row !== undefined && column !== undefined)
      this.#oncell(row, column, this.#blocks.cell(row, column)?.text ?? "");
    const rows = [this.#header(left, right, x)];
    for (let row = first; row <= last; row += 1) rows.push(this.#row(row, left, right, [y, x], merges));
    const merged = merges
      .filter(([row, column]) => row < first || column < left)
      .map(([row, column, high, wide]) => this.#cell(row, column, [y, x], [high, wide]));
    if (merged.length > 0) rows.push(element("div", { role: "row" }, ...merged));
    this.#window.replaceChildren(...rows);
  }

  #header(left: number, right: number, x: number): HTMLElement {
    const names: HTMLElement[] = [];
    for (let column = left; column <= right; column += 1) {
      const name = element("div", { class: "column", role: "columnheader" }, columnName(column));
      name.setAttribute("aria-colindex", String(column + 2));
      this.#place(
        name,
        this.#columns.start(column) - x + this.#headPx,
        0,
        this.#columns.size(column),
        HEADER_PX,
      );
      names.push(name);
    }
    const corner = element("div", { class: "corner", role: "columnheader" });
    this.#place(corner, 0, 0, this.#headPx, HEADER_PX);
    return element("div", { role: "row", "aria-rowindex": "1", class: "names" }, ...names, corner);
  }

  #row(
    row: number,
    left: number,
    right: number,
    at: readonly [number, number],
    merges: readonly Merge[],
  ): HTMLElement {
    const [y] = at;
    const head = element("div", { class: "row-number", role: "rowheader" }, String(row + 1));
    this.#place(head, 0, this.#rows.start(row) - y + HEADER_PX, this.#headPx, this.#rows.size(row));
    const cells: HTMLElement[] = [];
    for (let column = left; column <= right; column += 1) {
      const merge = merges.find(
        ([top, first, high, wide]) =>
          row >= top && row < top + high && column >= first && column < first + wide,
      );
      const isCovered = merge !== undefined && (merge[0] !== row || merge[1] !== column);
      if (!isCovered)
        cells.push(this.#cell(row, column, at, merge === undefined ? [1, 1] : [merge[2], merge[3]]));
    }
    return element("div", { role: "row", "aria-rowindex": String(row + 2) }, ...cells, head);
  }

  #cell(
    row: number,
    column: number,
    [y, x]: readonly [number, number],
    [high, wide]: readonly [number, number],
  ): HTMLElement {
    const cell: Cell | undefined = this.#blocks.cell(row, column);
    const [chosenRow, chosenColumn] = this.#shared.view.cell ?? [];
    const isChosen = chosenRow === row && chosenColumn === column;
    const made = element("div", {
      class: ["gridcell", cell?.isNumber === true ? "number" : "", this.#mark(row, column)].join(" "),
      role: "gridcell",
      "aria-colindex": String(column + 2),
      "aria-selected": String(isChosen),
      ...(high > 1 ? { "aria-rowspan": String(high) } : {}),
      ...(wide > 1 ? { "aria-colspan": String(wide) } : {}),
    });
    made.textContent = cell?.text ?? "";
    made.addEventListener("click", () => this.choose(row, column));
    const [left, top] = [this.#columns.start(column), this.#rows.start(row)];
    this.#place(
      made,
      left - x + this.#headPx,
      top - y + HEADER_PX,
      this.#columns.start(column + wide) - left,
      this.#rows.start(row + high) - top,
    );
    return made;
  }

  #place(part: HTMLElement, along: number, top: number, width: number, height: number): void {
    const { style } = part;
    style.insetInlineStart = `${along}px`;
    style.top = `${top}px`;
    style.width = `${width}px`;
    style.height = `${height}px`;
    if (width === 0 || height === 0) style.display = "none";
  }
}
