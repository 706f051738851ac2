// What may pass of animations: names of properties, values that are CSS and load nothing.
import { type AnimationsOps, ANIMATION_TIMING, DIRECTIONS, FILLS } from "../protocol/index.ts";
import { checkCss } from "./css.ts";
import { MAX_ANIMATION_MS, MAX_KEYFRAME_UNITS } from "./limits.ts";

const PSEUDO = /^(::[-a-z]{1,40}(\([-\w]{1,40}\))?)?$/;
const EASING = /^[-a-z]{1,40}(\([-\w\s.,%]{0,4000}\))?$/i;
const PROPERTY = /^(--[-\w]{1,128}|[a-zA-Z]{1,64})$/;
/** Names that are no properties in a keyframe. */
const RESERVED = new Set(["offset", "computedOffset", "easing", "composite"]);
const COMPOSITES = new Set(["auto", "replace", "add", "accumulate"]);
/** In no value: there is nothing to load in a keyframe. */
const LOADS = /url\(|image-set\(|src\(|glance-asset:/i;

type Timing = Parameters<AnimationsOps["animation"]>[4];

/** `pseudo`, or undefined when it is none. */
export const checkedPseudo = (pseudo: string): string | undefined =>
  PSEUDO.test(pseudo) ? pseudo : undefined;

/** An easing function; "linear" in place of what is none. */
export const checkedEasing = (easing: string): string => (EASING.test(easing) ? easing : "linear");

/** A time of an animation, within bounds. */
export const checkedTime = (timeMs: number): number =>
  Math.max(-MAX_ANIMATION_MS, Math.min(timeMs, MAX_ANIMATION_MS));

/** ANIMATION_TIMING within bounds; undefined when it is something else. */
export function checkedTiming(timing: Timing): number[] | undefined {
  if (timing.length !== ANIMATION_TIMING.length) return undefined;
  return timing.map((value, i) => {
    const name = ANIMATION_TIMING[i];
    if (name === "direction") return Math.min(Math.max(value, 0), DIRECTIONS.length - 1);
    if (name === "fill") return Math.min(Math.max(value, 0), FILLS.length - 1);
    if (name === "duration" || name === "iterationStart") return Math.max(0, checkedTime(value));
    return name === "iterations" ? Math.max(-1, value) : checkedTime(value);
  });
}

/** Keyframes without what is no property or would load something. */
export function checkedKeyframes(keyframes: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i < keyframes.length;) {
    if (keyframes[i] === "") {
      kept.push("", ...headOf(keyframes, i));
      i += 4;
    } else {
      const [name = "", value = ""] = keyframes.slice(i, i + 2);
      if (kept.length > 0 && isProperty(name, value)) kept.push(name, checkCss(value));
      i += 2;
    }
  }
  return kept;
}

function headOf(keyframes: readonly string[], at: number): string[] {
  const [offset = "", easing = "", composite = ""] = keyframes.slice(at + 1, at + 4);
  const number = Number(offset);
  const isOffset = number >= 0 && number <= 1;
  return [
    isOffset ? String(number) : "0",
    checkedEasing(easing),
    COMPOSITES.has(composite) ? composite : "auto",
  ];
}

function isProperty(name: string, value: string): boolean {
  return (
    PROPERTY.test(name) && !RESERVED.has(name) && value.length <= MAX_KEYFRAME_UNITS && !LOADS.test(value)
  );
}
