// The service as a guest's page asks it. Mirror: server/http/guest-routes.ts.
import type { GuestErrorCode } from "./api.ts";

/** Longest wait for an answer, in ms; waiting for news is answered after 20 s at the latest. */
const ANSWER_TIMEOUT_MS = 30_000;

/** `timeout`: the code counts no more. */
export type GuestServiceCode = GuestErrorCode | "timeout";

/** Why the service did not do what it was asked. */
export class GuestServiceError extends Error {
  readonly code: GuestServiceCode;

  constructor(code: GuestServiceCode, message: string) {
    super(message);
    this.name = "GuestServiceError";
    this.code = code;
  }
}

const BY_STATUS: Readonly<Record<number, GuestServiceCode>> = {
  400: "invalid-name",
  404: "unknown-group",
  410: "timeout",
  429: "too-many-attempts",
};

type Body = Readonly<Record<string, unknown>>;

export interface Ticket {
  readonly ticket: string;
  readonly code: string;
  /** In s. */
  readonly timeout: number;
}

export type News =
  | { readonly state: "waiting" }
  | { readonly state: "admitted"; readonly token: string }
  | { readonly state: "declined" };

/** The service at `origin`. Every method rejects with {@link GuestServiceError}. */
export class GuestService {
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async ask(groupid: string, name: string): Promise<Ticket> {
    const { ticket, code, timeout } = await this.#post("/api/v1/guests", { groupid, name });
    return { ticket: textOf(ticket), code: textOf(code), timeout: Number(timeout) || 0 };
  }

  /** In s. */
  async moreTime(ticket: string): Promise<number> {
    const { timeout } = await this.#post("/api/v1/guests/more-time", { ticket });
    return Number(timeout) || 0;
  }

  /** Resolves when there is news, or there was none for a while. */
  async news(ticket: string, signal: AbortSignal): Promise<News> {
    const { state, token } = await this.#post("/api/v1/guests/wait", { ticket }, signal);
    if (state === "admitted") return { state, token: textOf(token) };
    return { state: state === "declined" ? state : "waiting" };
  }

  async #post(path: string, body: object, signal?: AbortSignal): Promise<Body> {
    const timeout = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
    let response: Response;
    try {
      response = await fetch(new URL(path, this.#origin), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        credentials: "omit",
        cache: "no-store",
        referrerPolicy: "origin",
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
    } catch {
      throw new GuestServiceError("service", `${this.#origin} cannot be reached`);
    }
    // An answer that is no JSON comes from something in between, and is taken by its status.
    const answer = ((await response.json().catch(() => ({}))) ?? {}) as Body;
    if (response.ok) return answer;
    throw new GuestServiceError(
      BY_STATUS[response.status] ?? "service",
      `the service answered ${response.status}`,
    );
  }
}

function textOf(value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  throw new GuestServiceError("service", "the service's answer is none");
}
