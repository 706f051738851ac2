// How much may be on its way. Grows while round trips stay short, shrinks when they show a queue building up: on a thin
// line a large message then fills the line and not the buffers along it, and an urgent one passes in a moment.
import {
  BASE_DELAY_LIFE_MS,
  MAX_QUEUE_DELAY_MS,
  MAX_WINDOW_BYTES,
  MIN_WINDOW_BYTES,
  START_WINDOW_BYTES,
} from "./limits.ts";

/** The congestion window of one link, led by delay (the idea of RFC 6817, LEDBAT). */
export class Window {
  #bytes = START_WINDOW_BYTES;
  /** Before the first queue is met the window doubles each round trip. */
  #starting = true;
  #roundTripMs: number | undefined;
  #baseMs = Infinity;
  #recentBaseMs = Infinity;
  #baseSince = 0;
  #shrunkAt = -Infinity;

  /** Bytes that may be on their way. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Smoothed round trip in ms, the wait for the receipt included; undefined before the first. */
  get roundTripMs(): number | undefined {
    return this.#roundTripMs;
  }

  /**
   * Learns from a receipt: `ackedBytes` left the line, after `roundTripMs` when that is known. `full` says that the
   * window was what held sending back; else there is no reason to widen it.
   */
  acknowledge(now: number, ackedBytes: number, full: boolean, roundTripMs: number | undefined): void {
    if (roundTripMs === undefined) return;
    this.#measure(now, roundTripMs);
    if (roundTripMs - this.#baseMs > MAX_QUEUE_DELAY_MS) {
      this.#shrink(now, roundTripMs);
    } else if (full) {
      const growth = this.#starting ? ackedBytes : (ackedBytes * MIN_WINDOW_BYTES) / this.#bytes;
      this.#bytes = Math.min(MAX_WINDOW_BYTES, this.#bytes + growth);
    }
  }

  #measure(now: number, roundTripMs: number): void {
    this.#roundTripMs =
      this.#roundTripMs === undefined ? roundTripMs : this.#roundTripMs * 0.875 + roundTripMs * 0.125;
    if (now - this.#baseSince > BASE_DELAY_LIFE_MS) {
      this.#baseMs = this.#recentBaseMs;
      this.#recentBaseMs = Infinity;
      this.#baseSince = now;
    }
    this.#recentBaseMs = Math.min(this.#recentBaseMs, roundTripMs);
    this.#baseMs = Math.min(this.#baseMs, roundTripMs);
  }

  /** At most once a round trip: what is on the way now was sent under the old window. */
  #shrink(now: number, roundTripMs: number): void {
    if (now - this.#shrunkAt < roundTripMs) return;
    this.#shrunkAt = now;
    this.#starting = false;
    this.#bytes = Math.max(MIN_WINDOW_BYTES, this.#bytes / 2);
  }
}
