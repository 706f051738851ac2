// Tells what became of nodes that were told, and where new ones go. Mirrors: protocol/mutations.ts, replay/mutations.ts.
//
// Only nodes that were touched are looked at. Untouched children of a parent are in the order in which they were told, so that a run
// of touched siblings goes before the first untouched one to its right. Parents come before what is in them, so that no node is ever
// moved into itself; what is gone is taken away last, when all that was saved from it is in its new place.
import { MASK } from "../mask/index.ts";
import type { NodeId } from "../protocol/index.ts";
import { attributeToTell, isTold } from "./attributes.ts";
import type { CaptureContext } from "./context.ts";
import { otherBoxes } from "./masked-texts.ts";
import { above, isMoved, shownIn } from "./moved.ts";
import {
  dataOf,
  isConnectedNode,
  localNameOf,
  nextSiblingOf,
  nodeTypeOf,
  parentOf,
  previousSiblingOf,
} from "./natives.ts";
import type { NodeInfo } from "./node-ids.ts";
import type { Deadline } from "./schedule.ts";
import type { TreeCapture } from "./tree.ts";

/** Hears of changed attributes that other nouns tell. */
export type OnAttribute = (element: Element, localName: string, name: string, info: NodeInfo) => void;

/** Names of changed attributes: most often it is one. */
type Names = string | Set<string>;

/** Siblings that go before the same one. */
interface Run {
  readonly from: Node;
  readonly end: Node | null;
  readonly before: NodeId;
}

/** Where touched children of one parent are. */
interface Place {
  readonly parent: Node;
  readonly info: NodeInfo;
  readonly touched: Set<Node>;
  readonly depth: number;
  /** What is left of a run for which time was up. */
  rest: Run | undefined;
}

/** Tells changes of nodes, top down. */
export class MutationsCapture {
  readonly #context: CaptureContext;
  readonly #tree: TreeCapture;
  readonly #onattribute: OnAttribute;
  /** Nodes that may have to be taken away at the end. */
  readonly #suspects: [Node, NodeInfo][] = [];
  /** Parents with touched children, outer ones first. */
  #places: Place[] = [];

  constructor(context: CaptureContext, tree: TreeCapture, onattribute: OnAttribute) {
    this.#context = context;
    this.#tree = tree;
    this.#onattribute = onattribute;
  }

  /** Whether all that was touched is told, but for what was marked since. */
  get isIdle(): boolean {
    return this.#places.length === 0;
  }

  /** Tells nodes that were touched, as far as time allows. */
  nodes(deadline: Deadline): void {
    const { attributes, nodes } = this.#context.dirty;
    if (nodes.size > 0) {
      this.#putBack();
      this.#sort();
    }
    for (const place of this.#places) {
      if (attributes.size > 0) this.#remaskAround(place.parent);
      this.#children(place, deadline);
      // What came may hold nodes in which those of deeper places belong.
      if (deadline.passed || !this.#tree.read(deadline) || nodes.size > 0) {
        this.#pause();
        return;
      }
    }
    this.#places = [];
  }

  /** Takes away what is gone. Only when nothing else of the tree is left to tell. */
  removals(): void {
    for (const [node, info] of this.#suspects.splice(0)) {
      if (!info.living || this.#context.ids.get(node) !== info) continue;
      const parent = parentOf(node);
      const isThere =
        isConnectedNode(node) && parent !== null && this.#context.ids.get(parent) === info.parent;
      if (!isThere) this.#tree.forget(info);
    }
  }

  /**
   * Tells changed attributes; an element that is masked otherwise now is told anew. What has been moved, or something around it, has to
   * wait for its new place: there it may be masked.
   */
  attributes(): void {
    const { dirty, ids } = this.#context;
    const { attributes } = dirty;
    const waiting: [Element, Names][] = [];
    // Side by side: there may be ten thousands, and an object for each costs as much as telling it.
    const elements: Element[] = [];
    const infos: NodeInfo[] = [];
    const changed: Names[] = [];
    attributes.forEach((names, element) => {
      if (isMoved(element, dirty) || this.#displacedAround(element) !== undefined) {
        waiting.push([element, names]);
        return;
      }
      const info = ids.living(element);
      if (info === undefined || (this.#mayRemask(element, names) && this.remask(element, info))) return;
      elements.push(element);
      infos.push(info);
      changed.push(names);
    });
    attributes.clear();
    for (const [element, names] of waiting) attributes.set(element, names);
    // By now, what is around each of them is masked as it is to be, or gone.
    for (let i = 0; i < elements.length; i += 1) {
      const element = elements[i];
      const info = infos[i];
      const names = changed[i];
      if (element === undefined || names === undefined || info?.living !== true) continue;
      if (typeof names === "string") this.#attribute(element, names, info);
      else for (const name of names) this.#attribute(element, name, info);
    }
  }

  /** Whether changes of these attributes may have turned how far `element` is masked. */
  #mayRemask(element: Element, names: Names): boolean {
    const { decider } = this.#context;
    const localName = localNameOf(element);
    if (typeof names === "string") return decider.reads(localName, names);
    for (const name of names) if (decider.reads(localName, name)) return true;
    return false;
  }

  /** Tells changed texts. */
  texts(): void {
    const { decider, dirty, ids, writer } = this.#context;
    for (const text of dirty.texts) {
      const info = nodeTypeOf(text) === 3 || nodeTypeOf(text) === 4 ? ids.living(text) : undefined;
      if (info === undefined) continue;
      if (info.mask === MASK.shown) writer.data(info.id, dataOf(text));
      else {
        const boxes = otherBoxes(text as Text, info, decider.boxes);
        if (boxes !== undefined) writer.maskedData(info.id, boxes);
      }
    }
    dirty.texts.clear();
  }

  /** Whether `node` has to be told anew since it is masked otherwise than it was; then it is gone until that is done. */
  remask(node: Node, info: NodeInfo): boolean {
    if (info.parent === undefined) return false;
    const { dirty, releases } = this.#context;
    const mask = releases.maskFor(node, info, this.#tree.maskOf(node, info.parent));
    if (mask === info.mask) return false;
    this.#tree.forgetShown(node, info);
    dirty.nodes.add(node);
    return true;
  }

  /** Looks again at nodes whose masks have stayed long enough. */
  release(): void {
    const { ids, releases } = this.#context;
    for (const node of releases.due()) {
      const info = ids.living(node);
      if (info === undefined || !isConnectedNode(node)) releases.forget(node);
      else this.remask(node, info);
    }
  }

  #attribute(element: Element, name: string, info: NodeInfo): void {
    const { decider, writer } = this.#context;
    const localName = localNameOf(element);
    this.#onattribute(element, localName, name, info);
    if (!isTold(localName, name)) return;
    const told = attributeToTell(element, name, info.mask, decider.boxes);
    if (told !== undefined) writer.attribute(info.id, ...told);
    else if (info.mask === MASK.shown) writer.removeAttribute(info.id, name);
  }

  /** Attributes of what was moved wait until all is in its place. What comes into it must not come under the mask that they end. */
  #remaskAround(node: Node): void {
    const { dirty, ids } = this.#context;
    const changed: Element[] = [];
    for (let at: Node | null = node; at !== null; at = shownIn(at))
      if (dirty.attributes.has(at as Element)) changed.push(at as Element);
    for (const element of changed.reverse()) {
      const info = ids.living(element);
      if (info === undefined || this.remask(element, info)) return;
    }
  }

  /** Finds the place of each touched node. */
  #sort(): void {
    const { dirty } = this.#context;
    const places = new Map<Node, Place>();
    let hasMoves = false;
    for (const node of dirty.nodes) if (this.#assign(node, places)) hasMoves = true;
    dirty.nodes.clear();
    dirty.hasMoves = hasMoves || this.#suspects.length > 0;
    if (this.#suspects.length > 0)
      for (const parent of places.keys()) if (this.#isLost(parent)) places.delete(parent);
    this.#places = [...places.values()].sort((one, other) => one.depth - other.depth);
  }

  /** Returns whether the node is one that was told, or may show one. */
  #assign(node: Node, places: Map<Node, Place>): boolean {
    const { ids } = this.#context;
    const parent = parentOf(node);
    const info = parent === null || !isConnectedNode(node) ? undefined : ids.living(parent);
    if (parent === null || info?.children !== "told") this.#suspect(node);
    else {
      const known = places.get(parent);
      if (known !== undefined) known.touched.add(node);
      else {
        const touched = new Set([node]);
        places.set(parent, { parent, info, touched, depth: depthOf(parent), rest: undefined });
      }
      // A slot shows elsewhere what was told.
      if (known === undefined && isInShadow(parent)) return true;
    }
    return ids.living(node) !== undefined;
  }

  /** It is gone, or it is where nothing is told, or its parent's children are told later, and it with them. */
  #suspect(node: Node): void {
    const info = this.#context.ids.living(node);
    if (info !== undefined) this.#suspects.push([node, info]);
  }

  /**
   * Whether `parent` is known by a place where it is not any more, and its new one is not told yet. It is taken away then: what is new
   * in it would be told under the old place's mask. At the new place it is told anew.
   */
  #isLost(parent: Node): boolean {
    const displaced = this.#displacedAround(parent);
    if (displaced !== undefined) this.#tree.forget(displaced);
    return displaced !== undefined;
  }

  #displacedAround(node: Node): NodeInfo | undefined {
    if (this.#suspects.length === 0) return undefined;
    const { ids } = this.#context;
    for (let at: Node | null = node; at !== null; at = shownIn(at)) {
      const info = ids.get(at);
      const around = above(at);
      if (info?.parent !== undefined && around !== null && ids.get(around) !== info.parent) return info;
    }
    return undefined;
  }

  /** Time is up. Places of new nodes stay as they are until something else is touched; what was moved is marked for all to see. */
  #pause(): void {
    if (this.#context.dirty.hasMoves) this.#putBack();
    else this.#places = this.#places.filter(({ touched }) => touched.size > 0);
  }

  #putBack(): void {
    const { nodes } = this.#context.dirty;
    for (const { touched } of this.#places) for (const node of touched) nodes.add(node);
    this.#places = [];
  }

  #children(place: Place, deadline: Deadline): void {
    const { info, touched } = place;
    while (touched.size > 0 && info.living) {
      this.#run(place, deadline);
      if (deadline.passed) return;
    }
    for (const node of touched) this.#suspect(node);
    touched.clear();
  }

  /** Tells one run of touched siblings, from left to right. */
  #run(place: Place, deadline: Deadline): void {
    const { info, touched } = place;
    const run = place.rest ?? this.#nextRun(info, touched);
    place.rest = undefined;
    if (run === undefined) return;
    const { end, before } = run;
    this.#context.writer.at(info.id, before);
    for (let node: Node | null = run.from; node !== null && node !== end;) {
      const next: Node | null = nextSiblingOf(node);
      if (touched.delete(node)) this.#place(node, info, before);
      node = next;
      if (deadline.passed) {
        if (node !== null && node !== end) place.rest = { from: node, end, before };
        return;
      }
    }
  }

  #nextRun(parent: NodeInfo, touched: Set<Node>): Run | undefined {
    const [some] = touched;
    if (some === undefined) return undefined;
    const end = this.#endOf(some, parent, touched);
    const before = end === null ? 0 : (this.#context.ids.get(end)?.id ?? 0);
    return { from: this.#startOf(some, parent, touched), end, before };
  }

  #place(node: Node, parent: NodeInfo, before: number): void {
    const known = this.#context.ids.living(node);
    if (known === undefined) this.#tree.tell(node, parent);
    else this.#tree.place(node, known, parent, before);
  }

  /** The first sibling right of `node` that stays where it is. */
  #endOf(node: Node, parent: NodeInfo, touched: Set<Node>): Node | null {
    let at = nextSiblingOf(node);
    while (at !== null && !this.#stays(at, parent, touched)) at = nextSiblingOf(at);
    return at;
  }

  #startOf(node: Node, parent: NodeInfo, touched: Set<Node>): Node {
    let start = node;
    for (
      let at = previousSiblingOf(node);
      at !== null && !this.#stays(at, parent, touched);
      at = previousSiblingOf(at)
    )
      start = at;
    return start;
  }

  #stays(node: Node, parent: NodeInfo, touched: Set<Node>): boolean {
    if (touched.has(node)) return false;
    const info = this.#context.ids.get(node);
    return info !== undefined && !info.gone && info.parent === parent;
  }
}

/** How many nodes are around it where it is shown: what is in a slot comes after the slot. */
function depthOf(node: Node): number {
  let depth = 0;
  for (let at: Node | null = node; at !== null; at = shownIn(at)) depth += 1;
  return depth;
}

function isInShadow(node: Node): boolean {
  for (let at: Node | null = node; at !== null; at = parentOf(at)) if (nodeTypeOf(at) === 11) return true;
  return false;
}
