// Where the visitor points and what has the focus. Mirrors: capture/pointer.ts, replay/pointer.ts.
import type { NodeId, OpTable } from "./op-table.ts";

/** The visitor's mouse and keyboard focus. */
export interface PointerOps {
  /** Mouse position in CSS px of the page's viewport; -1, -1 when it left. */
  pointer(x: number, y: number): void;
  /** The innermost element under the mouse, 0 for none: it and its ancestors match `:hover`. */
  hover(id: NodeId): void;
  /** The focused element, 0 for none. */
  focus(id: NodeId): void;
}

export const POINTER = {
  pointer: [72, "int", "int"],
  hover: [73, "node"],
  focus: [74, "node"],
} as const satisfies OpTable<PointerOps>;
