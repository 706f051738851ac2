// What is known of whoever asks, directly or through the operator's proxies.
import type { HttpRequest, Peer } from "./http-server.ts";

/** An uWebSockets address of IPv4 over IPv6, as others write it. */
function plain(address: string): string {
  return address.replace(/^(0000:){5}ffff:|^::ffff:/i, (prefix) => (address.includes(".") ? "" : prefix));
}

/**
 * The address that asks. With proxies in front it is the one that the farthest of ours saw: what stands further left in
 * `X-Forwarded-For` may have been made up.
 */
export function addressOf({ headers, remoteAddress }: Peer, proxyHops: number): string {
  if (proxyHops === 0) return plain(remoteAddress);
  const told = (headers.get("x-forwarded-for") ?? "").split(",").map((item) => item.trim());
  const address = told[Math.max(0, told.length - proxyHops)] ?? "";
  return address === "" ? plain(remoteAddress) : address;
}

/** Whether the browser spoke https with us or with a proxy. Who makes this up gets a cookie that does not come back. */
export function isSecure({ headers }: HttpRequest): boolean {
  return headers.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https";
}

/** Whether the browser reaches us by a name of its own machine: it takes cookies from there that otherwise need https. */
export function isLocal({ headers }: HttpRequest): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(headers.get("host") ?? "");
}

/** Whether a page of ours asks, or no page at all: others may not use an agent's cookie. */
export function isOwnPage({ headers }: Pick<HttpRequest, "headers">): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== undefined) return site === "same-origin" || site === "none";
  const origin = headers.get("origin");
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === (headers.get("host") ?? "");
}

/** Whether pages are wanted rather than data. */
export function wantsPage({ headers, path }: HttpRequest): boolean {
  return !path.startsWith("/api/") && (headers.get("accept") ?? "").includes("text/html");
}
