// The device and the preferences that a page's media conditions ask for. Mirrors: capture/media.ts, model/media.ts, replay/media.ts.
import type { OpTable } from "./op-table.ts";

/** Media features whose values are words, and the words (Media Queries 5). Those that hold for a visitor are told as `name:word`. */
export const MEDIA_FEATURES: ReadonlyMap<string, readonly string[]> = new Map(
  `prefers-color-scheme light dark|prefers-reduced-motion no-preference reduce
  |prefers-reduced-transparency no-preference reduce|prefers-reduced-data no-preference reduce
  |prefers-contrast no-preference more less custom|forced-colors none active|inverted-colors none inverted
  |hover none hover|any-hover none hover|pointer none coarse fine|any-pointer none coarse fine
  |display-mode browser minimal-ui standalone fullscreen window-controls-overlay picture-in-picture
  |dynamic-range standard high|video-dynamic-range standard high|color-gamut srgb p3 rec2020
  |scripting none initial-only enabled|update none slow fast|device-posture continuous folded`
    .split("|")
    .map((row) => row.trim().split(" "))
    .map(([name = "", ...words]) => [name, words] as const),
);

/** The visitor's device and preferences. */
export interface MediaOps {
  /**
   * What holds: `name:word` of {@link MEDIA_FEATURES}. The screen's size in CSS px, device pixels per CSS px times 1,000, and how wide
   * a scroll bar of the browser's own is in px: 0 for one that takes no space, -1 for not known.
   */
  media(
    features: readonly string[],
    screenWidth: number,
    screenHeight: number,
    pixelRatio: number,
    scrollBar: number,
  ): void;
  /** The page's own choice of colour schemes by a `meta` element, "" for none: words as in the CSS property. */
  colorScheme(schemes: string): void;
}

export const MEDIA = {
  media: [100, "strings", "uint", "uint", "uint", "int"],
  colorScheme: [101, "string"],
} as const satisfies OpTable<MediaOps>;
