// The administrator's endpoints for a group's settings: edited on staging, published to production, taken back. docs/API.md, "Settings".
import { z } from "zod";
import type { SignIns } from "../auth/sign-in.ts";
import { MAX_TRUSTED_ORIGINS, MAX_VERSIONS_TOLD } from "../limits.ts";
import type { Log } from "../log.ts";
import { settingsForm, type Site } from "../store/groups.ts";
import type { User } from "../store/users.ts";
import type { NewVersion, VersionStore } from "../store/versions.ts";
import { asAdministratorOfGroup } from "./administrators.ts";
import { json, refuse } from "./answers.ts";
import type { HttpRequest, HttpResponse } from "./http-server.ts";
import { jsonRoute, type Route } from "./router.ts";

const siteForm = z.enum(["staging", "production"]);
const versionForm = z.number().int().min(1).max(0x7fff_ffff);
/** Every part has to be there, since what is left out would be as it is by default: nothing masked, say. */
const completeForm = z
  .record(z.string(), z.unknown())
  .refine(
    (parts) => Object.keys(settingsForm.shape).every((name) => Object.hasOwn(parts, name)),
    `all parts have to be there: ${Object.keys(settingsForm.shape).join(", ")}`,
  )
  .pipe(settingsForm.strict())
  .refine(
    ({ trustedOrigins }) => trustedOrigins.length <= MAX_TRUSTED_ORIGINS && trustedOrigins.every(isOrigin),
    `trustedOrigins: at most ${MAX_TRUSTED_ORIGINS} origins, such as https://crm.example.com`,
  );
const editForm = z.object({ base: versionForm, settings: completeForm });
const publishForm = z.object({ version: versionForm });
const revertForm = z.object({ site: siteForm, version: versionForm });

export interface SettingsRouteOptions {
  readonly signIns: SignIns;
  readonly versions: VersionStore;
  /** Whether this server has the scripts of a release. */
  readonly hasRelease: (release: string) => boolean;
  readonly log: Log;
}

const UNKNOWN_VERSION = refuse(404, "unknown-version", "there is no such version, or no such site");
const CHANGED = refuse(409, "changed", "another version was added meanwhile: read it first");
const UNKNOWN_RELEASE = refuse(
  409,
  "unknown-release",
  "this server does not have the scripts of that release",
);
const GROUP_PATH = "/api/v1/groups/{groupId}";

/** Returns the routes. */
export function settingsRoutes(options: SettingsRouteOptions): readonly Route[] {
  const { signIns, versions } = options;
  return [
    {
      method: "GET",
      path: `${GROUP_PATH}/settings`,
      from: "own",
      handle: (request) =>
        asAdministratorOfGroup(signIns, request, ({ groupId }) => read(versions, groupId, request)),
    },
    {
      method: "GET",
      path: `${GROUP_PATH}/versions`,
      from: "own",
      handle: (request) =>
        asAdministratorOfGroup(signIns, request, async ({ groupId }) => {
          const site = siteIn(request);
          if (site === undefined) return UNKNOWN_VERSION;
          return json(200, { versions: await versions.list(groupId, site, MAX_VERSIONS_TOLD) });
        }),
    },
    {
      ...jsonRoute("own", `${GROUP_PATH}/settings`, editForm, ({ base, settings }, request) =>
        asAdministratorOfGroup(signIns, request, ({ groupId, id: by }) =>
          add(options, { groupId, site: "staging", base, settings, by }, "settings edited"),
        ),
      ),
      method: "PUT",
    },
    jsonRoute("own", `${GROUP_PATH}/publish`, publishForm, ({ version }, request) =>
      asAdministratorOfGroup(signIns, request, (by) =>
        copy(options, by, { site: "staging", version }, "production", "settings published"),
      ),
    ),
    jsonRoute("own", `${GROUP_PATH}/revert`, revertForm, (from, request) =>
      asAdministratorOfGroup(signIns, request, (by) =>
        copy(options, by, from, from.site, "settings taken back"),
      ),
    ),
  ];
}

function siteIn({ query }: HttpRequest): Site | undefined {
  return siteForm.safeParse(new URLSearchParams(query).get("site") ?? "staging").data;
}

async function read(versions: VersionStore, groupId: string, request: HttpRequest): Promise<HttpResponse> {
  const site = siteIn(request);
  const named = new URLSearchParams(request.query).get("version");
  const version = named === null ? undefined : versionForm.safeParse(Number(named)).data;
  if (site === undefined || (named !== null && version === undefined)) return UNKNOWN_VERSION;
  const found = await versions.read(groupId, site, version);
  return found === undefined ? UNKNOWN_VERSION : json(200, { site, ...found });
}

/** A copy of `from` holds on `site` from now on. */
async function copy(
  options: SettingsRouteOptions,
  { groupId, id: by }: User,
  from: { readonly site: Site; readonly version: number },
  site: Site,
  what: string,
): Promise<HttpResponse> {
  const { versions } = options;
  const source = await versions.read(groupId, from.site, from.version);
  if (source === undefined) return UNKNOWN_VERSION;
  const base = (await versions.read(groupId, site))?.version ?? 0;
  return add(options, { groupId, site, base, settings: source.settings, by, from }, what);
}

async function add(
  { versions, hasRelease, log }: SettingsRouteOptions,
  added: NewVersion,
  what: string,
): Promise<HttpResponse> {
  const { release } = added.settings;
  if (release !== null && !hasRelease(release)) return UNKNOWN_RELEASE;
  const version = await versions.add(added, Date.now());
  if (version === undefined) return CHANGED;
  const { groupId: group, site, by, from } = added;
  log.info({ group, site, version, by, ...(from === undefined ? {} : { from }) }, what);
  return json(201, { site, version });
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
