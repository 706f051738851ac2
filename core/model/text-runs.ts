// Texts that a reader sees as one: those of neighbouring nodes with no end of a line between them. By the elements' names, since
// nothing is laid out here.
import type { NodeId } from "../protocol/index.ts";
import type { ModelNode } from "./nodes.ts";

/** One node's part of a run; without a node, what parts two runs. */
export interface Piece {
  readonly node: ModelNode | undefined;
  readonly data: string;
}

/** Elements that stand within a line. Of a name with a dash nothing is known, and most are not styled. */
const INLINE: ReadonlySet<string> = new Set(
  `a abbr b bdi bdo big button cite code data del dfn em font i input ins kbd label mark nobr output q s samp small span strike strong
  sub sup time tspan tt u var wbr`.split(/\s+/),
);
/** Elements that pages put single groups of digits into. */
const SHORT_BLOCKS: ReadonlySet<string> = new Set(["div", "p", "li", "dd"]);
/** Longest text of such a group, in UTF-16 units. */
const MAX_GROUP_UNITS = 8;
/** Longest run that is put together, in nodes: numbers are not spread wider. */
const MAX_PIECES = 2_000;
const BREAK: Piece = { node: undefined, data: "\0" };
const SPACE: Piece = { node: undefined, data: " " };

/** Whether `node` may be part of a run. */
export function isPiece(node: ModelNode): boolean {
  return node.kind === "text" || isInLine(node);
}

/** The run that `node`, a text or a control, is part of. `valueOf` gives what is typed in a control. */
export function runAround(node: ModelNode, valueOf: (id: NodeId) => string | undefined): Piece[] {
  let top = node;
  while (top.parent !== undefined && isInLine(top.parent)) top = top.parent;
  let start = top;
  for (let at = top.previous, left = MAX_PIECES / 2; at !== undefined && left > 0 && isPiece(at); left -= 1) {
    start = at;
    at = at.previous;
  }
  const pieces: Piece[] = [];
  let isPast = false;
  for (let at: ModelNode | undefined = start; at !== undefined && isPiece(at); at = at.next) {
    gather(at, valueOf, pieces);
    isPast ||= at === top;
    if (isPast && pieces.length > MAX_PIECES) break;
  }
  return pieces;
}

function gather(node: ModelNode, valueOf: (id: NodeId) => string | undefined, to: Piece[]): void {
  const rest = [node];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (next.kind === "text") to.push({ node: next, data: next.data });
    else if (next.name === "br") to.push(SPACE);
    else if (next.name === "input" || next.name === "textarea")
      to.push({ node: next, data: valueOf(next.id) ?? "" });
    else if (next !== node && !isInLine(next)) to.push(BREAK);
    else for (let child = next.last; child !== undefined; child = child.previous) rest.push(child);
  }
}

function isInLine(node: ModelNode): boolean {
  if (node.kind !== "element") return false;
  const name = node.name.toLowerCase();
  return INLINE.has(name) || name === "br" || name.includes("-") || (SHORT_BLOCKS.has(name) && isShort(node));
}

/** Whether there is no more in it than one group of digits. */
function isShort(node: ModelNode): boolean {
  let units = 0;
  let count = 0;
  const rest = [node];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if ((count += 1) > MAX_GROUP_UNITS || next.inner !== undefined) return false;
    if (next.kind === "text") {
      units += next.data.trim().length;
      if (units > MAX_GROUP_UNITS || !/^[\s\p{Nd}\p{P}]*$/u.test(next.data)) return false;
    } else if (next.kind === "masked") return false;
    for (let child = next.first; child !== undefined; child = child.next) rest.push(child);
  }
  return true;
}
