// Filters what is said of the visitor's window and device.
import {
  MEDIA_FEATURES,
  type MediaOps,
  type PageOps,
  type ViewportOps,
  type VisibleAreaOps,
} from "../protocol/index.ts";
import type { Budget } from "./budget.ts";
import { MAX_PX, MAX_SCROLL_BAR_PX, MAX_VIEWPORT_PX, MAX_ZOOM } from "./limits.ts";

/** Device pixels a px at most, × 1,000. */
const MAX_RATIO = 100_000;

/** The part of a page's check that concerns what the page is shown on. */
export class WindowCheck implements ViewportOps, VisibleAreaOps, MediaOps {
  readonly #to: PageOps;
  readonly #budget: Budget;

  constructor(to: PageOps, budget: Budget) {
    this.#to = to;
    this.#budget = budget;
  }

  viewport(width: number, height: number, pixelRatio: number): void {
    this.#budget.steps(1);
    this.#to.viewport(side(width), side(height), Math.min(pixelRatio, MAX_RATIO));
  }

  visibleArea(left: number, top: number, width: number, height: number, scale: number): void {
    this.#budget.steps(1);
    this.#to.visibleArea(px(left), px(top), side(width), side(height), Math.min(scale, MAX_ZOOM));
  }

  media(
    features: readonly string[],
    screenWidth: number,
    screenHeight: number,
    pixelRatio: number,
    scrollBar: number,
  ): void {
    this.#budget.steps(1 + features.length);
    const known = features.filter(isMediaFeature);
    const bar = scrollBar > MAX_SCROLL_BAR_PX ? -1 : scrollBar;
    this.#to.media(known, px(screenWidth), px(screenHeight), Math.min(pixelRatio, MAX_RATIO), bar);
  }

  colorScheme(schemes: string): void {
    this.#budget.steps(1);
    this.#to.colorScheme(/^[a-z][-a-z ]{0,63}$/i.test(schemes) ? schemes : "");
  }
}

function side(length: number): number {
  return Math.min(length, MAX_VIEWPORT_PX);
}

function px(value: number): number {
  return Math.max(-MAX_PX, Math.min(value, MAX_PX));
}

function isMediaFeature(feature: string): boolean {
  const [name = "", word = ""] = feature.split(":", 2);
  return MEDIA_FEATURES.get(name)?.includes(word) === true && feature === `${name}:${word}`;
}
