// What the messages of one page cost an agent's browser, counted before they get there.
import { ProtocolError } from "../protocol/index.ts";
import { MAX_BURST_STEPS, MAX_KEYFRAME_STEPS, MAX_SAID_UNITS, MAX_STEPS_PER_SECOND } from "./limits.ts";

/** Counts the cost of a message, and of messages over time. */
export class Budget {
  #maxSteps = MAX_KEYFRAME_STEPS;
  #steps = 0;
  #units = 0;
  /** Steps of late, of which time takes away. */
  #recent = 0;
  #at = 0;
  readonly #now: () => number;

  /** `now` tells the time in ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** A message of at most `maxSteps` begins. */
  begin(maxSteps: number): void {
    const now = this.#now();
    const passed = ((now - this.#at) / 1_000) * MAX_STEPS_PER_SECOND;
    this.#recent = Math.max(0, this.#recent + this.#steps - passed);
    this.#at = now;
    this.#maxSteps = Math.min(maxSteps, MAX_BURST_STEPS - this.#recent);
    this.#steps = 0;
    this.#units = 0;
  }

  /** @throws {ProtocolError} `too-many` when the steps of this message, or of the last seconds, are too many. */
  steps(count: number): void {
    this.#steps += count;
    if (this.#steps > this.#maxSteps) throw new ProtocolError("too-many", "steps");
  }

  /** Counts a string of this many UTF-16 units. @throws {ProtocolError} `too-large` past {@link MAX_SAID_UNITS}. */
  units(count: number): void {
    this.#units += count;
    if (this.#units > MAX_SAID_UNITS) throw new ProtocolError("too-large", "text");
  }
}
