// Filters style sheets. Mirrors: protocol/styles.ts, capture/styles.ts, model/styles.ts, replay/styles.ts.
import {
  type NodeId,
  type PageOps,
  ProtocolError,
  SHEET_DISABLED,
  SHEET_GONE,
  type StylesOps,
} from "../protocol/index.ts";
import type { Budget } from "./budget.ts";
import { checkCss } from "./css.ts";
import type { KnownNode } from "./known-nodes.ts";
import { MAX_CSS_UNITS, MAX_SHEETS } from "./limits.ts";

/** Elements whose text is CSS, which only `sheet` may bring. */
export const holdsCss = (node: KnownNode): boolean => node.name === "style";

/** The part of a page's check that concerns style sheets. */
export class StylesCheck implements StylesOps {
  readonly #to: PageOps;
  readonly #budget: Budget;
  readonly #find: (id: NodeId) => KnownNode | undefined;
  /** What sheets were told of. */
  readonly #owners = new Set<NodeId>();

  /** `find` finds a node that is known. */
  constructor(to: PageOps, budget: Budget, find: (id: NodeId) => KnownNode | undefined) {
    this.#to = to;
    this.#budget = budget;
    this.#find = find;
  }

  /** Whether `id` names a sheet. */
  has(id: NodeId): boolean {
    return this.#owners.has(id);
  }

  forget(id: NodeId): void {
    this.#owners.delete(id);
  }

  clear(): void {
    this.#owners.clear();
  }

  sheet(owner: NodeId, _href: string, css: string): void {
    if (this.#mayStyle(owner, css.length)) this.#to.sheet(owner, "", checkCss(css));
  }

  rules(owner: NodeId, _href: string, from: number, removed: number, css: readonly string[]): void {
    this.#budget.steps(css.length);
    const units = css.reduce((sum, rule) => sum + rule.length, 0);
    if (this.#mayStyle(owner, units)) this.#to.rules(owner, "", from, removed, css.map(checkCss));
  }

  sheetState(owner: NodeId, flags: number, media: string): void {
    if (!this.#mayStyle(owner, media.length)) return;
    const isGone = (flags & SHEET_GONE) !== 0 && this.#find(owner) === undefined;
    if (isGone) this.#owners.delete(owner);
    this.#to.sheetState(owner, isGone ? SHEET_GONE : flags & SHEET_DISABLED, checkCss(media));
  }

  adopt(root: NodeId, sheets: readonly number[]): void {
    this.#budget.steps(1 + sheets.length);
    const node = this.#find(root);
    if (node === undefined) return;
    if (node.kind !== "document" && node.kind !== "shadow") throw new ProtocolError("malformed", "adopt");
    for (const sheet of sheets)
      if (!this.#owners.has(sheet)) throw new ProtocolError("malformed", `unknown sheet ${sheet}`);
    if (!node.hidden) this.#to.adopt(root, sheets);
  }

  #mayStyle(owner: NodeId, units: number): boolean {
    this.#budget.steps(1);
    this.#budget.units(units);
    if (units > MAX_CSS_UNITS) throw new ProtocolError("too-large", "style sheet");
    if (!this.#owners.has(owner) && this.#owners.size >= MAX_SHEETS)
      throw new ProtocolError("too-many", "sheets");
    if (owner === 0) throw new ProtocolError("malformed", "sheet");
    this.#owners.add(owner);
    const node = this.#find(owner);
    if (node === undefined) return true;
    if (!holdsCss(node)) throw new ProtocolError("malformed", `node ${owner} has no sheet`);
    return !node.hidden;
  }
}
