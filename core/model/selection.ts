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
  #saidRange = this.#range;
  #saidField = this.#field;

  constructor(state: ModelState) {
    this.#state = state;
  }

  selection(...range: Parameters<SelectionOps["selection"]>): void {
    this.#range = range;
    const target = this.#target(range, this.#toldRange());
    if (target !== undefined) target.selection(...(this.#saidRange = range));
  }

  fieldSelection(...field: Parameters<SelectionOps["fieldSelection"]>): void {
    this.#field = field;
    const target = this.#target(field, this.#toldField());
    if (target !== undefined) target.fieldSelection(...(this.#saidField = field));
  }

  /** Tells what is not told yet: where a caret is in what stands for a text. Once, since it would count what is typed. */
  settle(target: () => PageOps): void {
    const range = this.#toldRange();
    const field = this.#toldField();
    if (range.join() !== this.#saidRange.join()) target().selection(...(this.#saidRange = range));
    if (field.join() !== this.#saidField.join()) target().fieldSelection(...(this.#saidField = field));
  }

  forget(id: NodeId): void {
    if (this.#range[0] === id || this.#range[2] === id) this.#saidRange = this.#range = [...NONE];
    if (this.#field[0] === id) this.#saidField = this.#field = [...NO_FIELD];
  }

  clear(): void {
    this.#saidRange = this.#range = [...NONE];
    this.#saidField = this.#field = [...NO_FIELD];
  }

  /** Whoever saw another page before has to hear of none, too. */
  tell(target: PageOps): void {
    target.selection(...this.#toldRange());
    target.fieldSelection(...this.#toldField());
  }

  #toldRange(): Parameters<SelectionOps["selection"]> {
    const { net } = this.#state;
    const [anchor, anchorOffset, focus, focusOffset] = this.#range;
    return [anchor, net.caret(anchor, anchorOffset), focus, net.caret(focus, focusOffset)];
  }

  #toldField(): Parameters<SelectionOps["fieldSelection"]> {
    const { net } = this.#state;
    const [id, start, end] = this.#field;
    return [id, net.caret(id, start), net.caret(id, end)];
  }

  /** Who is told at once; undefined when what is told is another than what was taken, and has to wait for the rest of it. */
  #target(taken: readonly number[], told: readonly number[]): PageOps | undefined {
    const { draft } = this.#state;
    if (taken.join() === told.join()) return draft.same;
    draft.leaveOut();
    return undefined;
  }
}
