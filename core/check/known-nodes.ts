// What is known of the page so far: which ids there are and how they hang together. Refuses what would not be a tree.
import { type NodeId, ProtocolError } from "../protocol/index.ts";
import { MAX_NODES } from "./limits.ts";

/** What an id stands for. */
export type NodeKind = "document" | "shadow" | "element" | "text" | "masked";

/** A node as the check keeps it. Its children are a ring without order: a page has 100,000 of these. */
export class KnownNode {
  readonly id: NodeId;
  readonly kind: NodeKind;
  /** Name of the element that is built; "" for the rest. */
  readonly name: string;
  parent: KnownNode | undefined;
  /** Any of the children; the others are reached by `next`. */
  child: KnownNode | undefined;
  next: KnownNode | undefined;
  previous: KnownNode | undefined;
  /** Of what there may be one: a document's root, a host's shadow root, a frame's document. */
  only: KnownNode | undefined;
  /** Levels above. */
  depth: number;
  /** Left out of the replica, with everything under it. */
  hidden: boolean;
  /** Boxes that stand for a masked text. */
  boxes = 0;

  constructor(id: NodeId, kind: NodeKind, name: string, parent: KnownNode | undefined, hidden: boolean) {
    this.id = id;
    this.kind = kind;
    this.name = name;
    this.hidden = hidden;
    this.depth = 0;
    if (parent !== undefined) this.hang(parent);
  }

  /** Becomes a child of `parent`, of none before. */
  hang(parent: KnownNode): void {
    this.parent = parent;
    this.depth = parent.depth + 1;
    this.previous = undefined;
    this.next = parent.child;
    if (parent.child !== undefined) parent.child.previous = this;
    parent.child = this;
  }

  /** Has no parent any more. */
  unhang(): void {
    const { parent, next, previous } = this;
    if (next !== undefined) next.previous = previous;
    if (previous !== undefined) previous.next = next;
    else if (parent !== undefined) parent.child = next;
    if (parent?.only === this) parent.only = undefined;
    this.parent = undefined;
  }
}

/** The ids of one page, and their tree. */
export class KnownNodes {
  readonly #byId = new Map<NodeId, KnownNode>();
  /** Boxes of all masked texts: they are elements of the replica too. */
  #boxes = 0;

  get size(): number {
    return this.#byId.size;
  }

  /** @throws {ProtocolError} `malformed` when there is no such node. */
  get(id: NodeId): KnownNode {
    const node = this.#byId.get(id);
    if (node === undefined) throw new ProtocolError("malformed", `unknown node ${id}`);
    return node;
  }

  /** The node of `id`; undefined when there is none, or it is gone. */
  find(id: NodeId): KnownNode | undefined {
    return this.#byId.get(id);
  }

  clear(): void {
    this.#byId.clear();
    this.#boxes = 0;
  }

  /** @throws {ProtocolError} `malformed` when the id is 0 or taken, `too-many` past {@link MAX_NODES}. */
  add(id: NodeId, kind: NodeKind, name: string, parent: KnownNode | undefined, hidden: boolean): KnownNode {
    if (id === 0 || this.#byId.has(id)) throw new ProtocolError("malformed", `node ${id} twice`);
    const node = new KnownNode(id, kind, name, parent, hidden);
    this.#byId.set(id, node);
    this.#refuseTooMany();
    return node;
  }

  /** @throws {ProtocolError} `too-many` when nodes and boxes are more than {@link MAX_NODES}. */
  setBoxes(node: KnownNode, count: number): void {
    this.#boxes += count - node.boxes;
    node.boxes = count;
    this.#refuseTooMany();
  }

  /** Forgets `node` and everything under it, each told to `ongone`. */
  remove(node: KnownNode, ongone: (gone: KnownNode) => void): void {
    for (const gone of subtreeOf(node)) {
      this.#byId.delete(gone.id);
      this.#boxes -= gone.boxes;
      ongone(gone);
    }
    node.unhang();
  }

  /** Hangs `node` under `parent`. @throws {ProtocolError} `malformed` when `parent` is within `node`. */
  move(node: KnownNode, parent: KnownNode): void {
    for (let at: KnownNode | undefined = parent; at !== undefined; at = at.parent)
      if (at === node) throw new ProtocolError("malformed", `node ${node.id} into itself`);
    node.unhang();
    node.hang(parent);
  }

  #refuseTooMany(): void {
    if (this.#byId.size + this.#boxes > MAX_NODES) throw new ProtocolError("too-many", "nodes");
  }
}

/** `node` and everything under it, a parent before its children. */
export function subtreeOf(node: KnownNode): KnownNode[] {
  const all = [node];
  // The list grows while it is walked.
  for (const { child: first } of all)
    for (let child = first; child !== undefined; child = child.next) all.push(child);
  return all;
}
