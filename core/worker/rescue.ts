// Asks the session's server for files that this browser lets no script read. Mirror: server/http/fetch-routes.ts; docs/API.md.
import type { Rescue } from "../model/index.ts";

/** Where the file came from in the end. */
const LOCATION = "x-glance-location";

/** Returns what fetches by the server at `address`, as the visitor of a session. */
export function rescueBy(address: string, session: string, token: string): Rescue {
  return async (url, signal) => {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ session, token, url }),
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal,
    });
    return { response, url: response.headers.get(LOCATION) ?? url };
  };
}
