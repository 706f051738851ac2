// Keeps what is selected. Mirrors: protocol/selection.ts, capture/selection.ts, replay/selection.ts.
import type { NodeId, PageOps, SelectionOps } from "../protocol/index.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

const NONE = [0, 0, 0, 0] as const;
const NO_FIELD = [0, 0, 0] as const;

/** The visitor's selection. */
export class SelectionModel implements SelectionOps, KeptNoun {
  readonly #state: ModelState;
  #range: Parameters<SelectionOps["selection"]> = [...NONE];
  #field: Parameters<SelectionOps["fieldSelection"]> = [...NO_FIELD];

  constructor(state: ModelState) {
    this.#state = state;
  }

  selection(anchor: NodeId, anchorOffset: number, focus: NodeId, focusOffset: number): void {
    this.#range = [anchor, anchorOffset, focus, focusOffset];
    this.#state.draft.same.selection(...this.#range);
  }

  fieldSelection(id: NodeId, start: number, end: number): void {
    this.#field = [id, start, end];
    this.#state.draft.same.fieldSelection(id, start, end);
  }

  forget(id: NodeId): void {
    if (this.#range[0] === id || this.#range[2] === id) this.#range = [...NONE];
    if (this.#field[0] === id) this.#field = [...NO_FIELD];
  }

  clear(): void {
    this.#range = [...NONE];
    this.#field = [...NO_FIELD];
  }

  /** Whoever saw another page before has to hear of none, too. */
  tell(target: PageOps): void {
    target.selection(...this.#range);
    target.fieldSelection(...this.#field);
  }
}
