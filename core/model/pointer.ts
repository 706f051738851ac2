// Keeps where the visitor points and what has the focus. Mirrors: protocol/pointer.ts, capture/pointer.ts,
// replay/pointer.ts.
import type { NodeId, PageOps, PointerOps } from "../protocol/index.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

/** The visitor's mouse and keyboard focus. */
export class PointerModel implements PointerOps, KeptNoun {
  readonly #state: ModelState;
  #x = -1;
  #y = -1;
  #hovered: NodeId = 0;
  #focused: NodeId = 0;

  constructor(state: ModelState) {
    this.#state = state;
  }

  pointer(x: number, y: number): void {
    this.#x = x;
    this.#y = y;
    this.#state.draft.same.pointer(x, y);
  }

  /** `to`: where it is told on. */
  hover(id: NodeId, to: PointerOps = this.#state.draft.same): void {
    this.#hovered = id;
    to.hover(id);
  }

  focus(id: NodeId, to: PointerOps = this.#state.draft.same): void {
    this.#focused = id;
    this.#state.net.focus(id);
    to.focus(id);
  }

  forget(id: NodeId): void {
    if (this.#hovered === id) this.#hovered = 0;
    if (this.#focused === id) this.#focused = 0;
  }

  clear(): void {
    this.#x = this.#y = -1;
    this.#hovered = this.#focused = 0;
  }

  tell(target: PageOps): void {
    target.pointer(this.#x, this.#y);
    target.hover(this.#hovered);
    target.focus(this.#focused);
  }
}
