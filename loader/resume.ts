// Looks for a session that another page has left: in a cookie, in local storage or in both, as `data-cookietype` says. Mirror:
// core/visitor/session-store.ts, which writes it.
import type { SessionReader, StoredSession, TagSettings } from "./api.ts";

const NAME = "glance_session";

function decode(text: string): StoredSession | undefined {
  const [session, token, generation] = text.split(":").map(decodeURIComponent);
  return session && token && generation && /^\d{1,9}$/.test(generation)
    ? { session, token, generation: Number(generation) }
    : undefined;
}

function readCookie(): StoredSession | undefined {
  for (const name of [`__Secure-${NAME}=`, `${NAME}=`]) {
    for (const cookie of document.cookie.split("; ")) {
      const stored = cookie.startsWith(name) ? attempt(() => decode(cookie.slice(name.length))) : undefined;
      if (stored !== undefined) return stored;
    }
  }
  return undefined;
}

/** Runs `access`: what the browser forbids (sandboxed frames, blocked cookies), or nobody can have written, is as good as empty. */
function attempt<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}

/** Reads what `data-cookietype` says is kept. */
export function createSessionReader(settings: () => TagSettings): SessionReader {
  return {
    read() {
      const { cookieType } = settings();
      const stored = cookieType === "ls" ? undefined : attempt(readCookie);
      return stored !== undefined || !/ls|dual/.test(cookieType)
        ? stored
        : attempt(() => decode(String(localStorage.getItem(NAME))));
    },
  };
}
