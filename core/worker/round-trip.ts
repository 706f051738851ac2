// How long the way to the visitor's worker and back takes: asked again and again, by numbers that come back.
import { ECHO_INTERVAL_MS, ECHO_PATIENCE_MS } from "./limits.ts";

export interface RoundTripPorts {
  /** Sends a number to the other side, which sends it back; it may be lost. */
  ask(id: number): void;
  /** A round trip in ms; undefined: no answer has come for long. */
  ontold(ms: number | undefined): void;
  readonly now?: () => number;
}

/** Measures from {@link RoundTrip.start} to {@link RoundTrip.stop}. */
export class RoundTrip {
  readonly #ports: RoundTripPorts;
  readonly #now: () => number;
  #timer: ReturnType<typeof setInterval> | undefined;
  #id = 0;
  #askedAt = 0;
  #heardAt = 0;
  /** The latest question is answered. */
  #isAnswered = true;

  constructor(ports: RoundTripPorts) {
    this.#ports = ports;
    this.#now = ports.now ?? (() => performance.now());
  }

  /** Asks at once, and from then on. Called anew, it forgets what was asked before. */
  start(): void {
    this.stop();
    this.#heardAt = this.#now();
    this.#ask();
    this.#timer = setInterval(() => this.tick(), ECHO_INTERVAL_MS);
  }

  /** An answer came. Those to earlier questions count for nothing. */
  heard(id: number): void {
    if (id !== this.#id || this.#isAnswered) return;
    this.#isAnswered = true;
    this.#heardAt = this.#now();
    this.#ports.ontold(this.#heardAt - this.#askedAt);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#isAnswered = true;
  }

  /** It is time to ask again. */
  tick(): void {
    if (!this.#isAnswered && this.#now() - this.#heardAt >= ECHO_PATIENCE_MS) this.#ports.ontold(undefined);
    this.#ask();
  }

  #ask(): void {
    this.#id = (this.#id + 1) >>> 0;
    this.#askedAt = this.#now();
    this.#isAnswered = false;
    this.#ports.ask(this.#id);
  }
}
