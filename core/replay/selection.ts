// Shows what the visitor has selected, without that the agent's focus goes there. Mirrors: protocol/selection.ts,
// capture/selection.ts.
import { BEFORE_NODE, type NodeId, type SelectionOps } from "../protocol/index.ts";
import { Caret } from "./caret.ts";
import { asHtml } from "./node-map.ts";
import type { ReplicaState } from "./replica-state.ts";

type Point = readonly [node: Node, offset: number];

/** The selection's operations on a replica. */
export function createSelection(state: ReplicaState): SelectionOps {
  const caret = new Caret(state);
  let selected: Document | undefined;
  return {
    selection(anchor, anchorOffset, focus, focusOffset) {
      state.later(() => {
        selected?.getSelection()?.removeAllRanges();
        const from = pointOf(state, anchor, anchorOffset);
        const to = pointOf(state, focus, focusOffset);
        selected = from?.[0].ownerDocument ?? undefined;
        caret.clear("text");
        if (from === undefined || to?.[0].getRootNode() !== from[0].getRootNode()) return;
        selected?.getSelection()?.setBaseAndExtent(...from, ...to);
        if (from[0] === to[0] && from[1] === to[1]) caret.atPoint(...from);
      }, "selection");
    },
    fieldSelection(id, start, end) {
      state.later(() => {
        const node = state.nodes.get(id);
        const field = asHtml(node, "input") ?? asHtml(node, "textarea");
        caret.clear("field");
        if (field === undefined) return;
        const length = field.value.length;
        const [from, to] = [Math.min(start, length), Math.min(end, length)];
        // A field of a type that has no selection throws.
        if (field.selectionStart !== null) field.setSelectionRange(from, to);
        caret.inField(field, from, to);
      }, "fieldSelection");
    },
  };
}

function pointOf(state: ReplicaState, id: NodeId, offset: number): Point | undefined {
  const node = state.nodes.get(id);
  if (node?.isConnected !== true) return undefined;
  if (offset === BEFORE_NODE) {
    const parent = node.parentNode;
    return parent === null ? undefined : [parent, Array.prototype.indexOf.call(parent.childNodes, node)];
  }
  if (node.nodeType === 3) return [node, Math.max(0, Math.min(offset, (node as Text).length))];
  return [node, node.childNodes.length];
}
