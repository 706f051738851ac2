// Ids that we give visitors whom their site does not know: a few digits to read out, good for minutes.
import { createDigits, createToken, hashToken, isTokenOf } from "../auth/tokens.ts";
import { MAX_UNIQUE_IDS, UNIQUE_ID_DIGITS } from "../limits.ts";

interface UniqueId {
  readonly tokenHash: string;
  expiresAt: number;
}

/** An id that was given. */
export interface GivenId {
  readonly id: string;
  /** Proves on the next page that it was given to this browser. */
  readonly token: string;
}

/** The unique ids of all groups. Times are of the monotonic clock. */
export class UniqueIds {
  readonly #byGroup = new Map<string, Map<string, UniqueId>>();
  readonly #isTaken: (groupId: string, id: string) => boolean;

  /** @param isTaken whether a session has that for its key. */
  constructor(isTaken: (groupId: string, id: string) => boolean) {
    this.#isTaken = isTaken;
  }

  /** Gives one that is good for so many s; undefined when the group has too many. */
  create(groupId: string, lifeS: number): GivenId | undefined {
    const ids = this.#byGroup.get(groupId) ?? new Map<string, UniqueId>();
    if (ids.size >= MAX_UNIQUE_IDS) return undefined;
    let id: string;
    do id = createDigits(UNIQUE_ID_DIGITS);
    while (ids.has(id) || this.#isTaken(groupId, id));
    const token = createToken();
    ids.set(id, { tokenHash: hashToken(token), expiresAt: performance.now() + lifeS * 1000 });
    this.#byGroup.set(groupId, ids);
    return { id, token };
  }

  /** How long one is good yet, in s; undefined when it is not, or was not given to who has `token`. */
  leftS(groupId: string, { id, token }: GivenId): number | undefined {
    const found = this.#byGroup.get(groupId)?.get(id);
    if (found === undefined || !isTokenOf(token, found.tokenHash)) return undefined;
    const leftMs = found.expiresAt - performance.now();
    return leftMs > 0 ? Math.ceil(leftMs / 1000) : undefined;
  }

  /** Makes one good for so many s from now. */
  extend(groupId: string, id: string, lifeS: number): void {
    const found = this.#byGroup.get(groupId)?.get(id);
    if (found !== undefined) found.expiresAt = performance.now() + lifeS * 1000;
  }

  /** Forgets those that are over, and returns them. */
  sweep(): { readonly groupId: string; readonly id: string }[] {
    const now = performance.now();
    const over = [...this.#byGroup].flatMap(([groupId, ids]) =>
      [...ids].filter(([, { expiresAt }]) => expiresAt <= now).map(([id]) => ({ groupId, id })),
    );
    for (const { groupId, id } of over) this.#byGroup.get(groupId)?.delete(id);
    return over;
  }
}
