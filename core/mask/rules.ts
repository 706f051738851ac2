// What is to be masked, as the group and the page say it, and whether it can be decided at all.
import { isAddressPattern, MAX_PATTERNS } from "./addresses.ts";

/** How exactly a mask is as large as what it stands for. `quantised`: to 8 px. `fixed`: not at all, but for pictures (to 8 px). */
export type BoxSizes = "exact" | "quantised" | "fixed";

/** What to mask besides what is always masked (decide.ts). */
export interface MaskRules {
  /** `listed`: what matches a selector is masked. `except`: everything is, but what matches. */
  readonly mode: "listed" | "except";
  /** One CSS selector each. */
  readonly selectors: readonly string[];
  /** Selectors of what is masked in either mode, and inside of exceptions too. */
  readonly masked?: readonly string[];
  /** Addresses of pages that are withheld as a whole, with `*` for anything (addresses.ts). */
  readonly pages?: readonly string[];
  /** `exact` unless said otherwise. */
  readonly boxes?: BoxSizes;
  /** Nothing of the page is read. */
  readonly withheld?: boolean;
}

/** Withholds the page: the rules when there are none to trust. */
export const EVERYTHING: MaskRules = { mode: "except", selectors: [], withheld: true };

/** Longest selector, in UTF-16 units: nested ones of 25,000 crash renderers (docs/adr/0007-masking.md). */
const MAX_SELECTOR_UNITS = 1_024;
/** Most selectors: each is matched against every element. */
const MAX_SELECTORS = 200;
/** Deepest nesting of functions and brackets in a selector. */
const MAX_SELECTOR_DEPTH = 8;

/** Selectors that were found to be decidable. */
export interface CompiledSelectors {
  /** Those whose answer depends on the element's own attributes only. */
  readonly local: readonly string[];
  /** Those whose answer any change of the document may turn. */
  readonly wide: readonly string[];
}

/** Rules that were found to be decidable. */
export interface CompiledRules {
  readonly mode: MaskRules["mode"];
  readonly listed: CompiledSelectors;
  /** Masked whatever the mode; empty when the mode says the same. */
  readonly masked: CompiledSelectors;
}

/** Why rules cannot be decided; undefined when they can. */
export function problemOf(rules: MaskRules): string | undefined {
  const selectors = [...rules.selectors, ...(rules.masked ?? [])];
  const pages = rules.pages ?? [];
  if (selectors.length > MAX_SELECTORS) return `more than ${MAX_SELECTORS} selectors`;
  if (pages.length > MAX_PATTERNS) return `more than ${MAX_PATTERNS} addresses`;
  const bad = selectors.find((selector) => !isDecidable(selector));
  if (bad !== undefined) return `${JSON.stringify(bad.slice(0, 80))} is no selector`;
  const page = pages.find((pattern) => !isAddressPattern(pattern));
  return page === undefined ? undefined : `${JSON.stringify(page.slice(0, 80))} is no address`;
}

/** Sorts the selectors of rules that have no {@link problemOf}. */
export function compileRules({ mode, selectors, masked = [] }: MaskRules): CompiledRules {
  return mode === "listed"
    ? { mode, listed: compiled([...selectors, ...masked]), masked: compiled([]) }
    : { mode, listed: compiled(selectors), masked: compiled(masked) };
}

function compiled(selectors: readonly string[]): CompiledSelectors {
  return {
    local: selectors.filter(isLocal),
    wide: selectors.filter((selector) => !isLocal(selector)),
  };
}

/** Whether a browser takes `selector` as it is, and on its own. What it only forgives (an open bracket, an unknown part in a list) is
 * not decidable: nobody knows what the author meant to mask. */
function isDecidable(selector: string): boolean {
  if (selector.trim() === "" || selector.length > MAX_SELECTOR_UNITS || !isBalanced(selector)) return false;
  return CSS.supports(`selector(:is(${selector}))`) && !withoutStrings(selector).includes("::");
}

const CLOSERS: Readonly<Record<string, string>> = { "(": ")", "[": "]" };
const OTHER = /[{};]|\/\*|\\$/;

/** Strings closed, brackets closed in order and not nested too deep, no comment. */
function isBalanced(selector: string): boolean {
  const bare = withoutStrings(selector);
  if (OTHER.test(bare) || bare.includes('"') || bare.includes("'")) return false;
  const open: string[] = [];
  for (const char of bare) {
    const closer = CLOSERS[char];
    if (closer !== undefined) open.push(closer);
    else if ((char === ")" || char === "]") && open.pop() !== char) return false;
    if (open.length > MAX_SELECTOR_DEPTH) return false;
  }
  return open.length === 0;
}

/** `selector` with a letter for each escape and each string. */
function withoutStrings(selector: string): string {
  return selector.replace(/\\./g, "x").replace(/"[^"]*"|'[^']*'/g, "x");
}

/** One compound without pseudo-classes, or several with commas between. */
function isLocal(selector: string): boolean {
  const bare = withoutStrings(selector).replace(/\[[^\]]*\]/g, "[]");
  return bare.split(",").every((part) => /^[\w\u0080-\uffff*.#\-[\]]+$/.test(part.trim()));
}
