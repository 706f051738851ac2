// The agent's cookies. Over https their names make browsers see to it that no other host or path has set them.
import { SIGN_IN_LIFE_MS } from "../limits.ts";
import { isLocal, isSecure } from "./client.ts";
import type { HttpRequest } from "./http-server.ts";

const NAME = "glance_agent";
/** Of a viewer in a frame of another site's page: browsers keep one for each such site, apart from all others (CHIPS). */
const FRAMED_NAME = "glance_agent_framed";

function named(name: string, request: HttpRequest): string {
  return isSecure(request) ? `__Host-${name}` : name;
}

function attributes(request: HttpRequest): string {
  return `Path=/; HttpOnly; SameSite=Strict${isSecure(request) ? "; Secure" : ""}`;
}

const FRAMED_ATTRIBUTES = "Path=/; HttpOnly; SameSite=None; Secure; Partitioned";

function valueOf(name: string, request: HttpRequest): string {
  const start = `${named(name, request)}=`;
  const pairs = (request.headers.get("cookie") ?? "").split(/[;,] */);
  return pairs.find((pair) => pair.startsWith(start))?.slice(start.length) ?? "";
}

/** The tokens in the agent's cookies, that of a frame first. */
export function readCookies(request: HttpRequest): readonly string[] {
  return [valueOf(FRAMED_NAME, request), valueOf(NAME, request)].filter(Boolean);
}

/** The token in the agent's cookie; "" when there is none. */
export function readCookie(request: HttpRequest): string {
  return readCookies(request)[0] ?? "";
}

/**
 * Sets the agent's cookie.
 *
 * @param framed for a viewer in a frame of another site. Browsers take that one over https, and from this machine itself.
 */
export function setCookie(request: HttpRequest, token: string, framed = false): Record<"set-cookie", string> {
  const seconds = SIGN_IN_LIFE_MS / 1000;
  return framed && (isSecure(request) || isLocal(request))
    ? {
        "set-cookie": `${named(FRAMED_NAME, request)}=${token}; Max-Age=${seconds}; ${FRAMED_ATTRIBUTES}`,
      }
    : { "set-cookie": `${named(NAME, request)}=${token}; Max-Age=${seconds}; ${attributes(request)}` };
}

/** Takes the one away that {@link readCookie} finds. */
export function wipeCookie(request: HttpRequest): Record<"set-cookie", string> {
  return valueOf(FRAMED_NAME, request) === ""
    ? { "set-cookie": `${named(NAME, request)}=; Max-Age=0; ${attributes(request)}` }
    : { "set-cookie": `${named(FRAMED_NAME, request)}=; Max-Age=0; ${FRAMED_ATTRIBUTES}` };
}
