// What of ours stands on the page's prototypes, so that it can be taken away again. It is held by its window alone: a frame may come
// and go ten thousand times.
import { addListener } from "./natives.ts";
import { IterableWeakSet } from "./weak-set.ts";

/** A hook, what stood in its place, and how long it stays. */
interface Hook {
  readonly hooked: PropertyDescriptor;
  readonly original: PropertyDescriptor;
  readonly signal: AbortSignal;
}

/** The hooks on an object by the property's name, later ones over earlier ones. */
const hooks = new WeakMap<object, Map<string, Hook[]>>();
/** Objects with hooks, by what ends these. */
const owners = new WeakMap<AbortSignal, IterableWeakSet<object>>();

/** Puts a hook on the property `name` of `owner`. It is taken away at the end, unless the page has put another one over it by then. */
export function hang(owner: object, name: string, hook: Hook): void {
  if (hook.original.configurable !== true) return;
  Object.defineProperty(owner, name, hook.hooked);
  const named = hooks.get(owner) ?? new Map<string, Hook[]>();
  hooks.set(owner, named);
  named.set(name, [...(named.get(name) ?? []), hook]);
  ownersOf(hook.signal).add(owner);
}

/** One listener for all hooks: a signal keeps each of its listeners, and goes through them for each new one. */
function ownersOf(signal: AbortSignal): IterableWeakSet<object> {
  const known = owners.get(signal);
  if (known !== undefined) return known;
  const made = new IterableWeakSet<object>();
  owners.set(signal, made);
  addListener(signal, "abort", () => restore(made), { once: true });
  return made;
}

function restore(all: Iterable<object>): void {
  for (const owner of all) for (const [name, own] of hooks.get(owner) ?? []) restoreOne(owner, name, own);
}

/** From the top: one that still works may stand on one that does not. */
function restoreOne(owner: object, name: string, own: Hook[]): void {
  for (let top = own.at(-1); top?.signal.aborted === true; top = own.at(-1)) {
    putBack(owner, name, top);
    own.pop();
  }
}

/** A property may have a hook of ours on either part: each takes its own away. */
function putBack(owner: object, name: string, { hooked, original }: Hook): void {
  const now = Object.getOwnPropertyDescriptor(owner, name);
  if (now === undefined) return;
  for (const part of ["value", "get", "set"] as const)
    if (hooked[part] !== original[part] && now[part] === hooked[part])
      // eslint-disable-next-line @typescript-eslint/unbound-method -- put back where it was
      Object.defineProperty(owner, name, { ...now, [part]: original[part] as unknown });
}
