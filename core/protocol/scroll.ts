// Scroll offsets. Mirrors: capture/scroll.ts, replay/scroll.ts.
import type { NodeId, OpTable } from "./op-table.ts";

/** How far something is scrolled. */
export interface ScrollOps {
  /** Offset of an element in CSS px; of a document's id, that of its window. */
  scroll(id: NodeId, left: number, top: number): void;
}

export const SCROLL = {
  scroll: [40, "node", "int", "int"],
} as const satisfies OpTable<ScrollOps>;
