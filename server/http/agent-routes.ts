// The agent's endpoints: sign in and out, who am I, join. Mirror: core/agent/service.ts; docs/API.md.
import { z } from "zod";
import type { SignIns } from "../auth/sign-in.ts";
import { MAX_PASSWORD_UNITS, MAX_TITLE_UNITS, MAX_USERNAME_UNITS } from "../limits.ts";
import type { Log } from "../log.ts";
import { type Place, type Registry, RegistryError } from "../relay/registry.ts";
import type { Session } from "../relay/session.ts";
import type { GroupStore } from "../store/groups.ts";
import type { SessionStore } from "../store/sessions.ts";
import type { User } from "../store/users.ts";
import { json, noContent, refuse, tooMany } from "./answers.ts";
import { addressOf } from "./client.ts";
import { readCookie, readCookies, setCookie, wipeCookie } from "./cookies.ts";
import type { SessionFinder } from "./find-session.ts";
import { joinPageOf } from "./guest-routes.ts";
import type { HttpRequest, HttpResponse } from "./http-server.ts";
import { jsonRoute, type Route } from "./router.ts";
import { keyForm, RELAY_PATH } from "./session-routes.ts";

const signInForm = z.object({
  username: z.string().max(MAX_USERNAME_UNITS),
  password: z.string().max(MAX_PASSWORD_UNITS),
  framed: z.boolean().optional(),
});
const textForm = z.string().max(256);
/** What is kept of an agent in a session's record (PRODUCT.md 6.1). */
const contactForm = z
  .object({
    name: z.string().max(126),
    title: z.string().max(MAX_TITLE_UNITS),
    email: z.string().max(127),
    phone: z.string().max(32),
  })
  .partial();
const joinForm = z.union([
  z.object({ session: textForm, token: textForm }),
  z.object({
    key: keyForm,
    groupid: z.string().max(32).optional(),
    wait: z.boolean().optional(),
    agent: contactForm.optional(),
  }),
]);
type Rejoin = Extract<z.infer<typeof joinForm>, { session: string }>;
type Join = Extract<z.infer<typeof joinForm>, { key: string }>;

export interface AgentRouteOptions {
  readonly registry: Registry;
  readonly signIns: SignIns;
  readonly groups: GroupStore;
  readonly sessions: SessionStore;
  readonly finder: SessionFinder;
  readonly proxyHops: number;
  readonly log: Log;
}

/** Returns the routes. */
export function agentRoutes(options: AgentRouteOptions): readonly Route[] {
  const { signIns, groups, registry } = options;
  const joins = new Joins(options);
  return [
    jsonRoute("own", "/api/v1/sign-in", signInForm, (body, request) => signIn(options, body, request)),
    jsonRoute("own", "/api/v1/sign-out", z.unknown(), async (_, request) => {
      for (const token of readCookies(request)) {
        const user = await signIns.userOf(token);
        await signIns.signOut(token);
        if (user !== undefined) await registry.dismiss(user.id);
      }
      return noContent(wipeCookie(request));
    }),
    {
      method: "GET",
      path: "/api/v1/me",
      from: "own",
      async handle(request) {
        const user = await signIns.userOf(readCookie(request));
        if (user === undefined) return SIGNED_OUT;
        return json(200, { ...account(user), embedders: await groups.embedders(user.groupId) });
      },
    },
    jsonRoute("own", "/api/v1/join", joinForm, async (body, request) => {
      const who = (): Promise<User | undefined> => signIns.userOf(readCookie(request));
      const user = await who();
      if (user === undefined) return SIGNED_OUT;
      if (!user.roles.includes("agent")) return NO_PERMISSION;
      return "key" in body ? joins.join(user, body, request.signal, who) : joins.rejoin(user, body);
    }),
  ];
}

const SIGNED_OUT = refuse(401, "signed-out", "nobody is signed in");
const NO_PERMISSION = refuse(403, "no-permission", "the account is none of an agent");
const WRONG_GROUP = refuse(403, "wrong-group", "the account is none of that group");
const ENDED = refuse(410, "ended", "there is no session to go on with");

/** An account as it is told. */
export function account({ username, name, groupId, roles, agentRole, title }: User): object {
  const role = agentRole === undefined ? {} : { agentrole: agentRole };
  return { username, name, groupid: groupId, roles, ...role, ...(title === undefined ? {} : { title }) };
}

async function signIn(
  { signIns, proxyHops, log }: AgentRouteOptions,
  { username, password, framed = false }: z.infer<typeof signInForm>,
  request: HttpRequest,
): Promise<HttpResponse> {
  const address = addressOf(request, proxyHops);
  const result = await signIns.signIn(username, password, address);
  // No name: what is typed there may be a password.
  log.info({ outcome: result.outcome, address }, "sign-in");
  switch (result.outcome) {
    case "signed-in":
      return json(200, account(result.user), setCookie(request, result.token, framed));
    case "wrong-password":
      return refuse(401, "wrong-password", "the name or the password is wrong");
    case "too-many-attempts":
      return tooMany("too-many-attempts", "too many attempts to sign in", result.retryAfterSeconds);
  }
}

/** Joins by key, and by what an earlier join gave. */
class Joins {
  readonly #registry: Registry;
  readonly #groups: GroupStore;
  readonly #sessions: SessionStore;
  readonly #finder: SessionFinder;

  constructor({ registry, groups, sessions, finder }: AgentRouteOptions) {
    this.#registry = registry;
    this.#groups = groups;
    this.#sessions = sessions;
    this.#finder = finder;
  }

  /** Goes on with the agent's own place in a session. */
  async rejoin(user: User, { session: id, token }: Rejoin): Promise<HttpResponse> {
    const session = this.#registry.byId(id);
    const member = session && this.#registry.memberOf(session, token);
    if (session === undefined || member?.userId !== user.id) return ENDED;
    return json(200, await this.#answer({ session, member, token }));
  }

  /**
   * Takes a place in the session with that key: of the agent's own group, and as soon as there is one when asked to wait.
   * `who` tells who the agent is by then.
   */
  async join(
    user: User,
    { key, groupid: groupId = user.groupId, wait = false, agent = {} }: Join,
    signal: AbortSignal,
    who: () => Promise<User | undefined>,
  ): Promise<HttpResponse> {
    // Before the key is looked at: which keys are in use elsewhere is not for this agent.
    if (groupId !== user.groupId) return WRONG_GROUP;
    const found = await this.#finder.find(user.id, { groupId, key, wait, signal });
    if ("status" in found) return found;
    // Its role may have changed while it waited, and decides what is masked.
    return this.#enter(found, await who(), agent);
  }

  async #answer(place: Place): Promise<object> {
    const { groupId, site } = place.session;
    const { joinPage } = (await this.#groups.published(groupId, site))?.guests ?? {};
    return placeAnswer(place, joinPageOf(groupId, joinPage));
  }

  async #enter(
    session: Session,
    user: User | undefined,
    { name = "", title = "", email = "", phone = "" }: z.infer<typeof contactForm>,
  ): Promise<HttpResponse> {
    if (user === undefined) return SIGNED_OUT;
    try {
      const said = { ...(name === "" ? {} : { name }), ...(title === "" ? {} : { title }) };
      const place = await this.#registry.join(session, { ...user, ...said });
      if (email !== "" || phone !== "")
        await this.#sessions.setContact(session.id, place.member.slot, { email, phone });
      return json(200, await this.#answer(place));
    } catch (error) {
      if (error instanceof RegistryError) return refuse(409, error.code, error.message);
      throw error;
    }
  }
}

function placeAnswer({ session, member, token }: Place, guestPage: string): object {
  return {
    session: session.id,
    token,
    slot: member.slot,
    key: session.key,
    relay: RELAY_PATH,
    generation: member.generation,
    permissions: session.permissionsOf(member),
    guestpage: guestPage,
  };
}
