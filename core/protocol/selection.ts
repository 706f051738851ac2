// What is selected, and where the caret is. Mirrors: capture/selection.ts, replay/selection.ts.
import type { NodeId, OpTable } from "./op-table.ts";

/** Offsets of {@link SelectionOps.selection} that count no units of a text. */
export const BEFORE_NODE = -1;
export const END_OF_CONTENT = -2;

/** The visitor's selection. */
export interface SelectionOps {
  /** From where to where, the latter being the end that moves. A point is a text and UTF-16 units in it, a node and
   * {@link BEFORE_NODE}, or an element and {@link END_OF_CONTENT}. Both the same: a caret. Ids 0: none. */
  selection(anchor: NodeId, anchorOffset: number, focus: NodeId, focusOffset: number): void;
  /** UTF-16 units of the value of an input or a text area between which its text is selected; id 0: none is. */
  fieldSelection(id: NodeId, start: number, end: number): void;
}

export const SELECTION = {
  selection: [129, "node", "int", "node", "int"],
  fieldSelection: [130, "node", "uint", "uint"],
} as const satisfies OpTable<SelectionOps>;
