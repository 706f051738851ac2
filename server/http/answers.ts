// Answers as handlers give them.
import type { HttpResponse } from "./http-server.ts";

export type Headers = Readonly<Record<string, string>>;

/** Nothing may keep it: answers of the API are about somebody. */
const NO_STORE: Headers = { "cache-control": "no-store" };

/** JSON. */
export function json(status: number, body: unknown, headers: Headers = {}): HttpResponse {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...NO_STORE, ...headers },
    body: JSON.stringify(body),
  };
}

/** A refusal: `code` for programs, `message` for their developers. docs/API.md lists the codes. */
export function refuse(status: number, code: string, message: string, headers: Headers = {}): HttpResponse {
  return json(status, { code, message }, headers);
}

/** Too many of something; try again after so many s. */
export function tooMany(code: string, message: string, retryAfterSeconds: number): HttpResponse {
  return json(429, { code, message, retryAfterSeconds }, { "retry-after": String(retryAfterSeconds) });
}

/** Nothing to say. */
export function noContent(headers: Headers = {}): HttpResponse {
  return { status: 204, headers: { ...NO_STORE, ...headers } };
}

/** A page. */
export function html(status: number, body: string, headers: Headers): HttpResponse {
  return { status, headers: { "content-type": "text/html; charset=utf-8", ...headers }, body };
}

/** Elsewhere, for good. */
export function redirect(location: string): HttpResponse {
  return { status: 301, headers: { location, "cache-control": "public, max-age=300" } };
}
