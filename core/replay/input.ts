// Sets the state of form controls, by property and without focus. Mirrors: protocol/input.ts, capture/input.ts.
import { CHECKED, INDETERMINATE, type InputOps } from "../protocol/index.ts";
import { asHtml } from "./node-map.ts";
import type { ReplicaState } from "./replica-state.ts";

/** The inputs' operations on a replica. They wait for the batch's end: a select needs its options first. */
export function createInput(state: ReplicaState): InputOps {
  return {
    value(id, value) {
      state.later(() => {
        const node = state.nodes.get(id);
        const control = asHtml(node, "input") ?? asHtml(node, "textarea");
        // Only a person can choose files; a page that tries throws.
        if (control === undefined || control.type === "file") return;
        if (control.value !== value) control.value = value;
      }, `value ${id}`);
    },
    checked(id, flags) {
      state.later(() => {
        const control = asHtml(state.nodes.get(id), "input");
        if (control === undefined) return;
        control.checked = (flags & CHECKED) !== 0;
        control.indeterminate = (flags & INDETERMINATE) !== 0;
      }, `checked ${id}`);
    },
    selected(id, indexes) {
      state.later(() => {
        const control = asHtml(state.nodes.get(id), "select");
        if (control === undefined) return;
        const chosen = new Set(indexes);
        if (chosen.size === 0) control.selectedIndex = -1;
        else
          for (const [index, option] of [...control.options].entries()) option.selected = chosen.has(index);
      }, `selected ${id}`);
    },
  };
}
