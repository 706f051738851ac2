// Selectors that not every browser has: what `matches` would throw for is what no element is.

const known = new Map<string, boolean>();

/** Whether this browser knows the selector. */
export function knowsSelector(selector: string): boolean {
  let isKnown = known.get(selector);
  if (isKnown === undefined) known.set(selector, (isKnown = CSS.supports(`selector(${selector})`)));
  return isKnown;
}

/** Whether `element` matches; false where the browser does not know the selector. */
export function isA(element: Element, selector: string): boolean {
  return knowsSelector(selector) && element.matches(selector);
}
