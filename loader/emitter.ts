// Events of `GLANCE.Cobrowse.Visitor`, and session messages. They stand in the loader, so that a listener added before the rest of
// the code is here hears everything. No class: its private fields would be costly in the oldest syntax that the loader is built for.
import type { VisitorApi, VisitorEventName, VisitorEvents } from "./api.ts";

/** The methods of the API that listen. */
export type ListenerMethods = Pick<
  VisitorApi,
  | "addEventListener"
  | "removeEventListener"
  | "getSessionState"
  | "addSessionMessageListener"
  | "removeSessionMessageListener"
>;

/** Calls listeners in the order in which they came. What one throws is reported like any event listener's error. */
export interface Emitter {
  readonly methods: ListenerMethods;
  readonly emit: <N extends VisitorEventName>(name: N, event: VisitorEvents[N]) => void;
  readonly emitMessage: (name: string, message: object) => void;
}

/** Before the names of session messages, which stand in one map with events: no event has a blank in its name. */
const MESSAGE = "message ";

/** Returns an emitter that nobody listens to yet. */
export function createEmitter(): Emitter {
  const listeners = new Map<string, Set<unknown>>();
  const latest: { -readonly [N in VisitorEventName]?: VisitorEvents[N] } = {};

  const heardBy = (name: string): Set<unknown> => listeners.get(name) ?? new Set();

  function add(name: string, handler: unknown): void {
    if (typeof handler === "function") listeners.set(name, heardBy(name).add(handler));
  }

  function remove(name: string, handler: unknown): void {
    heardBy(name).delete(handler);
  }

  function call(name: string, ...values: unknown[]): void {
    for (const listener of [...heardBy(name)] as ((...given: unknown[]) => void)[]) {
      try {
        listener(...values);
      } catch (error) {
        setTimeout(() => {
          throw error;
        });
      }
    }
  }

  return {
    methods: {
      addEventListener: add,
      removeEventListener: remove,
      getSessionState: (name) => latest[name],
      addSessionMessageListener: (name, handler) => add(MESSAGE + name, handler),
      removeSessionMessageListener: (name, handler) => remove(MESSAGE + name, handler),
    },
    emit(name, event) {
      latest[name] = event;
      call(name, event);
    },
    emitMessage: (name, message) => call(MESSAGE + name, name, message),
  };
}
