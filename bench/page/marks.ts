// Marks in the trace (bench/trace.ts) around what is measured.

/** Time for late work of a recorder to show up in a measurement, in ms; as long a rest is measured before. */
const TAIL_MS = 200;

/** Resolves after `ms`. */
export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Runs `act` between marks that the trace shows, after as long a time of rest. */
export async function between(act: () => Promise<unknown>): Promise<void> {
  performance.mark("bench-rest");
  await wait(TAIL_MS);
  performance.mark("bench-start");
  await act();
  performance.mark("bench-done");
  await wait(TAIL_MS);
  performance.mark("bench-end");
}

/** Whether a frame is being made: what changes now is painted at the end of this task. */
let inFrame = false;

function nextTask(act: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = act;
  port2.postMessage(0);
}

/** From now on {@link painted} knows of changes that are made in an animation frame, as the peer's player does. */
export function noticeFrames(): void {
  const request = requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = (callback) =>
    request((time) => {
      inFrame = true;
      nextTask(() => (inFrame = false));
      callback(time);
    });
}

/** Resolves when what the page is now was laid out and painted. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    if (inFrame) nextTask(resolve);
    else requestAnimationFrame(() => nextTask(resolve));
  });
}
