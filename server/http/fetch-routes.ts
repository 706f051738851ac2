// Fetching for visitors: files that a page shows and its browser lets no script read. Off unless a group names hosts. Mirror:
// core/worker/rescue.ts; docs/API.md.
import { z } from "zod";
import { VISITOR_SLOT } from "../../core/protocol/index.ts";
import { Attempts } from "../auth/attempts.ts";
import { isTokenOf } from "../auth/tokens.ts";
import { type Fetcher, FetchError, type FetchErrorCode } from "../fetch/fetcher.ts";
import { allowsHost } from "../fetch/hosts.ts";
import { MAX_FETCH_URL_UNITS, MAX_SESSION_FETCHES, MAX_SESSION_HOSTS } from "../limits.ts";
import type { Registry } from "../relay/registry.ts";
import type { Session } from "../relay/session.ts";
import type { GroupStore } from "../store/groups.ts";
import { refuse, tooMany } from "./answers.ts";
import type { HttpResponse } from "./http-server.ts";
import { jsonRoute, type Route } from "./router.ts";

export const FETCH_PATH = "/api/v1/fetch";

/** Carries the address that the file came from in the end: style sheets name others relative to it. */
const LOCATION = "x-glance-location";

const fetchForm = z.object({
  session: z.string().max(256),
  token: z.string().max(256),
  url: z.string().max(MAX_FETCH_URL_UNITS),
});

const STATUS: Readonly<Record<FetchErrorCode, number>> = {
  refused: 403,
  failed: 502,
  "too-large": 413,
  busy: 503,
};

export interface FetchRouteOptions {
  readonly registry: Registry;
  readonly groups: GroupStore;
  readonly fetcher: Fetcher;
}

/** Returns the route. */
export function fetchRoute({ registry, groups, fetcher }: FetchRouteOptions): Route {
  const fetches = new Attempts(MAX_SESSION_FETCHES);
  /** Hosts that a session's pages have named. A page shows files of ten; one that names hundreds looks for something. */
  const named = new WeakMap<Session, Set<string>>();

  async function answer({ session: id, token, url }: z.infer<typeof fetchForm>): Promise<HttpResponse> {
    const session = registry.byId(id);
    const visitor = session?.members.get(VISITOR_SLOT);
    if (session === undefined || visitor === undefined || !isTokenOf(token, visitor.tokenHash)) return ENDED;
    const hosts = (await groups.published(session.groupId, session.site))?.fetch.hosts ?? [];
    if (hosts.length === 0) return refuse(403, "refused", "nothing is fetched for this group");
    const waitS = await fetches.count(session.id);
    if (waitS > 0) return tooMany("too-many-attempts", "too many files for this session", waitS);
    const known = named.get(session) ?? new Set<string>();
    named.set(session, known);
    const file = await fetcher.fetch(url, (host) => allowsHost(hosts, host) && isNamed(known, host));
    return {
      status: 200,
      headers: {
        "content-type": file.type,
        "cache-control": "no-store",
        // Whoever opens it finds a file, and never a page of this server.
        "content-disposition": "attachment",
        "content-security-policy": "default-src 'none'; sandbox",
        "access-control-expose-headers": LOCATION,
        [LOCATION]: file.url,
      },
      body: file.bytes,
    };
  }

  return jsonRoute("everybody", FETCH_PATH, fetchForm, (body) => answer(body).catch(refusalOf));
}

const ENDED = refuse(410, "ended", "there is no such session");

function isNamed(known: Set<string>, host: string): boolean {
  if (known.size < MAX_SESSION_HOSTS) known.add(host);
  return known.has(host);
}

function refusalOf(error: unknown): HttpResponse {
  if (!(error instanceof FetchError)) throw error;
  return refuse(STATUS[error.code], error.code, error.message);
}
