// What login keys are checked against: groups' secrets, and the keys that were used and are still in time.
import type { Database } from "./tables.ts";

/** The secrets and used keys of a database. */
export class LoginKeyStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** What the group signs its login keys with; undefined when it has nothing to, or when there is no such group. */
  async secretOf(groupId: string): Promise<string | undefined> {
    const row = await this.#database
      .selectFrom("groups")
      .select("login_secret")
      .where("id", "=", groupId)
      .executeTakeFirst();
    return row?.login_secret ?? undefined;
  }

  /** Gives the group another secret: keys made with the one before are forged ones from then on. */
  async setSecret(groupId: string, secret: string): Promise<void> {
    await this.#database
      .updateTable("groups")
      .set({ login_secret: secret })
      .where("id", "=", groupId)
      .execute();
  }

  /** Remembers a key until `expiresAt`; false when it was there. Decided by the database, also for two at the same time. */
  async takeOnce(hash: string, expiresAt: number, now: number): Promise<boolean> {
    await this.#database.deleteFrom("used_login_keys").where("expires_at", "<=", now).execute();
    const { numInsertedOrUpdatedRows } = await this.#database
      .insertInto("used_login_keys")
      .values({ key_hash: hash, expires_at: expiresAt })
      .onConflict((conflict) => conflict.column("key_hash").doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }
}
