// Asks the service whether a session runs, until it does. Mirror: server/http/partner-routes.ts; docs/API.md, "Look-up".
import type { AgentCredentials } from "./api.ts";

/** Longest wait for one answer, in ms; the service answers after 20 s at the latest. */
const ANSWER_TIMEOUT_MS = 30_000;
/** Pause after a request that found no service, in ms. */
const RETRY_MS = 3_000;
/** Longest wait for a visitor, in ms: no agent has a call on hold for longer. */
const LOOKUP_TIMEOUT_MS = 30 * 60_000;

/** Why there is nothing to join; `code` is the `reason` of `joinFailed`. */
export class LookupError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = "LookupError";
    this.code = code;
  }
}

export interface LookupRequest {
  readonly webserver: string;
  readonly credentials: AgentCredentials;
  readonly key: string;
  readonly wait: boolean;
}

/** The address to open the session at. Rejects with {@link LookupError}: `cancelled` when `signal` is aborted. */
export async function lookUp(request: LookupRequest, signal: AbortSignal): Promise<string> {
  const until = Date.now() + LOOKUP_TIMEOUT_MS;
  while (!signal.aborted) {
    if (Date.now() > until) throw new LookupError("timedout");
    const found = await askOnce(request, signal);
    if (found !== undefined) return found;
  }
  throw new LookupError("cancelled");
}

/** Undefined: ask again. */
async function askOnce(request: LookupRequest, signal: AbortSignal): Promise<string | undefined> {
  const { webserver, credentials, key, wait } = request;
  const { partnerid, partneruserid, loginkey } = credentials;
  let response: Response;
  try {
    response = await fetch(new URL("/api/v1/lookup", webserver), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ partnerid: String(partnerid), partneruserid, loginkey, key, wait }),
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
    });
  } catch {
    if (signal.aborted) throw new LookupError("cancelled");
    if (!wait) throw new LookupError("service");
    await pause(RETRY_MS, signal);
    return undefined;
  }
  if (response.status === 204) return undefined;
  return read(response, request);
}

async function read(response: Response, { webserver }: LookupRequest): Promise<string> {
  const body = ((await response.json().catch(() => ({}))) ?? {}) as Readonly<Record<string, unknown>>;
  const { joinurl, code } = body;
  if (response.ok && typeof joinurl === "string") return new URL(joinurl, webserver).href;
  throw new LookupError(typeof code === "string" ? code : "service");
}

/** Resolves after so many ms, or when `signal` is aborted. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
