// Runs a script's animations in the replica, and brings those of style sheets to where they are at the visitor. Mirrors:
// protocol/animations.ts, capture/animations.ts, model/animations.ts.
import { type AnimationsOps, DIRECTIONS, ENDLESS, FILLS, type NodeId } from "../protocol/index.ts";
import type { ReplicaState } from "./replica-state.ts";

/** How far an animation may be from where it is at the visitor, in ms: less than is seen, more than a message takes. */
const MAX_DRIFT_MS = 150;

interface Running {
  readonly target: Element;
  /** What it was made of; the same makes no other. */
  readonly made: string;
  readonly animation: Animation;
}

/** The animations of a replica. */
export class AnimationsReplay implements AnimationsOps {
  readonly #state: ReplicaState;
  #running = new Map<number, Running>();
  /** Those of the page before, while another is built. */
  #before = new Map<number, Running>();

  /** Which animations an element has. */
  readonly #byTarget = new WeakMap<Node, Set<number>>();

  constructor(state: ReplicaState) {
    this.#state = state;
  }

  /** Another page is built. */
  begin(): void {
    for (const [id, running] of this.#running) this.#before.set(id, running);
    this.#running = new Map();
  }

  /** The other page stands: what it was not told of is over. */
  reset(): void {
    for (const { animation } of this.#before.values()) animation.cancel();
    this.#before.clear();
  }

  /** Forgets what runs in an element that is gone: it holds it. */
  forget(node: Node): void {
    for (const id of this.#byTarget.get(node) ?? []) this.#running.delete(id);
  }

  animation(
    id: number,
    targetId: NodeId,
    pseudo: string,
    easing: string,
    timing: readonly number[],
    keyframes: readonly string[],
  ): void {
    this.#state.later(() => {
      const target = this.#state.nodes.element(targetId);
      if (target === undefined) return;
      const options = { ...optionsOf(timing), easing, pseudoElement: pseudo === "" ? null : pseudo };
      const made = JSON.stringify([options, keyframes]);
      const known = this.#running.get(id) ?? this.#before.get(id);
      this.#before.delete(id);
      const stays = known?.target === target && known.made === made ? known.animation : undefined;
      if (stays === undefined) known?.animation.cancel();
      const animation = stays ?? animate(target, framesOf(keyframes), options);
      if (animation === undefined) return;
      this.#running.set(id, { target, made, animation });
      this.#byTarget.set(target, (this.#byTarget.get(target) ?? new Set()).add(id));
      bringTo(animation, timing);
    }, `animation ${id}`);
  }

  animationGone(id: number): void {
    this.#state.later(() => {
      const running = this.#running.get(id);
      if (running === undefined) return;
      running.animation.cancel();
      this.#running.delete(id);
      this.#byTarget.get(running.target)?.delete(id);
    }, `animation ${id}`);
  }

  phase(targetId: NodeId, pseudo: string, name: string, timeMs: number): void {
    if (timeMs === ENDLESS) return;
    this.#state.later(() => {
      const target = this.#state.nodes.element(targetId);
      for (const animation of target?.getAnimations({ subtree: pseudo !== "" }) ?? []) {
        if ((animation as Partial<CSSAnimation>).animationName !== name) continue;
        const effect = animation.effect as KeyframeEffect | null;
        if (effect?.target !== target || (effect?.pseudoElement ?? "") !== pseudo) continue;
        moveTo(animation, (effect?.getTiming().delay ?? 0) + timeMs);
      }
    }, `phase ${targetId} ${pseudo} ${name}`);
  }
}

/** What a browser does not take is left out: its own are no others than those of the visitor's browser, but for the newest. */
function animate(
  target: Element,
  frames: Keyframe[],
  options: KeyframeAnimationOptions,
): Animation | undefined {
  try {
    return target.animate(frames, options);
  } catch {
    return undefined;
  }
}

function optionsOf(timing: readonly number[]): KeyframeAnimationOptions {
  const [delay, endDelay, duration, iterations, iterationStart, direction, fill] = timing;
  return {
    delay: delay ?? 0,
    endDelay: endDelay ?? 0,
    duration: duration ?? 0,
    iterations: iterations === ENDLESS ? Infinity : (iterations ?? 0) / 1_000,
    iterationStart: (iterationStart ?? 0) / 1_000,
    direction: DIRECTIONS[direction ?? 0] ?? "normal",
    fill: FILLS[fill ?? 0] ?? "none",
  };
}

function framesOf(keyframes: readonly string[]): Keyframe[] {
  const frames: Record<string, string | number>[] = [];
  for (let i = 0; i < keyframes.length;) {
    if (keyframes[i] === "") {
      const [offset = "", easing = "", composite = ""] = keyframes.slice(i + 1, i + 4);
      frames.push({ offset: Number(offset), easing, composite });
      i += 4;
    } else {
      const frame = frames.at(-1);
      if (frame !== undefined) frame[keyframes[i] ?? ""] = keyframes[i + 1] ?? "";
      i += 2;
    }
  }
  return frames;
}

/** Brings an animation to where it is at the visitor, running or not. */
function bringTo(animation: Animation, timing: readonly number[]): void {
  const [currentTime = 0, playbackRate = 1_000, isRunning = 0] = timing.slice(7);
  animation.playbackRate = playbackRate / 1_000;
  if (isRunning !== 1) {
    animation.pause();
    animation.currentTime = currentTime;
    return;
  }
  if (animation.playState !== "running") animation.play();
  moveTo(animation, currentTime);
}

function moveTo(animation: Animation, timeMs: number): void {
  const { currentTime, timeline } = animation;
  // One that follows scrolling is where the scrolling is.
  if (typeof timeline?.currentTime !== "number") return;
  if (Math.abs(Number(currentTime ?? 0) - timeMs) > MAX_DRIFT_MS) animation.currentTime = timeMs;
}
