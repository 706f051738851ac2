// Classes and ids of masked elements: told as far as style sheets name them, and again when more sheets are known.
import { MASKED_CLASS, MASKED_ID, type NodeId, type PageOps } from "../protocol/index.ts";
import { indexOfAttribute } from "./attributes.ts";
import type { Nodes } from "./nodes.ts";
import type { SheetNames } from "./sheet-names.ts";

/** Names of one masked element, by the attribute that tells them. */
type Given = Map<"class" | "id", string>;

/** The names of a page's masked elements. */
export class MaskedNames {
  readonly #nodes: Nodes;
  readonly #names: SheetNames;
  readonly #given = new Map<NodeId, Given>();
  /** How many names the sheets had when names were told last. */
  #known = 0;

  constructor(nodes: Nodes, names: SheetNames) {
    this.#nodes = nodes;
    this.#names = names;
  }

  /** The attribute and the value to tell of `name`, when that is one by which the page tells us of a masked element. */
  told(id: NodeId, name: string, value: string): readonly ["class" | "id", string] | undefined {
    if (name !== MASKED_CLASS && name !== MASKED_ID) return undefined;
    const attribute = name === MASKED_CLASS ? "class" : "id";
    const given = this.#given.get(id) ?? new Map<"class" | "id", string>();
    this.#given.set(id, given.set(attribute, value));
    return [attribute, this.#shown(attribute, value)];
  }

  /** Tells `target` what more may be told since sheets have come. */
  settle(target: () => PageOps): void {
    if (this.#given.size === 0) return;
    const { count } = this.#names;
    if (count === this.#known) return;
    this.#known = count;
    for (const [id, given] of this.#given)
      for (const [attribute, value] of given)
        this.#again(id, attribute, this.#shown(attribute, value), target);
  }

  forget(id: NodeId): void {
    this.#given.delete(id);
  }

  clear(): void {
    this.#given.clear();
  }

  #shown(attribute: "class" | "id", value: string): string {
    return attribute === "class" ? this.#names.classes(value) : this.#names.id(value);
  }

  #again(id: NodeId, attribute: string, value: string, target: () => PageOps): void {
    const attributes = this.#nodes.get(id)?.attributes;
    const index = attributes === undefined ? -1 : indexOfAttribute(attributes, attribute);
    if (attributes === undefined || index < 0 || attributes[index + 1] === value) return;
    attributes[index + 1] = value;
    target().attribute(id, attribute, value);
  }
}
