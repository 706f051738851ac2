// The server as a guest's viewer asks it: no account, one way in. Mirror: server/http/guest-routes.ts.
import { readJoin, request, ServiceError, type Service } from "./service.ts";
import type { SessionStore } from "./store.ts";

/** A guest's service, and where guests go when it is over. */
export interface GuestEntrance {
  readonly service: Service;
  /** What the group says; undefined before the guest is in, and when it says nothing. */
  readonly endPage: string | undefined;
}

/** What only agents ask for. */
const notForGuests = (): Promise<never> => Promise.reject(new ServiceError("no-permission", "a guest"));

/**
 * The server at `origin`, asked by `ask`, for a guest who has `token` for the way in, or was in before: then "".
 *
 * @param embedders origins that may have this page in a frame.
 */
export function openEntrance(
  origin: string,
  ask: typeof fetch,
  { store, token, embedders }: GuestAround,
): GuestEntrance {
  let endPage: string | undefined;
  const enter = async (body: object, signal?: AbortSignal): ReturnType<Service["join"]> => {
    const answer = (await request(origin, ask, "/api/v1/guests/enter", body, signal)) ?? {};
    const { endpage } = answer;
    if (typeof endpage === "string" && /^https?:\/\//i.test(endpage)) endPage = endpage;
    return readJoin({ ...answer, key: "-" }, origin);
  };
  return {
    get endPage() {
      return endPage;
    },
    service: {
      // Whoever has neither a way in nor a place has come to an address of old.
      me: () =>
        token === "" && store.read() === undefined
          ? Promise.reject(new ServiceError("ended", "there is no way in"))
          : Promise.resolve({ username: "", name: "", embedders }),
      join: (asked, signal) =>
        enter(
          "key" in asked ? { token: asked.key } : { session: asked.session, token: asked.token },
          signal,
        ).catch((error: unknown) => {
          // There is no form to go back to.
          const { code } = error as ServiceError;
          throw code === "too-many-attempts" ? new ServiceError("not-admitted", "too many attempts") : error;
        }),
      signIn: notForGuests,
      signInByKey: notForGuests,
      signOut: notForGuests,
      findGuest: notForGuests,
      answerGuest: notForGuests,
      ejectGuest: notForGuests,
    },
  };
}

interface GuestAround {
  readonly store: SessionStore;
  readonly token: string;
  readonly embedders: readonly string[];
}

/** `store` for a guest's page: a way in asks for another session than the one that is kept, until it has led in. */
export function guestStore(store: SessionStore, token: string): SessionStore {
  let isOurs = token === "";
  return {
    read() {
      const stored = isOurs ? store.read() : undefined;
      return stored === undefined ? undefined : { ...stored, address: token };
    },
    write(stored) {
      isOurs = true;
      store.write(stored);
    },
    wipe: () => store.wipe(),
  };
}

/** The way in that this page's address has behind the number sign; "" for none. */
export function readWayIn(hash: string): string {
  return new URLSearchParams(hash.replace(/^#/, "")).get("token") ?? "";
}
