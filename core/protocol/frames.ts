// Documents: the page's own and those of same-origin frames. Mirrors: capture/frames.ts, replay/frames.ts.
import type { NodeId, OpTable } from "./op-table.ts";

/** How a document is laid out, as its doctype said when it was read (HTML, "the document's mode"). */
export const MODE = { standards: 0, quirks: 1, limitedQuirks: 2 } as const;
/** One of {@link MODE}. */
export type DocumentMode = (typeof MODE)[keyof typeof MODE];

/** The mode that `value` names; standards mode for what is none. */
export function documentMode(value: number): DocumentMode {
  return value === MODE.quirks || value === MODE.limitedQuirks ? value : MODE.standards;
}

/** Why a frame shows a labelled box in place of its content. */
export const BLOCKED_CROSS_ORIGIN = 1;
export const BLOCKED_MASKED = 2;

/** Documents. */
export interface FramesOps {
  /** A document: of the page (id 1, after `at(0, 0)`) or of the frame element that `at` named. A second one for the
   * same frame replaces the first, and everything in it. */
  frameDocument(id: NodeId, mode: number): void;
  /** The frame's content cannot be shown, for a `BLOCKED_` reason: a labelled box of its size stands for it. */
  frameBlocked(id: NodeId, reason: number): void;
}

export const FRAMES = {
  frameDocument: [80, "fresh", "uint"],
  frameBlocked: [81, "node", "uint"],
} as const satisfies OpTable<FramesOps>;
