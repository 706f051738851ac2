// Shadow roots of elements: open ones, and closed ones that were made while this ran.
import { hookMethod } from "./listen.ts";
import { attributeOf, nodeTypeOf, openRootOf, parentOf, slotOf } from "./natives.ts";

const closedRoots = new WeakMap<Element, ShadowRoot>();
/** Whether there is one at all: most pages have none, and every element is asked for its root. */
let hasClosed = false;

/** The shadow root of `element`, if there is one that can be reached. */
export function rootOf(element: Element): ShadowRoot | null {
  return openRootOf(element) ?? (hasClosed ? (closedRoots.get(element) ?? null) : null);
}

/** The slot that shows `node`; null for none. Nodes do not tell that of a closed shadow tree, so it is looked for there. */
export function slotFor(node: Node): HTMLSlotElement | null {
  const type = nodeTypeOf(node);
  if (type !== 1 && type !== 3 && type !== 4) return null;
  const slot = slotOf(node);
  if (slot !== null || !hasClosed) return slot;
  const parent = parentOf(node);
  const root = parent === null ? undefined : closedRoots.get(parent as Element);
  return root === undefined ? null : slotIn(root, node);
}

function slotIn(root: ShadowRoot, node: Node): HTMLSlotElement | null {
  const name = nodeTypeOf(node) === 1 ? (attributeOf(node as Element, "slot") ?? "") : "";
  for (const slot of root.querySelectorAll("slot"))
    if (root.slotAssignment === "manual" ? slot.assignedNodes().includes(node) : slot.name === name)
      return slot;
  return null;
}

/** What the slots in `node`, itself among them, show from elsewhere. */
export function* slottedIn(node: Node): Generator<Node> {
  if (nodeTypeOf(node) !== 1 || nodeTypeOf(node.getRootNode()) !== 11) return;
  const element = node as Element;
  if (element.localName === "slot") yield* (element as HTMLSlotElement).assignedNodes();
  for (const slot of element.querySelectorAll("slot")) yield* slot.assignedNodes();
}

/** Calls `onattach` for every element that gets a shadow root from now on. */
export function watchShadowRoots(
  prototype: Element,
  onattach: (host: Element) => void,
  signal: AbortSignal,
): void {
  const attached = (host: unknown, _values: unknown[], root: unknown): void => {
    if ((root as ShadowRoot).mode === "closed") {
      closedRoots.set(host as Element, root as ShadowRoot);
      hasClosed = true;
    }
    onattach(host as Element);
  };
  hookMethod(prototype, "attachShadow", attached, signal);
}
