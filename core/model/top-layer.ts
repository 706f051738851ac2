// Keeps what is in the top layer. Mirrors: protocol/top-layer.ts, capture/top-layer.ts, replay/top-layer.ts.
import type { NodeId, PageOps, TopLayerOps } from "../protocol/index.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

/** The visitor's top layer. */
export class TopLayerModel implements TopLayerOps, KeptNoun {
  readonly #state: ModelState;
  #entries: readonly number[] = [];

  constructor(state: ModelState) {
    this.#state = state;
  }

  topLayer(entries: readonly number[]): void {
    const { nodes, draft } = this.#state;
    const kept = pairsOf(entries).filter(([id]) => nodes.get(id)?.kind === "element");
    this.#entries = kept.flat();
    if (this.#entries.length === entries.length) draft.same.topLayer(entries);
    else draft.different.topLayer(this.#entries);
  }

  forget(id: NodeId): void {
    if (this.#entries.length > 0)
      this.#entries = pairsOf(this.#entries)
        .filter(([entry]) => entry !== id)
        .flat();
  }

  clear(): void {
    this.#entries = [];
  }

  /** Whoever saw another page before has to hear of nothing, too. */
  tell(target: PageOps): void {
    target.topLayer(this.#entries);
  }
}

function pairsOf(entries: readonly number[]): [id: NodeId, kind: number][] {
  const pairs: [NodeId, number][] = [];
  for (let i = 0; i + 1 < entries.length; i += 2) pairs.push([entries[i] ?? 0, entries[i + 1] ?? 0]);
  return pairs;
}
