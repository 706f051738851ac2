// The agent's endpoints: sign in and out, who am I, join. Mirror: core/agent/service.ts; docs/API.md.
import { z } from "zod";
import type { SignIns } from "../auth/sign-in.ts";
import { UnknownKeys } from "../auth/unknown-keys.ts";
import { MAX_PASSWORD_UNITS, MAX_USERNAME_UNITS } from "../limits.ts";
import type { Log } from "../log.ts";
import { type Place, type Registry, RegistryError } from "../relay/registry.ts";
import type { Session } from "../relay/session.ts";
import type { User } from "../store/users.ts";
import { json, noContent, refuse, tooMany } from "./answers.ts";
import { addressOf } from "./client.ts";
import { readCookie, setCookie, wipeCookie } from "./cookies.ts";
import type { HttpRequest, HttpResponse } from "./http-server.ts";
import { jsonRoute, type Route } from "./router.ts";
import { keyForm, RELAY_PATH } from "./session-routes.ts";

const signInForm = z.object({
  username: z.string().max(MAX_USERNAME_UNITS),
  password: z.string().max(MAX_PASSWORD_UNITS),
});
const textForm = z.string().max(256);
const joinForm = z.union([
  z.object({ session: textForm, token: textForm }),
  z.object({ key: keyForm, groupid: z.string().max(32).optional(), wait: z.boolean().optional() }),
]);
type Rejoin = Extract<z.infer<typeof joinForm>, { session: string }>;
type Join = Extract<z.infer<typeof joinForm>, { key: string }>;

export interface AgentRouteOptions {
  readonly registry: Registry;
  readonly signIns: SignIns;
  readonly proxyHops: number;
  readonly joinWaitMs: number;
  readonly log: Log;
}

/** Returns the routes. */
export function agentRoutes(options: AgentRouteOptions): readonly Route[] {
  const { signIns } = options;
  const joins = new Joins(options);
  return [
    jsonRoute("own", "/api/v1/sign-in", signInForm, (body, request) => signIn(options, body, request)),
    jsonRoute("own", "/api/v1/sign-out", z.unknown(), async (_, request) => {
      await signIns.signOut(readCookie(request));
      return noContent(wipeCookie(request));
    }),
    {
      method: "GET",
      path: "/api/v1/me",
      from: "own",
      async handle(request) {
        const user = await signIns.userOf(readCookie(request));
        return user === undefined ? SIGNED_OUT : json(200, account(user));
      },
    },
    jsonRoute("own", "/api/v1/join", joinForm, async (body, request) => {
      const who = (): Promise<User | undefined> => agentOf(signIns, request);
      const user = await who();
      if (user === undefined) return SIGNED_OUT;
      return "key" in body ? joins.join(user, body, request.signal, who) : joins.rejoin(user, body);
    }),
  ];
}

/** The agent who asks; undefined when nobody is signed in, or not as an agent. */
async function agentOf(signIns: SignIns, request: HttpRequest): Promise<User | undefined> {
  const user = await signIns.userOf(readCookie(request));
  return user?.roles.includes("agent") === true ? user : undefined;
}

const SIGNED_OUT = refuse(401, "signed-out", "nobody is signed in");
const UNKNOWN_KEY = refuse(404, "unknown-key", "nobody shares with that key");
const ENDED = refuse(410, "ended", "there is no session to go on with");

/** An account as it is told. */
export function account({ username, name, groupId, roles, agentRole }: User): object {
  const role = agentRole === undefined ? {} : { agentrole: agentRole };
  return { username, name, groupid: groupId, roles, ...role };
}

async function signIn(
  { signIns, proxyHops, log }: AgentRouteOptions,
  { username, password }: z.infer<typeof signInForm>,
  request: HttpRequest,
): Promise<HttpResponse> {
  const address = addressOf(request, proxyHops);
  const result = await signIns.signIn(username, password, address);
  // No name: what is typed there may be a password.
  log.info({ outcome: result.outcome, address }, "sign-in");
  switch (result.outcome) {
    case "signed-in":
      return json(200, account(result.user), setCookie(request, result.token));
    case "wrong-password":
      return refuse(401, "wrong-password", "the name or the password is wrong");
    case "too-many-attempts":
      return tooMany("too-many-attempts", "too many attempts to sign in", result.retryAfterSeconds);
  }
}

/** Joins by key, and by what an earlier join gave. */
class Joins {
  readonly #registry: Registry;
  readonly #unknownKeys = new UnknownKeys();
  readonly #waitMs: number;

  constructor({ registry, joinWaitMs }: AgentRouteOptions) {
    this.#registry = registry;
    this.#waitMs = joinWaitMs;
  }

  /** Goes on with the agent's own place in a session. */
  rejoin(user: User, { session: id, token }: Rejoin): HttpResponse {
    const session = this.#registry.byId(id);
    const member = session && this.#registry.memberOf(session, token);
    if (session === undefined || member?.userId !== user.id) return ENDED;
    return json(200, placeAnswer({ session, member, token }));
  }

  /**
   * Takes a place in the session with that key: of the agent's own group, and as soon as there is one when asked to wait.
   * `who` tells who the agent is by then.
   */
  async join(
    user: User,
    { key, groupid = user.groupId, wait = false }: Join,
    signal: AbortSignal,
    who: () => Promise<User | undefined>,
  ): Promise<HttpResponse> {
    const blockedS = await this.#unknownKeys.wait(user.id);
    if (blockedS > 0) return tooMany("too-many-attempts", "too many unknown keys", blockedS);
    // Answered as a key that nobody has: which keys are in use elsewhere is not for this agent.
    const isOwnGroup = groupid === user.groupId;
    let session = isOwnGroup ? this.#registry.byKey(groupid, key) : undefined;
    if (session === undefined) {
      const waitS = await this.#unknownKeys.count(user.id, key);
      if (waitS > 0) return tooMany("too-many-attempts", "too many unknown keys", waitS);
      if (!wait) return UNKNOWN_KEY;
      await this.#registry.whenStarted(isOwnGroup ? groupid : "", key, this.#waitMs, signal);
      session = isOwnGroup ? this.#registry.byKey(groupid, key) : undefined;
    }
    if (session === undefined || signal.aborted) return noContent();
    await this.#unknownKeys.forgive(user.id, key);
    // Its role may have changed while it waited, and decides what is masked.
    return this.#enter(session, await who());
  }

  async #enter(session: Session, user: User | undefined): Promise<HttpResponse> {
    if (user === undefined) return SIGNED_OUT;
    return this.#registry.join(session, user).then((place) => json(200, placeAnswer(place)), refusalOfJoin);
  }
}

function placeAnswer({ session, member, token }: Place): object {
  return { session: session.id, token, slot: member.slot, key: session.key, relay: RELAY_PATH };
}

function refusalOfJoin(error: unknown): HttpResponse {
  if (error instanceof RegistryError) return refuse(409, error.code, error.message);
  throw error;
}
