// Accounts and their sign-ins. Neither passwords nor the tokens of cookies are kept: only what they are checked against.
import type { Database } from "./tables.ts";

export type UserRole = "administrator" | "agent";

/** An account. */
export interface User {
  readonly id: string;
  readonly groupId: string;
  readonly username: string;
  /** What others see. */
  readonly name: string;
  readonly roles: readonly UserRole[];
  /** What the group calls its role; it decides what is masked for this agent. */
  readonly agentRole: string | undefined;
  /** What the agent is, as others see it. */
  readonly title?: string | undefined;
  /** What the group itself calls an agent who signs in by login keys. */
  readonly partnerUserId?: string | undefined;
}

/** An account with what its password is checked against. */
export interface UserWithPassword extends User {
  readonly passwordHash: string;
}

interface Row {
  id: string;
  group_id: string;
  username: string;
  name: string;
  roles: string;
  agentrole: string | null;
  title: string | null;
  partner_user_id: string | null;
}

/** Ids in one question to the database: SQLite takes a thousand values at least. */
const IDS_AT_ONCE = 500;

const COLUMNS = [
  "users.id",
  "users.group_id",
  "users.username",
  "users.name",
  "users.roles",
  "users.agentrole",
  "users.title",
  "users.partner_user_id",
] as const;

function userOf(row: Row): User {
  const { id, group_id: groupId, username, name } = row;
  const roles = JSON.parse(row.roles) as UserRole[]; // written by us
  const partnerUserId = row.partner_user_id ?? undefined;
  const [agentRole, title] = [row.agentrole ?? undefined, row.title ?? undefined];
  return { id, groupId, username, name, roles, agentRole, title, partnerUserId };
}

/** The accounts of a database. */
export class UserStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The account of that name, in any case. */
  async named(username: string): Promise<UserWithPassword | undefined> {
    const row = await this.#database
      .selectFrom("users")
      .select([...COLUMNS, "users.password_hash"])
      .where("username", "=", username.toLowerCase())
      .executeTakeFirst();
    return row === undefined ? undefined : { ...userOf(row), passwordHash: row.password_hash };
  }

  /** Whether an account may sign in: it was not switched off. */
  async isActive({ id }: User): Promise<boolean> {
    const row = await this.#database
      .selectFrom("users")
      .select("id")
      .where("id", "=", id)
      .where("switched_off_at", "is", null)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** The accounts of a group, by name. */
  async ofGroup(groupId: string): Promise<User[]> {
    const rows = await this.#database
      .selectFrom("users")
      .select(COLUMNS)
      .where("group_id", "=", groupId)
      .orderBy("username")
      .execute();
    return rows.map(userOf);
  }

  /** Which of these accounts there are, as agents who may sign in. */
  async agentsAmong(ids: ReadonlySet<string>): Promise<Set<string>> {
    const agents = new Set<string>();
    const all = [...ids];
    for (let at = 0; at < all.length; at += IDS_AT_ONCE) {
      const rows = await this.#database
        .selectFrom("users")
        .select(["id", "roles"])
        .where("switched_off_at", "is", null)
        .where("id", "in", all.slice(at, at + IDS_AT_ONCE))
        .execute();
      for (const { id, roles } of rows)
        if ((JSON.parse(roles) as UserRole[]).includes("agent")) agents.add(id); // written by us
    }
    return agents;
  }

  /** Adds an account; false when there is one of that name. */
  async add({ passwordHash, ...user }: UserWithPassword, now: number): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.#database
      .insertInto("users")
      .values({
        id: user.id,
        group_id: user.groupId,
        username: user.username.toLowerCase(),
        name: user.name,
        password_hash: passwordHash,
        roles: JSON.stringify(user.roles),
        agentrole: user.agentRole ?? null,
        title: user.title ?? null,
        created_at: now,
      })
      .onConflict((conflict) => conflict.column("username").doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  /** Gives the account of that name in `groupId` a role, or none; undefined when there is no such account. */
  async setAgentRole(
    groupId: string,
    username: string,
    agentRole: string | undefined,
  ): Promise<User | undefined> {
    return this.#set(groupId, username, { agentrole: agentRole ?? null });
  }

  /** The same with its title. */
  async setTitle(groupId: string, username: string, title: string | undefined): Promise<User | undefined> {
    return this.#set(groupId, username, { title: title ?? null });
  }

  async #set(
    groupId: string,
    username: string,
    fields: Partial<Pick<Row, "agentrole" | "title">>,
  ): Promise<User | undefined> {
    const row = await this.#database
      .updateTable("users")
      .set(fields)
      .where("group_id", "=", groupId)
      .where("username", "=", username.toLowerCase())
      .returning(COLUMNS)
      .executeTakeFirst();
    return row === undefined ? undefined : userOf(row);
  }

  /** Remembers a sign-in until `expiresAt`, and forgets those that are over. */
  async addSignIn(user: User, tokenHash: string, now: number, expiresAt: number): Promise<void> {
    await this.#database.deleteFrom("sign_ins").where("expires_at", "<=", now).execute();
    await this.#database
      .insertInto("sign_ins")
      .values({ token_hash: tokenHash, user_id: user.id, created_at: now, expires_at: expiresAt })
      .execute();
  }

  /** Who signed in with that token; undefined when nobody, or not any more. */
  async signedIn(tokenHash: string, now: number): Promise<User | undefined> {
    const row = await this.#database
      .selectFrom("sign_ins")
      .innerJoin("users", "users.id", "sign_ins.user_id")
      .select(COLUMNS)
      .where("token_hash", "=", tokenHash)
      .where("expires_at", ">", now)
      .where("users.switched_off_at", "is", null)
      .executeTakeFirst();
    return row === undefined ? undefined : userOf(row);
  }

  async removeSignIn(tokenHash: string): Promise<void> {
    await this.#database.deleteFrom("sign_ins").where("token_hash", "=", tokenHash).execute();
  }
}
