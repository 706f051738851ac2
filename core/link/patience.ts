// Notices that something is awaited and nothing comes.
import type { Clock } from "./clock.ts";
import { MAX_PATIENCE_MS, MIN_PATIENCE_MS } from "./limits.ts";

/** A timer that looks again while there is progress, and runs out when there is none. */
export class Patience {
  readonly #clock: Clock;
  readonly #isWaiting: () => boolean;
  readonly #onout: () => void;
  #limitMs = MIN_PATIENCE_MS;
  #since = 0;
  #cancel: (() => void) | undefined;

  /** @param isWaiting - Whether anything is awaited. @param onout - Nothing came for too long; called again, ever later. */
  constructor(clock: Clock, isWaiting: () => boolean, onout: () => void) {
    this.#clock = clock;
    this.#isWaiting = isWaiting;
    this.#onout = onout;
  }

  /** Something is awaited from now on. */
  begin(): void {
    this.#since = this.#clock.now();
    if (this.#cancel === undefined) this.#look(this.#limitMs);
  }

  /** Some of it came, `roundTripMs` after it was asked for or so. */
  progressed(roundTripMs = 0): void {
    this.#since = this.#clock.now();
    this.#limitMs = Math.max(MIN_PATIENCE_MS, 4 * roundTripMs);
  }

  /** Nothing is awaited any more. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#limitMs = MIN_PATIENCE_MS;
  }

  #look(delayMs: number): void {
    this.#cancel = this.#clock.after(delayMs, () => {
      this.#cancel = undefined;
      if (!this.#isWaiting()) return;
      const leftMs = this.#since + this.#limitMs - this.#clock.now();
      if (leftMs > 0) {
        this.#look(leftMs);
        return;
      }
      this.#limitMs = Math.min(MAX_PATIENCE_MS, this.#limitMs * 2);
      this.begin();
      this.#onout();
    });
  }
}
