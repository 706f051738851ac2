// Accounts of agents whom a group's own server vouches for by login keys: made at their first sign-in, agents and nothing more,
// without a password. They are apart from accounts that sign in by password, so that no login key ever leads to one of those.
import { createId } from "../auth/tokens.ts";
import type { Database } from "./tables.ts";
import type { User, UserRole, UserStore } from "./users.ts";

/** No password has this for its hash. */
const NO_PASSWORD = "";
const ROLES: readonly UserRole[] = ["agent"];

export class PartnerUsers {
  readonly #database: Database;
  readonly #users: UserStore;

  constructor(database: Database, users: UserStore) {
    this.#database = database;
    this.#users = users;
  }

  /** The account of the agent whom the group calls that, in any case of letters. Undefined when there is none yet. */
  async find(groupId: string, partnerUserId: string): Promise<User | undefined> {
    const row = await this.#database
      .selectFrom("users")
      .select("username")
      .where("group_id", "=", groupId)
      .where("partner_user_id", "=", partnerUserId.toLowerCase())
      .executeTakeFirst();
    return row === undefined ? undefined : this.#users.named(row.username);
  }

  /** The same; makes it when there is none yet. */
  async findOrAdd(groupId: string, partnerUserId: string): Promise<User> {
    const id = createId();
    const username = `${partnerUserId.toLowerCase()}@${groupId}`;
    // A name that somebody else has is no reason to keep the agent out.
    for (const free of [username, `${username}~${id}`]) {
      const known = await this.find(groupId, partnerUserId);
      if (known !== undefined) return known;
      await this.#add(id, free, groupId, partnerUserId);
    }
    const added = await this.find(groupId, partnerUserId);
    if (added === undefined) throw new Error("an account was not added");
    return added;
  }

  /** Adds it, unless the name is taken, or another window has just signed the same agent in. */
  async #add(id: string, username: string, groupId: string, partnerUserId: string): Promise<void> {
    await this.#database
      .insertInto("users")
      .values({
        id,
        group_id: groupId,
        username,
        name: partnerUserId,
        password_hash: NO_PASSWORD,
        roles: JSON.stringify(ROLES),
        agentrole: null,
        partner_user_id: partnerUserId.toLowerCase(),
        created_at: Date.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
