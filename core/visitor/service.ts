// The visitor's two requests to the service: start a session, go on with it on another page. docs/API.md, "Sessions".
import { RELEASE } from "../protocol/index.ts";
import type { StoredSession, TagSettings } from "./api.ts";
import type { ControlEntry } from "./control-log.ts";
import { ServiceError } from "./service-error.ts";
import type { Contact, StartRequest } from "./start-request.ts";

/** What a page of a session needs to know. */
export interface SessionAnswer {
  readonly session: string;
  readonly token: string;
  readonly key: string;
  /** Where envelopes go, `wss://…`. */
  readonly relayUrl: string;
  /** Where the service fetches what the visitor's browser may not read; undefined when the group wants none of it. */
  readonly fetchUrl: string | undefined;
  /** The group's mask rules as they came, unchecked: see masking.ts. */
  readonly mask: unknown;
  /** Origins that the session may go on at. */
  readonly domains: readonly string[];
  /** What agents may do, as it came: see remote-settings.ts. */
  readonly control?: unknown;
  /** What the group says of guests, as it came: see guests.ts. */
  readonly guests?: unknown;
}

/** Longest wait for an answer, in ms: beyond it the visitor would rather hear that it did not work. */
const ANSWER_TIMEOUT_MS = 15_000;

/** What of {@link SessionAnswer} an answer carries; the session's id and token come at the start only. */
interface AnswerBody {
  readonly session?: unknown;
  readonly token?: unknown;
  readonly key?: unknown;
  readonly relay?: unknown;
  readonly fetch?: unknown;
  readonly settings?: {
    readonly mask?: unknown;
    readonly domains?: unknown;
    readonly control?: unknown;
    readonly guests?: unknown;
  };
  readonly generation?: unknown;
  readonly handOver?: unknown;
  readonly taken?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
}

const REFUSALS = ["dupkey", "invalid-key", "unknown-group", "untrusted-domain", "ended"] as const;

function refusal(status: number, body: AnswerBody): ServiceError {
  const code = REFUSALS.find((known) => known === body.code);
  const message = typeof body.message === "string" ? body.message : `the service answered ${status}`;
  return new ServiceError(code ?? (status === 410 ? "ended" : "service"), message);
}

async function post(url: URL, body: unknown, keepalive = false): Promise<AnswerBody> {
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
      keepalive,
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

/** A service of an older release names no domains: then there are none. */
function domains(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((origin) => typeof origin === "string") : [];
}

function answerOf(body: AnswerBody, serviceOrigin: string): Omit<SessionAnswer, "session" | "token"> {
  return {
    key: text(body.key, "key"),
    relayUrl: relayUrl(body.relay, serviceOrigin),
    fetchUrl: typeof body.fetch === "string" ? new URL(body.fetch, serviceOrigin).href : undefined,
    mask: body.settings?.mask,
    domains: domains(body.settings?.domains),
    control: body.settings?.control,
    guests: body.settings?.guests,
  };
}

/**
 * Asks for a new session.
 *
 * @throws {ServiceError} any code but `ended`.
 */
export async function createSession(
  settings: TagSettings,
  { groupid, key, visitor }: StartRequest & { readonly visitor: Contact },
): Promise<SessionAnswer> {
  const { serviceOrigin, site } = settings;
  const body = await post(new URL("/api/v1/sessions", serviceOrigin), {
    groupid,
    site,
    release: RELEASE,
    visitor,
    ...(key === undefined ? {} : { key }),
  });
  return {
    session: text(body.session, "session"),
    token: text(body.token, "token"),
    ...answerOf(body, serviceOrigin),
  };
}

/** What a further page needs to know, and which page of the session was the latest. */
export interface ResumeAnswer extends SessionAnswer {
  readonly generation: number;
}

/**
 * Goes on with a session on a new page.
 *
 * @throws {ServiceError} `ended` when there is nothing to go on with; else `service`.
 */
export async function resumeSession(settings: TagSettings, stored: Place): Promise<ResumeAnswer> {
  const { session, token } = stored;
  const body = await post(new URL("/api/v1/sessions/resume", settings.serviceOrigin), { session, token });
  return {
    session,
    token,
    generation: typeof body.generation === "number" ? body.generation : 0,
    ...answerOf(body, settings.serviceOrigin),
  };
}

/**
 * What this page masks, when it may be shown in a session of a page of origin `around` that has it in a frame.
 *
 * @throws {ServiceError} `untrusted-domain` when one of the two origins is not listed; `unknown-group`, `service`.
 */
export async function frameMask(
  { groupid, site, serviceOrigin }: TagSettings,
  around: string,
): Promise<unknown> {
  const body = await post(new URL("/api/v1/sessions/frame", serviceOrigin), { groupid, site, around });
  return body.settings?.mask;
}

/** A session, and the proof that it is ours. */
export interface Place {
  readonly session: string;
  readonly token: string;
}

/**
 * Asks for a code by which a page of `target` can take the session over, once, within seconds.
 *
 * @throws {ServiceError} `untrusted-domain` when one of the two domains is not listed; `ended`, `service`.
 */
export async function handOver(
  settings: TagSettings,
  { session, token }: Place,
  target: string,
): Promise<string> {
  const url = new URL("/api/v1/sessions/hand-over", settings.serviceOrigin);
  return text((await post(url, { session, token, target })).handOver, "code");
}

/** The session of a code that another domain got for this one. @throws {ServiceError} `ended` when it is for nobody (any more); `service`. */
export async function takeOver(settings: TagSettings, code: string): Promise<StoredSession> {
  const body = await post(new URL("/api/v1/sessions/take-over", settings.serviceOrigin), { handOver: code });
  return {
    session: text(body.session, "session"),
    token: text(body.token, "token"),
    generation: typeof body.generation === "number" ? body.generation : 0,
  };
}

/** Whether a code was used. @throws {ServiceError} `ended` when nobody can use it any more; `service`. */
export async function wasTaken(settings: TagSettings, code: string): Promise<boolean> {
  const url = new URL("/api/v1/sessions/was-taken", settings.serviceOrigin);
  return (await post(url, { handOver: code })).taken === true;
}

/** Adds to the record of what agents were let do. Sent also when the page goes away meanwhile. @throws {ServiceError} */
export async function logControl(
  settings: TagSettings,
  { session, token }: Place,
  entries: readonly ControlEntry[],
): Promise<void> {
  const url = new URL("/api/v1/sessions/control-log", settings.serviceOrigin);
  await post(url, { session, token, entries }, true);
}
