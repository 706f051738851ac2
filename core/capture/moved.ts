// Whether a node may be under another mask by now: it, or something around it, was moved and has not been told at its new place.
import type { Dirty } from "./dirty.ts";
import { nodeTypeOf, parentOf } from "./natives.ts";
import { slotFor } from "./shadow.ts";

/** Whether `node` has to wait until what is marked is told. Cost: its depth, while something is marked. */
export function isMoved(node: Node, { hasMoves, nodes }: Dirty): boolean {
  if (!hasMoves || nodes.size === 0) return false;
  for (let at: Node | null = node; at !== null; at = shownIn(at)) if (nodes.has(at)) return true;
  return false;
}

/** What is around a node where it is shown: the slot that shows it, else what is {@link above}. */
export function shownIn(node: Node): Node | null {
  return slotFor(node) ?? above(node);
}

/** What is around a node, over hosts and frames. */
export function above(node: Node): Node | null {
  const parent = parentOf(node);
  if (parent !== null) return parent;
  if (nodeTypeOf(node) === 11) return (node as ShadowRoot).host;
  return nodeTypeOf(node) === 9 ? ((node as Document).defaultView?.frameElement ?? null) : null;
}
