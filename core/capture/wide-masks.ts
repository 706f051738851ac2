// Masks that may have changed though their elements have not: by selectors whose answer any change of the page may turn, and by the
// slot that shows a node. They are looked for again before a state is told.
import type { CaptureContext, Root } from "./context.ts";
import { listen } from "./listen.ts";
import type { MutationsCapture } from "./mutations.ts";
import { IterableWeakSet } from "./weak-set.ts";

/** Finds nodes whose mask is another though they are not. */
export class WideMasks {
  readonly #context: CaptureContext;
  readonly #mutations: MutationsCapture;
  readonly #roots = new IterableWeakSet<Root>();
  /** What the rules matched in a root. */
  readonly #matched = new WeakMap<Root, Set<Element>>();
  /** Slots that are new or show other nodes. */
  readonly slots = new Set<HTMLSlotElement>();
  /** Something has changed that may turn a selector's answer. */
  isStale = true;

  constructor(context: CaptureContext, mutations: MutationsCapture) {
    this.#context = context;
    this.#mutations = mutations;
  }

  observe(root: Root): void {
    this.#roots.add(root);
    this.#matched.set(root, new Set());
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
    for (const root of this.#roots) if (this.#context.ids.living(root) !== undefined) this.#recheckRoot(root);
  }

  #recheckRoot(root: Root): void {
    const before = this.#matched.get(root) ?? new Set();
    const now = this.#context.decider.matching(root);
    this.#matched.set(root, now);
    for (const element of now) if (!before.has(element)) this.#recheckOne(element);
    for (const element of before) if (!now.has(element)) this.#recheckOne(element);
  }

  #recheckOne(node: Node): void {
    const info = this.#context.ids.living(node);
    if (info !== undefined) this.#mutations.remask(node, info);
  }
}
