// The visitor's two requests to the service: start a session, go on with it on another page. docs/API.md, "Sessions".
import { RELEASE } from "../protocol/index.ts";
import type { TagSettings } from "./api.ts";

/** What a page of a session needs to know. */
export interface SessionAnswer {
  readonly session: string;
  readonly token: string;
  readonly key: string;
  /** Where envelopes go, `wss://…`. */
  readonly relayUrl: string;
  /** The group's mask rules as they came, unchecked: see masking.ts. */
  readonly mask: unknown;
}

export type ServiceErrorCode = "service" | "dupkey" | "invalid-key" | "unknown-group" | "ended";

/** Why the service did not do what it was asked. `service`: it was not reached, or is broken; try again later. */
export class ServiceError extends Error {
  readonly code: ServiceErrorCode;

  constructor(code: ServiceErrorCode, message: string) {
    super(message);
    this.name = "ServiceError";
    this.code = code;
  }
}

/** Longest wait for an answer, in ms: beyond it the visitor would rather hear that it did not work. */
const ANSWER_TIMEOUT_MS = 15_000;

/** What of {@link SessionAnswer} an answer carries; the session's id and token come at the start only. */
interface AnswerBody {
  readonly session?: unknown;
  readonly token?: unknown;
  readonly key?: unknown;
  readonly relay?: unknown;
  readonly settings?: { readonly mask?: unknown };
  readonly code?: unknown;
  readonly message?: unknown;
}

const REFUSALS = ["dupkey", "invalid-key", "unknown-group", "ended"] as const;

function refusal(status: number, body: AnswerBody): ServiceError {
  const code = REFUSALS.find((known) => known === body.code);
  const message = typeof body.message === "string" ? body.message : `the service answered ${status}`;
  return new ServiceError(code ?? (status === 410 ? "ended" : "service"), message);
}

async function post(url: URL, body: unknown): Promise<AnswerBody> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "origin",
      signal: abort.signal,
    });
    // An answer that is no JSON comes from something in between, and is treated as such by its status.
    const answer = (await response.json().catch(() => ({}))) as AnswerBody;
    if (!response.ok) throw refusal(response.status, answer);
    return answer;
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    throw new ServiceError("service", `${url.host} cannot be reached`);
  } finally {
    clearTimeout(timer);
  }
}

function text(value: unknown, name: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new ServiceError("service", `the service's answer has no ${name}`);
}

function relayUrl(path: unknown, origin: string): string {
  const url = new URL(text(path, "relay"), origin);
  url.protocol = url.protocol === "http:" || url.protocol === "ws:" ? "ws:" : "wss:";
  return url.href;
}

/**
 * Asks for a new session.
 *
 * @param key absent for random digits.
 * @throws {ServiceError} any code but `ended`.
 */
export async function createSession(
  settings: TagSettings,
  groupid: string,
  key: string | undefined,
): Promise<SessionAnswer> {
  const { serviceOrigin, site } = settings;
  const body = await post(new URL("/api/v1/sessions", serviceOrigin), {
    groupid,
    site,
    release: RELEASE,
    ...(key === undefined ? {} : { key }),
  });
  return {
    session: text(body.session, "session"),
    token: text(body.token, "token"),
    key: text(body.key, "key"),
    relayUrl: relayUrl(body.relay, serviceOrigin),
    mask: body.settings?.mask,
  };
}

/**
 * Goes on with a session on a new page.
 *
 * @throws {ServiceError} `ended` when there is nothing to go on with; else `service`.
 */
export async function resumeSession(
  settings: TagSettings,
  stored: { readonly session: string; readonly token: string },
): Promise<SessionAnswer> {
  const { session, token } = stored;
  const body = await post(new URL("/api/v1/sessions/resume", settings.serviceOrigin), { session, token });
  return {
    session,
    token,
    key: text(body.key, "key"),
    relayUrl: relayUrl(body.relay, settings.serviceOrigin),
    mask: body.settings?.mask,
  };
}
