// How often something may be tried. Counted in memory: a restart forgives, and takes longer than it forgives.
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** So many in a window; whoever goes over waits. */
export interface Allowance {
  readonly count: number;
  readonly windowS: number;
  readonly blockS: number;
}

/** Counts attempts by whoever makes them. */
export class Attempts {
  readonly #limiter: RateLimiterMemory;
  readonly #count: number;

  constructor({ count, windowS, blockS }: Allowance) {
    this.#count = count;
    this.#limiter = new RateLimiterMemory({ points: count, duration: windowS, blockDuration: blockS });
  }

  /** Counts one; resolves to the seconds to wait when it was one too many, else to 0. */
  async count(who: string): Promise<number> {
    try {
      await this.#limiter.consume(who);
      return 0;
    } catch (refusal) {
      return secondsOf(refusal);
    }
  }

  /** The seconds `who` has to wait; 0 when it may try. Counts nothing. */
  async wait(who: string): Promise<number> {
    const state = await this.#limiter.get(who);
    return state !== null && state.consumedPoints > this.#count ? secondsOf(state) : 0;
  }

  /** Takes one back that turned out to be none. */
  async forgive(who: string): Promise<void> {
    await this.#limiter.reward(who);
  }

  /** Forgets what was counted. */
  async reset(who: string): Promise<void> {
    await this.#limiter.delete(who);
  }
}

function secondsOf(refusal: unknown): number {
  if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
  throw refusal;
}
