// Filters attributes: which are set on a built element, and with what value.
import type { MutationsOps, NodeId } from "../protocol/index.ts";
import { type BuiltElement, mayAnimate, ruleFor } from "./allow-list.ts";
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

/** Controls whose name would let the agent's password manager recognise them. */
const UNNAMED = new Set([
  "input",
  "textarea",
  "select",
  "button",
  "form",
  "fieldset",
  "output",
  "iframe",
  "object",
]);

/** Checks the attributes of a page's elements. */
export class AttributeCheck {
  /** Radio buttons: their names say which exclude each other. */
  readonly #radios = new Set<NodeId>();

  clear(): void {
    this.#radios.clear();
  }

  forget(id: NodeId): void {
    this.#radios.delete(id);
  }

  /** The attributes of a new element: name, value, name, value …, its stand-in's own last. */
  ofElement(id: NodeId, built: BuiltElement, attributes: readonly string[]): string[] {
    for (let i = 0; i < attributes.length; i += 2)
      if (attributes[i]?.toLowerCase() === "type") this.#type(id, attributes[i + 1] ?? "");
    const kept: string[] = [];
    const end = Math.min(attributes.length, MAX_ATTRIBUTES * 2);
    for (let i = 0; i < end; i += 2) {
      const name = attributes[i] ?? "";
      const value = this.#value(id, built.name, name, attributes[i + 1] ?? "");
      if (value !== undefined) kept.push(name, value);
    }
    return [...kept, ...built.attributes];
  }

  /** The value to set for a changed attribute; undefined when it is left out. */
  changed(id: NodeId, element: string, name: string, value: string): string | undefined {
    if (name.toLowerCase() === "type") this.#type(id, value);
    return this.#value(id, element, name, value);
  }

  /** Passes on that an attribute is gone, unless it is one that was never set. */
  removed(id: NodeId, element: string, name: string, to: MutationsOps): void {
    if (ruleFor(element, name) !== "drop") to.removeAttribute(id, name);
  }

  #value(id: NodeId, element: string, name: string, value: string): string | undefined {
    if (name.toLowerCase() === "name" && UNNAMED.has(element) && !this.#radios.has(id)) return undefined;
    return valueFor(element, name, value);
  }

  #type(id: NodeId, type: string): void {
    if (type.toLowerCase() === "radio") this.#radios.add(id);
    else this.#radios.delete(id);
  }
}
