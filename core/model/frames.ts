// Keeps documents: the page's own, and those of its frames. Mirrors: protocol/frames.ts, capture/frames.ts,
// replay/frames.ts.
import type { FramesOps, NodeId, PageOps } from "../protocol/index.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";
import type { ModelNode } from "./nodes.ts";
import type { TreeModel } from "./tree.ts";

/** The frames of a page. */
export class FramesModel implements FramesOps, KeptNoun {
  readonly #state: ModelState;
  readonly #tree: TreeModel;
  readonly #begin: (id: NodeId, flags: number) => void;
  readonly #remove: (document: ModelNode) => void;
  readonly #blocked = new Map<NodeId, number>();

  /** `begin` hears that a page begins anew; `remove` takes a document away. */
  constructor(
    state: ModelState,
    tree: TreeModel,
    begin: (id: NodeId, flags: number) => void,
    remove: (document: ModelNode) => void,
  ) {
    this.#state = state;
    this.#tree = tree;
    this.#begin = begin;
    this.#remove = remove;
  }

  frameDocument(id: NodeId, flags: number): void {
    if (this.#tree.isOutside) {
      this.#begin(id, flags);
      return;
    }
    const frame = this.#tree.parent;
    if (!isFrame(frame) || !this.#tree.mayAdd(id)) {
      this.#state.draft.leaveOut();
      return;
    }
    if (frame.inner?.kind === "document") this.#remove(frame.inner);
    if (this.#tree.addInner(id, "document", flags) === undefined) return;
    this.#blocked.delete(frame.id);
    this.#state.draft.same.frameDocument(id, flags);
  }

  frameBlocked(id: NodeId, reason: number): void {
    const { nodes, draft } = this.#state;
    const frame = nodes.get(id);
    if (frame?.kind !== "element") {
      draft.leaveOut();
      return;
    }
    if (frame.inner?.kind === "document") this.#remove(frame.inner);
    this.#blocked.set(id, reason);
    draft.same.frameBlocked(id, reason);
  }

  forget(id: NodeId): void {
    this.#blocked.delete(id);
  }

  clear(): void {
    this.#blocked.clear();
  }

  tell(target: PageOps): void {
    for (const [id, reason] of this.#blocked) target.frameBlocked(id, reason);
  }
}

/** Other elements that show documents are shown as boxes (check/allow-list.ts). */
function isFrame(node: ModelNode | undefined): node is ModelNode {
  return node?.kind === "element" && node.flags === 0 && node.name.toLowerCase() === "iframe";
}
