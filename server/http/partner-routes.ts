// Endpoints for agents whom a group's own server vouches for: sign in by a login key, and look a session up from a console of the
// group's. Mirrors: core/agent/service.ts, core/host-page/lookup.ts; docs/API.md, docs/AGENT-API.md.
import { z } from "zod";
import type { Credentials, LoginKeyRefusal } from "../auth/login-keys.ts";
import type { PartnerRefusal, PartnerSignIns } from "../auth/partner-sign-ins.ts";
import { MAX_PARTNER_USER_UNITS } from "../limits.ts";
import type { Log } from "../log.ts";
import type { GroupStore } from "../store/groups.ts";
import { account } from "./agent-routes.ts";
import { json, refuse, tooMany } from "./answers.ts";
import { addressOf, isOwnPage } from "./client.ts";
import { readCookie, setCookie } from "./cookies.ts";
import type { SessionFinder } from "./find-session.ts";
import type { HttpRequest, HttpResponse } from "./http-server.ts";
import { jsonRoute, type Route } from "./router.ts";
import { keyForm } from "./session-routes.ts";

const credentials = {
  partnerid: z.string().max(32),
  // Control characters would make one signature stand for two agents.
  partneruserid: z
    .string()
    .min(1)
    .max(MAX_PARTNER_USER_UNITS)
    .regex(/^\P{C}+$/u, "no control characters"),
  loginkey: z.string().max(256),
};
/** A login key, and whose it is. */
export const credentialsForm = z.object(credentials);
const signInForm = z.object({ ...credentials, framed: z.boolean().optional() });
const lookupForm = z.object({ ...credentials, key: keyForm, wait: z.boolean().optional() });

export interface PartnerRouteOptions {
  readonly groups: GroupStore;
  readonly partners: PartnerSignIns;
  readonly finder: SessionFinder;
  readonly proxyHops: number;
  readonly log: Log;
}

/** Returns the routes. */
export function partnerRoutes(options: PartnerRouteOptions): readonly Route[] {
  return [
    jsonRoute("own", "/api/v1/sign-in/login-key", signInForm, (body, request) =>
      signIn(options, body, request),
    ),
    jsonRoute("trusted", "/api/v1/lookup", lookupForm, (body, request) => lookUp(options, body, request)),
  ];
}

/** What whoever holds a key is told: it is theirs, so that they may know what is wrong with it. */
const MESSAGES: Readonly<Record<LoginKeyRefusal, string>> = {
  "unknown-partner": "there is no such partner, or it has no login keys",
  "login-key-forged": "the login key was not made with the partner's secret for this user",
  "login-key-expired": "the login key is not in time, or good for more than a day",
  "login-key-used": "the login key has been used",
};

const SWITCHED_OFF = refuse(403, "no-permission", "the account is switched off");

/** The answer to a login key that does not count. */
export function partnerRefusal(result: PartnerRefusal): HttpResponse {
  if (result.outcome === "no-permission") return SWITCHED_OFF;
  return result.outcome === "too-many-attempts"
    ? tooMany(result.outcome, "too many login keys that do not count", result.retryAfterSeconds)
    : refuse(401, result.outcome, MESSAGES[result.outcome]);
}

async function signIn(
  { partners, proxyHops, log }: PartnerRouteOptions,
  { framed = false, ...body }: z.infer<typeof signInForm>,
  request: HttpRequest,
): Promise<HttpResponse> {
  const address = addressOf(request, proxyHops);
  const result = await partners.signIn(body, readCookie(request), address);
  log.info({ outcome: result.outcome, address }, "sign-in by login key");
  if (result.outcome !== "signed-in") return partnerRefusal(result);
  const { user, token } = result;
  return json(200, account(user), token === undefined ? {} : setCookie(request, token, framed));
}

/** Whether a session with that key runs, and where the agent sees it. Of browsers' pages, ours and those of the group's trusted origins. */
async function lookUp(
  { partners, groups, finder, proxyHops, log }: PartnerRouteOptions,
  { key, wait = false, ...body }: z.infer<typeof lookupForm>,
  request: HttpRequest,
): Promise<HttpResponse> {
  const address = addressOf(request, proxyHops);
  const { partnerid, partneruserid } = body;
  if (!isOwnPage(request) && !(await groups.trusts(partnerid, request.headers.get("origin"))))
    return refuse(403, "untrusted-domain", "the page's origin is not a trusted one of the group");
  const refused = await partners.check(body, address);
  if (refused !== undefined) {
    log.info({ outcome: refused.outcome, address }, "look-up refused");
    return partnerRefusal(refused);
  }
  const who = `${partnerid} ${partneruserid.toLowerCase()}`;
  const found = await finder.find(who, { groupId: partnerid, key, wait, signal: request.signal });
  return "status" in found ? found : json(200, { joinurl: joinUrl(key, body) });
}

/** The key goes behind the number sign: that part of an address is sent to no server, so that no log of one has it. */
function joinUrl(key: string, { partnerid, partneruserid, loginkey }: Credentials): string {
  const query = new URLSearchParams({ SessionKey: key, Wait: "1", partnerid });
  const secret = new URLSearchParams({ partneruserid, loginkey });
  return `/agentjoin/AgentView.aspx?${String(query)}#${String(secret)}`;
}
