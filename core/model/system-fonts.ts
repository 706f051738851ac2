// Finds the fonts that a page's sheets name and the visitor's system has, and measures them: an agent may lack them. Mirrors:
// protocol/system-fonts.ts, replay/system-fonts.ts.
import { FONT_SAMPLE, type PageOps, type SystemFontsOps } from "../protocol/index.ts";
import { MAX_SYSTEM_FONTS } from "./limits.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

/** The value of `font-family`, or what follows the size in `font`. */
const FAMILIES =
  /font-family\s*:\s*([^;{}]+)|[;{\s]font\s*:[^;{}]*?\d[\w.%]*(?:\s*\/\s*[\w.%]+)?\s+([^;{}]+)/gi;
/** What is no name: generic families, keywords, functions. */
const NO_NAME =
  /^(serif|sans-serif|monospace|cursive|fantasy|system-ui|math|emoji|fangsong|ui-.*|inherit|initial|unset|revert|revert-layer|-.*|.*\(.*)$/i;
/** Px at which fonts are measured. */
const SIZE_PX = 1_000;

/** Width, ascent and descent of a font in px at {@link SIZE_PX}; undefined when there is no such font here. */
export type MeasureFont = (
  name: string,
) => readonly [width: number, ascent: number, descent: number] | undefined;

/** The system's fonts that a page names. */
export class SystemFontsModel implements SystemFontsOps, KeptNoun {
  readonly #state: ModelState;
  readonly #measure: MeasureFont;
  /** All names seen, with what was measured. */
  readonly #seen = new Map<string, ReturnType<MeasureFont>>();
  #isNews = false;

  constructor(state: ModelState, measure: MeasureFont = measureFont) {
    this.#state = state;
    this.#measure = measure;
  }

  /** Looks for names in CSS that was told. */
  see(css: string): void {
    if (!/font/i.test(css)) return;
    for (const [, family, font] of css.matchAll(FAMILIES))
      for (const name of namesIn(family ?? font ?? "")) this.#add(name);
  }

  /** A page does not say it. */
  systemFonts(): void {
    this.#state.draft.leaveOut();
  }

  /** Tells fonts that were found since the last time. */
  settle(target: () => PageOps): void {
    if (!this.#isNews) return;
    this.#isNews = false;
    this.tell(target());
  }

  forget(): void {
    // It hangs on no node.
  }

  /** What was measured is true of the next page too. */
  clear(): void {
    this.#isNews = false;
    this.#seen.clear();
  }

  tell(target: PageOps): void {
    const names: string[] = [];
    const measures: number[] = [];
    for (const [name, measured] of this.#seen) {
      if (measured === undefined) continue;
      names.push(name);
      measures.push(...measured);
    }
    if (names.length > 0) target.systemFonts(names, measures);
  }

  #add(name: string): void {
    if (this.#seen.has(name) || this.#seen.size >= MAX_SYSTEM_FONTS) return;
    const measured = this.#measure(name);
    this.#seen.set(name, measured);
    if (measured !== undefined) this.#isNews = true;
  }
}

/** Names in a list of families, without what is none. */
function namesIn(list: string): string[] {
  return list
    .replace(/!important.*$/i, "")
    .split(",")
    .map((item) => item.trim().replace(/^(["'])(.*)\1$/, "$2"))
    .filter((name) => name !== "" && !NO_NAME.test(name) && !/["'\\]/.test(name));
}

let context: OffscreenCanvasRenderingContext2D | null | undefined;

/** A font is there when text set in it is as wide whatever comes after it, and not as wide as without it. */
function measureFont(name: string): ReturnType<MeasureFont> {
  if (typeof OffscreenCanvas === "undefined") return undefined;
  context ??= new OffscreenCanvas(1, 1).getContext("2d");
  if (context === null) return undefined;
  const [serif, mono] = [measured(context, "serif"), measured(context, "monospace")];
  const own = measured(context, `"${name}", serif`);
  if (own.width !== measured(context, `"${name}", monospace`).width) return undefined;
  if (own.width === serif.width || own.width === mono.width) return undefined;
  return [own.width, own.fontBoundingBoxAscent, own.fontBoundingBoxDescent].map(Math.round) as [
    number,
    number,
    number,
  ];
}

function measured(on: OffscreenCanvasRenderingContext2D, family: string): TextMetrics {
  on.font = `${SIZE_PX}px ${family}`;
  return on.measureText(FONT_SAMPLE);
}
