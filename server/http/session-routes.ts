// The visitor's endpoints: start a session, go on with it on another page. Mirror: core/visitor/service.ts; docs/API.md.
import { z } from "zod";
import { VISITOR_SLOT } from "../../core/protocol/index.ts";
import { Attempts } from "../auth/attempts.ts";
import { isTokenOf } from "../auth/tokens.ts";
import { MAX_SESSION_STARTS } from "../limits.ts";
import { type Registry, RegistryError } from "../relay/registry.ts";
import type { Session } from "../relay/session.ts";
import type { GroupSettings, GroupStore } from "../store/groups.ts";
import type { SessionStore } from "../store/sessions.ts";
import { json, refuse, tooMany } from "./answers.ts";
import { addressOf } from "./client.ts";
import { FETCH_PATH } from "./fetch-routes.ts";
import type { HttpRequest, HttpResponse } from "./http-server.ts";
import { jsonRoute, type Route } from "./router.ts";

/** Session keys and visitor ids (PRODUCT.md 3.2). */
export const keyForm = z
  .string()
  .regex(/^[A-Za-z0-9._~-]{1,62}$/, "a key has 1 to 62 of A-Z a-z 0-9 . _ ~ -");
const textForm = z.string().max(256);

const startForm = z.object({
  groupid: z.string().max(32),
  site: z.enum(["staging", "production"]),
  release: textForm.optional(),
  key: keyForm.optional(),
  visitor: z
    .object({ name: z.string().max(126), email: z.string().max(127), phone: z.string().max(32) })
    .partial()
    .default({}),
});
const resumeForm = z.object({ session: textForm, token: textForm });

const frameForm = z.object({
  groupid: z.string().max(32),
  site: z.enum(["staging", "production"]),
  around: textForm,
});

/** Where envelopes go. A path: the client knows by which host it reaches us. */
export const RELAY_PATH = "/relay";

export interface SessionRouteOptions {
  readonly registry: Registry;
  readonly groups: GroupStore;
  readonly sessions: SessionStore;
  readonly proxyHops: number;
}

/** Returns the routes. */
export function sessionRoutes(options: SessionRouteOptions): readonly Route[] {
  const { registry, groups, sessions, proxyHops } = options;
  const starts = new Attempts(MAX_SESSION_STARTS);

  async function start(body: z.infer<typeof startForm>, request: HttpRequest): Promise<HttpResponse> {
    const waitS = await starts.count(addressOf(request, proxyHops));
    if (waitS > 0) return tooMany("too-many-attempts", "too many sessions from this address", waitS);
    const { groupid: groupId, site, key, visitor } = body;
    const settings = await groups.published(groupId, site);
    if (settings === undefined)
      return refuse(404, "unknown-group", "there is no such group, or no such site");
    const { name = "", email = "", phone = "" } = visitor;
    const { session, token } = await registry.create({
      groupId,
      site,
      key,
      settings,
      name,
    });
    if (email !== "" || phone !== "") await sessions.setContact(session.id, VISITOR_SLOT, { email, phone });
    return json(201, { session: session.id, token, ...pageAnswer(session, settings) });
  }

  async function resume({ session: id, token }: z.infer<typeof resumeForm>): Promise<HttpResponse> {
    const session = registry.byId(id);
    const visitor = session?.members.get(VISITOR_SLOT);
    const settings = session && (await groups.published(session.groupId, session.site));
    if (session === undefined || visitor === undefined || settings === undefined) return ENDED;
    if (!isTokenOf(token, visitor.tokenHash)) return ENDED;
    return json(200, { generation: visitor.generation, ...pageAnswer(session, settings) });
  }

  /** Whether a page in a frame may be shown in the session of the page around it: the browser says where the asking page is from. */
  async function frame(body: z.infer<typeof frameForm>, request: HttpRequest): Promise<HttpResponse> {
    const settings = await groups.published(body.groupid, body.site);
    if (settings === undefined)
      return refuse(404, "unknown-group", "there is no such group, or no such site");
    const both = [request.headers.get("origin") ?? "", body.around];
    if (!both.every((origin) => settings.trustedOrigins.includes(origin)))
      return refuse(403, "untrusted-domain", "one of the two domains is not a trusted one of the group");
    return json(200, { settings: { mask: settings.mask } });
  }

  return [
    jsonRoute("everybody", "/api/v1/sessions/frame", frameForm, frame),
    jsonRoute("everybody", "/api/v1/sessions", startForm, (body, request) =>
      start(body, request).catch(refusalOfStart),
    ),
    jsonRoute("everybody", "/api/v1/sessions/resume", resumeForm, resume),
  ];
}

/** The same for every reason: whoever has no right to a session learns nothing of it. */
const ENDED = refuse(410, "ended", "there is no session to go on with");

/** What a page of a session needs to know. */
function pageAnswer(session: Session, settings: GroupSettings): object {
  const { mask, trustedOrigins: domains, fetch, control, guests } = settings;
  const fetches = fetch.hosts.length > 0 ? { fetch: FETCH_PATH } : {};
  return {
    key: session.key,
    relay: RELAY_PATH,
    ...fetches,
    settings: { mask, domains, control, guests: { ask: guests.ask } },
  };
}

function refusalOfStart(error: unknown): HttpResponse {
  if (!(error instanceof RegistryError)) throw error;
  const { code, message } = error;
  return code === "dupkey"
    ? refuse(409, code, message)
    : refuse(503, "service", message, { "retry-after": "60" });
}
