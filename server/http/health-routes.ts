// For whoever runs the server: is it alive, and should it get new work.
import { json } from "./answers.ts";
import type { Route } from "./router.ts";

/** Returns the routes. `isReady` is false from the moment the server is told to stop. */
export function healthRoutes(isReady: () => boolean): readonly Route[] {
  return [
    { method: "GET", path: "/healthz", from: "own", handle: () => json(200, { status: "ok" }) },
    {
      method: "GET",
      path: "/readyz",
      from: "own",
      handle: () => (isReady() ? json(200, { status: "ready" }) : json(503, { status: "stopping" })),
    },
  ];
}
