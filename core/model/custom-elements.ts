// Keeps what selectors ask of custom elements. Mirrors: protocol/custom-elements.ts, capture/custom-elements.ts,
// replay/custom-elements.ts.
import type { CustomElementsOps, NodeId, PageOps } from "../protocol/index.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

/** A page's custom elements. */
export class CustomElementsModel implements CustomElementsOps, KeptNoun {
  readonly #state: ModelState;
  readonly #names = new Map<string, number>();
  readonly #elements = new Map<NodeId, readonly [flags: number, states: readonly string[]]>();

  constructor(state: ModelState) {
    this.#state = state;
  }

  customName(name: string, flags: number): void {
    if (flags === 0) this.#names.delete(name);
    else this.#names.set(name, flags);
    this.#state.draft.same.customName(name, flags);
  }

  customElement(id: NodeId, flags: number, states: readonly string[]): void {
    const { nodes, draft } = this.#state;
    if (nodes.get(id)?.kind !== "element") {
      draft.leaveOut();
      return;
    }
    if (flags === 0 && states.length === 0) this.#elements.delete(id);
    else this.#elements.set(id, [flags, states]);
    draft.same.customElement(id, flags, states);
  }

  forget(id: NodeId): void {
    this.#elements.delete(id);
  }

  clear(): void {
    this.#names.clear();
    this.#elements.clear();
  }

  /** Says what names are: before there are elements of them. */
  tellNames(target: PageOps): void {
    for (const [name, flags] of this.#names) target.customName(name, flags);
  }

  tell(target: PageOps): void {
    for (const [id, [flags, states]] of this.#elements) target.customElement(id, flags, states);
  }
}
