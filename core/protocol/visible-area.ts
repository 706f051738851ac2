// The part of the window that the visitor sees: less than all of it while the page is zoomed by two fingers, or a keyboard is on the
// screen. Mirrors: capture/visible-area.ts, model/window.ts, replay/viewport.ts.
import type { OpTable } from "./op-table.ts";

/** What is seen of the window. */
export interface VisibleAreaOps {
  /** Its place in the window and its size, in px of the page, and how much larger it is shown, times 1,000. */
  visibleArea(left: number, top: number, width: number, height: number, scale: number): void;
}

export const VISIBLE_AREA = {
  visibleArea: [134, "int", "int", "uint", "uint", "uint"],
} as const satisfies OpTable<VisibleAreaOps>;
