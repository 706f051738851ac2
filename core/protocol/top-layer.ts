// What stands above all else: modal dialogs, popovers, what fills the screen. Mirrors: capture/top-layer.ts, replay/top-layer.ts.
import type { OpTable } from "./op-table.ts";

/** How an element came into the top layer. */
export const TOP_LAYER = { modal: 1, popover: 2, fullscreen: 3 } as const;

/** The top layer. */
export interface TopLayerOps {
  /** All that is in it, the lowest first: id, a kind of {@link TOP_LAYER}, id, kind … */
  topLayer(entries: readonly number[]): void;
}

export const TOP_LAYER_TABLE = {
  topLayer: [128, "ints"],
} as const satisfies OpTable<TopLayerOps>;
