// What a group has set for its two sites, version by version: the latest holds. Versions are added, and never changed.
import { type GroupSettings, settingsForm, type Site } from "./groups.ts";
import type { Database } from "./tables.ts";

/** One version of a site's settings. */
export interface Version {
  readonly version: number;
  readonly settings: GroupSettings;
}

/** What is told of a version besides its settings. */
export interface VersionRecord {
  readonly version: number;
  /** In ms since 1970. */
  readonly at: number;
  /** User name; null for the first start, and when the account is gone. */
  readonly by: string | null;
  /** What it is a copy of; null when it was edited. */
  readonly from: { readonly site: string; readonly version: number } | null;
}

/** A version to be added. */
export interface NewVersion {
  readonly groupId: string;
  readonly site: Site;
  /** The latest version that whoever adds it has seen. */
  readonly base: number;
  readonly settings: GroupSettings;
  /** Id of the account that adds it. */
  readonly by: string;
  readonly from?: { readonly site: Site; readonly version: number };
}

/** The versions of a database. */
export class VersionStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** A version's settings, of the latest unless one is named; undefined when there is none. */
  async read(groupId: string, site: Site, version?: number): Promise<Version | undefined> {
    const row = await this.#database
      .selectFrom("published")
      .select(["version", "settings"])
      .where("group_id", "=", groupId)
      .where("site", "=", site)
      .$if(version !== undefined, (query) => query.where("version", "=", version ?? 0))
      .orderBy("version", "desc")
      .limit(1)
      .executeTakeFirst();
    return row === undefined
      ? undefined
      : { version: row.version, settings: settingsForm.parse(JSON.parse(row.settings)) };
  }

  /** The versions of a site, the newest first, `limit` at most. */
  async list(groupId: string, site: Site, limit: number): Promise<VersionRecord[]> {
    const rows = await this.#database
      .selectFrom("published")
      .leftJoin("users", "users.id", "published.published_by")
      .select(["published.version", "published.published_at", "users.username"])
      .select(["published.from_site", "published.from_version"])
      .where("published.group_id", "=", groupId)
      .where("published.site", "=", site)
      .orderBy("published.version", "desc")
      .limit(limit)
      .execute();
    return rows.map(({ version, published_at: at, username, from_site: from, from_version: of }) => ({
      version,
      at,
      by: username,
      from: from === null || of === null ? null : { site: from, version: of },
    }));
  }

  /** Adds a version, which holds from now on, and returns its number; undefined when another was added since `base`. */
  async add(
    { groupId, site, base, settings, by, from }: NewVersion,
    now: number,
  ): Promise<number | undefined> {
    const version = base + 1;
    return this.#database.transaction().execute(async (transaction) => {
      const latest = await transaction
        .selectFrom("published")
        .select(({ fn }) => fn.max("version").as("version"))
        .where("group_id", "=", groupId)
        .where("site", "=", site)
        .executeTakeFirst();
      if ((latest?.version ?? 0) !== base) return undefined;
      await transaction
        .insertInto("published")
        .values({
          group_id: groupId,
          site,
          version,
          settings: JSON.stringify(settings),
          published_at: now,
          published_by: by,
          from_site: from?.site ?? null,
          from_version: from?.version ?? null,
        })
        .execute();
      return version;
    });
  }
}
