// Which nodes there are and how they hang together. One shape for all kinds, siblings as a linked list: 250,000 nodes take
// about 35 MB with their texts, and any place is reached in one step.
import type { NodeId } from "../protocol/index.ts";
import { MAX_NODES } from "./limits.ts";

/** What a node is. */
export type NodeKind = "document" | "shadow" | "element" | "text" | "masked";

/** A node of the page. */
export class ModelNode {
  readonly id: NodeId;
  readonly kind: NodeKind;
  /** An element's name with its prefix; "" for the rest. */
  readonly name: string;
  /** An element's namespace; a document's or shadow root's flags. */
  readonly flags: number;
  parent: ModelNode | undefined = undefined;
  previous: ModelNode | undefined = undefined;
  next: ModelNode | undefined = undefined;
  first: ModelNode | undefined = undefined;
  last: ModelNode | undefined = undefined;
  /** An element's shadow root, or a frame's document. */
  inner: ModelNode | undefined = undefined;
  /** An element's attributes: name, value, name, value … */
  attributes: string[] | undefined = undefined;
  /** A text's data. */
  data = "";
  /** A masked text's boxes. */
  boxes: readonly number[] | undefined = undefined;

  constructor(id: NodeId, kind: NodeKind, name: string, flags: number) {
    this.id = id;
    this.kind = kind;
    this.name = name;
    this.flags = flags;
  }

  /** Whether it can have children. */
  get holdsNodes(): boolean {
    return this.kind !== "text" && this.kind !== "masked";
  }

  /** Whether it is the root of a tree of its own: moved and removed only with what it belongs to. */
  get isRoot(): boolean {
    return this.kind === "document" || this.kind === "shadow";
  }
}

/** The nodes of one page by id, and their tree. */
export class Nodes {
  readonly #byId = new Map<NodeId, ModelNode>();

  get(id: NodeId): ModelNode | undefined {
    return this.#byId.get(id);
  }

  clear(): void {
    this.#byId.clear();
  }

  /** Whether a node of this id may be added: ids are used once, and there is a limit. */
  takes(id: NodeId): boolean {
    return id !== 0 && !this.#byId.has(id) && this.#byId.size < MAX_NODES;
  }

  /** Adds a node without a place: the page's document, or one that the caller places as `inner`. */
  add(node: ModelNode): void {
    this.#byId.set(node.id, node);
  }

  /** Hangs `node` under `parent`, before its child `before`; undefined is the end. */
  insert(node: ModelNode, parent: ModelNode, before: ModelNode | undefined): void {
    const previous = before === undefined ? parent.last : before.previous;
    node.parent = parent;
    node.previous = previous;
    node.next = before;
    if (previous === undefined) parent.first = node;
    else previous.next = node;
    if (before === undefined) parent.last = node;
    else before.previous = node;
  }

  /** Takes `node` from its place; it stays known. */
  detach(node: ModelNode): void {
    const { parent, previous, next } = node;
    if (parent?.inner === node) parent.inner = undefined;
    else if (parent !== undefined) {
      if (previous === undefined) parent.first = next;
      else previous.next = next;
      if (next === undefined) parent.last = previous;
      else next.previous = previous;
    }
    node.parent = node.previous = node.next = undefined;
  }

  /** Takes `node` and everything in it away; `forget` hears each id. */
  remove(node: ModelNode, forget: (id: NodeId) => void): void {
    this.detach(node);
    visit(node, ({ id }) => {
      this.#byId.delete(id);
      forget(id);
    });
  }
}

/** Whether `inside` is `node`, or somewhere in it. */
export function isWithin(inside: ModelNode, node: ModelNode): boolean {
  for (let at: ModelNode | undefined = inside; at !== undefined; at = at.parent) if (at === node) return true;
  return false;
}

/** Calls `see` with `node` and everything in it, shadow roots and frames included, a parent before its children. Pages
 * nest deeper than a call stack does. */
export function visit(node: ModelNode, see: (node: ModelNode) => void): void {
  const rest = [node];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    for (let child = next.last; child !== undefined; child = child.previous) rest.push(child);
    if (next.inner !== undefined) rest.push(next.inner);
    see(next);
  }
}
