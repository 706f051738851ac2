// Names for nodes, and what was told about each. Nothing here keeps a node alive, and nothing is written into the page.
import type { Mask } from "../mask/index.ts";
import type { NodeId } from "../protocol/index.ts";

/** What was told of one node. */
export class NodeInfo {
  readonly id: NodeId;
  /** The node it was told under: parent, host or frame. */
  parent: NodeInfo | undefined;
  /** What it was told under; changes only by telling it anew. */
  readonly mask: Mask;
  /** `unread`: its children come later. `told`: they are told, and changes of them. `leaf`: they are not told as nodes. */
  children: "unread" | "told" | "leaf" = "unread";
  /** It was taken away, and with it everything told under it. */
  gone = false;

  constructor(id: NodeId, parent: NodeInfo | undefined, mask: Mask) {
    this.id = id;
    this.parent = parent;
    this.mask = mask;
  }

  /** Whether the other side has it. Cost: its depth. */
  get living(): boolean {
    if (this.gone) return false;
    for (let { parent } = this; parent !== undefined; { parent } = parent) if (parent.gone) return false;
    return true;
  }
}

/** Infos by node, for one telling of the page. */
export class NodeIds {
  readonly #infos = new WeakMap<Node, NodeInfo>();
  #next = 1;

  /** An id for something that is no node. */
  nextId(): NodeId {
    return this.#next++;
  }

  /** Names `node`. What it was called before is forgotten. */
  add(node: Node, parent: NodeInfo | undefined, mask: Mask): NodeInfo {
    const info = new NodeInfo(this.#next++, parent, mask);
    this.#infos.set(node, info);
    return info;
  }

  /** What was told of `node`, even if it is gone by now. */
  get(node: Node): NodeInfo | undefined {
    return this.#infos.get(node);
  }

  /** What was told of `node`, if the other side has it. */
  living(node: Node): NodeInfo | undefined {
    const info = this.#infos.get(node);
    return info?.living === true ? info : undefined;
  }
}
