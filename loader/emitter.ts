// Events of `GLANCE.Cobrowse.Visitor`. They stand in the loader, so that a listener added before the rest of the code is here
// hears everything. No class: its private fields would be costly in the oldest syntax that the loader is built for.
import type { VisitorEventName, VisitorEvents, VisitorListener } from "./api.ts";

/** Listeners by event name, and the latest event of each name. */
export interface Emitter {
  /** Adds `handler` once; ignores what is no function. */
  add<N extends VisitorEventName>(name: N, handler: VisitorListener<N> | undefined): void;
  remove<N extends VisitorEventName>(name: N, handler: VisitorListener<N> | undefined): void;
  /** Calls the listeners in the order in which they came. What one throws is reported like any event listener's error. */
  emit<N extends VisitorEventName>(name: N, event: VisitorEvents[N]): void;
  /** What the latest event of that name carried. */
  latest<N extends VisitorEventName>(name: N): VisitorEvents[N] | undefined;
}

/** Returns an emitter that nobody listens to yet. */
export function createEmitter(): Emitter {
  const listeners = new Map<string, Set<unknown>>();
  const latest: { -readonly [N in VisitorEventName]?: VisitorEvents[N] } = {};
  return {
    add(name, handler) {
      if (typeof handler !== "function") return;
      listeners.set(name, (listeners.get(name) ?? new Set()).add(handler));
    },
    remove(name, handler) {
      listeners.get(name)?.delete(handler);
    },
    emit<N extends VisitorEventName>(name: N, event: VisitorEvents[N]) {
      latest[name] = event;
      for (const listener of [...(listeners.get(name) ?? [])] as VisitorListener<N>[]) {
        try {
          listener(event);
        } catch (error) {
          setTimeout(() => {
            throw error;
          });
        }
      }
    },
    latest: (name) => latest[name],
  };
}
