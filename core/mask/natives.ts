// The DOM as it was when this file ran: pages replace methods of its prototypes, later, and not always with care.

const { matches, getAttribute, hasAttribute } = Element.prototype;
type Query = (selector: string) => NodeListOf<Element>;
// By a variable name, since one of its overloads is marked as deprecated.
const search = "querySelectorAll" as string;
const searchDocument = Reflect.get(Document.prototype, search) as Query;
const searchFragment = Reflect.get(DocumentFragment.prototype, search) as Query;

/** `element.matches(selector)`. @throws {DOMException} when the selector is none. */
export function matchesSelector(element: Element, selector: string): boolean {
  return matches.call(element, selector);
}

/** `element.getAttribute(name)`. */
export function attributeOf(element: Element, name: string): string | null {
  return getAttribute.call(element, name);
}

/** `element.hasAttribute(name)`. */
export function hasAttributeOf(element: Element, name: string): boolean {
  return hasAttribute.call(element, name);
}

/** `root.querySelectorAll(selector)`. @throws {DOMException} when the selector is none. */
export function allMatching(root: Document | ShadowRoot, selector: string): Iterable<Element> {
  return (root.nodeType === 9 ? searchDocument : searchFragment).call(root, selector);
}
