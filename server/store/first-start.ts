// What an empty database gets: group 1 with both sites published, and one administrator, who is an agent too.
import type { FirstStart } from "../settings.ts";
import type { GroupSettings } from "./groups.ts";
import type { Database } from "./tables.ts";
import type { UserRole } from "./users.ts";

export const FIRST_GROUP = "1";
const ROLES: readonly UserRole[] = ["administrator", "agent"];

/** Fills an empty database. */
export async function fillDatabase(
  database: Database,
  first: Omit<FirstStart, "password">,
  passwordHash: string,
  now: number,
): Promise<void> {
  const settings: GroupSettings = {
    mask: first.mask,
    trustedOrigins: first.trustedOrigins,
    session: first.session,
    control: first.control,
    guests: first.guests,
    presence: first.presence,
    fetch: { hosts: first.fetchHosts },
    release: null,
  };
  await database.transaction().execute(async (transaction) => {
    await transaction.insertInto("groups").values({ id: FIRST_GROUP, created_at: now }).execute();
    for (const site of ["staging", "production"])
      await transaction
        .insertInto("published")
        .values({
          group_id: FIRST_GROUP,
          site,
          version: 1,
          settings: JSON.stringify(settings),
          published_at: now,
        })
        .execute();
    await transaction
      .insertInto("users")
      .values({
        id: "1",
        group_id: FIRST_GROUP,
        username: first.username.toLowerCase(),
        name: first.username,
        password_hash: passwordHash,
        roles: JSON.stringify(ROLES),
        agentrole: null,
        created_at: now,
      })
      .execute();
  });
}
