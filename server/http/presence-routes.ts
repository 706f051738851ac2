// Endpoints of presence: visitors' reports, agents' authorizations, questions and signals (PRODUCT.md 14.4). docs/API.md, "Presence".
import { z } from "zod";
import { Attempts } from "../auth/attempts.ts";
import type { PresenceAgent } from "../auth/authorizations.ts";
import { MAX_PRESENCE_QUESTIONS, MAX_PRESENCE_REPORTS, MAX_SIGNALS } from "../limits.ts";
import type { Log } from "../log.ts";
import { groupForm, reportForm, signalForm, siteForm } from "../presence/messages.ts";
import type { Office } from "../presence/office.ts";
import type { VisitorName, Visitors } from "../presence/visitors.ts";
import type { GroupStore } from "../store/groups.ts";
import { json, refuse, tooMany } from "./answers.ts";
import { addressOf, isOwnPage } from "./client.ts";
import type { HttpRequest, HttpResponse } from "./http-server.ts";
import { jsonRoute, type Route } from "./router.ts";
import { keyForm } from "./session-routes.ts";

/** Where presence connections go. */
export const PRESENCE_SOCKET_PATH = "/presence";
export const PRESENCE_PATH = "/api/v1/presence";

/** How long a visitor's browser may keep what a group says, in s. */
const SETTINGS_LIFE_S = 300;

export interface PresenceRouteOptions {
  readonly groups: GroupStore;
  readonly office: Office;
  readonly visitors: Visitors;
  readonly proxyHops: number;
  readonly log: Log;
}

const UNKNOWN_GROUP = refuse(404, "unknown-group", "there is no such group, or no such site");
const OFF = refuse(403, "presence-off", "the group has presence switched off");
const FULL = refuse(503, "full", "too many visitors are present", { "retry-after": "60" });
const TOO_MUCH = refuse(400, "too-many", "the visitor's data would have too many members");
const UNAUTHORIZED = refuse(
  401,
  "authorization",
  "no token of an agent who may do this, from a page that may",
  {
    "www-authenticate": "Bearer",
  },
);
const MALFORMED = refuse(400, "malformed", "visitorid or uniqueid must be 1 to 62 of A-Z a-z 0-9 . _ ~ -");
const ABSENT = refuse(404, "visitornotpresent", "no page of that visitor listens");

/** Returns the routes. */
export function presenceRoutes(options: PresenceRouteOptions): readonly Route[] {
  const reports = new Attempts(MAX_PRESENCE_REPORTS);
  const questions = new Questions(options);
  return [
    {
      method: "GET",
      path: PRESENCE_PATH,
      from: "everybody",
      handle: (request) => settings(options, request),
    },
    jsonRoute("everybody", PRESENCE_PATH, reportForm, async (body, request) => {
      const waitS = await reports.count(addressOf(request, options.proxyHops));
      return waitS > 0 ? tooMany("too-many-attempts", "too many reports", waitS) : report(options, body);
    }),
    {
      method: "GET",
      path: "/lookupvisitor",
      from: "trusted",
      handle: (request) => questions.lookUp(request),
    },
    { method: "GET", path: "/findvisitor", from: "trusted", handle: (request) => questions.find(request) },
    jsonRoute("trusted", "/signalvisitor", signalForm, (body, request) => questions.signal(body, request)),
  ];
}

/** What a visitor's page needs to know before it says anything: whether it is wanted, and which addresses are not told. */
async function settings({ groups }: PresenceRouteOptions, { query }: HttpRequest): Promise<HttpResponse> {
  const given = new URLSearchParams(query);
  const groupId = groupForm.safeParse(given.get("groupid")).data;
  const site = siteForm.safeParse(given.get("site")).data;
  if (groupId === undefined || site === undefined) return UNKNOWN_GROUP;
  const published = await groups.published(groupId, site);
  if (published === undefined) return UNKNOWN_GROUP;
  const { mode, pages } = published.mask;
  const body = { enabled: published.presence.enabled, mask: { mode, pages } };
  return json(200, body, { "cache-control": `public, max-age=${SETTINGS_LIFE_S}` });
}

async function report(
  { office, visitors }: PresenceRouteOptions,
  { groupid: groupId, site, visitorid: id, data, page }: z.infer<typeof reportForm>,
): Promise<HttpResponse> {
  const wanted = await office.settings(groupId, site);
  if (wanted === "unknown-group") return UNKNOWN_GROUP;
  if (typeof wanted === "string") return OFF;
  const refusal = visitors.report({ groupId, id, isUnique: false }, { data, page });
  if (refusal === undefined) return json(200, { ok: true });
  return refusal === "full" ? FULL : TOO_MUCH;
}

/** An agent's question: who asks, and about whom. */
interface Question {
  readonly agent: PresenceAgent;
  readonly name: VisitorName;
}

/** What agents ask and send. */
class Questions {
  readonly #options: PresenceRouteOptions;
  readonly #asked = new Attempts(MAX_PRESENCE_QUESTIONS);
  readonly #signals = new Attempts(MAX_SIGNALS);

  constructor(options: PresenceRouteOptions) {
    this.#options = options;
  }

  /** What is known of a visitor. */
  async lookUp(request: HttpRequest): Promise<HttpResponse> {
    const question = await this.#read(request, this.#asked);
    if ("status" in question) return question;
    const { name } = question;
    const description = this.#options.visitors.describe(name);
    const found = { visitorpresent: description !== undefined, groupid: name.groupId, visitorid: name.id };
    return json(200, { ...found, ...description, ...serverOf(request) });
  }

  /** Which server a visitor is to be called at: this one. */
  async find(request: HttpRequest): Promise<HttpResponse> {
    const question = await this.#read(request, this.#asked);
    if ("status" in question) return question;
    const isPresent = this.#options.visitors.find(question.name) !== undefined;
    return json(200, isPresent ? { visitorfound: true, ...serverOf(request) } : { visitorfound: false });
  }

  async signal(signal: z.infer<typeof signalForm>, request: HttpRequest): Promise<HttpResponse> {
    const question = await this.#read(request, this.#signals);
    if ("status" in question) return question;
    const { agent, name } = question;
    const { visitors, log } = this.#options;
    const delivery = visitors.signal(name, { ...signal, agent: agent.name });
    log.info({ group: agent.groupId, agent: agent.id, mtype: signal.mtype, delivery }, "presence signal");
    return delivery === "absent" ? ABSENT : json(200, { status: delivery });
  }

  async #read(request: HttpRequest, attempts: Attempts): Promise<Question | HttpResponse> {
    const { headers } = request;
    const token = /^Bearer +([\w-]{1,128})$/i.exec(headers.get("authorization") ?? "")?.[1] ?? "";
    const peer = { origin: headers.get("origin"), isOwn: isOwnPage(request) };
    const agent = await this.#options.office.agentOf(token, peer);
    const query = new URLSearchParams(request.query);
    const groupId = query.get("groupid") ?? agent?.groupId;
    if (agent === undefined || agent.groupId !== groupId) return UNAUTHORIZED;
    const waitS = await attempts.count(agent.id);
    if (waitS > 0) return tooMany("too-many-attempts", "too many of an agent", waitS);
    const id = keyForm.safeParse(query.get("visitorid") ?? query.get("uniqueid")).data;
    if (id === undefined) return MALFORMED;
    const name: VisitorName = { groupId, id, isUnique: !query.has("visitorid") };
    const blockedS = await this.#options.office.guessed(agent, name);
    return blockedS > 0 ? tooMany("too-many-attempts", "too many unknown ids", blockedS) : { agent, name };
  }
}

/** This server, as it was reached: there is no other that a visitor could be at. */
function serverOf({ headers }: HttpRequest): object {
  const host = headers.get("host") ?? "";
  const { port } = URL.canParse(`https://${host}`) ? new URL(`https://${host}`) : { port: "" };
  const number = port === "" ? 443 : Number(port);
  return { direct: true, ds: host, directserver: host, tlsport: number, httpsport: number };
}
