// Which DOM node stands for which id, both ways.
import type { NodeId } from "../protocol/index.ts";

/** Where a node keeps its id. A WeakMap of as many nodes as a large page has costs more than building them; and no page has
 * scripts here, or an element whose name is a symbol. */
const ID = Symbol("id");

/** A node that may be one of a replica. */
interface Numbered extends Node {
  [ID]?: NodeId;
}

/** The nodes of one page's replica by id. */
export class NodeMap {
  readonly #byId = new Map<NodeId, Numbered>();

  get size(): number {
    return this.#byId.size;
  }

  /** The node of `id`; undefined when it was never built or is gone. */
  get(id: NodeId): Node | undefined {
    return this.#byId.get(id);
  }

  /** The element of `id`; undefined when there is none or it is another kind of node. */
  element(id: NodeId): Element | undefined {
    const node = this.#byId.get(id);
    return node !== undefined && isElement(node) ? node : undefined;
  }

  /** The id of `node`; undefined for what stands for no node of the visitor's page. */
  idOf(node: Node): NodeId | undefined {
    const id = (node as Numbered)[ID];
    // It may be that of another page's map.
    return id !== undefined && this.#byId.get(id) === node ? id : undefined;
  }

  /** Says that `node` stands for `id` from now on. */
  set(id: NodeId, node: Node): void {
    this.#byId.set(id, node);
    (node as Numbered)[ID] = id;
  }

  /** Forgets `id`. */
  delete(id: NodeId): void {
    this.#byId.delete(id);
  }

  /** All ids with their nodes, in the order they were set first. */
  entries(): IterableIterator<[NodeId, Node]> {
    return this.#byId.entries();
  }
}

// The frame has globals of its own, so `instanceof` with this window's classes says nothing about its nodes.

export function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}

export function isDocument(node: Node): node is Document {
  return node.nodeType === 9;
}

/** Whether `node` is a shadow root, and not another fragment. */
export function isShadowRoot(node: Node): node is ShadowRoot {
  return node.nodeType === 11 && "host" in node;
}

/** The element as an HTML element called `name`; undefined when it is not. */
export function asHtml<K extends keyof HTMLElementTagNameMap>(
  node: Node | undefined,
  name: K,
): HTMLElementTagNameMap[K] | undefined {
  if (node === undefined || !isElement(node) || node.localName !== name) return undefined;
  // The name decides the class in the HTML namespace (HTML, "elements in the DOM").
  return node.namespaceURI === "http://www.w3.org/1999/xhtml"
    ? (node as HTMLElementTagNameMap[K])
    : undefined;
}
