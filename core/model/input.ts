// Keeps the state of form controls. Mirrors: protocol/input.ts, capture/input.ts, replay/input.ts.
import type { InputOps, NodeId, PageOps } from "../protocol/index.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

/** What the visitor typed, ticked and chose. */
export class InputModel implements InputOps, KeptNoun {
  readonly #state: ModelState;
  readonly #checked = new Map<NodeId, number>();
  readonly #selected = new Map<NodeId, readonly number[]>();

  constructor(state: ModelState) {
    this.#state = state;
  }

  value(id: NodeId, value: string): void {
    const { nodes, values, net, draft } = this.#state;
    if (!this.#isControl(id)) return;
    const node = nodes.get(id);
    if (node !== undefined) net.touch(node, value, values.get(id));
    draft.same.value(id, keep(values, id, value));
  }

  checked(id: NodeId, flags: number): void {
    if (this.#isControl(id)) this.#state.draft.same.checked(id, keep(this.#checked, id, flags));
  }

  selected(id: NodeId, indexes: readonly number[]): void {
    if (this.#isControl(id)) this.#state.draft.same.selected(id, keep(this.#selected, id, indexes));
  }

  forget(id: NodeId): void {
    this.#state.values.delete(id);
    this.#checked.delete(id);
    this.#selected.delete(id);
  }

  clear(): void {
    this.#state.values.clear();
    this.#checked.clear();
    this.#selected.clear();
  }

  tell(target: PageOps): void {
    const { values, net } = this.#state;
    for (const [id, value] of values) target.value(id, net.shown(id, value));
    for (const [id, flags] of this.#checked) target.checked(id, flags);
    for (const [id, indexes] of this.#selected) target.selected(id, indexes);
  }

  #isControl(id: NodeId): boolean {
    if (this.#state.nodes.get(id)?.kind === "element") return true;
    this.#state.draft.leaveOut();
    return false;
  }
}

function keep<T>(kept: Map<NodeId, T>, id: NodeId, value: T): T {
  kept.set(id, value);
  return value;
}
