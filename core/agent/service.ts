// The agent's requests to the server. docs/API.md, "Agents". Mirror: core/visitor/service.ts.
import { NO_PERMISSIONS, PERMISSIONS, type Permissions } from "../protocol/index.ts";
import type { AgentContact, LoginCredentials } from "./address.ts";
import type { Account, LoginKeyProblem } from "./api.ts";

/** What a viewer needs to connect to a session. */
export interface JoinAnswer {
  readonly session: string;
  readonly token: string;
  /** This agent's number in the session. */
  readonly slot: number;
  readonly key: string;
  /** Where envelopes go, `wss://…`. */
  readonly relayUrl: string;
  /** The latest life of this place that was connected; 0 for none: the next one takes a higher number. */
  readonly generation: number;
  /** What this agent may do there. */
  readonly permissions: Permissions;
  /** Where the group's guests ask for their code; "" where that is not said. */
  readonly guestPage: string;
}

/** `signed-out`: there is no valid cookie. `ended`: there is nothing to go on with. `service`: not reached, or broken. */
export type ServiceErrorCode =
  | LoginKeyProblem
  | "signed-out"
  | "wrong-password"
  | "too-many-attempts"
  | "unknown-key"
  | "full"
  | "wrong-group"
  | "no-permission"
  | "unknown-code"
  | "unknown-guest"
  | "not-admitted"
  | "ended"
  | "service";

/** Why the server did not do what it was asked. */
export class ServiceError extends Error {
  readonly code: ServiceErrorCode;
  /** With `too-many-attempts`: when to try again. */
  readonly retryAfterSeconds: number;

  constructor(code: ServiceErrorCode, message: string, retryAfterSeconds = 0) {
    super(message);
    this.name = "ServiceError";
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** `error` as one of ours. */
export function serviceErrorOf(error: unknown): ServiceError {
  return error instanceof ServiceError ? error : new ServiceError("service", String(error));
}

/** Whom to join, or what to go on with. */
export type JoinRequest =
  | {
      readonly key: string;
      readonly groupid?: string;
      readonly wait?: boolean;
      /** For the session's record. */
      readonly agent?: AgentContact;
    }
  | { readonly session: string; readonly token: string };

/** An agent's place in a session, and the proof that it is this agent's. */
export interface HostPlace {
  readonly session: string;
  readonly token: string;
}

/** The server, as the agent's code uses it. Every method rejects with {@link ServiceError}. */
export interface Service {
  signIn(username: string, password: string): Promise<void>;
  signInByKey(credentials: LoginCredentials): Promise<void>;
  signOut(): Promise<void>;
  /** Who is signed in; `signed-out` when nobody is. */
  me(): Promise<Account>;
  /** Undefined: nobody shares with that key yet; ask again. Only when `wait` is set. */
  join(request: JoinRequest, signal?: AbortSignal): Promise<JoinAnswer | undefined>;
  /** Keeps the guest who waits with that code a place in the session; `unknown-code` when there is none. */
  findGuest(
    request: HostPlace & { readonly code: string },
  ): Promise<{ readonly slot: number; readonly name: string }>;
  /** Says what the visitor said; resolves to the token that lets the guest in, "" for one who is not accepted. */
  answerGuest(request: HostPlace & { readonly slot: number; readonly accepted: boolean }): Promise<string>;
  ejectGuest(request: HostPlace & { readonly slot: number }): Promise<void>;
}

/** Longest wait for an answer, in ms; a `join` that waits is answered after 20 s at the latest. */
const ANSWER_TIMEOUT_MS = 30_000;
/** What an agent is told to wait when the server names no time, in s. */
const DEFAULT_RETRY_SECONDS = 60;

type Body = Readonly<Record<string, unknown>>;

const BY_STATUS: Readonly<Record<number, ServiceErrorCode>> = {
  400: "unknown-key",
  401: "signed-out",
  404: "unknown-key",
  409: "full",
  410: "ended",
  429: "too-many-attempts",
};

/** Codes that share their status with others. */
const BY_CODE = [
  "wrong-password",
  "wrong-group",
  "no-permission",
  "unknown-code",
  "unknown-guest",
  "not-admitted",
  "login-key-expired",
  "login-key-forged",
  "login-key-used",
  "unknown-partner",
] as const;

function refusal(response: Response, body: Body): ServiceError {
  const code = BY_CODE.find((known) => known === body["code"]) ?? BY_STATUS[response.status];
  const seconds = Number(body["retryAfterSeconds"] ?? response.headers.get("retry-after"));
  return new ServiceError(
    code ?? "service",
    `the server answered ${response.status}`,
    seconds > 0 ? Math.ceil(seconds) : DEFAULT_RETRY_SECONDS,
  );
}

function text(body: Body, name: string): string {
  const value = body[name];
  if (typeof value === "string" && value !== "") return value;
  throw new ServiceError("service", `the server's answer has no ${name}`);
}

function relayUrl(path: string, origin: string): string {
  const url = new URL(path, origin);
  url.protocol = url.protocol === "http:" || url.protocol === "ws:" ? "ws:" : "wss:";
  return url.href;
}

/** A server that says nothing of one allows nothing of it. */
function permissions(value: unknown): Permissions {
  const said = (value ?? {}) as Readonly<Record<string, unknown>>;
  return PERMISSIONS.reduce((all, what) => ({ ...all, [what]: said[what] === true }), NO_PERMISSIONS);
}

/** The origins in an answer; what is no list of texts is none. */
function origins(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** Asks for `path`, by GET when there is no `body`; undefined for an answer without content. @throws {ServiceError} */
export async function request(
  origin: string,
  ask: typeof fetch,
  path: string,
  body: unknown,
  signal?: AbortSignal,
): Promise<Body | undefined> {
  const timeout = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
  let response: Response;
  try {
    response = await ask(new URL(path, origin), {
      method: body === undefined ? "GET" : "POST",
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      credentials: "same-origin",
      cache: "no-store",
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
  } catch {
    throw new ServiceError("service", `${path} cannot be reached`);
  }
  if (response.status === 204) return undefined;
  // An answer that is no JSON comes from something in between, and is taken by its status.
  const answer = ((await response.json().catch(() => ({}))) ?? {}) as Body;
  if (!response.ok) throw refusal(response, answer);
  return answer;
}

/** What an answer says of a place. @throws {ServiceError} `service` when it is none. */
export function readJoin(body: Body, origin: string): JoinAnswer {
  const { guestpage: guestPage } = body;
  return {
    session: text(body, "session"),
    token: text(body, "token"),
    key: text(body, "key"),
    slot: integer(body["slot"]),
    generation: integer(body["generation"]),
    relayUrl: relayUrl(text(body, "relay"), origin),
    permissions: permissions(body["permissions"]),
    guestPage:
      typeof guestPage === "string" && URL.canParse(guestPage, origin) ? new URL(guestPage, origin).href : "",
  };
}

function integer(value: unknown): number {
  return Number.isInteger(value) ? Number(value) : 0;
}

/**
 * The server at `origin`, asked by `ask`.
 *
 * @param framed the viewer is in a frame of another site: it needs another cookie.
 */
export function createService(origin: string, ask: typeof fetch, framed = false): Service {
  const cookie = framed ? { framed } : {};
  const post = (path: string, body: unknown, signal?: AbortSignal): Promise<Body | undefined> =>
    request(origin, ask, path, body, signal);

  return {
    async signIn(username, password) {
      await post("/api/v1/sign-in", { username, password, ...cookie });
    },
    async signInByKey(credentials) {
      await post("/api/v1/sign-in/login-key", { ...credentials, ...cookie });
    },
    async signOut() {
      await post("/api/v1/sign-out", {});
    },
    async me() {
      const body = (await post("/api/v1/me", undefined)) ?? {};
      const username = text(body, "username");
      const { name } = body;
      const embedders = origins(body["embedders"]);
      return { username, name: typeof name === "string" && name !== "" ? name : username, embedders };
    },
    async join(asked, signal) {
      const body = await post("/api/v1/join", asked, signal);
      return body === undefined ? undefined : readJoin(body, origin);
    },
    async findGuest(asked) {
      const body = (await post("/api/v1/guests/find", asked)) ?? {};
      return { slot: integer(body["slot"]), name: text(body, "name") };
    },
    async answerGuest(asked) {
      const body = await post("/api/v1/guests/answer", asked);
      return body === undefined ? "" : text(body, "token");
    },
    async ejectGuest(asked) {
      await post("/api/v1/guests/eject", asked);
    },
  };
}
