// Filters what is said of custom elements and of slots.
import {
  CUSTOM_FORM,
  CUSTOM_INVALID,
  CUSTOM_UNDEFINED,
  type CustomElementsOps,
  type NodeId,
  type PageOps,
  type SlotsOps,
} from "../protocol/index.ts";
import { isCustomName } from "./allow-list.ts";
import type { Budget } from "./budget.ts";
import type { KnownNode } from "./known-nodes.ts";
import { MAX_CUSTOM_NAMES, MAX_STATES } from "./limits.ts";

/** Names of states: nothing in them ends a selector. */
const STATE = /^[-\w\u0080-\uffff]{1,100}$/;
const ASSIGNABLE: ReadonlySet<string> = new Set(["element", "text", "masked"]);

/** The part of a page's check that concerns what components are made of. */
export class ComponentsCheck implements CustomElementsOps, SlotsOps {
  readonly #to: PageOps;
  readonly #budget: Budget;
  readonly #shown: (id: NodeId) => KnownNode | undefined;
  readonly #names = new Set<string>();

  /** `shown` finds a node that is built. */
  constructor(to: PageOps, budget: Budget, shown: (id: NodeId) => KnownNode | undefined) {
    this.#to = to;
    this.#budget = budget;
    this.#shown = shown;
  }

  /** Another page begins. */
  clear(): void {
    this.#names.clear();
  }

  customName(name: string, flags: number): void {
    this.#budget.steps(1);
    if (!isCustomName(name) || (!this.#names.has(name) && this.#names.size >= MAX_CUSTOM_NAMES)) return;
    this.#names.add(name);
    this.#to.customName(name, flags & (CUSTOM_UNDEFINED | CUSTOM_FORM));
  }

  customElement(id: NodeId, flags: number, states: readonly string[]): void {
    this.#budget.steps(1 + states.length);
    const node = this.#shown(id);
    if (node?.kind !== "element" || !isCustomName(node.name)) return;
    const kept = states.slice(0, MAX_STATES).filter((state) => STATE.test(state));
    this.#to.customElement(id, flags & CUSTOM_INVALID, kept);
  }

  assigned(id: NodeId, nodes: readonly NodeId[]): void {
    this.#budget.steps(1 + nodes.length);
    if (this.#shown(id)?.name !== "slot") return;
    const isAssignable = (node: NodeId): boolean => ASSIGNABLE.has(this.#shown(node)?.kind ?? "");
    this.#to.assigned(id, nodes.filter(isAssignable));
  }
}
