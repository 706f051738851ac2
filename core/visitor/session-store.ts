// Keeps a running session between two pages: in a cookie, in local storage or in both, as `data-cookietype` says.
// Kept are the session's id, the token that proves who we are and the page's number; never content. Mirror: loader/resume.ts.
import type { SessionStore, StoredSession, VisitorHost } from "./api.ts";
import type { ControlTools } from "./control-tools.ts";
import type { LatePart } from "./late-part.ts";

/** What the loader lends, with a store that can be written. */
export interface PageHost extends VisitorHost {
  readonly store: SessionStore;
  /** What shows and does what agents want: a script of its own. */
  readonly control: LatePart<ControlTools>;
}

const NAME = "glance_session";
/** A browser takes a cookie of this name only with `Secure`, and only from a secure page. */
const SECURE_NAME = `__Secure-${NAME}`;

function encode(stored: StoredSession): string {
  return [stored.session, stored.token, String(stored.generation)].map(encodeURIComponent).join(":");
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

/** Runs `access`, where the browser may forbid storage (sandboxed frames, blocked cookies). */
function attempt(access: () => void): void {
  try {
    access();
  } catch {
    // nothing is kept, which is told when it is looked for
  }
}

/** The store that `data-cookietype` asks for. Without the attribute the cookie is `secure` on a secure page. */
export function createSessionStore(host: Pick<VisitorHost, "settings" | "store" | "warn">): SessionStore {
  const { read } = host.store;
  return {
    read,
    write(stored) {
      const { cookieDomain, cookieType } = host.settings();
      const secure = cookieType === "secure" || (cookieType !== "normal" && location.protocol === "https:");
      if (cookieType !== "ls") attempt(() => writeCookie(stored, cookieDomain, secure));
      if (cookieType === "ls" || cookieType === "dual")
        attempt(() => localStorage.setItem(NAME, encode(stored)));
      if (read()?.generation !== stored.generation)
        host.warn("the browser keeps no session: it ends with this page");
    },
    wipe() {
      attempt(wipeCookie);
      attempt(() => localStorage.removeItem(NAME));
    },
  };
}
