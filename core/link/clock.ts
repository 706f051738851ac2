/** Time and chance as a link sees them. Tests put a virtual one in its place. */
export interface Clock {
  /** Milliseconds, never going back. */
  now(): number;
  /** Calls `run` once, `delayMs` from now; returns what calls it off. */
  after(delayMs: number, run: () => void): () => void;
  /** At least 0, less than 1. */
  random(): number;
}

/** The clock of the thread this runs on. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
  random: () => Math.random(),
};
