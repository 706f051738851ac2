// Keeps the states of elements that only a browser knows. Mirrors: protocol/states.ts, capture/states.ts, replay/states.ts.
import type { NodeId, PageOps, StatesOps } from "../protocol/index.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

/** What is pressed, how the focus shows, which targets and fields there are. */
export class StatesModel implements StatesOps, KeptNoun {
  readonly #state: ModelState;
  #active: NodeId = 0;
  #focusLook = 0;
  /** Targets by document. */
  readonly #targets = new Map<NodeId, NodeId>();
  readonly #fields = new Map<NodeId, number>();

  constructor(state: ModelState) {
    this.#state = state;
  }

  active(id: NodeId): void {
    this.#active = id;
    this.#state.draft.same.active(id);
  }

  /** `to`: where it is told on. */
  focusLook(flags: number, to: StatesOps = this.#state.draft.same): void {
    this.#focusLook = flags;
    to.focusLook(flags);
  }

  target(document: NodeId, id: NodeId): void {
    const { nodes, draft } = this.#state;
    if (nodes.get(document)?.kind !== "document") {
      draft.leaveOut();
      return;
    }
    this.#targets.set(document, id);
    draft.same.target(document, id);
  }

  field(id: NodeId, flags: number): void {
    const { nodes, draft } = this.#state;
    if (nodes.get(id)?.kind !== "element") {
      draft.leaveOut();
      return;
    }
    if (flags === 0) this.#fields.delete(id);
    else this.#fields.set(id, flags);
    draft.same.field(id, flags);
  }

  forget(id: NodeId): void {
    if (this.#active === id) this.#active = 0;
    this.#fields.delete(id);
    this.#targets.delete(id);
    for (const [document, target] of this.#targets) if (target === id) this.#targets.delete(document);
  }

  clear(): void {
    this.#active = this.#focusLook = 0;
    this.#fields.clear();
    this.#targets.clear();
  }

  tell(target: PageOps): void {
    target.active(this.#active);
    target.focusLook(this.#focusLook);
    for (const [document, id] of this.#targets) target.target(document, id);
    for (const [id, flags] of this.#fields) target.field(id, flags);
  }
}
