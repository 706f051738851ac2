// The tree: which nodes there are. Mirrors: capture/tree.ts (reads the DOM), replay/tree.ts (builds it).
import type { NodeId, OpTable } from "./op-table.ts";

/** Namespaces by number. */
export const NAMESPACES = [
  "http://www.w3.org/1999/xhtml",
  "http://www.w3.org/2000/svg",
  "http://www.w3.org/1998/Math/MathML",
] as const;

/** Flags of {@link TreeOps.shadow}. */
export const SHADOW_CLOSED = 1;
export const SHADOW_DELEGATES_FOCUS = 2;
export const SHADOW_MANUAL_SLOTS = 4;

/** New nodes. `at` says where; each node operation after it adds one there, in order. */
export interface TreeOps {
  /** The nodes that follow become children of `parent`, before its child `before`; 0 is the end. */
  at(parent: NodeId, before: NodeId): void;
  /** An element without children. `namespace` indexes {@link NAMESPACES}; `attributes` is name, value, name, value …
   * Names are as the DOM has them, prefix included. */
  element(id: NodeId, namespace: number, name: string, attributes: readonly string[]): void;
  /** A text node. */
  text(id: NodeId, data: string): void;
  /** Stands for a masked text node: one invisible box a line, `boxes` is width, height, width, height … in px. */
  maskedText(id: NodeId, boxes: readonly number[]): void;
  /** The shadow root of the element that `at` named. */
  shadow(id: NodeId, flags: number): void;
}

export const TREE = {
  at: [1, "parent", "sibling"],
  element: [2, "fresh", "uint", "string", "attributes"],
  text: [3, "leaf", "string"],
  maskedText: [4, "leaf", "ints"],
  shadow: [5, "fresh", "uint"],
} as const satisfies OpTable<TreeOps>;
