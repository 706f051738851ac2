// Shadow roots of elements: open ones, and closed ones that were made while this ran.
import { hookMethod } from "./listen.ts";
import { openRootOf } from "./natives.ts";

const closedRoots = new WeakMap<Element, ShadowRoot>();

/** The shadow root of `element`, if there is one that can be reached. */
export function rootOf(element: Element): ShadowRoot | null {
  return openRootOf(element) ?? closedRoots.get(element) ?? null;
}

/** Calls `onattach` for every element that gets a shadow root from now on. */
export function watchShadowRoots(
  prototype: Element,
  onattach: (host: Element) => void,
  signal: AbortSignal,
): void {
  const attached = (host: unknown, _values: unknown[], root: unknown): void => {
    if ((root as ShadowRoot).mode === "closed") closedRoots.set(host as Element, root as ShadowRoot);
    onattach(host as Element);
  };
  hookMethod(prototype, "attachShadow", attached, signal);
}
