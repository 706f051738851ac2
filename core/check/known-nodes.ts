// What is known of the page so far: which ids there are and how they hang together. Refuses what would not be a tree.
import { type NodeId, ProtocolError } from "../protocol/index.ts";
import { MAX_DEPTH, MAX_NODES } from "./limits.ts";

/** What an id stands for. */
export type NodeKind = "document" | "shadow" | "element" | "text" | "masked";

/** A node as the check keeps it. */
export interface KnownNode {
  readonly id: NodeId;
  readonly kind: NodeKind;
  /** Name of the element that is built; "" for the rest. */
  readonly name: string;
  parent: KnownNode | undefined;
  /** In no particular order; undefined until there is one. */
  children: Set<KnownNode> | undefined;
  /** Left out of the replica, with everything under it. */
  hidden: boolean;
}

/** The ids of one page, and their tree. */
export class KnownNodes {
  readonly #byId = new Map<NodeId, KnownNode>();

  /** @throws {ProtocolError} `malformed` when there is no such node. */
  get(id: NodeId): KnownNode {
    const node = this.#byId.get(id);
    if (node === undefined) throw new ProtocolError("malformed", `unknown node ${id}`);
    return node;
  }

  has(id: NodeId): boolean {
    return this.#byId.has(id);
  }

  clear(): void {
    this.#byId.clear();
  }

  /** @throws {ProtocolError} `malformed` when the id is 0 or taken, `too-many` past {@link MAX_NODES}. */
  add(id: NodeId, kind: NodeKind, name: string, parent: KnownNode | undefined, hidden: boolean): KnownNode {
    if (id === 0 || this.#byId.has(id)) throw new ProtocolError("malformed", `node ${id} twice`);
    if (this.#byId.size >= MAX_NODES) throw new ProtocolError("too-many", "nodes");
    const node: KnownNode = { id, kind, name, parent, children: undefined, hidden };
    this.#byId.set(id, node);
    if (parent !== undefined) (parent.children ??= new Set()).add(node);
    return node;
  }

  /** Forgets `node` and everything under it. */
  remove(node: KnownNode): void {
    node.parent?.children?.delete(node);
    for (const gone of subtreeOf(node)) this.#byId.delete(gone.id);
  }

  /** Hangs `node` under `parent`. @throws {ProtocolError} `malformed` when `parent` is within `node`. */
  move(node: KnownNode, parent: KnownNode): void {
    for (let at: KnownNode | undefined = parent; at !== undefined; at = at.parent)
      if (at === node) throw new ProtocolError("malformed", `node ${node.id} into itself`);
    node.parent?.children?.delete(node);
    node.parent = parent;
    (parent.children ??= new Set()).add(node);
  }
}

/** `node` and everything under it, a parent before its children. */
export function* subtreeOf(node: KnownNode): Generator<KnownNode> {
  const rest = [node];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    yield next;
    if (next.children !== undefined) rest.push(...next.children);
  }
}

/** Levels above `node`, at most one more than {@link MAX_DEPTH}. */
export function depthOf(node: KnownNode): number {
  let depth = 0;
  for (let at = node.parent; at !== undefined && depth <= MAX_DEPTH; at = at.parent) depth += 1;
  return depth;
}

/** Levels under `node`: 0 when it has no children. Cost: its subtree. */
export function heightOf(node: KnownNode): number {
  let height = 0;
  let level = [node];
  for (;;) {
    const next: KnownNode[] = [];
    for (const { children } of level) for (const child of children ?? []) next.push(child);
    if (next.length === 0) return height;
    height += 1;
    level = next;
  }
}
