// What administrators do to accounts besides adding them: find them page by page, give them another password, switch them off and on.
import type { Database } from "./tables.ts";

/** An account in a list. */
export interface ListedAccount {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  /** What the group itself calls the agent; "" for accounts with a password. */
  readonly partnerUserId: string;
  /** "" for none, as its id is. */
  readonly agentRole: string;
  readonly roleId: string;
  readonly roles: readonly string[];
  readonly isActive: boolean;
}

/** What accounts are looked for by; all texts in any case of letters. What is absent is not asked for. */
export interface AccountFilter {
  /** Part of it. */
  readonly username?: string | undefined;
  /** Part of the first word of the name that others see, and of the rest. */
  readonly firstname?: string | undefined;
  readonly lastname?: string | undefined;
  /** Part of what the group itself calls the agent. */
  readonly puid?: string | undefined;
  /** A role's name; `-none-`: accounts without one. */
  readonly rolename?: string | undefined;
  /** A role's id; `0`: accounts without a role. */
  readonly roleId?: string | undefined;
}

const has = (text: string, part: string): boolean => text.toLowerCase().includes(part.toLowerCase());
const firstOf = (name: string): string => name.split(" ", 1)[0] ?? "";

const CONDITIONS: Readonly<Record<keyof AccountFilter, (account: ListedAccount, wanted: string) => boolean>> =
  {
    username: ({ username }, part) => has(username, part),
    firstname: ({ name }, part) => has(firstOf(name), part),
    lastname: ({ name }, part) => has(name.slice(firstOf(name).length + 1), part),
    puid: ({ partnerUserId }, part) => has(partnerUserId, part),
    rolename: ({ agentRole }, name) =>
      name === "-none-" ? agentRole === "" : agentRole.toLowerCase() === name.toLowerCase(),
    roleId: ({ agentRole, roleId }, id) => (id === "0" ? agentRole === "" : roleId === id),
  };

/** Whether an account fits all of `filter`, or with `any` one part of it. */
function fits(account: ListedAccount, filter: AccountFilter, any: boolean): boolean {
  const asked = (Object.keys(CONDITIONS) as (keyof AccountFilter)[]).flatMap((name) => {
    const wanted = filter[name];
    return wanted === undefined ? [] : [CONDITIONS[name](account, wanted)];
  });
  return any && asked.length > 0 ? asked.includes(true) : !asked.includes(false);
}

/** The accounts of a database, as administrators see them. */
export class AccountStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The accounts of a group that fit, by name. Cost: all accounts of the group are read. */
  async find(groupId: string, filter: AccountFilter, any: boolean): Promise<ListedAccount[]> {
    const rows = await this.#database
      .selectFrom("users")
      .leftJoin("roles", (join) =>
        join.onRef("roles.group_id", "=", "users.group_id").onRef("roles.name", "=", "users.agentrole"),
      )
      .select(["users.id", "users.username", "users.name", "users.partner_user_id", "users.agentrole"])
      .select(["users.roles", "users.switched_off_at", "roles.id as role_id"])
      .where("users.group_id", "=", groupId)
      .orderBy("users.username")
      .execute();
    return rows
      .map((row) => ({
        id: row.id,
        username: row.username,
        name: row.name,
        partnerUserId: row.partner_user_id ?? "",
        agentRole: row.agentrole ?? "",
        roleId: row.role_id ?? "",
        roles: JSON.parse(row.roles) as string[], // written by us
        isActive: row.switched_off_at === null,
      }))
      .filter((account) => fits(account, filter, any));
  }

  /** Gives an account with a password another one, and signs it out everywhere. Returns its id; undefined when there is none. */
  async setPassword(groupId: string, username: string, passwordHash: string): Promise<string | undefined> {
    const row = await this.#database
      .updateTable("users")
      .set({ password_hash: passwordHash })
      .where("group_id", "=", groupId)
      .where("username", "=", username.toLowerCase())
      .where("partner_user_id", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (row !== undefined) await this.#signOut(row.id);
    return row?.id;
  }

  /** Switches an account on; or off at `offAt`, which signs it out everywhere. Returns its id; undefined when there is none. */
  async switch(groupId: string, username: string, offAt: number | null): Promise<string | undefined> {
    const row = await this.#database
      .updateTable("users")
      .set({ switched_off_at: offAt })
      .where("group_id", "=", groupId)
      .where("username", "=", username.toLowerCase())
      .returning("id")
      .executeTakeFirst();
    if (row !== undefined && offAt !== null) await this.#signOut(row.id);
    return row?.id;
  }

  async #signOut(id: string): Promise<void> {
    await this.#database.deleteFrom("sign_ins").where("user_id", "=", id).execute();
  }
}
