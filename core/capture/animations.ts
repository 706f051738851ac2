// Animations of scripts, and how far those of style sheets are. Mirrors: protocol/animations.ts, model/animations.ts,
// replay/animations.ts.
import { MASK } from "../mask/index.ts";
import { DIRECTIONS, ENDLESS, FILLS } from "../protocol/index.ts";
import type { CaptureContext, Root } from "./context.ts";
import { hookMethod, hookProperty, listen } from "./listen.ts";
import { documentOf } from "./natives.ts";
import type { NodeInfo } from "./node-ids.ts";

const PHASES = ["animationstart", "animationend", "animationcancel"] as const;
const METHODS = "play pause cancel finish reverse updatePlaybackRate persist".split(" ");
const SETTERS = ["currentTime", "startTime", "playbackRate", "effect"] as const;

/** Follows animations. A transition needs nothing: a replica makes its own. */
export class AnimationsCapture {
  readonly #context: CaptureContext;
  readonly #ids = new WeakMap<Animation, number>();
  /** Told, and not gone. */
  readonly #told = new WeakSet<Animation>();
  #lastId = 0;
  #dirty = new Set<Animation>();
  #phases: AnimationEvent[] = [];
  /** Documents whose animations were not looked for yet. */
  #unread: Document[] = [];

  constructor(context: CaptureContext) {
    this.#context = context;
  }

  observe(root: Root): void {
    const phase = (event: Event): void => {
      this.#phases.push(event as AnimationEvent);
      this.#mark();
    };
    listen(root, PHASES, phase, this.#context.signal);
    if (root.nodeType === 9) this.#unread.push(root as Document);
  }

  watch({ Element, Animation, AnimationEffect, KeyframeEffect }: typeof globalThis): void {
    const { signal } = this.#context;
    const changed = (animation: unknown): void => this.#changed(animation as Animation);
    hookMethod(Element.prototype, "animate", (_, __, animation) => changed(animation), signal);
    for (const name of METHODS) hookMethod(Animation.prototype, name, changed, signal);
    for (const name of SETTERS) hookProperty(Animation.prototype, name, "set", changed, signal);
    const effect = (self: unknown): void => this.#effectChanged(self as KeyframeEffect);
    hookMethod(KeyframeEffect.prototype, "setKeyframes", effect, signal);
    hookMethod(AnimationEffect.prototype, "updateTiming", effect, signal);
  }

  /** Tells what is another since the last time. */
  read(): void {
    for (const document of this.#unread.splice(0)) this.#look(document);
    const dirty = this.#dirty;
    this.#dirty = new Set();
    for (const animation of dirty) this.#tell(animation);
    for (const event of this.#phases.splice(0)) this.#phase(event);
  }

  /** Finds what runs already. Only once a document: the browser updates its styles for it. */
  #look(document: Document): void {
    for (const animation of document.getAnimations()) {
      if ("transitionProperty" in animation) continue;
      if (!("animationName" in animation)) this.#changed(animation);
      else this.#phaseOf(animation as CSSAnimation);
    }
  }

  #phaseOf(animation: CSSAnimation): void {
    const { effect, currentTime } = animation;
    const target = this.#infoOf(effect);
    const delay = effect?.getTiming().delay ?? 0;
    if (target === undefined || typeof currentTime !== "number") return;
    const { pseudoElement } = effect as KeyframeEffect;
    this.#context.writer.phase(target.id, pseudoElement ?? "", animation.animationName, currentTime - delay);
  }

  #phase(event: AnimationEvent): void {
    const info = this.#context.ids.living(event.target as Element);
    if (info?.mask !== MASK.shown) return;
    // A frame's events count from the frame's own beginning.
    const now = documentOf(event.target as Element)?.defaultView?.performance.now() ?? event.timeStamp;
    const since = event.elapsedTime * 1_000 + now - event.timeStamp;
    const time = event.type === "animationstart" ? since : ENDLESS;
    this.#context.writer.phase(info.id, event.pseudoElement, event.animationName, time);
  }

  #tell(animation: Animation): void {
    const target = this.#infoOf(animation.effect);
    const id = this.#ids.get(animation) ?? (this.#lastId += 1);
    this.#ids.set(animation, id);
    const wasTold = this.#told.has(animation);
    if (target === undefined || !hasEffect(animation)) {
      if (wasTold) this.#context.writer.animationGone(id);
      this.#told.delete(animation);
      return;
    }
    this.#told.add(animation);
    const effect = animation.effect as KeyframeEffect;
    const { pseudoElement } = effect;
    const easing = String(effect.getTiming().easing);
    const keyframes = keyframesOf(effect);
    this.#context.writer.animation(
      id,
      target.id,
      pseudoElement ?? "",
      easing,
      timingOf(animation),
      keyframes,
    );
  }

  /** What was told of the element that an effect is on; undefined when it is not shown. */
  #infoOf(effect: AnimationEffect | null): NodeInfo | undefined {
    const target = (effect as KeyframeEffect | null)?.target;
    const info = target ? this.#context.ids.living(target) : undefined;
    return info?.mask === MASK.shown ? info : undefined;
  }

  #changed(animation: Animation): void {
    if ("animationName" in animation || "transitionProperty" in animation) return;
    if (!this.#ids.has(animation)) {
      this.#ids.set(animation, (this.#lastId += 1));
      listen(animation, ["finish", "cancel", "remove"], () => this.#changed(animation), this.#context.signal);
    }
    this.#dirty.add(animation);
    this.#mark();
  }

  /** An effect does not tell whose it is; an animation of a document that is in effect does. */
  #effectChanged(effect: KeyframeEffect): void {
    const document = effect.target?.ownerDocument;
    for (const animation of document?.getAnimations() ?? [])
      if (animation.effect === effect) this.#changed(animation);
  }

  #mark(): void {
    this.#context.dirty.other = true;
    this.#context.request();
  }
}

/** Whether an animation shows: it runs, or fills what comes after it. One that follows scrolling is not told. */
function hasEffect({ effect, playState, replaceState, currentTime }: Animation): boolean {
  if (playState === "idle" || replaceState === "removed" || typeof currentTime !== "number") return false;
  const fill = effect?.getTiming().fill;
  return playState !== "finished" || fill === "forwards" || fill === "both";
}

/** ANIMATION_TIMING of `animation`. */
function timingOf({ effect, currentTime, playbackRate, playState }: Animation): number[] {
  const timing = effect?.getTiming() ?? {};
  const { delay = 0, endDelay = 0, duration, iterations = 1, iterationStart = 0, direction, fill } = timing;
  return [
    delay,
    endDelay,
    typeof duration === "number" ? duration : 0,
    iterations === Infinity ? ENDLESS : iterations * 1_000,
    iterationStart * 1_000,
    Math.max(0, DIRECTIONS.indexOf(direction ?? "normal")),
    Math.max(0, (FILLS as readonly string[]).indexOf(fill ?? "none")),
    Number(currentTime),
    playbackRate * 1_000,
    playState === "running" ? 1 : 0,
  ];
}

/** Names that are no properties in a keyframe. */
const NO_PROPERTIES: ReadonlySet<string> = new Set(["offset", "computedOffset", "easing", "composite"]);

/** Keyframes as they are told. */
function keyframesOf(effect: KeyframeEffect): string[] {
  return effect.getKeyframes().flatMap((frame) => {
    const properties = Object.entries(frame).filter(([name]) => !NO_PROPERTIES.has(name));
    const said = properties.flatMap(([name, value]) => [name, String(value)]);
    return ["", String(frame.computedOffset), frame.easing, frame.composite, ...said];
  });
}
