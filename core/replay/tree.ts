// Builds nodes, one by one, in the frame's own document. Mirrors: protocol/tree.ts, capture/tree.ts.
import { NAMESPACES, type NodeId, SHADOW_MANUAL_SLOTS, type TreeOps } from "../protocol/index.ts";
import { setFirstAttributes } from "./attributes.ts";
import { sizeCanvas } from "./canvas.ts";
import type { CustomElementsReplay } from "./custom-elements.ts";
import { isElement } from "./node-map.ts";
import type { ReplicaState } from "./replica-state.ts";

/** Elements that get an attribute of ours: what keeps them from acting on their own. */
const OWN_ATTRIBUTES: ReadonlyMap<string, readonly [name: string, value: string]> = new Map([
  ["iframe", ["sandbox", "allow-same-origin"]],
  // Shows a picture with the frame that holds it, and not one frame later.
  ["img", ["decoding", "sync"]],
  // No browser shall fill in what the agent has stored.
  ["input", ["autocomplete", "off"]],
  ["textarea", ["autocomplete", "off"]],
  ["select", ["autocomplete", "off"]],
]);

/** The tree's operations on a replica. `custom` takes in custom elements. */
export function createTree(state: ReplicaState, custom: CustomElementsReplay): TreeOps {
  let parent: Node | undefined;
  let before: Node | null = null;

  const insert = (node: Node): void => {
    // The sibling may be gone since: a new root element takes the place of the old one.
    parent?.insertBefore(node, before?.parentNode === parent ? before : null);
  };
  const add = (id: NodeId, node: Node): void => {
    if (parent === undefined) return;
    state.nodes.set(id, node);
    insert(node);
  };

  return {
    at(parentId, beforeId) {
      parent = state.nodes.get(parentId);
      before = state.nodes.get(beforeId) ?? null;
    },
    element(id, namespace, name, attributes) {
      const element = state.document.createElementNS(NAMESPACES[namespace] ?? NAMESPACES[0], name);
      state.nodes.set(id, element);
      const own = OWN_ATTRIBUTES.get(element.localName);
      if (own !== undefined) element.setAttribute(...own);
      if (name === "canvas") sizeCanvas(state, element);
      else if (namespace === 0 && name.includes("-")) custom.created(element, name);
      setFirstAttributes(state, id, element, attributes);
      insert(element);
    },
    text(id, data) {
      add(id, state.document.createTextNode(data));
    },
    maskedText(id, boxes) {
      const element = state.document.createElement("glance-masked");
      fillBoxes(element, boxes);
      add(id, element);
    },
    shadow(id, flags) {
      const slotAssignment = (flags & SHADOW_MANUAL_SLOTS) === 0 ? "named" : "manual";
      // Always open: how a page closed its root has no effect on how it looks.
      if (parent !== undefined && isElement(parent) && parent.shadowRoot === null)
        state.nodes.set(id, parent.attachShadow({ mode: "open", slotAssignment }));
    },
  };
}

/** Puts invisible boxes of the sizes in `boxes` (width, height, …) into the stand-in of a masked text, one a line. */
export function fillBoxes(element: Element, boxes: readonly number[]): void {
  const document = element.ownerDocument;
  const lines: Element[] = [];
  for (let i = 0; i + 1 < boxes.length; i += 2) {
    if (i > 0) lines.push(document.createElement("br"));
    const line = document.createElement("glance-line");
    line.style.cssText = `display:inline-block;width:${boxes[i] ?? 0}px;height:${boxes[i + 1] ?? 0}px;vertical-align:text-bottom`;
    lines.push(line);
  }
  element.replaceChildren(...lines);
}
