// What others may ask of a telling: which element an agent means, how an element is called, whether it is shown as it is.
import { MASK, type Mask, type MaskDecider } from "../mask/index.ts";
import type { NodeId } from "../protocol/index.ts";
import {
  childElementsOf,
  frameDocumentOf,
  isConnectedNode,
  localNameOf,
  nodeTypeOf,
  parentOf,
  timeMs,
} from "./natives.ts";
import type { NodeIds } from "./node-ids.ts";
import { rootOf, slotFor } from "./shadow.ts";

/** Part of the time that searches of the whole page may take: one of 250,000 nodes takes 10 to 20 ms. */
const SEARCH_SHARE = 0.1;
/** What a search may take without a rest after it, in ms: there are no more than 90 a second, since agents are paced. */
const FREE_MS = 4;

/** What is known of a page that is told. */
export interface PageLookup {
  /** Which telling it is: agents' ids are of this one, or mean nothing here. */
  readonly telling: number;
  /** What agents call `element`; 0 when they do not have it. */
  idOf(element: Element): NodeId;
  /** The element that agents call `id`; undefined when it is gone. Cost: little when it is around `near`, else up to the page's size. */
  elementOf(id: NodeId, near?: Element): Element | undefined;
  /** Whether agents have `element` as it is, under the masks told and under those that hold now. */
  shows(element: Element): boolean;
}

/** Looks things up in one telling. */
export class Lookup implements PageLookup {
  readonly telling: number;
  readonly #document: Document;
  readonly #ids: NodeIds;
  readonly #decider: MaskDecider;
  #found: WeakRef<Element> | undefined;
  /** When the next search may be, by {@link timeMs}. */
  #searchableAt = -Infinity;

  constructor(telling: number, document: Document, ids: NodeIds, decider: MaskDecider) {
    this.telling = telling;
    this.#document = document;
    this.#ids = ids;
    this.#decider = decider;
  }

  idOf(element: Element): NodeId {
    return this.#ids.living(element)?.id ?? 0;
  }

  elementOf(id: NodeId, near?: Element): Element | undefined {
    for (const start of [near, this.#found?.deref()])
      for (let node: Node | null = start ?? null; node !== null; node = around(node))
        if (nodeTypeOf(node) === 1 && this.#isCalled(node, id)) return node as Element;
    const begin = timeMs();
    if (begin < this.#searchableAt) return undefined;
    const found = this.#search(this.#document.documentElement, id);
    const end = timeMs();
    this.#searchableAt = end + Math.max(0, end - begin - FREE_MS) / SEARCH_SHARE;
    if (found !== undefined) this.#found = new WeakRef(found);
    return found;
  }

  shows(element: Element): boolean {
    if (this.#decider.withholds || this.#ids.living(element)?.mask !== MASK.shown) return false;
    const path: Element[] = [];
    for (let node: Node | null = element; node !== null; node = around(node))
      if (nodeTypeOf(node) === 1) path.push(node as Element);
    let mask: Mask = this.#decider.initial;
    for (const each of path.reverse()) mask = this.#decider.decide(each, mask);
    return mask === MASK.shown;
  }

  #isCalled(node: Node, id: NodeId): boolean {
    return this.#ids.living(node)?.id === id && isConnectedNode(node);
  }

  #search(root: Element, id: NodeId): Element | undefined {
    const open: Element[] = [root];
    for (let element = open.pop(); element !== undefined; element = open.pop()) {
      if (this.#isCalled(element, id)) return element;
      const inside = localNameOf(element) === "iframe" ? documentIn(element as HTMLIFrameElement) : null;
      if (inside !== null) open.push(inside.documentElement);
      for (const child of rootOf(element)?.children ?? []) open.push(child);
      for (const child of childElementsOf(element)) open.push(child);
    }
    return undefined;
  }
}

function documentIn(frame: HTMLIFrameElement): Document | null {
  try {
    return frameDocumentOf(frame);
  } catch {
    return null;
  }
}

/** What `node` is shown in: its slot, parent, host or frame. */
function around(node: Node): Node | null {
  const type = nodeTypeOf(node);
  if (type === 9) return (node as Document).defaultView?.frameElement ?? null;
  if (type === 11) return (node as Partial<ShadowRoot>).host ?? null;
  return slotFor(node) ?? parentOf(node);
}
