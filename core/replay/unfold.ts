// Shows a page that was built out of sight from its top to its end, as a browser shows one that is loading: no task lays out more than
// so much of it.
import { isElement } from "./node-map.ts";

/** Nodes of the first part: two screens of most pages, laid out in some 15 ms. */
const FIRST_NODES = 2_500;
/** Nodes of a page from which on it is shown in parts: below, its layout is no long task. */
const LARGE_NODES = 6_000;
/** Least nodes of a part: each costs a look at all that is there already. */
const MIN_NODES = 500;
/** Layout of one part, in ms: far enough below 50 for a machine that is busy, or a part that costs more than the one before. */
const LAYOUT_MS = 20;
/** How many times the cheapest part's cost for a node another may have, before parts get larger: in tables and the like what is
 * there is laid out again with each part. */
const MAX_REPETITION = 3;

const XHTML = "http://www.w3.org/1999/xhtml";
/** Elements that are shown whole: their children are no boxes of a page. */
const WHOLE: ReadonlySet<string> = new Set(
  "head select datalist picture video audio object button textarea ruby".split(" "),
);

/** What a part may still have. */
interface Room {
  /** Nodes of a whole part. */
  most: number;
  left: number;
}

/** Whether a page of `nodes` nodes is worth it. */
export function isLarge(nodes: number): boolean {
  return nodes >= LARGE_NODES;
}

/**
 * Puts `root`, with all that is in it, into `document`, which is empty, a part at a time. `onfirst` is called when there is a root, before
 * anything is laid out. Each part is laid out, and then `rest` waited for, which hears whether it was the first and says whether to
 * go on; nothing else may be done to the page meanwhile. Returns whether all is there.
 */
export async function unfold(
  document: Document,
  root: Element,
  onfirst: () => void,
  rest: (isFirst: boolean) => Promise<boolean>,
): Promise<boolean> {
  const room: Room = { most: FIRST_NODES, left: FIRST_NODES };
  let cheapest = Infinity;
  let isFirst = true;
  const parts = appended(document, [root], room);
  while (parts.next().done !== true) {
    if (isFirst) onfirst();
    const costMs = layOut(root);
    cheapest = Math.min(cheapest, costMs / room.most);
    room.most = nextSize(room.most, costMs, cheapest);
    room.left = room.most;
    if (!(await rest(isFirst))) return false;
    isFirst = false;
  }
  if (isFirst) onfirst();
  return true;
}

/** Appends `nodes` to `parent`; yields each time a part is full. */
function* appended(parent: ParentNode, nodes: readonly Node[], room: Room): Generator<void> {
  for (const node of nodes) {
    const size = sizeOf(node, room.most);
    if (size > room.most && isElement(node) && isDivisible(node)) {
      yield* divided(parent, node, room);
      continue;
    }
    if (size > room.left && room.left < room.most) yield;
    parent.append(node);
    room.left -= size;
  }
}

/** Appends `element`, and then what is in it. */
function* divided(parent: ParentNode, element: Element, room: Room): Generator<void> {
  const holders: readonly ParentNode[] =
    element.shadowRoot === null ? [element] : [element.shadowRoot, element];
  const contents = holders.map(({ childNodes }) => [...childNodes]);
  for (const holder of holders) holder.replaceChildren();
  parent.append(element);
  room.left -= 1;
  for (const [i, holder] of holders.entries()) yield* appended(holder, contents[i] ?? [], room);
}

const isDivisible = ({ namespaceURI, localName }: Element): boolean =>
  namespaceURI === XHTML && !WHOLE.has(localName);

/** How many nodes `node` is, shadow roots included; more than `limit` are not counted to their end. */
function sizeOf(node: Node, limit: number): number {
  let size = 1;
  if (isElement(node) && node.shadowRoot !== null) size += sizeOf(node.shadowRoot, limit);
  for (let child = node.firstChild; child !== null && size <= limit; child = child.nextSibling)
    size += sizeOf(child, limit - size);
  return size;
}

/** Lays the page out; returns how long that took, in ms. */
function layOut(root: Element): number {
  const start = performance.now();
  root.getBoundingClientRect();
  return performance.now() - start;
}

/** Nodes of the next part, when one of `most` took `costMs`, and the cheapest one `cheapest` for a node. */
function nextSize(most: number, costMs: number, cheapest: number): number {
  if (costMs / most > cheapest * MAX_REPETITION) return most * 2;
  const fitting = (most * LAYOUT_MS) / Math.max(costMs, 1);
  return Math.max(MIN_NODES, Math.round(Math.min(fitting, most * 2)));
}
