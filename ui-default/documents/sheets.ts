// A workbook: its sheets by their tabs, the chosen one as a grid, and the content of the chosen cell.
import type { DocumentHits, DocumentInfo, SharedDocument } from "../../core/documents/api.ts";
import { button, element } from "../shared/element.ts";
import type { DocumentBody } from "./body.ts";
import { columnName, Grid } from "./grid.ts";
import { TEXT } from "./text.ts";

type SheetsInfo = Extract<DocumentInfo, { readonly kind: "sheets" }>;

/** Numbers of one place: which one, sheet, row, column. */
const EACH = 4;

export class Sheets implements DocumentBody {
  readonly element: HTMLElement;
  readonly #shared: SharedDocument;
  readonly #info: SheetsInfo;
  readonly #tabs: HTMLElement;
  readonly #place = element("span", { class: "cell-name" });
  readonly #text = element("output", { class: "cell-text", "aria-label": TEXT.cellContent });
  readonly #panel: HTMLElement;
  #grid: Grid | undefined;
  #sheet = -1;

  constructor(shared: SharedDocument, info: SheetsInfo) {
    this.#shared = shared;
    this.#info = info;
    this.#tabs = element("div", { class: "tabs", role: "tablist", "aria-label": TEXT.sheets });
    this.#panel = element("div", { class: "sheet", role: "tabpanel" });
    this.element = element(
      "div",
      { class: "workbook", tabindex: "-1" },
      element("div", { class: "cell-bar" }, this.#place, this.#text),
      this.#panel,
      this.#tabs,
    );
    info.sheets.forEach(({ name }, index) => this.#tabs.append(this.#tab(name, index)));
    this.#tabs.addEventListener("keydown", (event) => this.#keyed(event));
    this.#tabs.hidden = info.sheets.length < 2;
  }

  look(): void {
    const { sheet, cell } = this.#shared.view;
    const at = Math.min(sheet, this.#info.sheets.length - 1);
    if (at !== this.#sheet) this.#open(at);
    this.#grid?.look();
    if (cell === null) this.#place.textContent = this.#text.textContent = "";
  }

  mark(): void {
    this.#grid?.draw();
  }

  nearest({ places }: DocumentHits): number {
    const { sheet } = this.#shared.view;
    for (let at = 0; at < places.length; at += EACH)
      if ((places[at + 1] ?? 0) >= sheet) return places[at] ?? 0;
    return 0;
  }

  hitsTold({ places }: DocumentHits): number {
    return places.length / EACH;
  }

  reveal(hit: number, { places }: DocumentHits): void {
    const [, sheet = 0, row = 0, column = 0] = places.slice(EACH * hit, EACH * hit + EACH);
    this.#shared.look({ hit, ...(sheet === this.#sheet ? {} : { sheet, row: 0, column: 0 }) });
    this.look();
    this.#grid?.choose(row, column);
  }

  placeOf(hit: number, { places }: DocumentHits): string {
    const [, sheet = 0, row = 0, column = 0] = places.slice(EACH * hit, EACH * hit + EACH);
    return `${this.#info.sheets[sheet]?.name ?? ""} ${columnName(column)}${row + 1}`;
  }

  close(): void {
    this.#grid?.close();
  }

  /** Puts the keyboard among the cells. */
  focus(): void {
    this.#grid?.element.focus({ preventScroll: true });
  }

  #open(sheet: number): void {
    const info = this.#info.sheets[sheet];
    if (info === undefined) return;
    this.#grid?.close();
    this.#sheet = sheet;
    this.#grid = new Grid(
      this.#shared,
      sheet,
      info,
      (row, column) => this.#markOf(row, column),
      (row, column, text) => this.#show(row, column, text),
    );
    this.#panel.replaceChildren(this.#grid.element);
    [...this.#tabs.children].forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(index === sheet));
      tab.setAttribute("tabindex", index === sheet ? "0" : "-1");
    });
  }

  #tab(name: string, index: number): HTMLElement {
    return button({ class: "tab", role: "tab" }, () => this.#choose(index), element("bdi", {}, name));
  }

  #choose(sheet: number): void {
    this.#shared.look({ sheet, row: 0, column: 0, cell: null });
    this.look();
  }

  #keyed(event: KeyboardEvent): void {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const { length } = this.#info.sheets;
    this.#choose((this.#sheet + by + length) % length);
    (this.#tabs.children[this.#sheet] as HTMLElement | undefined)?.focus();
  }

  #show(row: number, column: number, text: string): void {
    this.#place.textContent = `${columnName(column)}${row + 1}`;
    this.#text.textContent = text;
  }

  #markOf(row: number, column: number): "" | "hit" | "hit current" {
    const { places } = this.#shared.hits ?? { places: [] };
    for (let at = 0; at < places.length; at += EACH)
      if (places[at + 1] === this.#sheet && places[at + 2] === row && places[at + 3] === column)
        return places[at] === this.#shared.view.hit ? "hit current" : "hit";
    return "";
  }
}
