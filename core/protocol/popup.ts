// The list of a select while it is open. Mirrors: capture/popup.ts, model/popup.ts, replay/popup.ts.
import type { NodeId, OpTable } from "./op-table.ts";

/** Lists of selects, which browsers draw outside of the page. */
export interface PopupOps {
  /** The list of this `select` is open, with the option of this index highlighted (-1 for none); id 0: no list is. */
  popup(id: NodeId, highlighted: number): void;
}

export const POPUP = {
  popup: [120, "node", "int"],
} as const satisfies OpTable<PopupOps>;
