// Keeps which list is open, and which dialog of the browser. Mirrors: protocol/popup.ts and native.ts, and their readers in capture
// and replay.
import { NATIVE, type NativeOps, type NodeId, type PageOps, type PopupOps } from "../protocol/index.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

/** What the visitor's browser shows outside of the page. */
export class PopupModel implements PopupOps, NativeOps, KeptNoun {
  readonly #state: ModelState;
  #open: readonly [id: NodeId, highlighted: number] = [0, -1];
  #native: number = NATIVE.none;

  constructor(state: ModelState) {
    this.#state = state;
  }

  popup(id: NodeId, highlighted: number): void {
    const { nodes, draft } = this.#state;
    if (id !== 0 && nodes.get(id)?.name !== "select") {
      draft.leaveOut();
      return;
    }
    this.#open = [id, highlighted];
    draft.same.popup(id, highlighted);
  }

  native(kind: number): void {
    this.#native = kind;
    this.#state.draft.same.native(kind);
  }

  forget(id: NodeId): void {
    if (id === this.#open[0]) this.#open = [0, -1];
  }

  clear(): void {
    this.#open = [0, -1];
    this.#native = NATIVE.none;
  }

  /** Whoever saw another page before has to hear of none, too. */
  tell(target: PageOps): void {
    target.popup(...this.#open);
    target.native(this.#native);
  }
}
