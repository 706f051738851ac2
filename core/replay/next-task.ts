// Ends a task where it would become a long one.

/** Resolves in a task of its own, after what waits to be done: input, painting. */
export function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port2.onmessage = () => {
      port2.close();
      resolve();
    };
    port1.postMessage(undefined);
  });
}

/** As {@link nextTask}, but ahead of most frames where the browser can: a frame of a page that grows is a look at all of it. Input
 * still comes first, and a frame after 100 ms. */
export function quickTask(): Promise<void> {
  const { scheduler } = globalThis as { readonly scheduler?: Scheduler };
  if (scheduler === undefined) return nextTask();
  return new Promise((resolve) => void scheduler.postTask(() => resolve(), { priority: "user-blocking" }));
}
