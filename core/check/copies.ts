// Bounds what the `use` elements of a page copy, whatever becomes of the page.
import { type NodeId, ProtocolError } from "../protocol/index.ts";
import { type KnownNode, subtreeOf } from "./known-nodes.ts";
import { MAX_COPIED_NODES, MAX_NODES } from "./limits.ts";
import { copiedNodes, type Part } from "./uses.ts";

/** What `use` elements copy, and where they are. */
export class CopiesCheck {
  readonly #targets = new Map<NodeId, string>();
  readonly #ids = new Map<NodeId, string>();
  readonly #nodeOf: (id: NodeId) => KnownNode | undefined;
  #isNews = false;

  /** `nodeOf` finds a node that is built. */
  constructor(nodeOf: (id: NodeId) => KnownNode | undefined) {
    this.#nodeOf = nodeOf;
  }

  clear(): void {
    this.#targets.clear();
    this.#ids.clear();
  }

  forget(id: NodeId): void {
    this.#targets.delete(id);
    this.#ids.delete(id);
  }

  /** Something is elsewhere, or new. */
  changed(): void {
    this.#isNews = true;
  }

  /** An element of SVG is built, with these attributes: name, value, name, value … */
  element(id: NodeId, name: string, attributes: readonly string[]): void {
    this.#isNews = true;
    for (let i = 0; i < attributes.length; i += 2)
      this.attribute(id, name, attributes[i] ?? "", attributes[i + 1] ?? "");
  }

  /** An attribute of an element that is built has another value; undefined: it is gone. */
  attribute(id: NodeId, element: string, name: string, value: string | undefined): void {
    if (name === "id") this.#set(this.#ids, id, value);
    else if (element === "use" && /^(xlink:)?href$/i.test(name))
      this.#set(this.#targets, id, fragmentOf(value));
  }

  /** @throws {ProtocolError} `too-many` when `use` elements copy more than {@link MAX_COPIED_NODES}. */
  end(): void {
    if (!this.#isNews) return;
    this.#isNews = false;
    if (this.#targets.size === 0) return;
    const parts = this.#parts();
    const copied = copiedNodes([...this.#targets.values()], (id) => parts.get(id));
    if (copied > MAX_COPIED_NODES) throw new ProtocolError("too-many", "copies");
  }

  #set(map: Map<NodeId, string>, id: NodeId, value: string | undefined): void {
    this.#isNews = true;
    if (value === undefined) map.delete(id);
    else map.set(id, value);
  }

  /** Parts that are copied, by what they are copied as. */
  #parts(): Map<string, Part[]> {
    const inner = this.#targetsWithin();
    const wanted = new Set(this.#targets.values());
    const parts = new Map<string, Part[]>();
    let counted = 0;
    for (const [id, name] of this.#ids) {
      const node = wanted.has(name) ? this.#nodeOf(id) : undefined;
      if (node === undefined) continue;
      const nodes = subtreeOf(node).length;
      if ((counted += nodes) > MAX_NODES) throw new ProtocolError("too-many", "copies");
      parts.set(name, [...(parts.get(name) ?? []), { nodes, targets: inner.get(id) ?? [] }]);
    }
    return parts;
  }

  /** What is copied within each element that has an id. */
  #targetsWithin(): Map<NodeId, string[]> {
    const within = new Map<NodeId, string[]>();
    for (const [use, target] of this.#targets)
      for (let node = this.#nodeOf(use); node !== undefined; node = node.parent)
        if (this.#ids.has(node.id)) {
          const targets = within.get(node.id);
          if (targets === undefined) within.set(node.id, [target]);
          else targets.push(target);
        }
    return within;
  }
}

function fragmentOf(href: string | undefined): string | undefined {
  return href?.startsWith("#") === true ? href.slice(1) : undefined;
}
