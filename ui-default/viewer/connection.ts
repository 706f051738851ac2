// How good the way to the visitor is: in a word, a picture and ms. Screen readers hear the word when it is another one.
import { element, icon } from "../shared/element.ts";
import { QUALITY } from "./text.ts";

export type Quality = "good" | "fair" | "slow" | "none";

/** Longest round trip, in ms, that nobody notices while pointing, and that people still talk over. */
const GOOD_MS = 200;
const FAIR_MS = 500;
/** Measurements that the word is about: one that is late means nothing. */
const MEASUREMENTS = 3;

const BARS: Readonly<Record<Quality, string>> = {
  good: "M5 19v-4 M12 19v-9 M19 19V5",
  fair: "M5 19v-4 M12 19v-9 M19 19v-.1",
  slow: "M5 19v-4 M12 19v-.1 M19 19v-.1",
  none: "M5 5l14 14 M19 5L5 19",
};

function qualityOf(ms: number | undefined): Quality {
  if (ms === undefined) return "none";
  return ms <= GOOD_MS ? "good" : ms <= FAIR_MS ? "fair" : "slow";
}

/** There from the first measurement on. */
export class ConnectionMark {
  readonly element = element("p", { class: "connection", hidden: true });
  readonly #icon = icon(BARS.none);
  readonly #word = element("span", {});
  readonly #ms = element("span", { class: "delay" });
  readonly #said = element("span", { class: "said", role: "status" });
  #latest: number[] = [];
  #quality: Quality | undefined;

  constructor() {
    this.element.append(this.#icon, this.#word, this.#ms);
  }

  /** Where changes are said: beside what is shown, which changes every few seconds. */
  get said(): HTMLElement {
    return this.#said;
  }

  /** What is shown, as text; "" before the first measurement. */
  get text(): string {
    return this.element.hidden ? "" : `${this.#word.textContent} ${this.#ms.textContent}`.trim();
  }

  /** A message and its answer took `ms`; undefined: no answer comes. */
  show(ms: number | undefined): void {
    this.#latest = ms === undefined ? [] : [...this.#latest, ms].slice(-MEASUREMENTS);
    const middle = [...this.#latest].sort((one, other) => one - other)[this.#latest.length >> 1];
    this.#ms.textContent = middle === undefined ? "" : `${Math.round(middle)} ms`;
    this.#setQuality(qualityOf(middle));
  }

  /** Nothing is known any more. */
  reset(): void {
    this.#latest = [];
    this.#quality = undefined;
    this.element.hidden = true;
  }

  #setQuality(quality: Quality): void {
    if (quality === this.#quality) return;
    const wasKnown = this.#quality !== undefined;
    this.#quality = quality;
    this.element.hidden = false;
    this.element.dataset["quality"] = quality;
    this.#icon.querySelector("path")?.setAttribute("d", BARS[quality]);
    this.#word.textContent = QUALITY[quality].word;
    this.element.title = QUALITY[quality].advice;
    // The first is no change, unless it is a bad one.
    if (wasKnown || quality !== "good") this.#said.textContent = QUALITY[quality].advice;
  }
}
