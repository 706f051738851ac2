// The record of remote control: a visitor's page adds to it, the group's administrators read it. docs/API.md, "Control log".
import { z } from "zod";
import { Attempts } from "../auth/attempts.ts";
import type { SignIns } from "../auth/sign-in.ts";
import { isTokenOf } from "../auth/tokens.ts";
import {
  MAX_AGENT_SLOT,
  MAX_CONTROL_LINES,
  MAX_CONTROL_LINES_AT_ONCE,
  MAX_CONTROL_LINES_READ,
  MAX_CONTROL_LOGS,
} from "../limits.ts";
import type { Log } from "../log.ts";
import type { ControlLogStore } from "../store/control-log.ts";
import { json, noContent, refuse, tooMany } from "./answers.ts";
import { readCookie } from "./cookies.ts";
import type { HttpRequest, HttpResponse } from "./http-server.ts";
import { jsonRoute, type Route } from "./router.ts";

const textForm = z.string().max(256);
const count = z.number().int().min(1).max(1_000_000);
const countsForm = z
  .strictObject({ clicked: count, typed: count, chose: count, scrolled: count, navigated: count })
  .partial();
const entryForm = z.strictObject({
  slot: z.number().int().min(1).max(MAX_AGENT_SLOT),
  what: z.enum(["asked", "granted", "declined", "stopped", "used"]),
  by: z.enum(["visitor", "agent", "idle", "gone"]).optional(),
  counts: countsForm.optional(),
});
const logForm = z.object({
  session: textForm,
  token: textForm,
  entries: z.array(entryForm).min(1).max(MAX_CONTROL_LINES_AT_ONCE),
});

export interface ControlLogRouteOptions {
  readonly records: ControlLogStore;
  readonly signIns: SignIns;
  readonly log: Log;
}

const ENDED = refuse(410, "ended", "there is no such session, or the token is not its visitor's");
const FULL = refuse(409, "full", "the session's record is full");
const SIGNED_OUT = refuse(401, "signed-out", "nobody is signed in");
const FORBIDDEN = refuse(403, "forbidden", "only an administrator may do this");

/** Returns the routes. */
export function controlLogRoutes({ records, signIns, log }: ControlLogRouteOptions): readonly Route[] {
  const attempts = new Attempts(MAX_CONTROL_LOGS);

  async function add({ session, token, entries }: z.infer<typeof logForm>): Promise<HttpResponse> {
    const tokenHash = await records.visitorTokenHash(session);
    if (tokenHash === undefined || !isTokenOf(token, tokenHash)) return ENDED;
    const waitS = await attempts.count(session);
    if (waitS > 0) return tooMany("too-many-attempts", "too many lines of one session", waitS);
    if ((await records.count(session)) + entries.length > MAX_CONTROL_LINES) return FULL;
    await records.add(session, entries, Date.now());
    for (const entry of entries) log.info({ session, ...entry }, "remote control");
    return noContent();
  }

  async function read(request: HttpRequest): Promise<HttpResponse> {
    const user = await signIns.userOf(readCookie(request));
    if (user === undefined) return SIGNED_OUT;
    if (!user.roles.includes("administrator")) return FORBIDDEN;
    const before = Number(new URLSearchParams(request.query).get("before") ?? Infinity);
    if (!(before > 0)) return refuse(400, "malformed", "before: ms since 1970");
    const latest = Math.min(before, Number.MAX_SAFE_INTEGER);
    return json(200, { entries: await records.ofGroup(user.groupId, latest, MAX_CONTROL_LINES_READ) });
  }

  return [
    jsonRoute("everybody", "/api/v1/sessions/control-log", logForm, add),
    { method: "GET", path: "/api/v1/control-log", from: "own", handle: read },
  ];
}
