// What a browser put on its prototypes, also where a page was there first: synthetic shadow trees and micro-frontends replace what
// reads the tree. A new frame has prototypes that nobody has touched, and its functions work on any window's nodes.

type Part = "get" | "value";

const { toString } = Function.prototype;
const isNative = (found: unknown): boolean =>
  typeof found === "function" && toString.call(found).includes("[native code]");

let untouched: (Window & typeof globalThis) | undefined;

/** A window that no script of the page has seen, made when it is first needed. */
function untouchedWindow(): Window & typeof globalThis {
  if (untouched !== undefined) return untouched;
  const frame = document.createElement("iframe");
  frame.hidden = true;
  document.documentElement.append(frame);
  untouched = (frame.contentWindow ?? window) as Window & typeof globalThis;
  // What is taken from it is taken in this task: a window without a frame has no classes.
  queueMicrotask(() => {
    frame.remove();
    untouched = undefined;
  });
  return untouched;
}

/**
 * The browser's own getter or method `name` of `prototype`, which is one of this window's.
 *
 * @throws {Error} when the browser has none.
 */
export function pristine(prototype: object, name: string, part: Part): unknown {
  const found = Object.getOwnPropertyDescriptor(prototype, name)?.[part] as unknown;
  if (isNative(found)) return found;
  const className = prototype.constructor.name as "Node";
  const other = Object.getOwnPropertyDescriptor(untouchedWindow()[className].prototype, name)?.[
    part
  ] as unknown;
  const best = isNative(other) ? other : found;
  if (typeof best !== "function") throw new Error(`this browser has no ${className}.${name}`);
  return best;
}
