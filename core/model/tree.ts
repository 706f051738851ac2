// Keeps the tree. Mirrors: protocol/tree.ts, capture/tree.ts, replay/tree.ts.
import type { NodeId, TreeOps } from "../protocol/index.ts";
import { shownAttribute } from "./attributes.ts";
import type { ModelState } from "./model-state.ts";
import { ModelNode, type NodeKind } from "./nodes.ts";

/** New nodes, put where `at` said. */
export class TreeModel implements TreeOps {
  readonly #state: ModelState;
  #parent: ModelNode | undefined;
  #before: ModelNode | undefined;
  /** `at` named the page itself. */
  #outside = false;
  /** The delta that is collected says where new nodes go. */
  #stated = false;

  constructor(state: ModelState) {
    this.#state = state;
  }

  /** The node that `at` named as parent; undefined for the page itself, and for one that is not known. */
  get parent(): ModelNode | undefined {
    return this.#parent;
  }

  /** Whether what follows is outside of any document: `at(0, 0)`. */
  get isOutside(): boolean {
    return this.#outside;
  }

  /** Another delta begins: whoever gets it may not have heard the `at` of an earlier one. */
  beginDelta(): void {
    this.#stated = false;
  }

  at(parentId: NodeId, beforeId: NodeId): void {
    const { nodes, draft } = this.#state;
    const parent = nodes.get(parentId);
    this.#outside = parentId === 0;
    this.#parent = parent?.holdsNodes === true ? parent : undefined;
    this.#before = this.#childOf(this.#parent, nodes.get(beforeId));
    this.#stated = this.#parent !== undefined || this.#outside;
    if (!this.#stated) draft.leaveOut();
    else if (this.#before !== undefined || beforeId === 0) draft.same.at(parentId, beforeId);
    else draft.different.at(parentId, 0);
  }

  element(id: NodeId, namespace: number, name: string, attributes: readonly string[]): void {
    const node = this.#add(id, "element", name, namespace);
    if (node === undefined) return;
    const shown = this.#shown(node, attributes);
    if (attributes.length > 0) node.attributes = shown as string[];
    const { draft } = this.#state;
    (shown === attributes ? draft.same : draft.different).element(id, namespace, name, shown);
  }

  text(id: NodeId, data: string): void {
    const node = this.#add(id, "text", "", 0);
    if (node === undefined) return;
    node.data = data;
    this.#state.net.touch(node, data);
    this.#state.draft.same.text(id, data);
  }

  maskedText(id: NodeId, boxes: readonly number[]): void {
    const node = this.#add(id, "masked", "", 0);
    if (node === undefined) return;
    node.boxes = boxes;
    this.#state.draft.same.maskedText(id, boxes);
  }

  shadow(id: NodeId, flags: number): void {
    if (this.addInner(id, "shadow", flags) !== undefined) this.#state.draft.same.shadow(id, flags);
  }

  /** Adds a root within the element that `at` named; undefined, and left out, when that cannot be. */
  addInner(id: NodeId, kind: "shadow" | "document", flags: number): ModelNode | undefined {
    const { nodes, draft } = this.#state;
    const host = this.#parent;
    if (host?.kind !== "element" || host.inner !== undefined || !this.mayAdd(id)) {
      draft.leaveOut();
      return undefined;
    }
    const node = new ModelNode(id, kind, "", flags);
    nodes.add(node);
    node.parent = host;
    host.inner = node;
    return node;
  }

  #add(id: NodeId, kind: NodeKind, name: string, flags: number): ModelNode | undefined {
    const { nodes, draft } = this.#state;
    if (this.#parent === undefined || !this.mayAdd(id)) {
      draft.leaveOut();
      return undefined;
    }
    const node = new ModelNode(id, kind, name, flags);
    nodes.add(node);
    nodes.insert(node, this.#parent, this.#before);
    return node;
  }

  /** Whether a node of this id can be added where `at` said; sees to it that the delta says where that is. */
  mayAdd(id: NodeId): boolean {
    const { nodes, sheets, draft } = this.#state;
    const parent = this.#parent;
    if (parent === undefined || nodes.get(parent.id) !== parent) return false;
    if (!nodes.takes(id) || sheets.has(id)) return false;
    const before = this.#childOf(parent, this.#before);
    if (this.#stated && before === this.#before) return true;
    this.#stated = true;
    this.#before = before;
    draft.different.at(parent.id, before?.id ?? 0);
    return true;
  }

  #childOf(parent: ModelNode | undefined, node: ModelNode | undefined): ModelNode | undefined {
    return parent !== undefined && node?.parent === parent && !node.isRoot ? node : undefined;
  }

  /** The attributes as they are told: the same list when none differs. */
  #shown(element: ModelNode, attributes: readonly string[]): readonly string[] {
    let shown: string[] | undefined;
    for (let i = 0; i + 1 < attributes.length; i += 2) {
      const value = attributes[i + 1] ?? "";
      const name = attributes[i] ?? "";
      const masked = this.#state.masked.told(element.id, name, value);
      if (masked !== undefined) (shown ??= [...attributes]).splice(i, 2, ...masked);
      else {
        const told = shownAttribute(this.#state, element, name, value);
        if (told !== value) (shown ??= [...attributes])[i + 1] = told;
      }
    }
    return shown ?? attributes;
  }
}
