// Fonts that scripts add to a document: told as a sheet that the document adopts, so that the other rooms have nothing to do for them.
import type { CaptureContext } from "./context.ts";
import { hookConstructor, hookMethod } from "./listen.ts";

/** Properties of a font, and the descriptors that a rule has for them. */
const DESCRIPTORS = [
  ["style", "font-style"],
  ["weight", "font-weight"],
  ["stretch", "font-stretch"],
  ["unicodeRange", "unicode-range"],
  ["featureSettings", "font-feature-settings"],
  ["display", "font-display"],
  ["ascentOverride", "ascent-override"],
  ["descentOverride", "descent-override"],
  ["lineGapOverride", "line-gap-override"],
] as const;

/** What fonts were made of, which they do not tell: `src` of a rule, or the bytes. Known for as long as the font lives. */
const sources = new WeakMap<FontFace, string | Blob>();

/** Follows fonts made by scripts. Those made before anybody looked cannot be told. */
export class FontsCapture {
  readonly #context: CaptureContext;
  readonly #onfonts: () => void;

  /** `onfonts` hears that {@link FontsCapture.sheetOf} may give another answer. */
  constructor(context: CaptureContext, onfonts: () => void) {
    this.#context = context;
    this.#onfonts = onfonts;
  }

  watch(window: Window & typeof globalThis): void {
    const { signal } = this.#context;
    const made = (font: unknown, [, source]: unknown[]): void => this.#made(font as FontFace, source);
    hookConstructor(window, "FontFace", made, signal);
    // Chromium has had the class by name since 115.
    const fontSets = Object.getPrototypeOf(window.document.fonts) as object;
    for (const name of ["add", "delete", "clear"]) hookMethod(fontSets, name, () => this.#onfonts(), signal);
  }

  /** Rules for the fonts that scripts have added to `document`; "" for none. */
  sheetOf({ fonts }: Document): string {
    let css = "";
    for (const font of fonts) {
      const source = sources.get(font);
      if (typeof source === "string") css += ruleOf(font, source);
    }
    return css;
  }

  /** Bytes are copied at once, since the page may write to them, and become text in a task of the browser's. */
  #made(font: FontFace, source: unknown): void {
    if (typeof source === "string") {
      sources.set(font, source);
      return;
    }
    const bytes = new Blob([source as BufferSource], { type: "font/sfnt" });
    sources.set(font, bytes);
    const reader = new FileReader();
    reader.onload = () => {
      sources.set(font, `url("${reader.result as string}")`);
      if (!this.#context.signal.aborted) this.#onfonts();
    };
    reader.readAsDataURL(bytes);
  }
}

function ruleOf(font: FontFace, source: string): string {
  const family = font.family.replace(/^["']|["']$/g, "").replace(/["\\\n]/g, "\\$&");
  const rest = DESCRIPTORS.map(([property, descriptor]) => `${descriptor}:${font[property]};`).join("");
  return `@font-face{font-family:"${family}";src:${source};${rest}}\n`;
}
