// What agents may be let do at a visitor's page, by their group and their role. The server decides by it whom it lets speak, the
// visitor's side whom it hears: one rule for both (PRODUCT.md 15.3).

import type { Participant } from "./control.ts";
import type { AgentControlMessage } from "./remote.ts";

/** Each of them: act in the page, have the browser go elsewhere, draw, point out, let guests watch. */
export const PERMISSIONS = ["remoteControl", "navigation", "drawing", "pointing", "guests"] as const;
export type Permission = (typeof PERMISSIONS)[number];
export type Permissions = Readonly<Record<Permission, boolean>>;

/** What an agent needs for each thing that it shows or does. */
export const PERMISSION_OF: Readonly<Record<AgentControlMessage["type"], Permission>> = {
  point: "pointing",
  ripple: "pointing",
  highlight: "pointing",
  access: "pointing",
  draw: "drawing",
  // Takes away what was drawn before this was not permitted any more, too.
  clear: "pointing",
  press: "remoteControl",
  release: "remoteControl",
  move: "remoteControl",
  wheel: "remoteControl",
  key: "remoteControl",
  text: "remoteControl",
  set: "remoteControl",
  choose: "remoteControl",
  navigate: "navigation",
};

/** What a group lets its agents do, and which of that each role may. */
export interface GroupPermissions extends Permissions {
  /** By name. What a role does not name, it may not. */
  readonly roles: Readonly<Record<string, Readonly<Partial<Record<Permission, boolean | undefined>>>>>;
  /** Whether guests may point, as far as agents may; no when absent. */
  readonly guestPointing?: boolean | undefined;
}

/** Whoever is let do nothing. */
export const NO_PERMISSIONS: Permissions = {
  remoteControl: false,
  navigation: false,
  drawing: false,
  pointing: false,
  guests: false,
};

/**
 * What an agent of `role` may do. A role may no more than the group; whoever has no role, or one that the group says nothing
 * of, may what the group may.
 */
export function permissionsOf(group: GroupPermissions, role: string | undefined): Permissions {
  const own = role !== undefined && Object.hasOwn(group.roles, role) ? group.roles[role] : undefined;
  const may = (what: Permission): boolean => group[what] && (own === undefined || own[what] === true);
  return {
    remoteControl: may("remoteControl"),
    navigation: may("navigation"),
    drawing: may("drawing"),
    pointing: may("pointing"),
    guests: may("guests"),
  };
}

/** What somebody may do who is announced like that: an agent by its role, a guest next to nothing, anybody else nothing. */
export function permissionsOfParticipant(
  group: GroupPermissions,
  { role, agentrole }: Pick<Participant, "role"> & { readonly agentrole?: string | undefined },
): Permissions {
  if (role === "agent") return permissionsOf(group, agentrole);
  const mayPoint = role === "guest" && group.pointing && group.guestPointing === true;
  return { ...NO_PERMISSIONS, pointing: mayPoint };
}

/** Whether somebody may say anything on channel `control`; guests are let in elsewhere. */
export function maySpeak(permissions: Permissions): boolean {
  return PERMISSIONS.some((what) => what !== "guests" && permissions[what]);
}
