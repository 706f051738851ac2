// Keeps what is assigned to slots. Mirrors: protocol/slots.ts, capture/slots.ts, replay/slots.ts.
import type { NodeId, PageOps, SlotsOps } from "../protocol/index.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

/** Slots whose nodes scripts have chosen. */
export class SlotsModel implements SlotsOps, KeptNoun {
  readonly #state: ModelState;
  readonly #slots = new Map<NodeId, readonly NodeId[]>();

  constructor(state: ModelState) {
    this.#state = state;
  }

  assigned(id: NodeId, nodes: readonly NodeId[]): void {
    const { nodes: known, draft } = this.#state;
    if (known.get(id)?.kind !== "element") {
      draft.leaveOut();
      return;
    }
    const kept = nodes.filter((node) => known.get(node) !== undefined);
    this.#slots.set(id, kept);
    (kept.length === nodes.length ? draft.same : draft.different).assigned(id, kept);
  }

  forget(id: NodeId): void {
    this.#slots.delete(id);
  }

  clear(): void {
    this.#slots.clear();
  }

  /** Of nodes that are gone by now, a new telling says nothing. */
  tell(target: PageOps): void {
    const { nodes } = this.#state;
    for (const [id, assigned] of this.#slots)
      target.assigned(
        id,
        assigned.filter((node) => nodes.get(node) !== undefined),
      );
  }
}
