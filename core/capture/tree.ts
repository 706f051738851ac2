// Tells nodes: their kinds, names, attributes and texts. Mirrors: protocol/tree.ts, replay/tree.ts.
import { type Mask, MASK, MASKED_VALUE } from "../mask/index.ts";
import { NAMESPACES, SHADOW_CLOSED, SHADOW_DELEGATES_FOCUS, SHADOW_MANUAL_SLOTS } from "../protocol/index.ts";
import { attributesOf, SUPPRESSED } from "./attributes.ts";
import type { CaptureContext, Root } from "./context.ts";
import {
  attributeNamesOf,
  dataOf,
  firstChildOf,
  localNameOf,
  namespaceOf,
  nextSiblingOf,
  nodeTypeOf,
  parentOf,
  tagNameOf,
} from "./natives.ts";
import { firstBoxes } from "./masked-texts.ts";
import { isMoved } from "./moved.ts";
import type { NodeInfo } from "./node-ids.ts";
import type { Deadline } from "./schedule.ts";
import { rootOf, slotFor, slottedIn } from "./shadow.ts";

/** Elements whose children are not told: they are no content, or have operations of their own. */
const LEAVES: ReadonlySet<string> = new Set(
  "script style noscript template textarea iframe object embed audio video canvas frameset".split(" "),
);
/** Elements that are told without content when they are masked. */
const EMPTIED: ReadonlySet<string> = new Set(["svg", "select", "datalist", "map", "math"]);
const NAMESPACE_NAMES: readonly (string | null)[] = NAMESPACES;
/** Children told in one go; those after them are marked, and told in slices. */
const MAX_AT_ONCE = 256;

/** What other nouns have to say about a new element. */
export interface ElementDetails {
  /** `element` was told just now, its children were not. */
  tell(element: Element, localName: string, info: NodeInfo): void;
  /** `root` is new: it is to be observed. */
  observe(root: Root): void;
  /** A frame was told: its document comes now. */
  frame(element: HTMLIFrameElement, info: NodeInfo): void;
}

/** Tells trees, top down, one parent's children at a time. */
export class TreeCapture {
  readonly #context: CaptureContext;
  readonly #details: ElementDetails;
  /** What has children that were not told yet; whose turn comes next is last. */
  readonly #unread: Node[] = [];
  /** The same, found since the last turn, from left to right: told before all others, so that a page is told from top to bottom and its
   * keyframe has the ids in order. */
  readonly #found: Node[] = [];
  /** What has children that must not be looked at before it is told where it is now: it may be masked there. */
  #waiting: Node[] = [];

  constructor(context: CaptureContext, details: ElementDetails) {
    this.#context = context;
    this.#details = details;
  }

  /** The children of `node`, which was told, come with the next {@link TreeCapture.read}. */
  readLater(node: Node): void {
    this.#found.push(node);
  }

  /** All that was moved is told at its place. */
  resume(): void {
    if (this.#waiting.length === 0) return;
    this.#found.push(...this.#waiting);
    this.#waiting = [];
  }

  /** Tells the children of what has untold ones, as far as time allows; returns whether all are told. */
  read(deadline: Deadline): boolean {
    while (this.#unread.length + this.#found.length > 0) {
      if (deadline.passed) return false;
      this.#readNext();
    }
    return true;
  }

  #readNext(): void {
    for (let node = this.#found.pop(); node !== undefined; node = this.#found.pop()) this.#unread.push(node);
    const node = this.#unread.pop();
    const info = node === undefined ? undefined : this.#context.ids.living(node);
    if (node === undefined || info === undefined) return;
    if (isMoved(node, this.#context.dirty)) this.#waiting.push(node);
    else if (info.children === "leaf") this.#leaf(node as Element, info);
    else if (!this.#shadowFirst(node, info)) this.#children(node, info);
  }

  /** Tells `node` as a new one at the place that `at` named last. Nodes that are no content are passed over. */
  tell(node: Node, parent: NodeInfo): void {
    const type = nodeTypeOf(node);
    if (type === 1) this.#element(node as Element, parent);
    else if (type === 3 || type === 4) this.#text(node as Text, parent);
  }

  /** How far a child of what `parent` stands for is masked before it is looked at itself. */
  maskAround(node: Node, parent: NodeInfo): Mask {
    const slot = slotFor(node);
    if (slot === null) return parent.mask;
    const mask = this.#slotMask(slot, parent.mask);
    return mask > parent.mask ? mask : parent.mask;
  }

  /** How far `slot` is masked, in a host that is masked as far as `host` says: also one that is not told yet at its place. */
  #slotMask(slot: HTMLSlotElement, host: Mask): Mask {
    const { decider, dirty, ids } = this.#context;
    const info = ids.living(slot);
    if (info !== undefined && !dirty.hasMoves) return info.mask;
    const path: Element[] = [];
    for (let at: Node | null = slot; at !== null && nodeTypeOf(at) === 1; at = parentOf(at))
      path.push(at as Element);
    let mask = host;
    for (const element of path.reverse()) {
      const around = slotFor(element);
      mask = decider.decide(element, around === null ? mask : this.#slotMask(around, mask));
    }
    return mask;
  }

  /** How far `node` is masked as a child of what `parent` stands for. */
  maskOf(node: Node, parent: NodeInfo): Mask {
    const around = this.maskAround(node, parent);
    return nodeTypeOf(node) === 1 ? this.#context.decider.decide(node as Element, around) : around;
  }

  #children(node: Node, info: NodeInfo): void {
    info.children = "told";
    const { dirty, ids, writer } = this.#context;
    writer.at(info.id, 0);
    let count = 0;
    for (let child = firstChildOf(node); child !== null; child = nextSiblingOf(child)) {
      count += 1;
      if (count > MAX_AT_ONCE) dirty.nodes.add(child);
      else {
        const known = ids.living(child);
        if (known === undefined) this.tell(child, info);
        else this.place(child, known, info, 0);
      }
    }
  }

  /** Takes a known node to its new parent; one that is masked otherwise there is told anew. */
  place(node: Node, known: NodeInfo, parent: NodeInfo, before: number): void {
    const { releases, writer } = this.#context;
    const mask = releases.maskFor(node, known, this.maskOf(node, parent));
    if (mask === known.mask) {
      known.parent = parent;
      writer.move(known.id, parent.id, before);
    } else {
      this.forgetShown(node, known);
      this.tell(node, parent);
    }
  }

  /** Takes away `node`, which is masked otherwise now, and what its slots show from elsewhere where that is to be masked too. */
  forgetShown(node: Node, info: NodeInfo): void {
    const { dirty, ids } = this.#context;
    this.forget(info);
    for (const shown of slottedIn(node)) {
      const known = ids.living(shown);
      if (known?.parent === undefined || this.maskOf(shown, known.parent) <= known.mask) continue;
      this.forgetShown(shown, known);
      dirty.nodes.add(shown);
    }
  }

  /** Takes away what was told. */
  forget(info: NodeInfo): void {
    info.forget();
    this.#context.writer.remove(info.id);
  }

  #element(element: Element, parent: NodeInfo): void {
    const { decider, dirty, ids, writer } = this.#context;
    const names = attributeNamesOf(element);
    if (names.includes(SUPPRESSED)) return;
    const mask = decider.decide(element, this.maskAround(element, parent), names);
    const info = ids.add(element, parent, mask);
    const localName = localNameOf(element);
    const namespace = Math.max(0, NAMESPACE_NAMES.indexOf(namespaceOf(element)));
    const name = namespace === 0 ? localName : tagNameOf(element);
    writer.element(info.id, namespace, name, attributesOf(element, localName, names, mask, decider.boxes));
    if (dirty.attributes.size > 0) dirty.attributes.delete(element);
    this.#details.tell(element, localName, info);
    this.#within(element, localName, info);
  }

  /** What comes under a new element. */
  #within(element: Element, localName: string, info: NodeInfo): void {
    const isEmptied = info.mask !== MASK.shown && EMPTIED.has(localName);
    if (isEmptied || LEAVES.has(localName)) info.children = "leaf";
    const hasMore =
      info.children === "leaf"
        ? localName === "iframe" || (isEmptied && localName === "select")
        : firstChildOf(element) !== null || rootOf(element) !== null;
    if (hasMore) this.#found.push(element);
    else if (info.children === "unread") info.children = "told";
  }

  #leaf(element: Element, info: NodeInfo): void {
    if (localNameOf(element) === "select") this.#maskedOption(info);
    else this.#details.frame(element as HTMLIFrameElement, info);
  }

  /** A masked list shows what a masked field does. */
  #maskedOption(info: NodeInfo): void {
    const { ids, writer } = this.#context;
    const option = ids.nextId();
    writer.at(info.id, 0);
    writer.element(option, 0, "option", []);
    writer.at(option, 0);
    writer.text(ids.nextId(), MASKED_VALUE);
  }

  #text(text: Text, parent: NodeInfo): void {
    const { decider, ids, writer, dirty } = this.#context;
    const info = ids.add(text, parent, this.maskAround(text, parent));
    info.children = "leaf";
    if (info.mask === MASK.shown) writer.text(info.id, dataOf(text));
    else writer.maskedText(info.id, firstBoxes(text, info, decider.boxes));
    if (dirty.texts.size > 0) dirty.texts.delete(text);
  }

  /** Tells the shadow root of a host before its children, whose masks depend on the slots they are in. */
  #shadowFirst(node: Node, info: NodeInfo): boolean {
    const root = nodeTypeOf(node) === 1 ? rootOf(node as Element) : null;
    const { ids, writer } = this.#context;
    if (root === null || ids.living(root) !== undefined) return false;
    const rootInfo = ids.add(root, info, info.mask);
    writer.at(info.id, 0);
    writer.shadow(rootInfo.id, shadowFlags(root));
    this.#details.observe(root);
    this.#found.push(root, node);
    return true;
  }
}

function shadowFlags(root: ShadowRoot): number {
  return (
    (root.mode === "closed" ? SHADOW_CLOSED : 0) |
    (root.delegatesFocus ? SHADOW_DELEGATES_FOCUS : 0) |
    (root.slotAssignment === "manual" ? SHADOW_MANUAL_SLOTS : 0)
  );
}
