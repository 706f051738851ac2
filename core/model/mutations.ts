// Changes nodes that are there. Mirrors: protocol/mutations.ts, capture/mutations.ts, replay/mutations.ts.
import type { MutationsOps, NodeId } from "../protocol/index.ts";
import { indexOfAttribute, shownAttribute } from "./attributes.ts";
import type { ModelState } from "./model-state.ts";
import { isWithin, type ModelNode, type NodeKind } from "./nodes.ts";

/** The mutations of a page's nodes. */
export class MutationsModel implements MutationsOps {
  readonly #state: ModelState;
  readonly #forget: (id: NodeId) => void;

  /** `forget` hears the ids that are gone. */
  constructor(state: ModelState, forget: (id: NodeId) => void) {
    this.#state = state;
    this.#forget = forget;
  }

  move(id: NodeId, parentId: NodeId, beforeId: NodeId): void {
    const { nodes, draft, net } = this.#state;
    const node = nodes.get(id);
    const parent = nodes.get(parentId);
    if (node === undefined || parent === undefined || node.isRoot || !parent.holdsNodes) {
      draft.leaveOut();
      return;
    }
    if (isWithin(parent, node)) {
      draft.leaveOut();
      return;
    }
    net.join(node.previous, node.next);
    const before = nodes.get(beforeId);
    const isSibling = before !== undefined && before !== node && before.parent === parent && !before.isRoot;
    nodes.detach(node);
    nodes.insert(node, parent, isSibling ? before : undefined);
    net.moved(node);
    if (isSibling || beforeId === 0) draft.same.move(id, parentId, beforeId);
    else draft.different.move(id, parentId, 0);
  }

  remove(id: NodeId): void {
    const { nodes, draft, net } = this.#state;
    const node = nodes.get(id);
    if (node === undefined || node.isRoot) {
      draft.leaveOut();
      return;
    }
    net.join(node.previous, node.next);
    nodes.remove(node, this.#forget);
    draft.same.remove(id);
  }

  attribute(id: NodeId, name: string, value: string): void {
    const { draft } = this.#state;
    const node = this.#node(id, "element");
    if (node === undefined) return;
    const masked = this.#state.masked.told(id, name, value);
    const [told, shown] = masked ?? [name, shownAttribute(this.#state, node, name, value)];
    const attributes = (node.attributes ??= []);
    const index = indexOfAttribute(attributes, told);
    if (index < 0) attributes.push(told, shown);
    else attributes[index + 1] = shown;
    (shown === value && told === name ? draft.same : draft.different).attribute(id, told, shown);
  }

  removeAttribute(id: NodeId, name: string): void {
    const node = this.#node(id, "element");
    if (node === undefined) return;
    const index = indexOfAttribute(node.attributes ?? [], name);
    if (index >= 0) node.attributes?.splice(index, 2);
    this.#state.draft.same.removeAttribute(id, name);
  }

  data(id: NodeId, data: string): void {
    const node = this.#node(id, "text");
    if (node === undefined) return;
    this.#state.net.touch(node, data, node.data);
    node.data = data;
    this.#state.draft.same.data(id, data);
  }

  maskedData(id: NodeId, boxes: readonly number[]): void {
    const node = this.#node(id, "masked");
    if (node === undefined) return;
    node.boxes = boxes;
    this.#state.draft.same.maskedData(id, boxes);
  }

  /** The node of this id and kind; undefined, and the operation left out, when there is none. */
  #node(id: NodeId, kind: NodeKind): ModelNode | undefined {
    const node = this.#state.nodes.get(id);
    if (node?.kind === kind) return node;
    this.#state.draft.leaveOut();
    return undefined;
  }
}
