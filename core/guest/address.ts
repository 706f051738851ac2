// Where the service is, and where a guest watches. Mirror: core/agent/guest-service.ts.

/** Origin of the script that runs: read while it does. */
const SCRIPT_ORIGIN = originOf(document.currentScript);

function originOf(script: Element | SVGScriptElement | null): string {
  const found =
    script instanceof HTMLScriptElement && script.src !== ""
      ? script
      : document.querySelector<HTMLScriptElement>(
          'script[src*="GlanceCobrowseGuest"],script[src*="script=Guest"]',
        );
  return new URL(found?.src ?? document.baseURI).origin;
}

/** `ws` is a host name or an origin; "" for that of the script. */
export function serviceOrigin(ws: string): string {
  if (ws === "") return SCRIPT_ORIGIN;
  return new URL(ws.includes("://") ? ws : `${new URL(SCRIPT_ORIGIN).protocol}//${ws}`).origin;
}

/** The page that shows the session. The token goes behind the number sign: no server's log has that part, and no Referer. */
export function guestViewUrl(origin: string, groupid: string, token: string): string {
  const url = new URL("/guestview", origin);
  url.searchParams.set("groupid", groupid);
  url.hash = String(new URLSearchParams({ token }));
  return url.href;
}
