// The visitor's window. Mirrors: capture/viewport.ts, replay/viewport.ts.
import type { OpTable } from "./op-table.ts";

/** The size the page is laid out for. */
export interface ViewportOps {
  /** Layout size in CSS px (scroll bars included) and device pixels per CSS px, times 1,000. */
  viewport(width: number, height: number, pixelRatio: number): void;
}

export const VIEWPORT = {
  viewport: [48, "uint", "uint", "uint"],
} as const satisfies OpTable<ViewportOps>;
