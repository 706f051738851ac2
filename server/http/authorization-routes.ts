// An agent's console gets a token for presence: by a login key of the group's own server, or by being signed in here. docs/API.md, "Presence".
import { z } from "zod";
import type {
  Authorizations,
  GrantedAuthorization,
  Identify,
  PresenceAgent,
} from "../auth/authorizations.ts";
import { expiryOf } from "../auth/login-keys.ts";
import type { PartnerSignIns } from "../auth/partner-sign-ins.ts";
import type { SignIns } from "../auth/sign-in.ts";
import type { Log } from "../log.ts";
import type { Office } from "../presence/office.ts";
import type { GroupStore } from "../store/groups.ts";
import type { User } from "../store/users.ts";
import { json, refuse } from "./answers.ts";
import { addressOf, isOwnPage } from "./client.ts";
import { readCookie } from "./cookies.ts";
import type { HttpRequest, HttpResponse } from "./http-server.ts";
import { credentialsForm, partnerRefusal } from "./partner-routes.ts";
import { jsonRoute, type Route } from "./router.ts";

const authorizeForm = z.union([credentialsForm, z.strictObject({})]);
type LoginKeyBody = z.infer<typeof credentialsForm>;

function isLoginKey(body: object): body is LoginKeyBody {
  return "loginkey" in body;
}

export interface AuthorizationRouteOptions {
  readonly groups: GroupStore;
  readonly authorizations: Authorizations;
  readonly office: Office;
  readonly partners: PartnerSignIns;
  readonly signIns: SignIns;
  readonly proxyHops: number;
  readonly log: Log;
}

const SIGNED_OUT = refuse(401, "signed-out", "nobody is signed in");
const NO_PERMISSION = refuse(403, "no-permission", "the group does not let this agent use presence");
const UNTRUSTED = refuse(403, "untrusted-domain", "the page's origin is not a trusted one of the group");

/** Returns the route. */
export function authorizationRoute(options: AuthorizationRouteOptions): Route {
  return jsonRoute("trusted", "/api/v1/presence/authorize", authorizeForm, (body, request) =>
    isLoginKey(body) ? byLoginKey(options, body, request) : byCookie(options, request),
  );
}

/** A login key that has been used will do: it is the agent's as much as before. It is not used up. */
async function byLoginKey(
  options: AuthorizationRouteOptions,
  body: LoginKeyBody,
  request: HttpRequest,
): Promise<HttpResponse> {
  const { groups, partners, signIns, authorizations, proxyHops, log } = options;
  const { partnerid, partneruserid } = body;
  if (!isOwnPage(request) && !(await groups.trusts(partnerid, request.headers.get("origin"))))
    return UNTRUSTED;
  const address = addressOf(request, proxyHops);
  const refused = await partners.check(body, address);
  if (refused !== undefined) {
    log.info({ outcome: refused.outcome, address }, "presence authorization refused");
    return partnerRefusal(refused);
  }
  const identify: Identify = async () => {
    const user = await partners.userOf(partnerid, partneruserid);
    // Who has never signed in has no account yet, and no role.
    if (user === undefined) return newAgent(partnerid, partneruserid);
    return (await signIns.isActive(user)) ? agentOf(user) : undefined;
  };
  return granted(options, partnerid, authorizations.grant(identify, expiryOf(body.loginkey)));
}

/** The agent's cookie, for our own pages alone: ends when the agent signs out. */
async function byCookie(options: AuthorizationRouteOptions, request: HttpRequest): Promise<HttpResponse> {
  const { signIns, authorizations } = options;
  const cookie = readCookie(request);
  const user = isOwnPage(request) && cookie !== "" ? await signIns.userOf(cookie) : undefined;
  if (user === undefined) return SIGNED_OUT;
  const identify: Identify = async () => agentOf(await signIns.userOf(cookie));
  return granted(options, user.groupId, authorizations.grant(identify));
}

async function granted(
  { office }: AuthorizationRouteOptions,
  groupId: string,
  { token, expiresAt }: GrantedAuthorization,
): Promise<HttpResponse> {
  // By the same rule as each use of it, so that nobody holds one that is good for nothing.
  if ((await office.agentOf(token, { origin: undefined, isOwn: true })) === undefined) return NO_PERMISSION;
  return json(200, { token, groupid: groupId, expires: Math.floor(expiresAt / 1000) });
}

function agentOf(user: User | undefined): PresenceAgent | undefined {
  if (user?.roles.includes("agent") !== true) return undefined;
  const { id, groupId, name, agentRole } = user;
  return { id, groupId, name, agentRole };
}

function newAgent(groupId: string, name: string): PresenceAgent {
  return { id: `partner ${groupId} ${name.toLowerCase()}`, groupId, name, agentRole: undefined };
}
