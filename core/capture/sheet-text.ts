// The text of a style sheet. Source text wherever there is one: what the CSSOM prints has lost shorthands with var() in them.

/** Source texts of constructed sheets, remembered when they were set. */
const sources = new WeakMap<CSSStyleSheet, string>();

/** Constructed sheets of which scripts may have changed rules since. */
const touched = new WeakSet<CSSStyleSheet>();

/** Longest text of a `style` element that is compared with its rules, in UTF-16 units: comparing parses it. */
const MAX_COMPARED_UNITS = 200_000;

/** Says that `sheet` was made from `text`. */
export function rememberSource(sheet: CSSStyleSheet, text: string): void {
  sources.set(sheet, text);
  touched.delete(sheet);
}

/** Says that `sheet` may have other rules than those of the text it was made from. */
export function doubtSource(sheet: CSSStyleSheet): void {
  touched.add(sheet);
}

/** The sheet's rules, or undefined when another origin's are not to be read. */
export function rulesOf(sheet: CSSStyleSheet): CSSRuleList | undefined {
  try {
    return sheet.cssRules;
  } catch {
    return undefined;
  }
}

/** The text of a sheet that has no source, from its rules. */
export function printedText(sheet: CSSStyleSheet): string {
  const rules = rulesOf(sheet);
  if (rules === undefined) return "";
  return Array.from(rules, ({ cssText }) => cssText).join("\n");
}

/** The text of a constructed sheet. */
export function constructedText(sheet: CSSStyleSheet): string {
  const source = sources.get(sheet);
  if (source === undefined) return printedText(sheet);
  return touched.has(sheet) ? elementText(sheet, source) : source;
}

/** The text that a sheet stands for which was made from `text`: this, unless scripts have changed the rules since. */
export function elementText(sheet: CSSStyleSheet | null, text: string): string {
  return sheet === null || !isChanged(sheet, text) ? text : printedText(sheet);
}

function isChanged(sheet: CSSStyleSheet, text: string): boolean {
  const rules = rulesOf(sheet);
  if (rules === undefined) return false;
  if (text.trim() === "") return rules.length > 0;
  if (text.length > MAX_COMPARED_UNITS || /@import/i.test(text)) return false;
  const fresh = new CSSStyleSheet();
  fresh.replaceSync(text);
  if (fresh.cssRules.length !== rules.length) return true;
  for (let i = 0; i < rules.length; i += 1) if (fresh.cssRules[i]?.cssText !== rules[i]?.cssText) return true;
  return false;
}
