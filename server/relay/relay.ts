// All connections, and what time does to them and to sessions.
import { CLOSE_GRACE_MS, PURGE_INTERVAL_MS, RECORD_LIFE_MS } from "../limits.ts";
import type { Socket, SocketEvents } from "../http/http-server.ts";
import type { Log } from "../log.ts";
import type { SessionStore } from "../store/sessions.ts";
import type { RelayTimes } from "./times.ts";
import { Connection } from "./connection.ts";
import { Refusal } from "./refusal.ts";
import type { Registry } from "./registry.ts";
import type { Session } from "./session.ts";

/** Accepts connections from {@link Relay.start} to {@link Relay.drain}. */
export class Relay {
  readonly #registry: Registry;
  readonly #store: SessionStore;
  readonly #times: RelayTimes;
  readonly #log: Log;
  readonly #connections = new Set<Connection>();
  #timer: NodeJS.Timeout | undefined;
  #purgedAt = -Infinity;
  #isDraining = false;
  #onempty: (() => void) | undefined;

  constructor(registry: Registry, store: SessionStore, times: RelayTimes, log: Log) {
    this.#registry = registry;
    this.#store = store;
    this.#times = times;
    this.#log = log;
  }

  /** Connections that stand, welcomed or not. */
  get connections(): number {
    return this.#connections.size;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#sweep();
    }, this.#times.sweepMs);
  }

  accept(socket: Socket): SocketEvents {
    const connection = new Connection(socket, this.#registry, this.#log, () => {
      this.#connections.delete(connection);
      if (this.#connections.size === 0) this.#onempty?.();
    });
    this.#connections.add(connection);
    // Not before its socket knows whom to tell that it closed.
    if (this.#isDraining) setImmediate(() => connection.refuse(new Refusal("restart", "the relay stops")));
    return connection;
  }

  /** Tells everybody to connect anew, elsewhere or later. Resolves when all are gone, those that do not listen included. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    clearInterval(this.#timer);
    if (this.#connections.size === 0) return;
    const empty = new Promise<void>((resolve) => (this.#onempty = resolve));
    const patience = setTimeout(() => {
      for (const connection of [...this.#connections]) connection.terminate();
    }, CLOSE_GRACE_MS);
    for (const connection of [...this.#connections])
      connection.refuse(new Refusal("restart", "the relay stops"));
    await empty;
    clearTimeout(patience);
  }

  #sweep(): void {
    const now = performance.now();
    const { helloMs, silenceMs } = this.#times;
    for (const connection of [...this.#connections]) {
      const isLate = !connection.isOpen && now - connection.openedAt > helloMs;
      if (isLate || now - connection.heardAt > silenceMs) connection.silent();
    }
    for (const session of [...this.#registry.sessions()]) {
      const isLeft = session.absentSince !== undefined && now - session.absentSince > this.#times.absenceMs;
      const isOld = Date.now() - session.createdAt > this.#times.sessionMs;
      if (isLeft || isOld || isIdle(session, now)) this.#inBackground(this.#registry.end(session, "timeout"));
    }
    if (now - this.#purgedAt < PURGE_INTERVAL_MS) return;
    this.#purgedAt = now;
    this.#inBackground(this.#store.purge(Date.now() - RECORD_LIFE_MS));
  }

  #inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#log.error({ err: error }, "the store failed");
    });
  }
}

/** Whether nobody has come in time, or all have fallen silent: by what the group says. */
function isIdle({ isWaiting, limits, createdAt, passedAt }: Session, now: number): boolean {
  return isWaiting ? Date.now() - createdAt > limits.waitingMs : now - passedAt > limits.idleMs;
}
