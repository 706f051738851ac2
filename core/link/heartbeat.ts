// Notices a connection that broke without saying so: a closed lid, a lost network, a relay that froze.
import type { Clock } from "./clock.ts";
import { PING_INTERVAL_MS, SILENCE_MS } from "./limits.ts";

/** Watches one connection from {@link Heartbeat.start} to {@link Heartbeat.stop}. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #onping: () => void;
  readonly #onsilence: () => void;
  #heardAt = 0;
  #cancels: (() => void)[] = [];

  /** @param onping - Asks for a sign of life. @param onsilence - Called once: nothing was heard for too long. */
  constructor(clock: Clock, onping: () => void, onsilence: () => void) {
    this.#clock = clock;
    this.#onping = onping;
    this.#onsilence = onsilence;
  }

  /** Begins to watch. */
  start(): void {
    this.stop();
    this.heard();
    this.#ping();
    this.#watch(SILENCE_MS);
  }

  /** Something arrived, whatever it was. */
  heard(): void {
    this.#heardAt = this.#clock.now();
  }

  /** Ends watching. Safe to call twice. */
  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
  }

  #ping(): void {
    this.#cancels[0] = this.#clock.after(PING_INTERVAL_MS, () => {
      // First, since asking may find out that the connection is gone, which stops this.
      this.#ping();
      this.#onping();
    });
  }

  #watch(delayMs: number): void {
    this.#cancels[1] = this.#clock.after(delayMs, () => {
      const leftMs = this.#heardAt + SILENCE_MS - this.#clock.now();
      if (leftMs > 0) {
        this.#watch(leftMs);
        return;
      }
      this.stop();
      this.#onsilence();
    });
  }
}
