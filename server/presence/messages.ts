// What may be said about presence, over its connections and its endpoints; all else is refused. Mirror: core/presence/wire.ts;
// docs/PROTOCOL.md, "Presence".
import { z } from "zod";
import { keyForm } from "../http/session-routes.ts";
import {
  MAX_PRESENCE_MEMBERS,
  MAX_PRESENCE_NAME_UNITS,
  MAX_PRESENCE_TEXT_UNITS,
  MAX_PRESENCE_URL_UNITS,
  MAX_SIGNAL_BYTES,
} from "../limits.ts";

const shortText = z.string().max(128);
export const groupForm = z.string().min(1).max(32);
export const siteForm = z.enum(["staging", "production"]);

/** A visitor's data: texts and numbers by name. */
export const dataForm = z
  .record(
    z
      .string()
      .max(MAX_PRESENCE_NAME_UNITS)
      .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u, "a name begins with a letter or a digit"),
    z.union([z.string().max(MAX_PRESENCE_TEXT_UNITS), z.number()]),
  )
  .refine(
    (data) => Object.keys(data).length <= MAX_PRESENCE_MEMBERS,
    `at most ${MAX_PRESENCE_MEMBERS} members`,
  );
export type PresenceData = z.infer<typeof dataForm>;

/** Where a visitor is, and with what. Without an address: the group masks that page. */
export const pageForm = z.object({
  url: z
    .string()
    .max(MAX_PRESENCE_URL_UNITS)
    .regex(/^https?:\/\/\S+$/i, "an address begins with http:// or https://")
    .optional(),
  browser: shortText.optional(),
  platform: shortText.optional(),
});
export type PresencePage = z.infer<typeof pageForm>;

const told = { data: dataForm.optional(), page: pageForm.optional() };

/** A report by request. */
export const reportForm = z.object({ groupid: groupForm, site: siteForm, visitorid: keyForm, ...told });

/** The first message of a connection says whose it is. */
const firstForm = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("visitor"),
    groupid: groupForm,
    site: siteForm,
    /** Absent: a unique id is wanted, or `unique` is to go on. */
    visitorid: keyForm.optional(),
    unique: z.object({ id: shortText, token: shortText }).optional(),
    /** Whether somebody looks at the page. */
    active: z.boolean(),
    ...told,
  }),
  z.object({
    type: z.literal("watch"),
    token: shortText,
    visitorid: keyForm.optional(),
    uniqueid: keyForm.optional(),
  }),
]);
export type FirstMessage = z.infer<typeof firstForm>;

/** What a visitor's page tells those who watch. */
const tellForm = z.object({
  type: z.literal("tell"),
  event: z.enum(["sessionstart", "sessionend", "accepted", "declined", "error"]),
  code: shortText.optional(),
  msg: z.string().max(512).optional(),
});
export type Told = Omit<z.infer<typeof tellForm>, "type">;

const visitorForm = z.discriminatedUnion("type", [
  z.object({ type: z.literal("report"), ...told }),
  z.object({ type: z.literal("active") }),
  z.object({ type: z.literal("extend") }),
  z.object({ type: z.literal("pong") }),
  tellForm,
]);
export type VisitorMessage = z.infer<typeof visitorForm>;

/** A name of a function: names with points between, none of which leads to an object's inside. */
const FUNCTION = /^[A-Za-z_$][\w$]{0,63}(\.[A-Za-z_$][\w$]{0,63}){0,7}$/;
const INSIDE = /(^|\.)(__\w*|prototype|constructor)(\.|$)/;
const functionForm = z
  .string()
  .max(256)
  .refine((name) => FUNCTION.test(name) && !INSIDE.test(name), "no name of a function");

const isShort = (data: unknown): boolean =>
  new TextEncoder().encode(JSON.stringify([data])).length <= MAX_SIGNAL_BYTES;
const TOO_LONG = `data has more than ${MAX_SIGNAL_BYTES} bytes`;

/** What an agent sends a visitor's page. */
export const signalForm = z.discriminatedUnion("mtype", [
  z.object({
    mtype: z.literal("invoke"),
    data: z.object({ func: functionForm, args: z.unknown().optional() }).refine(isShort, TOO_LONG),
  }),
  z.object({ mtype: z.literal("signal"), data: z.unknown().refine(isShort, TOO_LONG) }),
]);
export type Signal = z.infer<typeof signalForm>;

/** The message in those bytes; undefined when it is none. */
export function readFirst(bytes: Uint8Array): FirstMessage | undefined {
  return firstForm.safeParse(parse(bytes)).data;
}

/** The same of a visitor's page that is known. */
export function readVisitorMessage(bytes: Uint8Array): VisitorMessage | undefined {
  return visitorForm.safeParse(parse(bytes)).data;
}

/** Whether those who watch answer, which is all that they say. */
export function isPong(bytes: Uint8Array): boolean {
  return visitorForm.safeParse(parse(bytes)).data?.type === "pong";
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
