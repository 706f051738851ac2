// Keeps scroll offsets. Mirrors: protocol/scroll.ts, capture/scroll.ts, replay/scroll.ts.
import type { NodeId, PageOps, ScrollOps } from "../protocol/index.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

/** How far elements and windows are scrolled. */
export class ScrollModel implements ScrollOps, KeptNoun {
  readonly #state: ModelState;
  readonly #offsets = new Map<NodeId, readonly [left: number, top: number]>();

  constructor(state: ModelState) {
    this.#state = state;
  }

  scroll(id: NodeId, left: number, top: number): void {
    const { nodes, draft } = this.#state;
    const kind = nodes.get(id)?.kind;
    if (kind !== "element" && kind !== "document") {
      draft.leaveOut();
      return;
    }
    if (left === 0 && top === 0) this.#offsets.delete(id);
    else this.#offsets.set(id, [left, top]);
    draft.same.scroll(id, left, top);
  }

  forget(id: NodeId): void {
    this.#offsets.delete(id);
  }

  clear(): void {
    this.#offsets.clear();
  }

  tell(target: PageOps): void {
    for (const [id, [left, top]] of this.#offsets) target.scroll(id, left, top);
  }
}
