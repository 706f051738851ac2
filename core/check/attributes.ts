// Filters attributes: which are set on a built element, and with what value.
import type { MutationsOps, NodeId } from "../protocol/index.ts";
import { type BuiltElement, mayAnimate, ruleFor } from "./allow-list.ts";
import type { Budget } from "./budget.ts";
import { checkCss } from "./css.ts";
import { MAX_ATTRIBUTE_UNITS, MAX_ATTRIBUTES } from "./limits.ts";
import { isInertText, isPictureUrl, linkOf } from "./urls.ts";

/** The value to set in place of `value`; undefined when the attribute is left out. */
function valueFor(element: string, name: string, value: string): string | undefined {
  if (value.length > MAX_ATTRIBUTE_UNITS) return undefined;
  switch (ruleFor(element, name)) {
    case "drop":
      return undefined;
    case "text":
      return isInertText(value) ? value : undefined;
    case "css":
      return isInertText(value) ? checkCss(value) : undefined;
    case "picture":
      return isPictureUrl(value) ? value : undefined;
    case "link":
      return linkOf(value);
    case "animated":
      return mayAnimate(value) ? value : undefined;
  }
}

/** Elements whose name is left out: it would let the agent's password manager recognise a control, or stand for a
 * property of the replica's document (HTML, "named access"). */
const UNNAMED = new Set("input textarea select button form fieldset output iframe img".split(" "));
/** Elements that are properties of the form around them, by id and name. */
const OF_A_FORM = new Set("input textarea select button fieldset output img".split(" "));
/** Properties of nodes that the replay reads, and the morphdom in it: no control's id may stand in their place. */
const READ_BY_REPLAY = new Set(
  `after append appendChild assignedSlot attachShadow attributes before childNodes children cloneNode contains
  content contentDocument decode defaultView disabled firstChild firstElementChild getAttribute getAttributeNode
  getAttributeNodeNS getAttributeNS getBoundingClientRect getRootNode hasAttribute hasAttributeNS hasAttributes
  hasChildNodes host id insertBefore isConnected isSameNode lastChild localName moveBefore namespaceURI nextSibling
  nodeName nodeType nodeValue ownerDocument parentElement parentNode prefix previousSibling querySelectorAll remove
  removeAttribute removeAttributeNode removeAttributeNS removeChild replaceChild replaceChildren replaceWith scrollLeft
  scrollTo scrollTop setAttribute setAttributeNode setAttributeNS shadowRoot sheet style tagName textContent
  toString valueOf __proto__ constructor`.split(/\s+/),
);

const isType = (name: string | undefined): boolean => name?.length === 4 && name.toLowerCase() === "type";

/** Checks the attributes of a page's elements. */
export class AttributeCheck {
  /** Radio buttons: their names say which exclude each other. */
  readonly #radios = new Set<NodeId>();
  readonly #budget: Budget;

  /** `budget` is charged for every attribute. */
  constructor(budget: Budget) {
    this.#budget = budget;
  }

  clear(): void {
    this.#radios.clear();
  }

  forget(id: NodeId): void {
    this.#radios.delete(id);
  }

  /** The attributes of a new element: name, value, name, value …, its stand-in's own last. */
  ofElement(id: NodeId, built: BuiltElement, attributes: readonly string[]): string[] {
    for (let i = 0; i < attributes.length; i += 2)
      if (isType(attributes[i])) this.#type(id, built.name, attributes[i + 1] ?? "");
    const kept: string[] = [];
    const end = Math.min(attributes.length, MAX_ATTRIBUTES * 2);
    for (let i = 0; i < end; i += 2) {
      const name = attributes[i] ?? "";
      const value = this.#value(id, built.name, name, attributes[i + 1] ?? "");
      if (value !== undefined) kept.push(name, value);
    }
    if (built.attributes.length > 0) kept.push(...built.attributes);
    return kept;
  }

  /** The value to set for a changed attribute; undefined when it is left out. */
  changed(id: NodeId, element: string, name: string, value: string): string | undefined {
    if (isType(name)) this.#type(id, element, value);
    return this.#value(id, element, name, value);
  }

  /** Passes on that an attribute is gone, unless it is one that was never set. */
  removed(id: NodeId, element: string, name: string, to: MutationsOps): void {
    if (ruleFor(element, name) !== "drop") to.removeAttribute(id, name);
  }

  #value(id: NodeId, element: string, name: string, value: string): string | undefined {
    this.#budget.steps(1);
    this.#budget.units(value.length);
    return this.#mayBeNamed(id, element, name, value) ? valueFor(element, name, value) : undefined;
  }

  #mayBeNamed(id: NodeId, element: string, name: string, value: string): boolean {
    const isName = name.length === 4 && name.toLowerCase() === "name";
    if (isName && UNNAMED.has(element) && !this.#radios.has(id)) return false;
    const isId = name.length === 2 && name.toLowerCase() === "id";
    return !((isName || isId) && OF_A_FORM.has(element) && READ_BY_REPLAY.has(value));
  }

  #type(id: NodeId, element: string, type: string): void {
    if (element === "input" && type.toLowerCase() === "radio") this.#radios.add(id);
    else this.#radios.delete(id);
  }
}
