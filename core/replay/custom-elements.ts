// Makes custom elements be what selectors ask of them. Mirrors: protocol/custom-elements.ts, capture/custom-elements.ts,
// model/custom-elements.ts.
//
// Whether they are defined is an attribute, which selectors ask for in place of `:defined` (model/selectors.ts): a browser's registry
// takes no name back. States are the browser's own, of a class that does nothing.
import {
  CUSTOM_FORM,
  CUSTOM_INVALID,
  CUSTOM_UNDEFINED,
  type CustomElementsOps,
  type NodeId,
} from "../protocol/index.ts";
import { isElement } from "./node-map.ts";
import type { ReplicaState } from "./replica-state.ts";

const UNDEFINED = "glance-undefined";
const INVALID = { customError: true } as const;

/** The custom elements of a replica. */
export class CustomElementsReplay implements CustomElementsOps {
  readonly #state: ReplicaState;
  /** Flags of names of which something is said. */
  #names = new Map<string, number>();
  /** Names that elements have. */
  #seen = new Set<string>();
  readonly #internals = new WeakMap<Element, ElementInternals>();
  /** Elements with states. */
  #stated = new Set<Element>();
  #statedBefore: ReadonlySet<Element> = new Set();

  constructor(state: ReplicaState) {
    this.#state = state;
  }

  /** Another page is built. */
  begin(): void {
    this.#names = new Map();
    this.#seen = new Set();
    this.#statedBefore = this.#stated;
    this.#stated = new Set();
  }

  /** The other page stands: elements that live on and have no states now lose those they had. */
  reset(): void {
    for (const element of this.#statedBefore) if (!this.#stated.has(element)) this.#setStates(element, 0, []);
    this.#statedBefore = new Set();
  }

  /** Lets go of an element that is gone. */
  forget(node: Node): void {
    this.#stated.delete(node as Element);
  }

  /** Takes a new element in. */
  created(element: Element, name: string): void {
    this.#seen.add(name);
    const flags = this.#names.get(name);
    if (flags !== undefined) apply(element, flags);
  }

  customName(name: string, flags: number): void {
    this.#names.set(name, flags);
    // Once for all names of a batch: elements are looked for one by one.
    if (this.#seen.has(name)) this.#state.later(() => this.#applyAll(), "custom names");
  }

  customElement(id: NodeId, flags: number, states: readonly string[]): void {
    this.#state.later(() => {
      const element = this.#state.nodes.element(id);
      if (element !== undefined) this.#setStates(element, flags, states);
    }, `custom ${id}`);
  }

  #applyAll(): void {
    for (const [, node] of this.#state.nodes.entries()) {
      const flags = isElement(node) ? this.#names.get(node.localName) : undefined;
      if (flags !== undefined) apply(node as Element, flags);
    }
  }

  #setStates(element: Element, flags: number, states: readonly string[]): void {
    const isField = ((this.#names.get(element.localName) ?? 0) & CUSTOM_FORM) !== 0;
    const internals = this.#internalsOf(element, isField);
    if (internals === undefined) return;
    if (flags === 0 && states.length === 0) this.#stated.delete(element);
    else this.#stated.add(element);
    internals.states.clear();
    for (const state of states) internals.states.add(state);
    if (isField) internals.setValidity((flags & CUSTOM_INVALID) === 0 ? {} : INVALID, " ");
  }

  #internalsOf(element: Element, isField: boolean): ElementInternals | undefined {
    const known = this.#internals.get(element);
    if (known !== undefined) return known;
    define(element, isField);
    try {
      const internals = (element as HTMLElement).attachInternals();
      this.#internals.set(element, internals);
      return internals;
    } catch {
      // A browser that has none.
      return undefined;
    }
  }
}

function apply(element: Element, flags: number): void {
  element.toggleAttribute(UNDEFINED, (flags & CUSTOM_UNDEFINED) !== 0);
  if ((flags & CUSTOM_FORM) !== 0) define(element, true);
}

/** Defines elements of this name in their window, by a class that does nothing. */
function define(element: Element, isField: boolean): void {
  const window = element.ownerDocument.defaultView;
  if (window === null) return;
  const { customElements, HTMLElement } = window;
  try {
    if (customElements.get(element.localName) === undefined)
      customElements.define(
        element.localName,
        class extends HTMLElement {
          static readonly formAssociated = isField;
        },
      );
    customElements.upgrade(element);
  } catch {
    // A reserved name such as font-face: such an element is never custom.
  }
}
