// Animations: those that scripts start, and how far the ones of style sheets are. Mirrors: capture/animations.ts, model/animations.ts,
// replay/animations.ts.
import type { NodeId, OpTable } from "./op-table.ts";

/** What {@link AnimationsOps.animation} has in `timing`, in this order: times in ms, numbers times 1,000. */
export const ANIMATION_TIMING = [
  "delay",
  "endDelay",
  "duration",
  "iterations",
  "iterationStart",
  "direction",
  "fill",
  "currentTime",
  "playbackRate",
  "isRunning",
] as const;
/** Without an end, of `iterations`. */
export const ENDLESS = -1;
export const DIRECTIONS = ["normal", "reverse", "alternate", "alternate-reverse"] as const;
export const FILLS = ["none", "forwards", "backwards", "both"] as const;

/** Animations by ids of their own. */
export interface AnimationsOps {
  /**
   * An animation of a script, as it is now. `keyframes`: for each one "", its offset, easing and composite operation, then names and
   * values of properties. `timing`: {@link ANIMATION_TIMING}.
   */
  animation(
    id: number,
    target: NodeId,
    pseudo: string,
    easing: string,
    timing: readonly number[],
    keyframes: readonly string[],
  ): void;
  /** It has no effect any more. */
  animationGone(id: number): void;
  /** How long the animation `name` of a sheet has been running on an element, delay excluded, in ms; -1 when it is over. */
  phase(target: NodeId, pseudo: string, name: string, timeMs: number): void;
}

export const ANIMATIONS = {
  animation: [102, "uint", "node", "string", "string", "ints", "strings"],
  animationGone: [103, "uint"],
  phase: [104, "node", "string", "string", "int"],
} as const satisfies OpTable<AnimationsOps>;
