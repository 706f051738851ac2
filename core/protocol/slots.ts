// Slots whose nodes are chosen by scripts. Mirrors: capture/slots.ts, model/slots.ts, replay/slots.ts.
import type { NodeId, OpTable } from "./op-table.ts";

/** Slots of shadow roots with {@link SHADOW_MANUAL_SLOTS}; in all others names decide. */
export interface SlotsOps {
  /** All that is assigned to the slot `id`, in order. */
  assigned(id: NodeId, nodes: readonly number[]): void;
}

export const SLOTS = {
  assigned: [133, "node", "nodes"],
} as const satisfies OpTable<SlotsOps>;
