// What a group lets its agents do in its pages, when the visitor allows it, and which of that each role may. docs/REMOTE-CONTROL.md.
import { z } from "zod";
import { MAX_ROLE_UNITS, MAX_ROLES } from "../limits.ts";

/** What a role may; what is left out it may not. */
export const rolePermissionsForm = z
  .strictObject({
    remoteControl: z.boolean(),
    navigation: z.boolean(),
    drawing: z.boolean(),
    pointing: z.boolean(),
    guests: z.boolean(),
  })
  .partial();

export const controlForm = z.strictObject({
  /** Whether agents may ask for remote control. */
  remoteControl: z.boolean().default(true),
  /** Whether they may have the visitor's browser go elsewhere. */
  navigation: z.boolean().default(true),
  /** Whether they may draw on the page. */
  drawing: z.boolean().default(true),
  /** Whether they may point, and highlight elements. */
  pointing: z.boolean().default(true),
  /** Whether they may let guests watch. */
  guests: z.boolean().default(true),
  /** Whether guests may point, as far as agents may. */
  guestPointing: z.boolean().default(false),
  /** `page`: they may use all that is not masked. `marked`: only what has the class `glance_controllable`. */
  regions: z.enum(["page", "marked"]).default("page"),
  /** By the role's name. */
  roles: z
    .record(z.string().min(1).max(MAX_ROLE_UNITS), rolePermissionsForm)
    .refine((roles) => Object.keys(roles).length <= MAX_ROLES, `at most ${MAX_ROLES} roles`)
    .default({}),
});

export type ControlSettings = z.infer<typeof controlForm>;
