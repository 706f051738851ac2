// A session goes on at another domain of the group. Mirror: core/visitor/cross-domain.ts, core/visitor/arrival.ts; docs/API.md.
import { z } from "zod";
import { VISITOR_SLOT } from "../../core/protocol/index.ts";
import { Attempts } from "../auth/attempts.ts";
import { isTokenOf } from "../auth/tokens.ts";
import { MAX_SESSION_STARTS } from "../limits.ts";
import type { HandOvers } from "../relay/hand-overs.ts";
import type { Registry } from "../relay/registry.ts";
import type { Session } from "../relay/session.ts";
import type { GroupStore } from "../store/groups.ts";
import { json, refuse, tooMany } from "./answers.ts";
import { addressOf } from "./client.ts";
import type { HttpRequest, HttpResponse } from "./http-server.ts";
import { jsonRoute, type Route } from "./router.ts";

const textForm = z.string().max(256);
const handOverForm = z.object({ session: textForm, token: textForm, target: textForm });
const codeForm = z.object({ handOver: textForm });

export interface HandOverRouteOptions {
  readonly registry: Registry;
  readonly groups: GroupStore;
  readonly handOvers: HandOvers;
  readonly proxyHops: number;
}

const ENDED = refuse(410, "ended", "there is no session to go on with");
const UNTRUSTED = refuse(403, "untrusted-domain", "one of the two domains is not a trusted one of the group");

/** Returns the routes. */
export function handOverRoutes({
  registry,
  groups,
  handOvers,
  proxyHops,
}: HandOverRouteOptions): readonly Route[] {
  const attempts = new Attempts(MAX_SESSION_STARTS);

  function visitors({ session: id, token }: { session: string; token: string }): Session | undefined {
    const session = registry.byId(id);
    const visitor = session?.members.get(VISITOR_SLOT);
    return visitor !== undefined && isTokenOf(token, visitor.tokenHash) ? session : undefined;
  }

  async function handOver(body: z.infer<typeof handOverForm>, request: HttpRequest): Promise<HttpResponse> {
    const session = visitors(body);
    const settings = session && (await groups.published(session.groupId, session.site));
    if (settings === undefined) return ENDED;
    const both = [request.headers.get("origin") ?? "", body.target];
    if (!both.every((origin) => settings.trustedOrigins.includes(origin))) return UNTRUSTED;
    const code = handOvers.create(body);
    return code === undefined ? refuse(503, "service", "too many hand-overs") : json(201, { handOver: code });
  }

  async function takeOver(
    { handOver: code }: z.infer<typeof codeForm>,
    request: HttpRequest,
  ): Promise<HttpResponse> {
    const waitS = await attempts.count(addressOf(request, proxyHops));
    if (waitS > 0) return tooMany("too-many-attempts", "too many attempts from this address", waitS);
    const taken = handOvers.take(code, request.headers.get("origin") ?? "");
    const session = taken && visitors(taken);
    if (taken === undefined || session === undefined) return ENDED;
    const generation = session.members.get(VISITOR_SLOT)?.generation ?? 0;
    return json(200, { session: session.id, token: taken.token, generation });
  }

  function wasTaken({ handOver: code }: z.infer<typeof codeForm>): HttpResponse {
    const taken = handOvers.wasTaken(code);
    return taken === undefined ? ENDED : json(200, { taken });
  }

  return [
    jsonRoute("everybody", "/api/v1/sessions/hand-over", handOverForm, handOver),
    jsonRoute("everybody", "/api/v1/sessions/take-over", codeForm, takeOver),
    jsonRoute("everybody", "/api/v1/sessions/was-taken", codeForm, wasTaken),
  ];
}
