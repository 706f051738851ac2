// What selectors ask of custom elements: whether they are defined, their states, whether what is in them is wrong. Mirrors:
// protocol/custom-elements.ts, model/custom-elements.ts, replay/custom-elements.ts.
import { MASK } from "../mask/index.ts";
import { CUSTOM_FORM, CUSTOM_INVALID, CUSTOM_UNDEFINED } from "../protocol/index.ts";
import type { CaptureContext, Root } from "./context.ts";
import { watchInternals } from "./internals.ts";
import { knowsSelector } from "./known-selectors.ts";
import { guarded } from "./listen.ts";
import { documentOf } from "./natives.ts";
import type { NodeInfo } from "./node-ids.ts";
import { IterableWeakSet } from "./weak-set.ts";

/** Names of states that are asked for: libraries of components have some twenty. */
const MAX_STATES = 200;
const STATE = /:state\(\s*([-\w\u0080-\uffff]+)\s*\)/g;
const NOTHING = "0 ";
/** Elements that are remembered before those that are gone are looked for. */
const ENOUGH = 1_000;

/** Follows custom elements. */
export class CustomElementsCapture {
  readonly #context: CaptureContext;
  /** Flags of the names that were seen. */
  readonly #names = new Map<string, number>();
  /** States that sheets ask for, or scripts have set, as selectors by name. */
  readonly #states = new Map<string, string>();
  readonly #roots = new IterableWeakSet<Root>();
  /** Elements that may be in another state. */
  readonly #marked = new Set<Element>();
  /** Some element may be, and nobody knows which. */
  #isSearchDue = false;
  readonly #told = new WeakMap<NodeInfo, string>();
  /** Elements of which something was told. */
  #special = new Set<WeakRef<Element>>();
  #specialMax = ENOUGH;

  constructor(context: CaptureContext) {
    this.#context = context;
  }

  observe(root: Root): void {
    this.#roots.add(root);
  }

  watch(window: Window & typeof globalThis): void {
    const onchange = (host: Element | undefined): void => {
      if (host === undefined) this.#isSearchDue = true;
      else this.#marked.add(host);
      this.#mark();
    };
    const onname = (name: string): void => this.#learn(name);
    watchInternals(window, { onchange, onname }, this.#context.signal);
  }

  /** A sheet's text is told: it may ask for states. */
  see(css: string): void {
    if (css.includes(":state(")) for (const [, name = ""] of css.matchAll(STATE)) this.#learn(name);
  }

  /** Tells a new element's states, and what elements of its name are when it is the first. */
  tell(element: Element, localName: string, info: NodeInfo): void {
    if (!localName.includes("-")) return;
    const flags = this.#names.get(localName) ?? this.#name(element, localName);
    const mayHaveStates = this.#states.size > 0 && (flags & CUSTOM_UNDEFINED) === 0;
    if (mayHaveStates || (flags & CUSTOM_FORM) !== 0) this.#tell(element, info);
  }

  /** Tells what is another since the last time. */
  read(): void {
    if (this.#isSearchDue) this.#search();
    for (const element of this.#marked) {
      const info = this.#context.ids.living(element);
      if (info !== undefined) this.#tell(element, info);
    }
    this.#marked.clear();
  }

  #tell(element: Element, info: NodeInfo): void {
    if (info.mask !== MASK.shown) return;
    const states: string[] = [];
    for (const [name, selector] of this.#states) if (element.matches(selector)) states.push(name);
    const flags = element.matches(":invalid") ? CUSTOM_INVALID : 0;
    const now = `${flags} ${states.join(" ")}`;
    if (now === (this.#told.get(info) ?? NOTHING)) return;
    if (!this.#told.has(info)) this.#remember(element);
    this.#told.set(info, now);
    this.#context.writer.customElement(info.id, flags, states);
  }

  /** Tells what elements of a name are, unless they are as most. */
  #name(element: Element, name: string): number {
    const registry = documentOf(element)?.defaultView?.customElements;
    const made = registry?.get(name) as { readonly formAssociated?: unknown } | undefined;
    const isForm = made?.formAssociated === true;
    const flags = made === undefined ? CUSTOM_UNDEFINED : isForm ? CUSTOM_FORM : 0;
    if (flags !== (this.#names.get(name) ?? 0)) this.#context.writer.customName(name, flags);
    if (made === undefined && registry !== undefined && !this.#names.has(name))
      this.#await(registry, name, element);
    this.#names.set(name, flags);
    return flags;
  }

  /** What is never defined keeps nothing of ours alive. Names with a hyphen that HTML has for itself cannot be. */
  #await(registry: CustomElementRegistry, name: string, element: Element): void {
    const [self, first] = [new WeakRef(this), new WeakRef(element)];
    const defined = guarded(() => {
      const capture = self.deref();
      if (capture !== undefined) capture.#defined(name, first.deref());
    });
    registry.whenDefined(name).then(defined, () => undefined);
  }

  #defined(name: string, first: Element | undefined): void {
    if (this.#context.signal.aborted) return;
    if (first !== undefined) this.#name(first, name);
    this.#isSearchDue = true;
    this.#mark();
  }

  /** Marks elements that have states, and those that had: the browser finds them quickly. */
  #search(): void {
    this.#isSearchDue = false;
    this.#prune();
    for (const reference of this.#special) {
      const element = reference.deref();
      if (element !== undefined) this.#marked.add(element);
    }
    const any = [...this.#states.values(), ...this.#fields()].join();
    if (any === "") return;
    for (const root of this.#roots) {
      if (this.#context.ids.living(root) === undefined) continue;
      for (const element of root.querySelectorAll(any)) this.#marked.add(element);
    }
  }

  /** Selectors of fields that say they are wrong. */
  #fields(): string[] {
    return [...this.#names].flatMap(([name, flags]) =>
      (flags & CUSTOM_FORM) === 0 ? [] : `${CSS.escape(name)}:invalid`,
    );
  }

  #learn(name: string): void {
    const selector = `:state(${CSS.escape(name)})`;
    if (this.#states.has(name) || this.#states.size >= MAX_STATES || !knowsSelector(selector)) return;
    this.#states.set(name, selector);
    this.#isSearchDue = true;
    this.#mark();
  }

  #remember(element: Element): void {
    this.#special.add(new WeakRef(element));
    if (this.#special.size <= this.#specialMax) return;
    this.#prune();
    this.#specialMax = ENOUGH + 2 * this.#special.size;
  }

  #prune(): void {
    for (const reference of this.#special) {
      const element = reference.deref();
      if (element === undefined || this.#context.ids.living(element) === undefined)
        this.#special.delete(reference);
    }
  }

  #mark(): void {
    this.#context.dirty.other = true;
    this.#context.request();
  }
}
