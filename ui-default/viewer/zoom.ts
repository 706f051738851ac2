// How large the page is shown: buttons, and the scale that comes of them.
import { button, element, icon } from "../shared/element.ts";
import { VIEWER_ICONS } from "./icons.ts";
import type { Zoom } from "./stage.ts";
import { TEXT } from "./text.ts";

export interface ZoomEvents {
  readonly onzoom: (zoom: Zoom) => void;
  readonly onzoomby: (direction: 1 | -1) => void;
}

/** The group of buttons. */
export class ZoomBar {
  readonly element: HTMLElement;
  readonly #scale = element("span", { class: "scale" });
  readonly #fit: HTMLButtonElement;
  readonly #full: HTMLButtonElement;

  constructor({ onzoom, onzoomby }: ZoomEvents) {
    const step = (path: string, text: string, direction: 1 | -1): HTMLButtonElement =>
      button({ class: "step", "aria-label": text, title: text }, () => onzoomby(direction), icon(path));
    this.#fit = button({ title: TEXT.fitTitle }, () => onzoom("fit"), TEXT.fit);
    this.#full = button({ title: TEXT.fullTitle }, () => onzoom(1), TEXT.full);
    this.element = element(
      "div",
      { role: "group", class: "choice zoom", "aria-label": TEXT.zoom },
      step(VIEWER_ICONS.minus, TEXT.smaller, -1),
      this.#scale,
      step(VIEWER_ICONS.plus, TEXT.larger, 1),
      this.#fit,
      this.#full,
    );
    this.show(1, "fit");
  }

  show(scale: number, zoom: Zoom): void {
    this.#scale.textContent = `${Math.round(scale * 100)} %`;
    this.#fit.ariaPressed = String(zoom === "fit");
    this.#full.ariaPressed = String(zoom === 1);
  }
}
