// The agent's half: signs in, joins, shows. The only door to core/agent for what starts a viewer; what shows one uses api.ts.
import { Replay } from "../replay/index.ts";
import { readReturn, withoutLoginKey } from "./address.ts";
import type { AgentApi } from "./api.ts";
import { guestStore, openEntrance, readWayIn } from "./guest-service.ts";
import { HostPort } from "./host-port.ts";
import { createService } from "./service.ts";
import { AgentSession, type SessionPorts } from "./session.ts";
import { GUEST_NAME, openStore } from "./store.ts";
import { isSupported } from "./support.ts";
import { startSessionWorker } from "./session-worker.ts";
import { admits, embeddersOf, hostOrigin, isForeignFrame } from "./surroundings.ts";

export type { AgentApi } from "./api.ts";

/** How long a visitor may be between two pages, in ms: a slow page has its first bytes by then. */
const BETWEEN_PAGES_MS = 3_000;
/** Longest pause between two attempts to reach the server, in ms: an agent may be on the phone meanwhile. */
const RETRY_MS = 5_000;

/** Where guests watch. */
const GUEST_PATH = "/guestview";

/** Starts the agent of this page, or the guest, which does what the page's address asks for (PRODUCT.md 6.1). */
export function startAgent(): AgentApi {
  return location.pathname.toLowerCase() === GUEST_PATH ? startGuest() : startOwnAgent();
}

/** A guest is in by the token in the page's address, once, and from then on by what this tab keeps. */
function startGuest(): AgentApi {
  const token = readWayIn(location.hash);
  history.replaceState(history.state, "", `${location.pathname}${location.search}`);
  const store = guestStore(
    openStore(() => sessionStorage, GUEST_NAME),
    token,
  );
  const embedders = embeddersOf(document);
  const entrance = openEntrance(location.origin, (url, init) => fetch(url, init), {
    store,
    token,
    embedders,
  });
  const session = new AgentSession({ ...ports(), service: entrance.service, store, isGuest: true });
  session.addEventListener("state", ({ status }) => {
    if (status === "ended" && entrance.endPage !== undefined) location.assign(entrance.endPage);
  });
  session.start(token === "" ? "" : `?${String(new URLSearchParams({ SessionKey: token }))}`);
  addEventListener("hashchange", () => location.reload());
  return session;
}

/** What every viewer works with. */
function ports(): Omit<SessionPorts, "service" | "store"> {
  return {
    startWorker: startSessionWorker,
    openReplica: (frame, events) => new Replay(frame, events),
    isSupported: isSupported(globalThis),
    graceMs: BETWEEN_PAGES_MS,
    retryMs: RETRY_MS,
    admits,
  };
}

function startOwnAgent(): AgentApi {
  const { search, hash } = location;
  const target = readReturn(search, location.origin);
  // Neither the history nor the screen keeps a key that signs somebody in.
  history.replaceState(history.state, "", withoutLoginKey(location.href));
  const session = new AgentSession({
    ...ports(),
    service: createService(location.origin, (url, init) => fetch(url, init), isForeignFrame()),
    store: openStore(() => sessionStorage),
    goBack() {
      if (target !== undefined) location.replace(target);
      return target !== undefined;
    },
  });
  const host = window.parent === window ? (window.opener as Window | null) : window.parent;
  new HostPort(session, {
    host,
    hostOrigin: hostOrigin(document),
    ownOrigin: location.origin,
    embedders: embeddersOf(document),
    goTo: (address) => location.assign(address),
  });
  session.start(search, hash);
  // A host page that changes but the key behind the number sign wants another viewer.
  addEventListener("hashchange", () => location.reload());
  return session;
}
