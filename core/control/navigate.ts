// Where an agent may have the visitor's browser go. Decided here, at the visitor, whatever the agent's side thinks.
import type { NavigateMessage } from "../protocol/index.ts";

/** The address that `url` means on this page, when it may be gone to; undefined else. Scripts in addresses never may. */
export function trustedAddress(url: string, trustedOrigins: readonly string[]): URL | undefined {
  if (!URL.canParse(url, document.baseURI)) return undefined;
  const address = new URL(url, document.baseURI);
  if (address.protocol !== "https:" && address.protocol !== "http:") return undefined;
  const isTrusted = address.origin === location.origin || trustedOrigins.includes(address.origin);
  return isTrusted ? address : undefined;
}

/** Where `message` leads: a step in the history, or an address that may be gone to; undefined: nowhere. */
export function destinationOf(
  { url }: Pick<NavigateMessage, "url">,
  trustedOrigins: readonly string[],
): "back" | "forward" | "refresh" | URL | undefined {
  if (url === "back" || url === "forward" || url === "refresh") return url;
  return trustedAddress(url, trustedOrigins);
}

/** Goes there. False when the browser opened no window. */
export function go(to: "back" | "forward" | "refresh" | URL, how: NavigateMessage["how"]): boolean {
  if (to === "back") history.back();
  else if (to === "forward") history.forward();
  else if (to === "refresh") location.reload();
  else if (how === "open") return open(to.href, "_blank") !== null;
  else if (how === "link") followLink(to.href);
  else location.assign(to);
  return true;
}

/** Pages that route by themselves take clicks on links, and no others. */
function followLink(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.setAttribute("glance_cobrowse_suppress", "1");
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}
