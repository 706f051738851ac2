// What an agent shows the visitor without doing anything: channel `control`. Mirrors: control/gestures.ts, control/request.ts.
import type { NodeId } from "./op-table.ts";

/** A place on an element, so that it stays right when the page scrolls or has another size. */
export interface Anchor {
  /** The telling that gives `node` its meaning, as the agent's replica had it: 0 for none. */
  readonly telling: number;
  readonly node: NodeId;
  /** Where in the element's box: 0 its left or top edge, 1 its right or bottom edge. May be outside. */
  readonly fx: number;
  readonly fy: number;
  /** The same in CSS px of the visitor's window, as the agent sees it: the element is looked for there first. */
  readonly x: number;
  readonly y: number;
}

export type DrawnShape = "pen" | "rectangle" | "arrow";

/** Agent → visitor, and from there to the other agents as part of a `peer`. */
export type GestureMessage =
  /** The agent's pointer; null: it left. Volatile. */
  | { readonly type: "point"; readonly at: Anchor | null }
  /** The agent clicked there, for the visitor to see. */
  | { readonly type: "ripple"; readonly at: Anchor }
  /** The element is framed; null: none is. */
  | { readonly type: "highlight"; readonly at: Anchor | null }
  /** `points` are fx, fy, fx, fy … on the element of `at`. `stays`: until it is cleared; else it fades. */
  | {
      readonly type: "draw";
      readonly at: Anchor;
      readonly shape: DrawnShape;
      readonly stays: boolean;
      readonly points: readonly number[];
    }
  /** Takes away all that this agent has drawn and highlighted. */
  | { readonly type: "clear" };
