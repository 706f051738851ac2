// Where the visitor points and what has the focus. Mirrors: protocol/pointer.ts, capture/pointer.ts.
import type { NodeId, PointerOps } from "../protocol/index.ts";
import { isElement } from "./node-map.ts";
import type { ReplicaState } from "./replica-state.ts";

/** Marks what `:hover` and `:focus` hold for at the visitor; the agent's own mouse and focus stay where they are. */
export const HOVER_MARK = "glance-hover";
export const FOCUS_MARK = "glance-focus";

/** The pointer's operations on a replica. */
export function createPointer(state: ReplicaState): PointerOps {
  let hovered = new Set<Element>();
  let focused: Element | undefined;
  return {
    pointer: (x, y) => state.events.onpointer?.(x, y),
    hover(id) {
      state.later(() => {
        const chain = chainOf(state, id);
        for (const element of hovered) if (!chain.has(element)) element.removeAttribute(HOVER_MARK);
        for (const element of chain) element.setAttribute(HOVER_MARK, "");
        hovered = chain;
      }, "hover");
    },
    focus(id) {
      state.later(() => {
        focused?.removeAttribute(FOCUS_MARK);
        focused = state.nodes.element(id);
        focused?.setAttribute(FOCUS_MARK, "");
      }, "focus");
    },
  };
}

/** The element of `id` and the elements around it. */
function chainOf(state: ReplicaState, id: NodeId): Set<Element> {
  const chain = new Set<Element>();
  for (let node: Node | null | undefined = state.nodes.get(id); node; node = node.parentNode ?? hostOf(node))
    if (isElement(node)) chain.add(node);
  return chain;
}

function hostOf(node: Node): Element | null {
  return "host" in node ? (node as ShadowRoot).host : null;
}
