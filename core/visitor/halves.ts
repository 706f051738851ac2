// The session's token in two halves: a cookie travels to the site's servers and into their logs, and whoever copies it from
// there is not to have the session. So the cookie has one half, and this origin's local storage the other. Only while the
// visitor goes to another page, which may be of another origin under the same cookie, the cookie has all of it.
import type { SessionStore, StoredSession } from "./api.ts";

const NAME = "glance_half";
/** Shortest token that is cut, in characters: each half of it has more than 120 bits. */
const MIN_TOKEN_LENGTH = 42;
/** How long a window that the visitor has turned away from leaves the whole token in the cookie, in ms: the time a page takes to come. */
const OPEN_MS = 30_000;

/** A store whose cookie alone is worth nothing. */
export class HalvedStore implements SessionStore {
  readonly #store: SessionStore;
  readonly #storage: () => Storage;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param storage throws where the browser forbids it: then the token stays whole. */
  constructor(store: SessionStore, storage: () => Storage = () => localStorage) {
    this.#store = store;
    this.#storage = storage;
  }

  /** The session with its whole token; undefined when this browser has but one half: that is for nobody. */
  read(): StoredSession | undefined {
    const stored = this.#store.read();
    if (stored === undefined || !isHalf(stored.token)) return stored;
    const other = this.#other(stored.session);
    return other === undefined ? undefined : { ...stored, token: stored.token.slice(0, -1) + other };
  }

  write(stored: StoredSession): void {
    clearTimeout(this.#timer);
    const { session, token } = stored;
    const at = token.length >> 1;
    const isKept = token.length >= MIN_TOKEN_LENGTH && this.#keep(`${session} ${token.slice(at)}`);
    this.#store.write(isKept ? { ...stored, token: `${token.slice(0, at)}~` } : stored);
  }

  wipe(): void {
    clearTimeout(this.#timer);
    this.#store.wipe();
    try {
      this.#storage().removeItem(NAME);
    } catch {
      // nothing was kept
    }
  }

  /** The visitor turns to another page: it finds the whole token, for a while. */
  open(): void {
    const stored = this.read();
    if (stored === undefined) return;
    this.#store.write(stored);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.shut(), OPEN_MS);
  }

  /** The visitor is here. */
  shut(): void {
    const stored = this.read();
    if (stored !== undefined) this.write(stored);
  }

  #other(session: string): string | undefined {
    try {
      const [of, half] = (this.#storage().getItem(NAME) ?? "").split(" ");
      return of === session ? half : undefined;
    } catch {
      return undefined;
    }
  }

  #keep(text: string): boolean {
    try {
      this.#storage().setItem(NAME, text);
      return this.#storage().getItem(NAME) === text;
    } catch {
      return false;
    }
  }
}

/** Marked by a character that no token has. */
function isHalf(token: string): boolean {
  return token.endsWith("~");
}
