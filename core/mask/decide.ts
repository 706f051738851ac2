// Whether an element's content may be read. Called before anything of it is: what is masked is never copied out of the DOM.
import { allMatching, attributeOf, hasAttributeOf, matchesSelector } from "./natives.ts";
import { compileRules, type CompiledRules, EVERYTHING, type MaskRules, problemOf } from "./rules.ts";

/** How far a node is masked. A larger number wins, and nothing inside can make it smaller. */
export const MASK = {
  shown: 0,
  /** Because all is that was not excepted; an exception inside lifts it. */
  covered: 1,
  /** By a rule; final for everything inside. */
  masked: 2,
} as const;
export type Mask = (typeof MASK)[keyof typeof MASK];

/** Autocomplete tokens of what nobody reads out (HTML, "autofill field"). */
const SECRET_TOKEN = /^(cc-|current-password$|new-password$|one-time-code$)/;
/** Names of fields that hold secrets, for pages that say it no better. */
const SECRET_NAME =
  /passw|passcode|passphrase|(^|[^a-z])(pwd|pin|cvv|cvc|csc|ssn|otp)([^a-z]|$)|card-?_?num/i;
/** Types of input whose value is never told. */
const SECRET_TYPES: ReadonlySet<string> = new Set(["password", "hidden", "file"]);
const CONTROLS: ReadonlySet<string> = new Set(["input", "select", "textarea"]);

/** Controls that were a password field once: showing it as text does not make it public. */
const everPassword = new WeakSet<Element>();

function isSecretControl(element: Element): boolean {
  if (!CONTROLS.has(element.localName)) return false;
  const type = attributeOf(element, "type")?.toLowerCase() ?? "";
  if (type === "password") everPassword.add(element);
  if (SECRET_TYPES.has(type) || everPassword.has(element)) return true;
  const tokens = attributeOf(element, "autocomplete")?.toLowerCase().split(/\s+/) ?? [];
  if (tokens.some((token) => SECRET_TOKEN.test(token))) return true;
  return SECRET_NAME.test(`${attributeOf(element, "name") ?? ""} ${attributeOf(element, "id") ?? ""}`);
}

/** Marked by the page: class or attribute. A bare attribute counts too; only "false" does not. */
function isMarked(element: Element): boolean {
  if (!hasAttributeOf(element, "class") && !hasAttributeOf(element, "glance_masked")) return false;
  const mark = attributeOf(element, "glance_masked");
  if (mark !== null && mark.toLowerCase() !== "false") return true;
  const classes = attributeOf(element, "class");
  return classes !== null && /(^|\s)glance_masked(\s|$)/i.test(classes);
}

/** Decides for one page, under one set of rules. */
export class MaskDecider {
  readonly #rules: CompiledRules;
  /** Why everything is masked: the rules could not be decided. Undefined when they could. */
  readonly problem: string | undefined;

  constructor(rules: MaskRules) {
    this.problem = problemOf(rules);
    this.#rules = compileRules(this.problem === undefined ? rules : EVERYTHING);
  }

  /** What a document starts with. */
  get initial(): Mask {
    return this.#rules.mode === "except" ? MASK.covered : MASK.shown;
  }

  /** Whether a change anywhere may turn an answer given before, so that {@link MaskDecider.matching} must be asked again. */
  get isWide(): boolean {
    return this.#rules.wide.length > 0;
  }

  /** Elements under `root` that match a wide selector, now. */
  matching(root: Document | ShadowRoot): Set<Element> {
    const found = new Set<Element>();
    for (const selector of this.#rules.wide)
      for (const element of allMatching(root, selector)) found.add(element);
    return found;
  }

  /** How far `element` is masked, under a parent (its host, its frame) that is masked as far as `parent` says. */
  decide(element: Element, parent: Mask): Mask {
    if (parent === MASK.masked || isMarked(element) || isSecretControl(element)) return MASK.masked;
    const { mode } = this.#rules;
    if (mode === "except" && parent === MASK.shown) return MASK.shown;
    const matches = this.#matches(element);
    if (mode === "listed") return matches ? MASK.masked : MASK.shown;
    return matches ? MASK.shown : MASK.covered;
  }

  #matches(element: Element): boolean {
    const { local, wide } = this.#rules;
    for (const selector of local) if (matchesSelector(element, selector)) return true;
    for (const selector of wide) if (matchesSelector(element, selector)) return true;
    return false;
  }
}
