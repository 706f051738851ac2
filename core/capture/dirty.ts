// What has changed since it was told: marks, set by observers and listeners, cleared by whoever reads the final state.
import { parentOf } from "./natives.ts";

/** Marks of one page. Strong references, but only until the next reading. */
export class Dirty {
  /** Nodes added, removed or moved. */
  readonly nodes = new Set<Node>();
  /** Names of changed attributes by element: most often it is one. */
  readonly attributes = new Map<Element, string | Set<string>>();
  readonly texts = new Set<CharacterData>();
  /** Form controls whose state may be another. */
  readonly inputs = new Set<Element>();
  /** Elements and documents that were scrolled. */
  readonly scrolled = new Set<Node>();
  readonly images = new Set<Element>();
  /** `style` and `link` elements whose sheet may be another. */
  readonly sheets = new Set<Element>();
  /** Some of the marked nodes may have been moved by the page; the others are new, and marked to be told in slices. */
  hasMoves = false;
  /** Something that has no mark of its own: the pointer, the window, an adopted sheet. */
  other = false;

  /** Whose content was looked at last, in one list of records. */
  #lastParent: Node | undefined;

  get any(): boolean {
    return this.structural || this.texts.size > 0 || this.inputs.size > 0 || this.rest;
  }

  /** Marks that may turn which elements a selector matches. */
  get structural(): boolean {
    return this.nodes.size > 0 || this.attributes.size > 0;
  }

  private get rest(): boolean {
    return this.scrolled.size > 0 || this.images.size > 0 || this.sheets.size > 0 || this.other;
  }

  /** Marks what the records of an observer say. */
  add(records: readonly MutationRecord[]): void {
    this.#lastParent = undefined;
    for (const record of records) {
      const { type } = record;
      if (type === "attributes") this.attribute(record.target as Element, record.attributeName ?? "");
      else if (type === "childList") this.#children(record);
      else this.#text(record.target as CharacterData);
    }
    this.#lastParent = undefined;
  }

  attribute(element: Element, name: string): void {
    const names = this.attributes.get(element);
    if (names === undefined) this.attributes.set(element, name);
    else if (typeof names !== "string") names.add(name);
    else if (names !== name) this.attributes.set(element, new Set([names, name]));
  }

  clear(): void {
    for (const marks of [this.nodes, this.texts, this.inputs, this.scrolled, this.images, this.sheets])
      marks.clear();
    this.attributes.clear();
    this.other = false;
  }

  #text(text: CharacterData): void {
    this.texts.add(text);
    const parent = parentOf(text);
    if (parent !== null) this.#content(parent);
  }

  /** What is in some elements is not told as nodes, and has marks of its own. */
  #content(element: Node): void {
    // Records come in runs of one parent.
    if (element === this.#lastParent) return;
    this.#lastParent = element;
    const { localName } = element as Element;
    if (localName === "style") this.sheets.add(element as Element);
    else if (localName === "textarea") this.inputs.add(element as Element);
  }

  #children({ target, addedNodes, removedNodes }: MutationRecord): void {
    this.#content(target);
    this.hasMoves = true;
    this.#touched(addedNodes);
    this.#touched(removedNodes);
  }

  /** By index: iterating over a list of nodes takes several times as long. */
  #touched(nodes: NodeList): void {
    const { length } = nodes;
    for (let i = 0; i < length; i += 1) {
      const node = nodes[i];
      if (node !== undefined) this.nodes.add(node);
    }
  }
}
