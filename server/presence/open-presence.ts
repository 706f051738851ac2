// Presence put together: what is asked by requests, and what comes over connections.
import { Authorizations } from "../auth/authorizations.ts";
import type { PartnerSignIns } from "../auth/partner-sign-ins.ts";
import type { SignIns } from "../auth/sign-in.ts";
import { authorizationRoute } from "../http/authorization-routes.ts";
import { presenceRoutes } from "../http/presence-routes.ts";
import type { Route } from "../http/router.ts";
import type { Log } from "../log.ts";
import type { RelayTimes } from "../relay/times.ts";
import type { Registry } from "../relay/registry.ts";
import type { Settings } from "../settings.ts";
import type { GroupStore } from "../store/groups.ts";
import { Office } from "./office.ts";
import { Presence } from "./presence.ts";
import { UniqueIds } from "./unique-ids.ts";
import { Visitors } from "./visitors.ts";

export interface PresenceParts {
  readonly groups: GroupStore;
  readonly registry: Registry;
  readonly partners: PartnerSignIns;
  readonly signIns: SignIns;
  readonly log: Log;
  readonly settings: Pick<Settings, "proxyHops" | "connectionsPerAddress">;
  readonly times: Pick<RelayTimes, "sweepMs">;
}

/** Returns the routes, and what accepts connections once it is started. */
export function openPresence({ settings, times, ...others }: PresenceParts): {
  readonly routes: readonly Route[];
  readonly presence: Presence;
} {
  const parts = { ...others, ...settings, ...times };
  const visitors = new Visitors();
  const uniqueIds = new UniqueIds((groupId, id) => parts.registry.byKey(groupId, id) !== undefined);
  const authorizations = new Authorizations();
  const office = new Office({ ...parts, visitors, uniqueIds, authorizations });
  return {
    routes: [
      ...presenceRoutes({ ...parts, office, visitors }),
      authorizationRoute({ ...parts, office, authorizations }),
    ],
    presence: new Presence({ ...parts, office, visitors, uniqueIds }),
  };
}
