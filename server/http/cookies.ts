// The agent's cookie. Over https its name makes browsers see to it that no other host or path has set it.
import { SIGN_IN_LIFE_MS } from "../limits.ts";
import { isSecure } from "./client.ts";
import type { HttpRequest } from "./http-server.ts";

const NAME = "glance_agent";

function nameFor(request: HttpRequest): string {
  return isSecure(request) ? `__Host-${NAME}` : NAME;
}

function attributes(request: HttpRequest): string {
  return `Path=/; HttpOnly; SameSite=Strict${isSecure(request) ? "; Secure" : ""}`;
}

/** The token in the agent's cookie; "" when there is none. */
export function readCookie(request: HttpRequest): string {
  const name = `${nameFor(request)}=`;
  const pairs = (request.headers.get("cookie") ?? "").split(/[;,] */);
  return pairs.find((pair) => pair.startsWith(name))?.slice(name.length) ?? "";
}

/** Sets the agent's cookie. */
export function setCookie(request: HttpRequest, token: string): Record<"set-cookie", string> {
  const seconds = SIGN_IN_LIFE_MS / 1000;
  return { "set-cookie": `${nameFor(request)}=${token}; Max-Age=${seconds}; ${attributes(request)}` };
}

/** Takes it away. */
export function wipeCookie(request: HttpRequest): Record<"set-cookie", string> {
  return { "set-cookie": `${nameFor(request)}=; Max-Age=0; ${attributes(request)}` };
}
