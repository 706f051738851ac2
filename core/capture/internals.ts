// Notices what scripts say of their custom elements to the browser alone: no observer and no event tells of it.
import { hookMethod, hookProperty } from "./listen.ts";

/** Hears of changes. `host`: of which element; undefined when that is not known. */
export interface InternalsEvents {
  /** Its states, or whether what is in it is right, may be another. */
  onchange(host: Element | undefined): void;
  /** A state of this name was set. */
  onname(name: string): void;
}

/** Elements by their internals, and by the sets of their states: of those attached, or seen at work, while this ran. */
const hosts = new WeakMap<object, Element>();

/** Hooks the internals of one window's elements until `signal` aborts. */
export function watchInternals(
  window: Window & typeof globalThis,
  events: InternalsEvents,
  signal: AbortSignal,
): void {
  const { HTMLElement, ElementInternals, CustomStateSet } = window as Partial<typeof globalThis>;
  if (HTMLElement === undefined || ElementInternals === undefined || CustomStateSet === undefined) return;
  const attached = (host: unknown, _: unknown[], internals: unknown): void =>
    void hosts.set(internals as object, host as Element);
  hookMethod(HTMLElement.prototype, "attachInternals", attached, signal);
  const internals = ElementInternals.prototype;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the internals it was asked of
  const states = Object.getOwnPropertyDescriptor(internals, "states")?.get as (() => object) | undefined;
  const asked = (self: unknown): void => {
    const host = hostOf(self as ElementInternals);
    if (host !== undefined && states !== undefined) hosts.set(states.call(self as ElementInternals), host);
    events.onchange(host);
  };
  hookProperty(internals, "states", "get", asked, signal);
  const judged = (self: unknown): void => events.onchange(hostOf(self as ElementInternals));
  hookMethod(internals, "setValidity", judged, signal);
  const added = (self: unknown, [name]: unknown[]): void => {
    events.onname(String(name));
    events.onchange(hosts.get(self as object));
  };
  hookMethod(CustomStateSet.prototype, "add", added, signal);
  const removed = (self: unknown): void => events.onchange(hosts.get(self as object));
  for (const name of ["delete", "clear"]) hookMethod(CustomStateSet.prototype, name, removed, signal);
}

/** Internals do not tell whose they are, but for a shadow root that they may tell. */
function hostOf(internals: ElementInternals): Element | undefined {
  return hosts.get(internals) ?? internals.shadowRoot?.host;
}
