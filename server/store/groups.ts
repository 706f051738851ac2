// Groups and what they have published for their sites.
import { z } from "zod";
import { fetchForm, type FetchSettings } from "../fetch/hosts.ts";
import { guestForm, type GuestSettings } from "./guest-settings.ts";
import { controlForm, type ControlSettings } from "./control-settings.ts";
import { maskForm, type MaskSettings } from "./mask-settings.ts";
import { RoleStore } from "./roles.ts";
import { presenceForm, type PresenceSettings } from "./presence-settings.ts";
import { sessionForm, type SessionSettings } from "./session-settings.ts";
import type { Database } from "./tables.ts";

/** What a group has published for one site. */
export interface GroupSettings {
  readonly mask: MaskSettings;
  readonly trustedOrigins: readonly string[];
  readonly session: SessionSettings;
  /** What is fetched for visitors whose browsers may not read it. */
  readonly fetch: FetchSettings;
  readonly control: ControlSettings;
  /** Whose scripts its pages get from addresses that name no release; null: this server's own. */
  readonly release: string | null;
  readonly guests: GuestSettings;
  readonly presence: PresenceSettings;
}

export type Site = "staging" | "production";

export const settingsForm = z.object({
  mask: maskForm.prefault({}),
  trustedOrigins: z.array(z.string()),
  session: sessionForm.prefault({}),
  fetch: fetchForm.prefault({}),
  control: controlForm.prefault({}),
  release: z
    .string()
    .regex(/^[\w.-]{1,32}$/)
    .nullable()
    .default(null),
  guests: guestForm.prefault({}),
  presence: presenceForm.prefault({}),
});

/** The groups of a database. */
export class GroupStore {
  readonly #database: Database;
  readonly #roles: RoleStore;

  constructor(database: Database) {
    this.#database = database;
    this.#roles = new RoleStore(database);
  }

  /** Whether there is any group: false before the first start. */
  async isEmpty(): Promise<boolean> {
    const row = await this.#database.selectFrom("groups").select("id").limit(1).executeTakeFirst();
    return row === undefined;
  }

  /** What holds on `site`, with what the group's roles may; undefined when nothing does, or when there is no such group. */
  async published(groupId: string, site: Site): Promise<GroupSettings | undefined> {
    const settings = await this.#latest(groupId, site);
    if (settings === undefined) return undefined;
    const roles = { ...settings.control.roles, ...(await this.#roles.permissions(groupId)) };
    return { ...settings, control: { ...settings.control, roles } };
  }

  /** Whose scripts the pages of a site get; null: this server's own release. */
  async releaseFor(groupId: string, site: string): Promise<string | null> {
    if (site !== "staging" && site !== "production") return null;
    return (await this.#latest(groupId, site))?.release ?? null;
  }

  /** Whether masks of a site name that role. */
  async masksFor(groupId: string, role: string): Promise<boolean> {
    const sites = await Promise.all([this.#latest(groupId, "staging"), this.#latest(groupId, "production")]);
    return sites.some((settings) => Object.hasOwn(settings?.mask.roleBasedMasking ?? {}, role));
  }

  async #latest(groupId: string, site: Site): Promise<GroupSettings | undefined> {
    const row = await this.#database
      .selectFrom("published")
      .select("settings")
      .where("group_id", "=", groupId)
      .where("site", "=", site)
      .orderBy("version", "desc")
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? undefined : settingsForm.parse(JSON.parse(row.settings));
  }

  /** Origins that the group trusts on its production site: their pages may embed its agents' viewer. None when there is no such group. */
  async embedders(groupId: string): Promise<readonly string[]> {
    return (await this.published(groupId, "production"))?.trustedOrigins ?? [];
  }

  /** Whether the group trusts the origin of a request. */
  async trusts(groupId: string, origin: string | undefined): Promise<boolean> {
    return origin !== undefined && (await this.embedders(groupId)).includes(origin);
  }

  /** Whether any group trusts it. */
  async anyTrusts(origin: string): Promise<boolean> {
    return (await this.trustedOrigins()).includes(origin);
  }

  /** Origins that any group trusts on its production site: those may embed the viewer. */
  async trustedOrigins(): Promise<readonly string[]> {
    const groups = await this.#database.selectFrom("groups").select("id").execute();
    const settings = await Promise.all(groups.map(({ id }) => this.published(id, "production")));
    return [...new Set(settings.flatMap((each) => each?.trustedOrigins ?? []))];
  }
}
