// The group's own style sheet (`customstyles/CustomSkin_<group>_<S|P>.css`) inside the card's shadow root. There ids of the card's parts
// work as they are; only the card as a whole, `#glance_cobrowse_btn`, is the shadow root's host, and is called so.

/** The card as a whole in a selector, with what belongs to it: classes, attributes, pseudo-classes. */
const WHOLE = /(?:\*|[\w-]+)?#glance_cobrowse_btn((?:[.#][\w-]+|\[[^\]]*\]|:(?!:)[\w-]+(?:\([^)]*\))?)*)/g;

/** `#glance_cobrowse_btn.in_session p` → `:host(#glance_cobrowse_btn.in_session) p`. */
export function hostSelector(selector: string): string {
  return selector.replaceAll(WHOLE, ":host(#glance_cobrowse_btn$1)");
}

function adopt(rules: CSSRuleList): void {
  for (const rule of rules) {
    if (rule instanceof CSSStyleRule) rule.selectorText = hostSelector(rule.selectorText);
    const { cssRules } = rule as Partial<CSSGroupingRule>;
    if (cssRules !== undefined) adopt(cssRules);
  }
}

/**
 * The sheet for the shadow root. What the browser does not understand of it is left out; `@import` as well.
 *
 * @param url where it comes from: the base of addresses in it.
 */
export function skinSheet(css: string, url: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet({ baseURL: url });
  sheet.replaceSync(css);
  adopt(sheet.cssRules);
  return sheet;
}
