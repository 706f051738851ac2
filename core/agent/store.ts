// What a viewer remembers of its session in this tab, so that a reload goes on with it.

/** A joined session. */
export interface StoredSession {
  readonly session: string;
  /** Proves to the server that this viewer was admitted. */
  readonly token: string;
  /** Which load of the viewer this is: each takes the next number. */
  readonly generation: number;
  /** Key in the viewer's address when it joined: another one asks for another session. */
  readonly address: string;
}

/** Where it is kept: one tab's, gone with it. */
export interface SessionStore {
  read(): StoredSession | undefined;
  write(stored: StoredSession): void;
  wipe(): void;
}

/** Name that it has there. */
const NAME = "glance-agent-session";
/** That of a guest's. */
export const GUEST_NAME = "glance-guest-session";

function isStored(value: unknown): value is StoredSession {
  const { session, token, generation, address } = (value ?? {}) as Partial<
    Record<keyof StoredSession, unknown>
  >;
  return [session, token, address].every((text) => typeof text === "string") && Number.isInteger(generation);
}

/** Keeps it in `storage`. Where that is forbidden or full, nothing is kept: a reload then asks for the code again. */
export function openStore(storage: () => Storage, name = NAME): SessionStore {
  const attempt = <T>(what: (open: Storage) => T): T | undefined => {
    try {
      return what(storage());
    } catch {
      return undefined;
    }
  };
  return {
    read() {
      const value = attempt((open): unknown => JSON.parse(open.getItem(name) ?? "null"));
      return isStored(value) ? value : undefined;
    },
    write: (stored) => attempt((open) => open.setItem(name, JSON.stringify(stored))),
    wipe: () => attempt((open) => open.removeItem(name)),
  };
}
