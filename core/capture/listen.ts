// The one place where listeners and hooks are put on the customer's page: nothing thrown in them reaches it.
import { hang } from "./hooks.ts";
import { addListener } from "./natives.ts";

/** `work` that never throws. What goes wrong in it is not the page's concern, and the next telling is not harmed by it. */
export function guarded<Values extends unknown[]>(
  work: (...values: Values) => void,
): (...values: Values) => void {
  return (...values) => {
    try {
      work(...values);
    } catch (error) {
      reportFault(error);
    }
  };
}

/** Faults for developers: visible in the console of the debug build, and never an `error` event of the page. */
export function reportFault(error: unknown): void {
  // eslint-disable-next-line no-console -- the page's own error handlers must not see it
  console.debug("glance-cobrowse: capture", error);
}

type Work = (event: Event) => void;

/** What is listened to until a signal says otherwise: by target and type. */
const listening = new WeakMap<AbortSignal, WeakMap<EventTarget, Map<string, Work[]>>>();

/**
 * Listens to `types` on `target`, before the page does and without delaying it, until `signal` says otherwise. However many nouns
 * listen to a type, the browser has one listener: each one costs a microsecond on every shadow root, and another on every event.
 */
export function listen(
  target: EventTarget,
  types: readonly string[],
  work: (event: Event) => void,
  signal: AbortSignal,
): void {
  const listener = guarded(work);
  const byTarget = listening.get(signal) ?? new WeakMap<EventTarget, Map<string, Work[]>>();
  listening.set(signal, byTarget);
  const byType = byTarget.get(target) ?? new Map<string, Work[]>();
  byTarget.set(target, byType);
  for (const type of types) {
    const known = byType.get(type);
    if (known !== undefined) known.push(listener);
    else {
      const all = [listener];
      byType.set(type, all);
      addListener(target, type, (event) => tellAll(all, event), { capture: true, passive: true, signal });
    }
  }
}

/** The browser took all listeners off `target`: what is listened to from now on is put there anew. */
export function listenersGone(target: EventTarget, signal: AbortSignal): void {
  listening.get(signal)?.delete(target);
}

function tellAll(all: readonly Work[], event: Event): void {
  for (const work of all) work(event);
}

/** The innermost target of an event, in open shadow trees too. */
export function targetOf(event: Event): EventTarget | undefined {
  return event.composedPath()[0];
}

type Method = (this: unknown, ...values: unknown[]) => unknown;

/** Calls `after` whenever the page has called the method `name` of `prototype`. */
export function hookMethod(
  prototype: object,
  name: string,
  after: (self: unknown, values: unknown[], result: unknown) => void,
  signal: AbortSignal,
): void {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  const original = descriptor?.value as Method | undefined;
  if (descriptor === undefined || original === undefined) return;
  const tell = guarded(after);
  const hooked = {
    [name](this: unknown, ...values: unknown[]): unknown {
      const result = Reflect.apply(original, this, values);
      if (!signal.aborted) tell(this, values, result);
      return result;
    },
  }[name];
  hang(prototype, name, { hooked: { ...descriptor, value: hooked }, original: descriptor, signal });
}

/**
 * Calls `before` with the object whenever the page calls one of the methods `names` of `prototype`. Costs little more than a call:
 * pages draw by a thousand of them. `before` must not throw.
 */
export function hookCalls(
  prototype: object,
  names: readonly string[],
  before: (self: object) => void,
  signal: AbortSignal,
): void {
  for (const name of names) {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
    const original = descriptor?.value as Method | undefined;
    if (descriptor === undefined || original === undefined) continue;
    const hooked = {
      [name](this: object, ...values: unknown[]): unknown {
        before(this);
        return Reflect.apply(original, this, values);
      },
    }[name];
    hang(prototype, name, { hooked: { ...descriptor, value: hooked }, original: descriptor, signal });
  }
}

/** Calls `before` and `after` the page's call of a method that makes it stand still meanwhile. */
export function hookAround(
  owner: object,
  name: string,
  { before, after }: { readonly before: () => void; readonly after: () => void },
  signal: AbortSignal,
): void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name);
  const original = descriptor?.value as Method | undefined;
  if (descriptor === undefined || original === undefined) return;
  const [begin, end] = [guarded(before), guarded(after)];
  const hooked = {
    [name](this: unknown, ...values: unknown[]): unknown {
      if (!signal.aborted) begin();
      try {
        return Reflect.apply(original, this, values);
      } finally {
        if (!signal.aborted) end();
      }
    },
  }[name];
  hang(owner, name, { hooked: { ...descriptor, value: hooked }, original: descriptor, signal });
}

/** Calls `after` with what was made whenever the page has called the class `name` of `window` as a constructor. */
export function hookConstructor(
  window: object,
  name: string,
  after: (made: unknown, values: unknown[]) => void,
  signal: AbortSignal,
): void {
  const descriptor = Object.getOwnPropertyDescriptor(window, name);
  const original = descriptor?.value as (new (...values: unknown[]) => object) | undefined;
  if (descriptor === undefined || original === undefined) return;
  const tell = guarded(after);
  const hooked = new Proxy(original, {
    construct(target, values: unknown[], newTarget): object {
      const made = Reflect.construct(target, values, newTarget) as object;
      if (!signal.aborted) tell(made, values);
      return made;
    },
  });
  hang(window, name, { hooked: { ...descriptor, value: hooked }, original: descriptor, signal });
}

/** Calls `after` whenever the page has read (`get`) or written (`set`) the property `name` of `prototype`. */
export function hookProperty(
  prototype: object,
  name: string,
  on: "get" | "set",
  after: (self: unknown) => void,
  signal: AbortSignal,
): void {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the object it was called on
  const original = descriptor?.[on] as Method | undefined;
  if (descriptor === undefined || original === undefined) return;
  const tell = guarded(after);
  const hooked = {
    [name](this: unknown, ...values: unknown[]): unknown {
      const result = Reflect.apply(original, this, values);
      if (!signal.aborted) tell(this);
      return result;
    },
  }[name];
  hang(prototype, name, { hooked: { ...descriptor, [on]: hooked }, original: descriptor, signal });
}
