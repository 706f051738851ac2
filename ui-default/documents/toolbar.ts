// The bar above the pages: where, how large, and what for.
import { type DocumentView, FIT_PAGE, FIT_WIDTH } from "../../core/documents/api.ts";
import { button, element, icon } from "../shared/element.ts";
import { iconButton } from "./find-bar.ts";
import { DOCUMENT_ICONS } from "./icons.ts";
import { TEXT } from "./text.ts";

/** Scales that the buttons lead to, in percent. */
const STEPS = [25, 50, 75, 100, 125, 150, 200, 300, 400, 600];

export interface ToolbarEvents {
  onpage(page: number): void;
  onlook(change: Partial<DocumentView>): void;
}

/** What a PDF has and a workbook has not. */
export class PageTools {
  readonly element: HTMLElement;
  readonly #events: ToolbarEvents;
  readonly #field: HTMLInputElement;
  readonly #percent = element("span", { class: "percent" });
  readonly #fit: HTMLButtonElement;
  #page = 1;
  #scale = 100;
  #view: DocumentView | undefined;

  constructor(pages: number, events: ToolbarEvents) {
    this.#events = events;
    this.#field = element("input", {
      class: "number",
      type: "text",
      inputmode: "numeric",
      "aria-label": TEXT.pageLabel,
      value: "1",
      maxlength: "6",
    });
    this.#field.addEventListener("change", () => this.#typed());
    this.#fit = button({ class: "quiet square" }, () => this.#turnFit());
    this.element = element(
      "div",
      { class: "tools", role: "group", "aria-label": TEXT.tools },
      iconButton(TEXT.previousPage, DOCUMENT_ICONS.previous, () => events.onpage(this.#page - 1)),
      iconButton(TEXT.nextPage, DOCUMENT_ICONS.next, () => events.onpage(this.#page + 1)),
      this.#field,
      element("span", { class: "of" }, TEXT.ofPages(pages)),
      element("span", { class: "line" }),
      iconButton(TEXT.zoomOut, DOCUMENT_ICONS.minus, () => this.zoom(-1)),
      this.#percent,
      iconButton(TEXT.zoomIn, DOCUMENT_ICONS.plus, () => this.zoom(1)),
      this.#fit,
      iconButton(TEXT.rotate, DOCUMENT_ICONS.rotate, () => this.#turn()),
    );
  }

  /** The page that is looked at, and the scale it is seen at. */
  place(page: number, percent: number): void {
    this.#page = page;
    this.#scale = percent;
    if (document.activeElement !== this.#field) this.#field.value = String(page);
    this.#percent.textContent = `${percent} %`;
  }

  follow(view: DocumentView): void {
    this.#view = view;
    const isWide = view.zoom === FIT_WIDTH;
    const label = isWide ? TEXT.fitPage : TEXT.fitWidth;
    this.#fit.replaceChildren(icon(isWide ? DOCUMENT_ICONS.fitPage : DOCUMENT_ICONS.fitWidth));
    this.#fit.setAttribute("aria-label", label);
    this.#fit.title = label;
  }

  /** The next larger or smaller scale; 0: all of the width. */
  zoom(by: -1 | 0 | 1): void {
    if (by === 0) this.#events.onlook({ zoom: FIT_WIDTH });
    else {
      const next =
        by > 0
          ? STEPS.find((step) => step > this.#scale + 1)
          : [...STEPS].reverse().find((step) => step < this.#scale - 1);
      if (next !== undefined) this.#events.onlook({ zoom: next });
    }
  }

  #typed(): void {
    const page = Number.parseInt(this.#field.value, 10);
    this.#field.value = String(this.#page);
    if (Number.isInteger(page)) this.#events.onpage(page);
  }

  #turnFit(): void {
    this.#events.onlook({ zoom: this.#view?.zoom === FIT_WIDTH ? FIT_PAGE : FIT_WIDTH });
  }

  #turn(): void {
    const rotation = (((this.#view?.rotation ?? 0) + 90) % 360) as DocumentView["rotation"];
    this.#events.onlook({ rotation });
  }
}
