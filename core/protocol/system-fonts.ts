// Fonts of the visitor's system: what an agent who lacks them needs to keep the layout. Mirrors: model/system-fonts.ts, replay/system-fonts.ts.
import type { OpTable } from "./op-table.ts";

/** Fonts that the page names, that no sheet brings, and that the visitor's system has. */
export interface SystemFontsOps {
  /** Their names, and for each name three measures at a size of 1,000 px: width of the text `FONT_SAMPLE`, ascent, descent. */
  systemFonts(names: readonly string[], measures: readonly number[]): void;
}

/** What is measured: letters as often as they are in plain text, digits and capitals. */
export const FONT_SAMPLE = "The quick brown fox jumps over 13 lazy dogs; eaten in a tinier state, 24680.";

export const SYSTEM_FONTS = {
  systemFonts: [124, "strings", "ints"],
} as const satisfies OpTable<SystemFontsOps>;
