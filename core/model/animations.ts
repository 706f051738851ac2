// Keeps animations, and how far they are by now. Mirrors: protocol/animations.ts, capture/animations.ts, replay/animations.ts.
import { type AnimationsOps, ANIMATION_TIMING, type NodeId, type PageOps } from "../protocol/index.ts";
import { MAX_ANIMATIONS } from "./limits.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

type Told = Parameters<AnimationsOps["animation"]>;
type Phase = Parameters<AnimationsOps["phase"]>;

/** What was told, and when, in ms of this clock. */
interface Kept<T> {
  readonly told: T;
  readonly atMs: number;
}

const AT = {
  currentTime: ANIMATION_TIMING.indexOf("currentTime"),
  playbackRate: ANIMATION_TIMING.indexOf("playbackRate"),
  isRunning: ANIMATION_TIMING.indexOf("isRunning"),
} as const;

/** The animations of a page. */
export class AnimationsModel implements AnimationsOps, KeptNoun {
  readonly #state: ModelState;
  readonly #animations = new Map<number, Kept<Told>>();
  readonly #phases = new Map<string, Kept<Phase>>();
  /** Ids of animations, and keys of phases, by element. */
  readonly #byTarget = new Map<NodeId, Set<number | string>>();

  constructor(state: ModelState) {
    this.#state = state;
  }

  animation(...told: Told): void {
    const [id, target] = told;
    if (!this.#mayKeep(target)) return;
    this.#animations.set(id, { told, atMs: performance.now() });
    this.#remember(target, id);
    this.#state.draft.same.animation(...told);
  }

  animationGone(id: number): void {
    this.#animations.delete(id);
    this.#state.draft.same.animationGone(id);
  }

  phase(...told: Phase): void {
    const [target, pseudo, name, timeMs] = told;
    if (!this.#mayKeep(target)) return;
    const key = `${target} ${pseudo} ${name}`;
    if (timeMs === -1) this.#phases.delete(key);
    else {
      this.#phases.set(key, { told, atMs: performance.now() });
      this.#remember(target, key);
    }
    this.#state.draft.same.phase(...told);
  }

  forget(id: NodeId): void {
    for (const key of this.#byTarget.get(id) ?? [])
      if (typeof key === "number") this.#animations.delete(key);
      else this.#phases.delete(key);
    this.#byTarget.delete(id);
  }

  clear(): void {
    this.#animations.clear();
    this.#phases.clear();
    this.#byTarget.clear();
  }

  tell(target: PageOps): void {
    const now = performance.now();
    for (const { told, atMs } of this.#animations.values()) {
      const [id, element, pseudo, easing, timing, keyframes] = told;
      target.animation(id, element, pseudo, easing, later(timing, now - atMs), keyframes);
    }
    for (const { told, atMs } of this.#phases.values()) {
      const [element, pseudo, name, timeMs] = told;
      target.phase(element, pseudo, name, timeMs + now - atMs);
    }
  }

  #mayKeep(target: NodeId): boolean {
    const isFull = this.#animations.size + this.#phases.size >= MAX_ANIMATIONS;
    if (!isFull && this.#state.nodes.get(target)?.kind === "element") return true;
    this.#state.draft.leaveOut();
    return false;
  }

  #remember(target: NodeId, key: number | string): void {
    this.#byTarget.set(target, (this.#byTarget.get(target) ?? new Set()).add(key));
  }
}

/** `timing` after `elapsedMs`. */
function later(timing: readonly number[], elapsedMs: number): readonly number[] {
  if (timing[AT.isRunning] !== 1) return timing;
  const rate = (timing[AT.playbackRate] ?? 0) / 1_000;
  return timing.map((value, i) => (i === AT.currentTime ? value + elapsedMs * rate : value));
}
