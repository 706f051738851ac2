// What an agent's console shows in place of a cookie or a login key: a token for presence alone, for an hour at most. Kept in memory; a
// console asks for another one after a restart.
import { AUTHORIZATION_LIFE_MS, MAX_AUTHORIZATIONS } from "../limits.ts";
import { createToken, hashToken } from "./tokens.ts";

/** An agent as presence knows one. */
export interface PresenceAgent {
  /** The account's, or one that is made of what the group calls the agent. */
  readonly id: string;
  readonly groupId: string;
  readonly name: string;
  readonly agentRole: string | undefined;
}

/** Says who the token's owner is by now; undefined when that is nobody any more. */
export type Identify = () => Promise<PresenceAgent | undefined>;

interface Authorization {
  readonly identify: Identify;
  readonly expiresAt: number;
}

/** A token, and when it ends, in ms since 1970. */
export interface GrantedAuthorization {
  readonly token: string;
  readonly expiresAt: number;
}

/** Gives tokens, and tells whose they are. */
export class Authorizations {
  readonly #byHash = new Map<string, Authorization>();

  /** @param identify asked anew each time the token is used: accounts and roles change. @param until in ms: what it rests on ends then. */
  grant(identify: Identify, until = Infinity): GrantedAuthorization {
    const token = createToken();
    const expiresAt = Math.min(until, Date.now() + AUTHORIZATION_LIFE_MS);
    this.#makeRoom();
    this.#byHash.set(hashToken(token), { identify, expiresAt });
    return { token, expiresAt };
  }

  /** Whose it is; undefined when it is none, or not any more. */
  async agentOf(token: string): Promise<PresenceAgent | undefined> {
    const hash = hashToken(token);
    const found = this.#byHash.get(hash);
    if (found === undefined) return undefined;
    const agent = found.expiresAt > Date.now() ? await found.identify() : undefined;
    if (agent === undefined) this.#byHash.delete(hash);
    return agent;
  }

  /** Tokens of the same life stand in the order in which they end. */
  #makeRoom(): void {
    const now = Date.now();
    for (const [hash, { expiresAt }] of this.#byHash) {
      if (expiresAt > now && this.#byHash.size < MAX_AUTHORIZATIONS) break;
      this.#byHash.delete(hash);
    }
  }
}
