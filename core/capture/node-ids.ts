// Names for nodes, and what was told about each. Nothing here keeps a node alive, and nothing is written into the page.
import type { Mask } from "../mask/index.ts";
import type { NodeId } from "../protocol/index.ts";

/** How often something was taken away: what was found to be living is living until it happens again. */
let removals = 0;

/** How often something was taken away, in all tellings. */
export const removalCount = (): number => removals;

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
  /** How many removals there had been when it was found to be living; -1 for never. */
  livedAt = -1;

  constructor(id: NodeId, parent: NodeInfo | undefined, mask: Mask) {
    this.id = id;
    this.parent = parent;
    this.mask = mask;
  }

  /** Whether the other side has it. Cost: its depth, once after something was taken away. */
  get living(): boolean {
    return this.livedAt === removals || isLiving(this);
  }

  /** Takes it away. */
  forget(): void {
    this.gone = true;
    removals += 1;
  }
}

function isLiving(info: NodeInfo): boolean {
  let at: NodeInfo | undefined = info;
  for (; at !== undefined && at.livedAt !== removals; at = at.parent) if (at.gone) return false;
  for (at = info; at !== undefined && at.livedAt !== removals; at = at.parent) at.livedAt = removals;
  return true;
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
