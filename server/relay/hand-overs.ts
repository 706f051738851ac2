// Codes by which a page of another domain takes a session over: for one use, for one domain, for seconds. In memory alone: a code
// that a restart forgets is a link that the visitor follows without the session.
import { createToken, hashToken } from "../auth/tokens.ts";
import { HAND_OVER_LIFE_MS, MAX_HAND_OVERS } from "../limits.ts";

/** A session on its way to another domain. */
export interface HandOver {
  readonly session: string;
  readonly token: string;
  /** Origin that it is for. */
  readonly target: string;
}

interface Kept extends HandOver {
  readonly until: number;
  taken: boolean;
}

/** The codes that are out. */
export class HandOvers {
  readonly #lifeMs: number;
  /** By the code's hash: oldest first. */
  readonly #kept = new Map<string, Kept>();

  constructor(lifeMs = HAND_OVER_LIFE_MS) {
    this.#lifeMs = lifeMs;
  }

  /** A code for `handOver`; undefined when there are too many out. */
  create(handOver: HandOver): string | undefined {
    this.#forget();
    if (this.#kept.size >= MAX_HAND_OVERS) return undefined;
    const code = createToken();
    this.#kept.set(hashToken(code), { ...handOver, until: performance.now() + this.#lifeMs, taken: false });
    return code;
  }

  /** What the code is for, to a page of the domain that it is for. A code is worth nothing after the first try, whoever's it was. */
  take(code: string, origin: string): HandOver | undefined {
    const kept = this.#get(code);
    if (kept === undefined || kept.taken) return undefined;
    if (kept.target !== origin) {
      this.#kept.delete(hashToken(code));
      return undefined;
    }
    kept.taken = true;
    return kept;
  }

  /** Whether a code was taken; undefined when it is not (any more) known. */
  wasTaken(code: string): boolean | undefined {
    return this.#get(code)?.taken;
  }

  #get(code: string): Kept | undefined {
    this.#forget();
    return this.#kept.get(hashToken(code));
  }

  #forget(): void {
    const now = performance.now();
    for (const [hash, { until }] of this.#kept) {
      if (until > now) return;
      this.#kept.delete(hash);
    }
  }
}
