// The agent's half: signs in, joins, shows. The only door to core/agent for what starts a viewer; what shows one uses api.ts.
import { Replay } from "../replay/index.ts";
import type { AgentApi } from "./api.ts";
import { createService } from "./service.ts";
import { AgentSession } from "./session.ts";
import { openStore } from "./store.ts";
import { isSupported } from "./support.ts";
import { startSessionWorker } from "./session-worker.ts";

export type { AgentApi } from "./api.ts";

/** How long a visitor may be between two pages, in ms: a slow page has its first bytes by then. */
const BETWEEN_PAGES_MS = 3_000;
/** Longest pause between two attempts to reach the server, in ms: an agent may be on the phone meanwhile. */
const RETRY_MS = 5_000;

/** Starts the agent of this page, which does what the page's address asks for (PRODUCT.md 6.1). */
export function startAgent(): AgentApi {
  const session = new AgentSession({
    service: createService(location.origin, (url, init) => fetch(url, init)),
    store: openStore(() => sessionStorage),
    startWorker: startSessionWorker,
    openReplica: (frame, events) => new Replay(frame, events),
    isSupported: isSupported(globalThis),
    graceMs: BETWEEN_PAGES_MS,
    retryMs: RETRY_MS,
  });
  session.start(location.search);
  return session;
}
