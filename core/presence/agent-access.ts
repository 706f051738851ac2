// Who the agent is at each service: a token, asked for when it is needed and kept until shortly before its end.
import type { PresenceCredentials } from "./api.ts";

/** A token that ends sooner than this, in s, is asked for anew. */
const SHORT_S = 30;
/** Longest wait for an answer, in ms. */
const ANSWER_TIMEOUT_MS = 15_000;

/** Something was not done; the message is a code of {@link PresenceError}. */
export class AccessError extends Error {
  constructor(code: string) {
    super(code);
    this.name = "AccessError";
  }
}

interface Access {
  readonly token: string;
  /** In s since 1970. */
  readonly expires: number;
}

let credentials: PresenceCredentials | undefined;
const tokens = new Map<string, Promise<Access>>();

/** Says who the agent is, from now on. */
export function setCredentials(given: PresenceCredentials): void {
  credentials = given;
  tokens.clear();
}

/** A token for the service at `origin`. @throws {AccessError} `authorization`, `service`. */
export async function tokenFor(origin: string): Promise<string> {
  if (credentials !== undefined && "token" in credentials) return credentials.token;
  const kept = await tokens.get(origin)?.catch(() => undefined);
  if (kept !== undefined && kept.expires - Date.now() / 1000 > SHORT_S) return kept.token;
  const asked = authorize(origin, credentials);
  tokens.set(origin, asked);
  return (await asked).token;
}

/** The token that was given last does not count any more. */
export function forgetToken(origin: string): void {
  tokens.delete(origin);
}

/** Whether another token can be had in its place. */
export function canAskAgain(): boolean {
  return credentials === undefined || "loginkey" in credentials;
}

async function authorize(origin: string, given: PresenceCredentials | undefined): Promise<Access> {
  const url = new URL("/api/v1/presence/authorize", origin);
  const body =
    given === undefined || "token" in given ? {} : { ...given, partnerid: String(given.partnerid) };
  const isOwn = url.origin === location.origin;
  const answer = await ask(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    // The cookie of the agent who is signed in counts on the service's own pages, and nowhere else.
    credentials: isOwn ? "same-origin" : "omit",
  });
  const { token, expires } = answer as { readonly token?: unknown; readonly expires?: unknown };
  if (typeof token === "string" && typeof expires === "number") return { token, expires };
  throw new AccessError("service");
}

/** Asks the service as the agent; with a fresh token when the one that there was does not count. @throws {AccessError} */
export async function askAsAgent(url: URL, init: RequestInit = {}): Promise<object> {
  const send = async (): Promise<object> => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${await tokenFor(url.origin)}`);
    return ask(url, { ...init, headers, credentials: "omit" });
  };
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof AccessError) || error.message !== "authorization" || !canAskAgain()) throw error;
    forgetToken(url.origin);
    return send();
  }
}

async function ask(url: URL, init: RequestInit): Promise<object> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_TIMEOUT_MS);
  try {
    const response = await fetch(url, { ...init, cache: "no-store", signal: abort.signal });
    const answer = ((await response.json().catch(() => ({}))) ?? {}) as { readonly code?: unknown };
    if (response.ok) return answer;
    throw new AccessError(codeOf(response.status, answer.code));
  } catch (error) {
    throw error instanceof AccessError ? error : new AccessError("service");
  } finally {
    clearTimeout(timer);
  }
}

/** Whoever may not is told no more than that, whatever the reason (PRODUCT.md 14.3, PRS-10). */
function codeOf(status: number, code: unknown): string {
  if (status === 401 || status === 403) return "authorization";
  return typeof code === "string" ? code : "service";
}
