// Requests that have no answer yet: a server that stops lets them have one.
import type { Handler } from "./http-server.ts";

/** A handler that knows how many answers are owed. */
export interface CountedHandler {
  readonly handle: Handler;
  /** Resolves when none is owed, and those that were have been written; or after `patienceMs`. */
  idle(patienceMs: number): Promise<void>;
}

/** Counts the requests that `handler` works on. */
export function countInFlight(handler: Handler): CountedHandler {
  let owed = 0;
  let onidle: (() => void) | undefined;
  return {
    async handle(request) {
      owed += 1;
      try {
        return await handler(request);
      } finally {
        owed -= 1;
        if (owed === 0) onidle?.();
      }
    },
    async idle(patienceMs) {
      let timer: NodeJS.Timeout | undefined;
      if (owed > 0)
        await new Promise<void>((resolve) => {
          onidle = resolve;
          timer = setTimeout(resolve, patienceMs);
        });
      clearTimeout(timer);
      // The last answer is written a turn after its handler returns.
      await new Promise(setImmediate);
    },
  };
}
