// Keeps which elements have a labelled box in place of their content. Mirrors: protocol/placeholders.ts, capture/placeholders.ts,
// replay/placeholders.ts.
import { type NodeId, type PageOps, PLACEHOLDER, type PlaceholdersOps } from "../protocol/index.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

/** The placeholders of a page. */
export class PlaceholdersModel implements PlaceholdersOps, KeptNoun {
  readonly #state: ModelState;
  readonly #reasons = new Map<NodeId, number>();

  constructor(state: ModelState) {
    this.#state = state;
  }

  placeholder(id: NodeId, reason: number): void {
    const { nodes, draft } = this.#state;
    if (nodes.get(id)?.kind !== "element") {
      draft.leaveOut();
      return;
    }
    if (reason === PLACEHOLDER.none) this.#reasons.delete(id);
    else this.#reasons.set(id, reason);
    draft.same.placeholder(id, reason);
  }

  forget(id: NodeId): void {
    this.#reasons.delete(id);
  }

  clear(): void {
    this.#reasons.clear();
  }

  tell(target: PageOps): void {
    for (const [id, reason] of this.#reasons) target.placeholder(id, reason);
  }
}
