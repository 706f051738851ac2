// What a group decides about guests of its sessions. Whether agents may invite any is a permission: control-settings.ts. docs/GUESTS.md.
import { z } from "zod";
import { GUESTS_AT_ONCE } from "../limits.ts";

/** A page of the group's: whole, since guests come to it from elsewhere. */
const page = z
  .string()
  .max(2_048)
  .regex(/^https?:\/\/[^\s\\]+$/i, "an address begins with http:// or https://");

export const guestForm = z.strictObject({
  /** Whether the visitor is asked before a guest sees anything. */
  ask: z.boolean().default(true),
  /** So many may be in a session at once. */
  atOnce: z.number().int().min(0).max(20).default(GUESTS_AT_ONCE),
  /** Page where guests ask for their code, in place of ours: agents copy its address. */
  joinPage: page.optional(),
  /** Where guests go when it is over; our own words when there is none. */
  endPage: page.optional(),
});

export type GuestSettings = z.infer<typeof guestForm>;
