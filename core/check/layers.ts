// Filters what is said of the top layer and of the selection.
import {
  BEFORE_NODE,
  END_OF_CONTENT,
  type NodeId,
  type PageOps,
  type SelectionOps,
  TOP_LAYER,
  type TopLayerOps,
} from "../protocol/index.ts";
import type { Budget } from "./budget.ts";
import type { KnownNode } from "./known-nodes.ts";
import { MAX_TEXT_UNITS, MAX_TOP_LAYER } from "./limits.ts";

const KINDS = new Set<number>(Object.values(TOP_LAYER));

/** The part of a page's check that concerns what stands above the page. */
export class LayersCheck implements TopLayerOps, SelectionOps {
  readonly #to: PageOps;
  readonly #budget: Budget;
  readonly #shown: (id: NodeId) => KnownNode | undefined;

  /** `shown` finds a node that is built. */
  constructor(to: PageOps, budget: Budget, shown: (id: NodeId) => KnownNode | undefined) {
    this.#to = to;
    this.#budget = budget;
    this.#shown = shown;
  }

  topLayer(entries: readonly number[]): void {
    this.#budget.steps(1 + entries.length);
    const kept: number[] = [];
    for (let i = 0; i + 1 < entries.length && kept.length < MAX_TOP_LAYER * 2; i += 2) {
      const [id, kind] = [entries[i] ?? 0, entries[i + 1] ?? 0];
      if (this.#mayRise(this.#shown(id), kind)) kept.push(id, kind);
    }
    this.#to.topLayer(kept);
  }

  selection(anchor: NodeId, anchorOffset: number, focus: NodeId, focusOffset: number): void {
    this.#budget.steps(1);
    const both = this.#mayHold(anchor) && this.#mayHold(focus);
    if (both) this.#to.selection(anchor, offset(anchorOffset), focus, offset(focusOffset));
    else this.#to.selection(0, 0, 0, 0);
  }

  fieldSelection(id: NodeId, start: number, end: number): void {
    this.#budget.steps(1);
    const name = this.#shown(id)?.name;
    if (name !== "input" && name !== "textarea") this.#to.fieldSelection(0, 0, 0);
    else this.#to.fieldSelection(id, Math.min(start, MAX_TEXT_UNITS), Math.min(end, MAX_TEXT_UNITS));
  }

  #mayRise(node: KnownNode | undefined, kind: number): boolean {
    if (node?.kind !== "element" || !KINDS.has(kind)) return false;
    return kind !== TOP_LAYER.modal || node.name === "dialog";
  }

  #mayHold(id: NodeId): boolean {
    const kind = this.#shown(id)?.kind;
    return kind !== undefined && kind !== "masked";
  }
}

function offset(value: number): number {
  if (value === BEFORE_NODE || value === END_OF_CONTENT) return value;
  return Math.max(0, Math.min(value, MAX_TEXT_UNITS));
}
