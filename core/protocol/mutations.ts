// Changes of nodes that are there already. Mirrors: capture/mutations.ts, replay/mutations.ts.
import type { NodeId, OpTable } from "./op-table.ts";

/** Changes of the tree after its nodes were told. */
export interface MutationsOps {
  /** Takes `id` with everything under it to `parent`, before its child `before`; 0 is the end. */
  move(id: NodeId, parent: NodeId, before: NodeId): void;
  /** Takes `id` and everything under it away; their ids are never used again. */
  remove(id: NodeId): void;
  /** Sets an attribute. */
  attribute(id: NodeId, name: string, value: string): void;
  /** Removes an attribute. */
  removeAttribute(id: NodeId, name: string): void;
  /** Replaces the data of a text node. */
  data(id: NodeId, data: string): void;
  /** Replaces the boxes of a masked text node (see `maskedText`). */
  maskedData(id: NodeId, boxes: readonly number[]): void;
}

export const MUTATIONS = {
  move: [16, "node", "parent", "sibling"],
  remove: [17, "node"],
  attribute: [18, "node", "string", "string"],
  removeAttribute: [19, "node", "string"],
  data: [20, "node", "string"],
  maskedData: [21, "node", "ints"],
} as const satisfies OpTable<MutationsOps>;
