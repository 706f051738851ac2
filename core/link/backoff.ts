// How long to wait before connecting anew: random, so that a restarted relay is not met by everybody at once.
import type { Clock } from "./clock.ts";
import { FIRST_RECONNECT_MS, MAX_RECONNECT_MS, MIN_RECONNECT_MS, STABLE_MS } from "./limits.ts";

/** Waits between attempts ("full jitter": anything up to a bound that doubles). */
export class Backoff {
  readonly #clock: Clock;
  #failures = 0;
  #openedAt: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A connection stands. */
  opened(): void {
    this.#openedAt = this.#clock.now();
  }

  /** The connection, or the attempt, failed: milliseconds to wait before the next. */
  failed(): number {
    if (this.#openedAt !== undefined && this.#clock.now() - this.#openedAt >= STABLE_MS) this.#failures = 0;
    this.#openedAt = undefined;
    const boundMs = Math.min(MAX_RECONNECT_MS, FIRST_RECONNECT_MS * 2 ** Math.min(this.#failures, 16));
    this.#failures += 1;
    return MIN_RECONNECT_MS + this.#clock.random() * (boundMs - MIN_RECONNECT_MS);
  }
}
