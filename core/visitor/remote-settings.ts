// What a group lets agents do, from the service's answer. What cannot be read lets them do nothing.
import type { Regions } from "../control/index.ts";
import { type GroupPermissions, NO_PERMISSIONS, PERMISSIONS, type Permissions } from "../protocol/index.ts";

/** What agents may do in a group's pages, if the visitor lets them. */
export interface RemoteSettings extends GroupPermissions {
  readonly regions: Regions;
}

export const NOTHING_ALLOWED: RemoteSettings = { ...NO_PERMISSIONS, regions: "marked", roles: {} };

type Said = Readonly<Record<string, unknown>>;

/** What says anything but true is not permitted. */
function permissionsIn(said: Said): Permissions {
  return PERMISSIONS.reduce((all, what) => ({ ...all, [what]: said[what] === true }), NO_PERMISSIONS);
}

function isObject(value: unknown): value is Said {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads the service's answer; an older service says nothing, and allows nothing. */
export function readRemoteSettings(value: unknown): RemoteSettings {
  if (!isObject(value)) return NOTHING_ALLOWED;
  const { regions, roles } = value;
  // Without its roles it cannot be told who may not.
  if ((regions !== "page" && regions !== "marked") || !isObject(roles)) return NOTHING_ALLOWED;
  const ofRoles = Object.entries(roles).map(([name, said]) => [
    name,
    permissionsIn(isObject(said) ? said : {}),
  ]);
  const guestPointing = value["guestPointing"] === true;
  return {
    ...permissionsIn(value),
    guestPointing,
    regions,
    roles: Object.fromEntries(ofRoles) as RemoteSettings["roles"],
  };
}
