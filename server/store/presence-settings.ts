// What a group decides about presence: who of its agents may see which visitors are there, and call them. docs/PRESENCE.md.
import { z } from "zod";
import { MAX_ROLE_UNITS, MAX_ROLES, MAX_UNIQUE_ID_S, MIN_UNIQUE_ID_S, UNIQUE_ID_S } from "../limits.ts";

export const presenceForm = z.strictObject({
  /** Whether visitors' pages may say that they are there. */
  enabled: z.boolean().default(true),
  /** How long a unique id is good unless it is extended, in s. */
  uniqueIdS: z.number().int().min(MIN_UNIQUE_ID_S).max(MAX_UNIQUE_ID_S).default(UNIQUE_ID_S),
  /** Whether agents of a role may look and call, by the role's name. Others may. */
  roles: z
    .record(z.string().min(1).max(MAX_ROLE_UNITS), z.boolean())
    .refine((roles) => Object.keys(roles).length <= MAX_ROLES, `at most ${MAX_ROLES} roles`)
    .default({}),
});

export type PresenceSettings = z.infer<typeof presenceForm>;

/** Whether an agent of `role` may look for visitors and call them. */
export function mayUsePresence({ enabled, roles }: PresenceSettings, role: string | undefined): boolean {
  return enabled && (role === undefined || !Object.hasOwn(roles, role) || roles[role] === true);
}
