// Where the visitor points and what has the focus. Mirrors: protocol/pointer.ts, capture/pointer.ts.
import type { PointerOps } from "../protocol/index.ts";
import { chainOf } from "./marks.ts";
import { asHtml } from "./node-map.ts";
import type { ReplicaState } from "./replica-state.ts";

/** The pointer's operations on a replica. */
export function createPointer(state: ReplicaState): PointerOps {
  return {
    pointer: (x, y) => state.events.onpointer?.(x, y),
    hover(id) {
      state.later(() => {
        const chain = chainOf(state.nodes.element(id), state.document);
        // Who points at a label points at its field too (HTML, ":hover").
        for (const element of [...chain]) {
          const control = asHtml(element, "label")?.control;
          if (control) chain.add(control);
        }
        state.marks.set("hover", chain);
      }, "hover");
    },
    focus(id) {
      state.later(() => {
        const element = state.nodes.element(id);
        state.marks.set("focus", new Set(element === undefined ? [] : [element]));
        state.marks.set("focus-within", chainOf(element, state.document));
      }, "focus");
    },
  };
}
