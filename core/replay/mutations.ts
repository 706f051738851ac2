// Changes nodes that are there. Mirrors: protocol/mutations.ts, capture/mutations.ts.
import type { MutationsOps } from "../protocol/index.ts";
import { removeAttribute, setAttribute } from "./attributes.ts";
import { asHtml, isDocument, isElement } from "./node-map.ts";
import type { ReplicaState } from "./replica-state.ts";
import { fillBoxes } from "./tree.ts";

/** Elements that show nothing of what is in them. Chromium 156 goes on showing what `moveBefore` takes there. */
const SHOWS_NO_CHILDREN: ReadonlySet<string> = new Set(
  "area br canvas embed hr iframe img input object progress meter select textarea video wbr".split(" "),
);

/** Moves a node. Keeps frames loaded, scroll offsets and running animations where the browser can (DOM, `moveBefore`). */
export function moveNode(parent: Node, node: Node, before: Node | null): void {
  const target = parent as Node & { moveBefore?: (node: Node, before: Node | null) => void };
  const isHidden = isElement(parent) && SHOWS_NO_CHILDREN.has(parent.localName);
  const stays =
    !isHidden && node.isConnected && parent.isConnected && node.ownerDocument === parent.ownerDocument;
  if (target.moveBefore !== undefined && stays) target.moveBefore(node, before);
  else parent.insertBefore(node, before);
}

function makeRoom(document: Document, root: Node): void {
  const old = document.documentElement as Element | null;
  if (old !== root) old?.remove();
}

/** Forgets `node` and everything under it, in shadow roots and frames too. */
export function forgetTree(state: ReplicaState, node: Node): void {
  const id = state.nodes.idOf(node);
  if (id !== undefined) {
    state.nodes.delete(id);
    state.forget(id, node);
  }
  if (isElement(node) && node.shadowRoot !== null) forgetTree(state, node.shadowRoot);
  const inner = asHtml(node, "iframe")?.contentDocument;
  if (inner) forgetTree(state, inner);
  for (let child = node.firstChild; child !== null; child = child.nextSibling) forgetTree(state, child);
}

/** The mutations' operations on a replica. */
export function createMutations(state: ReplicaState): MutationsOps {
  return {
    move(id, parentId, beforeId) {
      const node = state.nodes.get(id);
      const parent = state.nodes.get(parentId);
      if (node === undefined || parent === undefined) return;
      const sibling = state.nodes.get(beforeId);
      // What becomes a document's root may have been within the old one, which is told to be removed right after.
      if (isDocument(parent)) makeRoom(parent, node);
      moveNode(parent, node, sibling?.parentNode === parent ? sibling : null);
    },
    remove(id) {
      const node = state.nodes.get(id);
      if (node === undefined) return;
      forgetTree(state, node);
      (node as ChildNode).remove();
    },
    attribute: (id, name, value) => setAttribute(state, id, name, value),
    removeAttribute: (id, name) => removeAttribute(state, id, name),
    data(id, data) {
      const node = state.nodes.get(id);
      if (node?.nodeType === 3) node.nodeValue = data;
    },
    maskedData(id, boxes) {
      const element = state.nodes.element(id);
      if (element !== undefined) fillBoxes(element, boxes);
    },
  };
}
