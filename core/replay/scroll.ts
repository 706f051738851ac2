// Scrolls as the visitor has scrolled. Mirrors: protocol/scroll.ts, capture/scroll.ts.
import type { NodeId, ScrollOps } from "../protocol/index.ts";
import { isDocument, isElement } from "./node-map.ts";
import type { ReplicaState } from "./replica-state.ts";

interface Offset {
  readonly left: number;
  readonly top: number;
}

/** Scroll offsets of a replica. */
export class ScrollReplay implements ScrollOps {
  readonly #state: ReplicaState;
  #offsets = new Map<NodeId, Offset>();
  /** Those that this batch told. */
  readonly #told = new Set<NodeId>();
  /** Offsets that the layout has no room for yet: images and fonts are still to come. */
  readonly #unreached = new Set<NodeId>();
  #frame: number | undefined;

  constructor(state: ReplicaState) {
    this.#state = state;
  }

  scroll(id: NodeId, left: number, top: number): void {
    this.#offsets.set(id, { left, top });
    this.#told.add(id);
  }

  /** Forgets where something was scrolled to that is gone. */
  forget(id: NodeId): void {
    this.#offsets.delete(id);
    this.#unreached.delete(id);
  }

  /** Another page is built: what it does not say is scrolled is not. Returns what `reset` needs. */
  begin(): void {
    for (const [id, { left, top }] of this.#offsets)
      if (left !== 0 || top !== 0) this.#left.add(this.#state.nodes.get(id));
    this.#offsets = new Map();
    this.#told.clear();
    this.#unreached.clear();
  }

  /** Nodes that were scrolled on the page before. */
  readonly #left = new Set<Node | undefined>();

  /** Scrolls back what kept its node over a change of page and is not scrolled on the new one. */
  reset(): void {
    for (const node of this.#left)
      if (node?.isConnected === true && !this.#offsets.has(this.#state.nodes.idOf(node) ?? 0))
        scrollNode(node, { left: 0, top: 0 });
    this.#left.clear();
  }

  /** Scrolls to what this batch told: costs a layout when it told something. What was not reached before is tried again
   * before the next frame is painted, when the layout is made anyway. */
  reach(): void {
    for (const id of this.#told) this.#reachOne(id);
    this.#told.clear();
    if (this.#unreached.size > 0) this.#frame ??= requestAnimationFrame(() => this.retry());
  }

  /** Scrolls to what was not reached before. Costs a layout when there is something to do. */
  retry(): void {
    this.#cancel();
    for (const id of this.#unreached) this.#reachOne(id);
  }

  stop(): void {
    this.#cancel();
    this.#unreached.clear();
  }

  #cancel(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  #reachOne(id: NodeId): void {
    const node = this.#state.nodes.get(id);
    const offset = this.#offsets.get(id);
    if (node === undefined || offset === undefined) {
      this.#unreached.delete(id);
      this.#offsets.delete(id);
    } else if (scrollNode(node, offset)) this.#unreached.delete(id);
    else this.#unreached.add(id);
  }
}

/** Scrolls at once; returns whether the offset was reached. */
function scrollNode(node: Node, { left, top }: Offset): boolean {
  const target = isDocument(node) ? node.scrollingElement : isElement(node) ? node : null;
  if (target === null) return true;
  const scroller = isDocument(node) ? (node.defaultView ?? target) : target;
  scroller.scrollTo({ left, top, behavior: "instant" });
  return Math.abs(target.scrollLeft - left) < 1 && Math.abs(target.scrollTop - top) < 1;
}
