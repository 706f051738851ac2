// From a session's key to the session, now or as soon as there is one; guesses are counted, whichever endpoint they come by.
import { UnknownKeys } from "../auth/unknown-keys.ts";
import type { Registry } from "../relay/registry.ts";
import type { Session } from "../relay/session.ts";
import { noContent, refuse, tooMany } from "./answers.ts";
import type { HttpResponse } from "./http-server.ts";

/** What is looked for. */
export interface Wanted {
  readonly groupId: string;
  readonly key: string;
  /** When there is none yet, for as long as a request may wait. */
  readonly wait: boolean;
  readonly signal: AbortSignal;
}

const UNKNOWN_KEY = refuse(404, "unknown-key", "nobody shares with that key");

export class SessionFinder {
  readonly #registry: Registry;
  readonly #waitMs: number;
  readonly #unknownKeys = new UnknownKeys();

  constructor(registry: Registry, waitMs: number) {
    this.#registry = registry;
    this.#waitMs = waitMs;
  }

  /** The session; or the answer for `who` that there is none. */
  async find(who: string, { groupId, key, wait, signal }: Wanted): Promise<Session | HttpResponse> {
    const blockedS = await this.#unknownKeys.wait(who);
    if (blockedS > 0) return tooMany("too-many-attempts", "too many unknown keys", blockedS);
    let session = this.#registry.byKey(groupId, key);
    if (session === undefined) {
      const waitS = await this.#unknownKeys.count(who, key);
      if (waitS > 0) return tooMany("too-many-attempts", "too many unknown keys", waitS);
      if (!wait) return UNKNOWN_KEY;
      await this.#registry.whenStarted(groupId, key, this.#waitMs, signal);
      session = this.#registry.byKey(groupId, key);
    }
    if (session === undefined || signal.aborted) return noContent();
    await this.#unknownKeys.forgive(who, key);
    return session;
  }
}
