// The one source of the tables, for every database. A migration that was released is never changed; the next one mends it.
import { type Kysely, type Migration, Migrator, sql } from "kysely";
import type { Database } from "./tables.ts";

const first: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("groups")
      .addColumn("id", "varchar(32)", (column) => column.primaryKey())
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("published")
      .addColumn("group_id", "varchar(32)", (column) => column.notNull().references("groups.id"))
      .addColumn("site", "varchar(16)", (column) => column.notNull())
      .addColumn("version", "integer", (column) => column.notNull())
      .addColumn("settings", "text", (column) => column.notNull())
      .addColumn("published_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("published_key", ["group_id", "site", "version"])
      .execute();
    await users(db);
    await sessions(db);
  },
};

async function users(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("users")
    .addColumn("id", "varchar(32)", (column) => column.primaryKey())
    .addColumn("group_id", "varchar(32)", (column) => column.notNull().references("groups.id"))
    .addColumn("username", "varchar(128)", (column) => column.notNull().unique())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("password_hash", "text", (column) => column.notNull())
    .addColumn("roles", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("sign_ins")
    .addColumn("token_hash", "varchar(64)", (column) => column.primaryKey())
    .addColumn("user_id", "varchar(32)", (column) => column.notNull().references("users.id"))
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .execute();
}

async function sessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("sessions")
    .addColumn("id", "varchar(32)", (column) => column.primaryKey())
    .addColumn("group_id", "varchar(32)", (column) => column.notNull().references("groups.id"))
    .addColumn("site", "varchar(16)", (column) => column.notNull())
    .addColumn("key", "varchar(64)", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("ended_at", "bigint")
    .addColumn("ended_by", "varchar(16)")
    .execute();
  // A key is free again when its session is over.
  await db.schema
    .createIndex("sessions_running_key")
    .unique()
    .on("sessions")
    .columns(["group_id", "key"])
    .where(sql.ref("ended_at"), "is", null)
    .execute();
  await db.schema.createIndex("sessions_ended_at").on("sessions").column("ended_at").execute();
  await db.schema
    .createTable("participants")
    .addColumn("session_id", "varchar(32)", (column) =>
      column.notNull().references("sessions.id").onDelete("cascade"),
    )
    .addColumn("slot", "integer", (column) => column.notNull())
    .addColumn("role", "varchar(16)", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("user_id", "varchar(32)", (column) => column.references("users.id"))
    .addColumn("token_hash", "varchar(64)", (column) => column.notNull())
    .addColumn("generation", "integer", (column) => column.notNull())
    .addColumn("joined_at", "bigint", (column) => column.notNull())
    .addColumn("left_at", "bigint")
    .addPrimaryKeyConstraint("participants_key", ["session_id", "slot"])
    .execute();
}

/** Roles that decide what an agent sees. */
const agentRoles: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable("users").addColumn("agentrole", "varchar(70)").execute();
  },
};

/** How a visitor can be reached, as the site says. */
const contacts: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable("participants").addColumn("email", "varchar(127)").execute();
    await db.schema.alterTable("participants").addColumn("phone", "varchar(32)").execute();
  },
};

/** Agents whom a group's own server vouches for, and what it vouches with. */
const loginKeys: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable("groups").addColumn("login_secret", "text").execute();
    await db.schema.alterTable("users").addColumn("partner_user_id", "varchar(64)").execute();
    await db.schema
      .createIndex("users_partner_user")
      .unique()
      .on("users")
      .columns(["group_id", "partner_user_id"])
      .execute();
    await db.schema
      .createTable("used_login_keys")
      .addColumn("key_hash", "varchar(64)", (column) => column.primaryKey())
      .addColumn("expires_at", "bigint", (column) => column.notNull())
      .execute();
  },
};

/** What became of remote control in a session. */
const controlLog: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("control_log")
      .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
      .addColumn("session_id", "varchar(32)", (column) =>
        column.notNull().references("sessions.id").onDelete("cascade"),
      )
      .addColumn("slot", "integer", (column) => column.notNull())
      .addColumn("what", "varchar(16)", (column) => column.notNull())
      .addColumn("by", "varchar(16)")
      .addColumn("counts", "text")
      .addColumn("at", "bigint", (column) => column.notNull())
      .execute();
    await db.schema.createIndex("control_log_session").on("control_log").column("session_id").execute();
    await db.schema.createIndex("control_log_at").on("control_log").column("at").execute();
  },
};

/** A group may allow several sessions with one key: which are allowed, the registry decides. */
const sharedKeys: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.dropIndex("sessions_running_key").execute();
    await db.schema.createIndex("sessions_key").on("sessions").columns(["group_id", "key"]).execute();
  },
};

/** Whether agents may control pages was called `enabled` before there were permissions beside it. */
const namedControl: Migration = {
  async up(db: Kysely<unknown>) {
    const database = db as Database;
    for (const row of await database.selectFrom("published").selectAll().execute()) {
      const settings = JSON.parse(row.settings) as { control?: { enabled?: unknown } };
      if (settings.control?.enabled === undefined) continue;
      const { enabled: remoteControl, ...others } = settings.control;
      await database
        .updateTable("published")
        .set({ settings: JSON.stringify({ ...settings, control: { ...others, remoteControl } }) })
        .where("group_id", "=", row.group_id)
        .where("site", "=", row.site)
        .where("version", "=", row.version)
        .execute();
    }
  },
};

/** Who published what, what of it is a copy, and accounts that are switched off. */
const versions: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable("published").addColumn("published_by", "varchar(32)").execute();
    await db.schema.alterTable("published").addColumn("from_site", "varchar(16)").execute();
    await db.schema.alterTable("published").addColumn("from_version", "integer").execute();
    await db.schema.alterTable("users").addColumn("switched_off_at", "bigint").execute();
  },
};

/** Roles that a group keeps by themselves. */
const roles: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("roles")
      .addColumn("id", "varchar(32)", (column) => column.primaryKey())
      .addColumn("group_id", "varchar(32)", (column) => column.notNull().references("groups.id"))
      .addColumn("name", "varchar(70)", (column) => column.notNull())
      .addColumn("description", "varchar(255)", (column) => column.notNull())
      .addColumn("permissions", "text", (column) => column.notNull())
      .addUniqueConstraint("roles_name", ["group_id", "name"])
      .execute();
  },
};

/** What an agent is, as visitors are told. */
const titles: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable("users").addColumn("title", "varchar(126)").execute();
    await db.schema.alterTable("participants").addColumn("title", "varchar(126)").execute();
  },
};

/** By name, in the order in which they are done. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-first": first,
  "0002-agent-roles": agentRoles,
  "0003-contacts": contacts,
  "0004-login-keys": loginKeys,
  "0005-control-log": controlLog,
  "0006-shared-keys": sharedKeys,
  "0007-named-control": namedControl,
  "0020-versions": versions,
  "0021-roles": roles,
  "0022-titles": titles,
};

/** Brings the database's tables to what this release needs. @throws {Error} what the database said. */
export async function migrate(database: Database): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) };
  const { error } = await new Migrator({ db: database, provider }).migrateToLatest();
  if (error !== undefined)
    throw error instanceof Error ? error : new Error("a migration failed", { cause: error });
}
