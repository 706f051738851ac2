// How many keys that lead nowhere an agent may try. The same key again is not another guess: agents wait for visitors.
import { MAX_UNKNOWN_KEYS } from "../limits.ts";
import { type Allowance, Attempts } from "./attempts.ts";

/** Counts different unknown keys by agent. */
export class UnknownKeys {
  readonly #attempts: Attempts;
  readonly #allowance: Allowance;
  /** The keys that count against an agent now, with the time they stop, in ms. As many as the allowance has, at most. */
  readonly #tried = new Map<string, Map<string, number>>();

  constructor(allowance: Allowance = MAX_UNKNOWN_KEYS) {
    this.#allowance = allowance;
    this.#attempts = new Attempts(allowance);
  }

  /** Seconds until `user` may try keys again; 0 for now. */
  async wait(user: string): Promise<number> {
    return this.#attempts.wait(user);
  }

  /** `user` tried a key that nobody has: seconds to wait when it was one too many, else 0. */
  async count(user: string, key: string): Promise<number> {
    const tried = this.#triedBy(user);
    if (tried.has(key)) return 0;
    const waitS = await this.#attempts.count(user);
    if (waitS === 0) tried.set(key, Date.now() + this.#allowance.windowS * 1000);
    return waitS;
  }

  /** Somebody has the key by now: it was no guess. */
  async forgive(user: string, key: string): Promise<void> {
    if (this.#triedBy(user).delete(key)) await this.#attempts.forgive(user);
  }

  #triedBy(user: string): Map<string, number> {
    const tried = this.#tried.get(user) ?? new Map<string, number>();
    const now = Date.now();
    for (const [key, until] of tried) if (until <= now) tried.delete(key);
    this.#tried.set(user, tried);
    return tried;
  }
}
