// Keeps a running session between two pages: in a cookie, in local storage or in both, as `data-cookietype` says.
// Kept are the session's id, the token that proves who we are and the page's number; never content.
import type { SessionStore, StoredSession, TagSettings } from "../core/visitor/api.ts";
import { warn } from "./warn.ts";

const NAME = "glance_session";
/** A browser takes a cookie of this name only with `Secure`, and only from a secure page. */
const SECURE_NAME = `__Secure-${NAME}`;

function encode(stored: StoredSession): string {
  return [stored.session, stored.token, String(stored.generation)].map(encodeURIComponent).join(":");
}

function decode(text: string | null | undefined): StoredSession | undefined {
  try {
    const [session = "", token = "", generation = ""] = (text ?? "").split(":").map(decodeURIComponent);
    if (session === "" || token === "" || !/^\d{1,9}$/.test(generation)) return undefined;
    return { session, token, generation: Number(generation) };
  } catch {
    return undefined; // a percent sign that encodes nothing
  }
}

function readCookie(): StoredSession | undefined {
  for (const name of [SECURE_NAME, NAME]) {
    for (const cookie of document.cookie.split("; ")) {
      const stored = cookie.startsWith(`${name}=`) ? decode(cookie.slice(name.length + 1)) : undefined;
      if (stored !== undefined) return stored;
    }
  }
  return undefined;
}

function setCookie(pair: string, domain: string, secure: boolean): void {
  document.cookie = `${pair}; Path=/; SameSite=Lax${domain && `; Domain=${domain}`}${secure ? "; Secure" : ""}`;
}

/** `shop.example.co.uk` → `uk`, `co.uk`, `example.co.uk`, `shop.example.co.uk`; nothing for addresses in numbers. */
function domainsOf(host: string): string[] {
  if (!host.includes(".") || host.includes(":") || /\.\d+$/.test(host)) return [];
  const labels = host.split(".");
  return labels.map((_, index) => labels.slice(labels.length - 1 - index).join("."));
}

/**
 * Writes the cookie for the widest domain that the browser lets us: that is the registrable one, since it refuses public
 * suffixes. `wanted`, from `data-cookiedomain`, is tried first.
 */
function writeCookie(stored: StoredSession, wanted: string, secure: boolean): void {
  const cookie = `${secure ? SECURE_NAME : NAME}=${encode(stored)}`;
  const candidates = [...domainsOf(location.hostname), ""];
  if (wanted !== "") candidates.unshift(wanted.replace(/^\./, ""));
  for (const domain of candidates) {
    setCookie(cookie, domain, secure);
    if (document.cookie.split("; ").includes(cookie)) return;
  }
}

function wipeCookie(): void {
  for (const domain of ["", ...domainsOf(location.hostname)]) {
    setCookie(`${SECURE_NAME}=; Max-Age=0`, domain, true);
    setCookie(`${NAME}=; Max-Age=0`, domain, false);
  }
}

/** Runs `access`; storage that the browser forbids (sandboxed frames, blocked cookies) is as good as empty. */
function attempt<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}

/** The store that `data-cookietype` asks for. Without the attribute the cookie is `secure` on a secure page. */
export function createSessionStore(settings: () => TagSettings): SessionStore {
  const uses = (kind: "cookie" | "local"): boolean => {
    const { cookieType } = settings();
    return cookieType === "dual" || (cookieType === "ls") === (kind === "local");
  };
  const read = (): StoredSession | undefined =>
    (uses("cookie") ? attempt(readCookie) : undefined) ??
    (uses("local") ? attempt(() => decode(localStorage.getItem(NAME))) : undefined);
  return {
    read,
    write(stored) {
      const { cookieDomain, cookieType } = settings();
      const secure = cookieType === "secure" || (cookieType !== "normal" && location.protocol === "https:");
      if (uses("cookie")) attempt(() => writeCookie(stored, cookieDomain, secure));
      if (uses("local")) attempt(() => localStorage.setItem(NAME, encode(stored)));
      if (read()?.generation !== stored.generation)
        warn("the browser keeps no session: it ends with this page");
    },
    wipe() {
      attempt(wipeCookie);
      attempt(() => localStorage.removeItem(NAME));
    },
  };
}
