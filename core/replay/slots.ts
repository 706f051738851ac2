// Puts nodes into slots that scripts have filled. Mirrors: protocol/slots.ts, capture/slots.ts, model/slots.ts.
import type { SlotsOps } from "../protocol/index.ts";
import { asHtml } from "./node-map.ts";
import type { ReplicaState } from "./replica-state.ts";

/** The slots' operations on a replica. */
export function createSlots(state: ReplicaState): SlotsOps {
  return {
    assigned(id, nodes) {
      state.later(() => {
        const all = nodes.flatMap((node) => state.nodes.get(node) ?? []);
        asHtml(state.nodes.get(id), "slot")?.assign(...(all as (Element | Text)[]));
      }, `assigned ${id}`);
    },
  };
}
