// Masks that may have changed though their elements have not: by selectors whose answer any change of the page may turn, and by the
// slot that shows a node. They are looked for again before a state is told.
import type { CaptureContext, Root } from "./context.ts";
import { listen } from "./listen.ts";
import type { MutationsCapture } from "./mutations.ts";

/** Finds nodes whose mask is another though they are not. */
export class WideMasks {
  readonly #context: CaptureContext;
  readonly #mutations: MutationsCapture;
  readonly #matched = new Map<WeakRef<Root>, Set<Element>>();
  /** Slots that are new or show other nodes. */
  readonly slots = new Set<HTMLSlotElement>();
  /** Something has changed that may turn a selector's answer. */
  isStale = true;

  constructor(context: CaptureContext, mutations: MutationsCapture) {
    this.#context = context;
    this.#mutations = mutations;
  }

  observe(root: Root): void {
    this.#matched.set(new WeakRef(root), new Set());
    const changed = ({ target }: Event): void => {
      this.slots.add(target as HTMLSlotElement);
      this.#context.dirty.other = true;
      this.#context.request();
    };
    listen(root, ["slotchange"], changed, this.#context.signal);
  }

  /** Marks nodes that have to be told anew. Cost: one search a wide selector and root. */
  recheck(): void {
    const slots = [...this.slots];
    this.slots.clear();
    for (const slot of slots) for (const node of slot.assignedNodes()) this.#recheckOne(node);
    if (!this.isStale || !this.#context.decider.isWide) return;
    this.isStale = false;
    for (const [reference, before] of this.#matched) this.#recheckRoot(reference, before);
  }

  #recheckRoot(reference: WeakRef<Root>, before: ReadonlySet<Element>): void {
    const root = reference.deref();
    if (root === undefined || this.#context.ids.living(root) === undefined) {
      this.#matched.delete(reference);
      return;
    }
    const now = this.#context.decider.matching(root);
    this.#matched.set(reference, now);
    for (const element of now) if (!before.has(element)) this.#recheckOne(element);
    for (const element of before) if (!now.has(element)) this.#recheckOne(element);
  }

  #recheckOne(node: Node): void {
    const info = this.#context.ids.living(node);
    if (info !== undefined) this.#mutations.remask(node, info);
  }
}
