// Events of `GLANCE.Cobrowse.Visitor`. They stand in the loader, so that a listener added before the rest of the code is here
// hears everything.
import type { VisitorEventName, VisitorEvents, VisitorListener } from "./api.ts";

/** Listeners by event name, and the latest event of each name. */
export class Emitter {
  readonly #listeners = new Map<string, Set<unknown>>();
  readonly #latest: { -readonly [N in VisitorEventName]?: VisitorEvents[N] } = {};

  /** Adds `handler` once; ignores what is no function. */
  add<N extends VisitorEventName>(name: N, handler: VisitorListener<N> | undefined): void {
    if (typeof handler !== "function") return;
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(handler));
  }

  remove<N extends VisitorEventName>(name: N, handler: VisitorListener<N> | undefined): void {
    this.#listeners.get(name)?.delete(handler);
  }

  /** Calls the listeners in the order in which they came. What one throws is reported like any event listener's error. */
  emit<N extends VisitorEventName>(name: N, event: VisitorEvents[N]): void {
    this.#latest[name] = event;
    for (const listener of [...(this.#listeners.get(name) ?? [])] as VisitorListener<N>[]) {
      try {
        listener(event);
      } catch (error) {
        setTimeout(() => {
          throw error;
        });
      }
    }
  }

  /** What the latest event of that name carried. */
  latest<N extends VisitorEventName>(name: N): VisitorEvents[N] | undefined {
    return this.#latest[name];
  }
}
