// Whether an element's content may be read. Called before anything of it is: what is masked is never copied out of the DOM.
import { matchesAddress } from "./addresses.ts";
import { attributesRead } from "./attributes-read.ts";
import { allMatching, attributeOf, matchesSelector } from "./natives.ts";
import {
  type BoxSizes,
  compileRules,
  type CompiledRules,
  type CompiledSelectors,
  EVERYTHING,
  type MaskRules,
  problemOf,
} from "./rules.ts";
import { isControl, isSecretControl } from "./secrets.ts";

/** How far a node is masked. A larger number wins, and nothing inside can make it smaller. */
export const MASK = {
  shown: 0,
  /** Because all is that was not excepted; an exception inside lifts it. */
  covered: 1,
  /** By a rule; final for everything inside. */
  masked: 2,
} as const;
export type Mask = (typeof MASK)[keyof typeof MASK];

/** Marked by the page: class or attribute. A bare attribute counts too; only "false" does not. */
export function isMarked(element: Element): boolean {
  const mark = attributeOf(element, "glance_masked");
  if (mark !== null && mark.toLowerCase() !== "false") return true;
  const classes = attributeOf(element, "class");
  return classes !== null && classes.length >= MARK_UNITS && /(^|\s)glance_masked(\s|$)/i.test(classes);
}

const MARK_UNITS = "glance_masked".length;

/** Whether an element with attributes of these names may be marked. */
function mayBeMarked(names: readonly string[] | undefined): boolean {
  return names === undefined || names.includes("class") || names.includes("glance_masked");
}

/** Decides for one page, under one set of rules. */
export class MaskDecider {
  readonly #rules: CompiledRules;
  readonly #pages: readonly string[];
  readonly #read: ReadonlySet<string> | undefined;
  /** Why everything is masked: the rules could not be decided. Undefined when they could. */
  readonly problem: string | undefined;
  /** Nothing of the page is to be read. */
  readonly withholds: boolean;
  readonly boxes: BoxSizes;

  constructor(given: MaskRules) {
    this.problem = problemOf(given);
    const rules = this.problem === undefined ? given : EVERYTHING;
    this.#rules = compileRules(rules);
    this.#read = attributesRead(this.#rules);
    this.#pages = rules.pages ?? [];
    this.withholds = rules.withheld ?? false;
    this.boxes = rules.boxes ?? "exact";
  }

  /** What a document starts with. */
  get initial(): Mask {
    return this.#rules.mode === "except" ? MASK.covered : MASK.shown;
  }

  /** Whether a change anywhere may turn an answer given before, so that {@link MaskDecider.matching} must be asked again. */
  get isWide(): boolean {
    return this.#rules.listed.wide.length + this.#rules.masked.wide.length > 0;
  }

  /** Whether a change of the attribute `name` of an element called `localName` may turn an answer given before. */
  reads(localName: string, name: string): boolean {
    const isRead = this.#read === undefined || this.#read.has(name) || this.#read.has(name.toLowerCase());
    return isRead || isControl(localName) || localName === "slot";
  }

  /** Whether the page or frame at `address` is withheld. */
  masksAddress(address: string): boolean {
    return matchesAddress(this.#pages, address);
  }

  /** Elements under `root` that match a wide selector, now. */
  matching(root: Document | ShadowRoot): Set<Element> {
    const found = new Set<Element>();
    for (const { wide } of [this.#rules.listed, this.#rules.masked])
      for (const selector of wide) for (const element of allMatching(root, selector)) found.add(element);
    return found;
  }

  /**
   * How far `element` is masked, under a parent (its host, its frame) that is masked as far as `parent` says. `names` are those of its
   * attributes, where they are known.
   */
  decide(element: Element, parent: Mask, names?: readonly string[]): Mask {
    if (parent === MASK.masked || (mayBeMarked(names) && isMarked(element)) || isSecretControl(element))
      return MASK.masked;
    const { mode, listed, masked } = this.#rules;
    if (mode === "listed") return matches(element, listed) ? MASK.masked : MASK.shown;
    if (matches(element, masked)) return MASK.masked;
    return parent === MASK.shown || matches(element, listed) ? MASK.shown : MASK.covered;
  }
}

function matches(element: Element, { local, wide }: CompiledSelectors): boolean {
  for (const selector of local) if (matchesSelector(element, selector)) return true;
  for (const selector of wide) if (matchesSelector(element, selector)) return true;
  return false;
}
