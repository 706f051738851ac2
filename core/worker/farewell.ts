// Waits until the relay has heard that this participant ends or leaves the session.
import { withinTime } from "../model/index.ts";
import { FAREWELL_TIMEOUT_MS } from "./limits.ts";

/** Said once. */
export class Farewell {
  readonly #heard: Promise<void>;
  #resolve: () => void = () => undefined;

  constructor() {
    this.#heard = new Promise((resolve) => (this.#resolve = resolve));
  }

  /** The relay has heard it, or does not want to hear anything. */
  done(): void {
    this.#resolve();
  }

  /** Resolves then, or when it takes too long. */
  said(): Promise<void> {
    return withinTime(this.#heard, FAREWELL_TIMEOUT_MS);
  }
}
