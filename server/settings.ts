// What the environment says, checked. docs/SERVER.md lists it.
import { z } from "zod";
import { fetchForm } from "./fetch/hosts.ts";
import {
  CONNECTIONS_PER_ADDRESS,
  MAX_PASSWORD_UNITS,
  MAX_USERNAME_UNITS,
  MIN_LOGIN_SECRET_UNITS,
} from "./limits.ts";
import { maskForm, type MaskSettings } from "./store/mask-settings.ts";
import { controlForm, type ControlSettings } from "./store/control-settings.ts";
import { guestForm, type GuestSettings } from "./store/guest-settings.ts";
import { presenceForm, type PresenceSettings } from "./store/presence-settings.ts";
import { sessionForm, type SessionSettings } from "./store/session-settings.ts";

/** Which HTTP and WebSocket implementation serves; `auto` takes uWebSockets.js when this machine has it. */
export type TransportName = "auto" | "uws" | "ws";

/** How the server runs. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** `sqlite:PATH`. */
  readonly databaseUrl: string;
  readonly transport: TransportName;
  /** How many proxies stand in front: so many of the last addresses in `X-Forwarded-For` are theirs to tell. */
  readonly proxyHops: number;
  /** How many connections to the relay one address may have at once. */
  readonly connectionsPerAddress: number;
  /** What group 1's own server signs login keys with, from this start on; undefined: it stays as it is. */
  readonly loginSecret: string | undefined;
  readonly firstStart: FirstStart;
}

/** What the first start puts into an empty database. */
export interface FirstStart {
  readonly username: string;
  /** Undefined: one is made, and printed once. */
  readonly password: string | undefined;
  /** Origins whose pages may embed the viewer. */
  readonly trustedOrigins: readonly string[];
  /** Hosts that files are fetched from for visitors; none: nothing is. */
  readonly fetchHosts: string[];
  /** What the first group masks, on both sites. */
  readonly mask: MaskSettings;
  /** How the first group's sessions are. */
  readonly session: SessionSettings;
  /** What its agents may do. */
  readonly control: ControlSettings;
  /** How it is with guests. */
  readonly guests: GuestSettings;
  /** Who may see which visitors are there. */
  readonly presence: PresenceSettings;
}

/** A variable that cannot be used; the message names it and says what it may be. */
export class SettingsError extends Error {
  readonly code = "invalid";

  constructor(message: string) {
    super(message);
    this.name = "SettingsError";
  }
}

/** Longest selector that the visitor's masking takes, in UTF-16 units (DESIGN: core/mask). */
const MAX_SELECTOR_UNITS = 1_024;

function integer(name: string, otherwise: number, max: number): z.ZodType<number> {
  const told = `${name} must be a whole number from 0 to ${max}`;
  return z
    .string()
    .regex(/^\d{1,5}$/, told)
    .transform(Number)
    .refine((value) => value <= max, told)
    .optional()
    .transform((value) => value ?? otherwise);
}

function isOrigin(text: string): boolean {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
}

const origins = z
  .string()
  .default("")
  .transform((list) =>
    list
      .split(",")
      .map((item) => item.trim().replace(/\/$/, ""))
      .filter(Boolean),
  )
  .refine(
    (list) => list.every(isOrigin),
    "GLANCE_TRUSTED_ORIGINS must be origins separated by commas, such as https://crm.example.com",
  );

/** Variables that hold JSON, and what they must be. */
const JSON_TOLD: Readonly<Record<string, string>> = {
  GLANCE_MASK: "GLANCE_MASK must be JSON as docs/MASKING.md describes it",
  GLANCE_CONTROL: "GLANCE_CONTROL must be JSON as docs/SERVER.md describes it",
  GLANCE_PRESENCE: "GLANCE_PRESENCE must be JSON as docs/SERVER.md describes it",
  GLANCE_SESSION: "GLANCE_SESSION must be JSON as docs/SERVER.md describes it",
  GLANCE_GUESTS: "GLANCE_GUESTS must be JSON as docs/GUESTS.md describes it",
};

const mask = z.string().default("{}").transform(jsonOf).pipe(maskForm);
const control = z.string().default("{}").transform(jsonOf).pipe(controlForm);
const presence = z.string().default("{}").transform(jsonOf).pipe(presenceForm);
const session = z.string().default("{}").transform(jsonOf).pipe(sessionForm);

const guests = z.string().default("{}").transform(jsonOf).pipe(guestForm);

const SELECTORS_TOLD = 'GLANCE_MASK_SELECTORS must be a JSON list of CSS selectors, such as ["[name=iban]"]';

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const selectors = z
  .string()
  .default("[]")
  .transform(jsonOf)
  .pipe(
    z.array(
      z.string(SELECTORS_TOLD).min(1, SELECTORS_TOLD).max(MAX_SELECTOR_UNITS, SELECTORS_TOLD),
      SELECTORS_TOLD,
    ),
  );

const fetchHosts = z
  .string()
  .default("")
  .transform((list) =>
    list
      .split(",")
      .map((item) => item.trim().toLowerCase())
      .filter(Boolean),
  )
  .refine(
    (hosts) => fetchForm.safeParse({ hosts }).success,
    "GLANCE_FETCH_HOSTS must be hosts separated by commas, such as cdn.example, *.cdn.example, or * for any",
  );

const environment = z.object({
  PORT: integer("PORT", 8080, 65_535),
  HOST: z.string().default("127.0.0.1"),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: z
    .string()
    .regex(/^sqlite:./, "DATABASE_URL must be sqlite:PATH; other databases are not there yet")
    .optional(),
  CLUSTER_URL: z
    .undefined("CLUSTER_URL is kept for several nodes, which this release does not have")
    .optional(),
  RELAY_TRANSPORT: z.enum(["auto", "uws", "ws"], "RELAY_TRANSPORT must be auto, uws or ws").default("auto"),
  GLANCE_PROXY_HOPS: integer("GLANCE_PROXY_HOPS", 0, 10),
  RELAY_CONNECTIONS_PER_ADDRESS: integer("RELAY_CONNECTIONS_PER_ADDRESS", CONNECTIONS_PER_ADDRESS, 1_000_000),
  GLANCE_ADMIN_USER: z
    .string()
    .max(MAX_USERNAME_UNITS, `GLANCE_ADMIN_USER may have ${MAX_USERNAME_UNITS} characters`)
    .default("admin"),
  GLANCE_ADMIN_PASSWORD: z
    .string()
    .max(MAX_PASSWORD_UNITS, `GLANCE_ADMIN_PASSWORD may have ${MAX_PASSWORD_UNITS} characters`)
    .optional(),
  GLANCE_LOGIN_SECRET: z
    .string()
    .min(MIN_LOGIN_SECRET_UNITS, `GLANCE_LOGIN_SECRET must have ${MIN_LOGIN_SECRET_UNITS} characters or more`)
    .optional(),
  GLANCE_TRUSTED_ORIGINS: origins,
  GLANCE_FETCH_HOSTS: fetchHosts,
  GLANCE_MASK: mask,
  GLANCE_MASK_SELECTORS: selectors,
  GLANCE_CONTROL: control,
  GLANCE_SESSION: session,
  GLANCE_GUESTS: guests,
  GLANCE_PRESENCE: presence,
});

/**
 * Reads the environment; a variable that is empty counts as not set.
 *
 * @throws {SettingsError} about the first variable that is wrong.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const { data, error } = environment.safeParse(given);
  if (data === undefined) throw new SettingsError(messageOf(error));
  return {
    port: data.PORT,
    host: data.HOST,
    dataDir: data.DATA_DIR,
    databaseUrl: data.DATABASE_URL ?? `sqlite:${data.DATA_DIR}/glance.db`,
    transport: data.RELAY_TRANSPORT,
    proxyHops: data.GLANCE_PROXY_HOPS,
    connectionsPerAddress: data.RELAY_CONNECTIONS_PER_ADDRESS,
    loginSecret: data.GLANCE_LOGIN_SECRET,
    firstStart: {
      username: data.GLANCE_ADMIN_USER,
      password: data.GLANCE_ADMIN_PASSWORD,
      trustedOrigins: data.GLANCE_TRUSTED_ORIGINS,
      fetchHosts: data.GLANCE_FETCH_HOSTS,
      mask: withSelectors(data.GLANCE_MASK, data.GLANCE_MASK_SELECTORS),
      session: data.GLANCE_SESSION,
      control: data.GLANCE_CONTROL,
      guests: data.GLANCE_GUESTS,
      presence: data.GLANCE_PRESENCE,
    },
  };
}

function messageOf({ issues: [issue] }: z.ZodError): string {
  if (issue === undefined) return "the environment is not valid";
  const [name, ...path] = issue.path;
  const told = JSON_TOLD[String(name)];
  return told === undefined ? issue.message : `${told}: ${path.join(".")} ${issue.message}`;
}

/** Selectors on their own say what to mask: they cannot be added to a list of what is shown. */
function withSelectors(settings: MaskSettings, selectors: readonly string[]): MaskSettings {
  if (selectors.length > 0 && settings.mode === "except")
    throw new SettingsError("GLANCE_MASK_SELECTORS cannot go with a GLANCE_MASK whose mode is except");
  return { ...settings, selectors: [...settings.selectors, ...selectors] };
}
