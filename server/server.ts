// The server put together: store, relay, hosting, endpoints; started, and stopped in order.
import { LoginKeys } from "./auth/login-keys.ts";
import { PartnerSignIns } from "./auth/partner-sign-ins.ts";
import { SignIns } from "./auth/sign-in.ts";
import { hashPassword } from "./auth/passwords.ts";
import { createToken } from "./auth/tokens.ts";
import { agentRoutes } from "./http/agent-routes.ts";
import { handOverRoutes } from "./http/hand-over-routes.ts";
import { Fetcher, INTERNET, type Network } from "./fetch/fetcher.ts";
import { accountRoutes } from "./http/account-routes.ts";
import { addressOf, isOwnPage } from "./http/client.ts";
import { controlLogRoutes } from "./http/control-log-routes.ts";
import { fetchRoute } from "./http/fetch-routes.ts";
import { guestRoutes } from "./http/guest-routes.ts";
import { healthRoutes } from "./http/health-routes.ts";
import { Hosting, type HostingOptions } from "./http/hosting.ts";
import type { HttpServer, HttpServerOptions } from "./http/http-server.ts";
import { SessionFinder } from "./http/find-session.ts";
import { partnerRoutes } from "./http/partner-routes.ts";
import { countInFlight, type CountedHandler } from "./http/in-flight.ts";
import { chooseServer } from "./http/open-server.ts";
import { PRESENCE_SOCKET_PATH } from "./http/presence-routes.ts";
import { createRouter, type Route } from "./http/router.ts";
import { RELAY_PATH, sessionRoutes } from "./http/session-routes.ts";
import { roleRoutes } from "./http/role-routes.ts";
import { settingsRoutes } from "./http/settings-routes.ts";
import { userRoutes } from "./http/user-routes.ts";
import { visitorSettingsRoute } from "./http/visitor-settings.ts";
import {
  CLOSE_GRACE_MS,
  HELLO_TIMEOUT_MS,
  JOIN_WAIT_MS,
  MAX_REQUEST_BYTES,
  MAX_SESSION_MS,
  MAX_SOCKET_MESSAGE_BYTES,
  SILENCE_MS,
  REVIEW_INTERVAL_MS,
  SWEEP_INTERVAL_MS,
  VISITOR_ABSENCE_MS,
} from "./limits.ts";
import type { Log } from "./log.ts";
import { Guests } from "./relay/guests.ts";
import { openPresence } from "./presence/open-presence.ts";
import type { Presence } from "./presence/presence.ts";
import { HandOvers } from "./relay/hand-overs.ts";
import { Registry } from "./relay/registry.ts";
import { Relay } from "./relay/relay.ts";
import type { RelayTimes } from "./relay/times.ts";
import type { FirstStart, Settings } from "./settings.ts";
import { AccountStore } from "./store/accounts.ts";
import { ControlLogStore } from "./store/control-log.ts";
import { openDatabase } from "./store/database.ts";
import { fillDatabase, FIRST_GROUP } from "./store/first-start.ts";
import { GroupStore } from "./store/groups.ts";
import { LoginKeyStore } from "./store/login-keys.ts";
import { PartnerUsers } from "./store/partner-users.ts";
import { RoleStore } from "./store/roles.ts";
import { SessionStore } from "./store/sessions.ts";
import type { Database } from "./store/tables.ts";
import { UserStore } from "./store/users.ts";
import { VersionStore } from "./store/versions.ts";

export interface ServerOptions {
  readonly settings: Settings;
  /** The built release. */
  readonly folder: string;
  readonly log: Log;
  /** Hears the password that was made for the first administrator. */
  onpassword(username: string, password: string): void;
  readonly times?: Partial<RelayTimes>;
  /** The network that files are fetched from for visitors; the internet unless said otherwise. */
  readonly network?: Network;
}

/** A server that answers. */
export interface RunningServer {
  /** Such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Tells every participant to connect anew, waits until they have heard, and frees everything. Safe to call twice. */
  stop(): Promise<void>;
}

const TIMES: RelayTimes = {
  helloMs: HELLO_TIMEOUT_MS,
  silenceMs: SILENCE_MS,
  absenceMs: VISITOR_ABSENCE_MS,
  sessionMs: MAX_SESSION_MS,
  sweepMs: SWEEP_INTERVAL_MS,
  reviewMs: REVIEW_INTERVAL_MS,
  joinWaitMs: JOIN_WAIT_MS,
};

/** Starts a server. @throws {DatabaseError} @throws {ListenError} */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { settings, log } = options;
  const database = await openDatabase(settings.databaseUrl);
  try {
    await firstStart(database, settings.firstStart, options);
    if (settings.loginSecret !== undefined)
      await new LoginKeyStore(database).setSecret(FIRST_GROUP, settings.loginSecret);
    const store = new SessionStore(database);
    const registry = new Registry(store, log);
    const groups = new GroupStore(database);
    await registry.load((groupId, site) => groups.published(groupId, site));
    const times = { ...TIMES, ...options.times };
    const relay = new Relay({
      registry,
      store,
      users: new UserStore(database),
      times,
      log,
      connectionsPerAddress: settings.connectionsPerAddress,
    });
    return await serve({ ...options, times }, { database, registry, relay });
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

interface Parts {
  readonly database: Database;
  readonly registry: Registry;
  readonly relay: Relay;
}

interface StoppedParts extends Parts {
  readonly presence: Presence;
  readonly server: HttpServer;
  readonly guests: Guests;
  readonly requests: CountedHandler;
}

async function firstStart(database: Database, first: FirstStart, options: ServerOptions): Promise<void> {
  if (!(await new GroupStore(database).isEmpty())) return;
  const { username } = first;
  const password = first.password ?? createToken().slice(0, 20);
  await fillDatabase(database, first, await hashPassword(password), Date.now());
  if (first.password === undefined) options.onpassword(username, password);
}

interface AdministratorParts extends Pick<Parts, "registry"> {
  readonly signIns: SignIns;
  readonly users: UserStore;
  readonly groups: GroupStore;
  readonly hosting: Hosting;
  readonly log: Log;
}

/** What administrators do with accounts that are there, roles and settings. */
function administratorRoutes(database: Database, parts: AdministratorParts): readonly Route[] {
  const { hasRelease } = parts.hosting;
  return [
    ...accountRoutes({ ...parts, accounts: new AccountStore(database) }),
    ...roleRoutes({ ...parts, roles: new RoleStore(database) }),
    ...settingsRoutes({ ...parts, versions: new VersionStore(database), hasRelease }),
  ];
}

function hostingOf(folders: Pick<HostingOptions, "folder" | "dataDir">, groups: GroupStore): Hosting {
  return new Hosting({
    ...folders,
    embedders: (groupId) => (groupId === undefined ? groups.trustedOrigins() : groups.embedders(groupId)),
    releaseFor: (groupId, site) => groups.releaseFor(groupId, site),
  });
}

async function serve(
  { settings, folder, log, times, network = INTERNET }: ServerOptions & { readonly times: RelayTimes },
  { database, registry, relay }: Parts,
): Promise<RunningServer> {
  const { host, port, proxyHops, transport, dataDir } = settings;
  const groups = new GroupStore(database);
  const sessions = new SessionStore(database);
  const hosting = hostingOf({ folder, dataDir }, groups);
  const users = new UserStore(database);
  const signIns = new SignIns(users);
  const keys = new LoginKeys(new LoginKeyStore(database));
  const partners = new PartnerSignIns(keys, new PartnerUsers(database, users), signIns);
  const finder = new SessionFinder(registry, times.joinWaitMs);
  const guests = createGuests(registry, log);
  const opened = openPresence({ groups, registry, partners, signIns, log, settings, times });
  const { presence } = opened;
  let isReady = true;
  const routes = [
    ...healthRoutes(() => isReady),
    ...sessionRoutes({ registry, groups, sessions, proxyHops }),
    ...handOverRoutes({ registry, groups, handOvers: new HandOvers(), proxyHops }),
    visitorSettingsRoute(groups),
    fetchRoute({ registry, groups, fetcher: new Fetcher(network) }),
    ...agentRoutes({ registry, signIns, groups, sessions, finder, proxyHops, log }),
    ...partnerRoutes({ groups, partners, finder, proxyHops, log }),
    ...userRoutes({ registry, signIns, users, log }),
    ...administratorRoutes(database, { registry, signIns, users, groups, hosting, log }),
    ...guestRoutes({ registry, guests, groups, signIns, proxyHops, waitMs: times.joinWaitMs, log }),
    ...opened.routes,
    ...controlLogRoutes({ records: new ControlLogStore(database), signIns, log }),
  ];
  const requests = countInFlight(createRouter(routes, hosting.answer, (origin) => groups.anyTrusts(origin)));
  const { name, open } = chooseServer(transport);
  const server = await open({
    host,
    port,
    socketPaths: [RELAY_PATH, PRESENCE_SOCKET_PATH],
    maxBodyBytes: MAX_REQUEST_BYTES,
    maxMessageBytes: MAX_SOCKET_MESSAGE_BYTES,
    handle: requests.handle,
    onsocket: acceptSockets(relay, presence, proxyHops),
    onerror: (error) => {
      log.error({ err: error }, "a request failed");
    },
  });
  relay.start();
  presence.start();
  if (!hosting.isComplete) log.warn({ folder }, "the release is not built: there is no viewer");
  log.info({ transport: name, port: server.port, sessions: registry.size }, "started");
  let stopped: Promise<void> | undefined;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${server.port}`,
    stop() {
      isReady = false;
      stopped ??= stop({ server, requests, guests, database, registry, relay, presence }, log);
      return stopped;
    },
  };
}

function createGuests(registry: Registry, log: Log): Guests {
  return new Guests((place) => {
    registry.leave(place.session, place.member).catch((error: unknown) => {
      log.error({ err: error }, "the store failed");
    });
  });
}

function acceptSockets(relay: Relay, presence: Presence, proxyHops: number): HttpServerOptions["onsocket"] {
  return (socket, peer) => {
    const address = addressOf(peer, proxyHops);
    if (peer.path === RELAY_PATH) return relay.accept(socket, address);
    return presence.accept(socket, address, { origin: peer.headers.get("origin"), isOwn: isOwnPage(peer) });
  };
}

async function stop(parts: StoppedParts, log: Log): Promise<void> {
  const { server, requests, guests, database, registry, relay, presence } = parts;
  log.info({ connections: relay.connections }, "stopping");
  registry.stopWaiting();
  guests.stopWaiting();
  await Promise.all([relay.drain(), presence.drain()]);
  await requests.idle(CLOSE_GRACE_MS);
  await server.close();
  await database.destroy();
  log.info("stopped");
}
