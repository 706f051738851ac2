// A group's roles: what it calls them, and what their agents may. Accounts name theirs (users.ts).
import type { ControlSettings } from "./control-settings.ts";
import type { Database } from "./tables.ts";

/** What a role may; what is left out it may not. */
export type RolePermissions = ControlSettings["roles"][string];

/** A role as it is kept. */
export interface Role {
  readonly id: string;
  readonly groupId: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: RolePermissions;
}

/** A role, and how many accounts have it. */
export interface CountedRole extends Role {
  readonly userCount: number;
}

/** What became of a change: `taken`: another role has that name. */
export type RoleChange = "done" | "unknown" | "taken";

interface Row {
  id: string;
  group_id: string;
  name: string;
  description: string;
  permissions: string;
}

const roleOf = ({ id, group_id: groupId, name, description, permissions }: Row): Role => ({
  id,
  groupId,
  name,
  description,
  permissions: JSON.parse(permissions) as RolePermissions, // written by us
});

const rowOf = ({ id, groupId, name, description, permissions }: Role): Row => ({
  id,
  group_id: groupId,
  name,
  description,
  permissions: JSON.stringify(permissions),
});

/** The roles of a database. */
export class RoleStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The roles of a group, by name. */
  async ofGroup(groupId: string): Promise<CountedRole[]> {
    const rows = await this.#database
      .selectFrom("roles")
      .selectAll("roles")
      .select((build) =>
        build
          .selectFrom("users")
          .select(build.fn.countAll<number>().as("count"))
          .whereRef("users.group_id", "=", "roles.group_id")
          .whereRef("users.agentrole", "=", "roles.name")
          .as("count"),
      )
      .where("group_id", "=", groupId)
      .orderBy("name")
      .execute();
    return rows.map((row) => ({ ...roleOf(row), userCount: Number(row.count) }));
  }

  /** What each role of a group may, by name. */
  async permissions(groupId: string): Promise<ControlSettings["roles"]> {
    const rows = await this.#database
      .selectFrom("roles")
      .select(["name", "permissions"])
      .where("group_id", "=", groupId)
      .execute();
    return Object.fromEntries(
      rows.map(({ name, permissions }) => [name, JSON.parse(permissions) as RolePermissions]), // written by us
    );
  }

  /** Adds a role; false when there is one of that name. */
  async add(role: Role): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.#database
      .insertInto("roles")
      .values(rowOf(role))
      .onConflict((conflict) => conflict.columns(["group_id", "name"]).doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  /** Changes the role of that id. Accounts that have it have it under its new name. */
  async change(role: Role): Promise<RoleChange> {
    const { id, groupId, name } = role;
    return this.#database.transaction().execute(async (transaction) => {
      const roles = await transaction
        .selectFrom("roles")
        .select(["id", "name"])
        .where("group_id", "=", groupId)
        .execute();
      const before = roles.find((each) => each.id === id);
      if (before === undefined) return "unknown";
      if (roles.some((each) => each.name === name && each.id !== id)) return "taken";
      await transaction.updateTable("roles").set(rowOf(role)).where("id", "=", id).execute();
      await transaction
        .updateTable("users")
        .set({ agentrole: name })
        .where("group_id", "=", groupId)
        .where("agentrole", "=", before.name)
        .execute();
      return "done";
    });
  }

  /** Takes roles away that no account has; returns false, and takes none, when some account has one of them. */
  async remove(groupId: string, ids: readonly string[]): Promise<boolean> {
    const doomed = (await this.ofGroup(groupId)).filter(({ id }) => ids.includes(id));
    if (doomed.some(({ userCount }) => userCount > 0)) return false;
    if (doomed.length === 0) return true;
    await this.#database
      .deleteFrom("roles")
      .where("group_id", "=", groupId)
      .where(
        "id",
        "in",
        doomed.map(({ id }) => id),
      )
      .execute();
    return true;
  }
}
