// All connections, and what time does to them and to sessions.
import { CLOSE_GRACE_MS, PURGE_INTERVAL_MS, RECORD_LIFE_MS } from "../limits.ts";
import type { Socket, SocketEvents } from "../http/http-server.ts";
import type { Log } from "../log.ts";
import type { SessionStore } from "../store/sessions.ts";
import type { UserStore } from "../store/users.ts";
import type { RelayTimes } from "./times.ts";
import { Connection } from "./connection.ts";
import { PerAddress } from "./per-address.ts";
import { Refusal } from "./refusal.ts";
import type { Registry } from "./registry.ts";
import type { Session } from "./session.ts";

/** Close code of RFC 6455's registry for "try again later": no answer about the session. */
const TRY_LATER = 1013;

export interface RelayOptions {
  readonly registry: Registry;
  readonly store: SessionStore;
  readonly users: UserStore;
  readonly times: RelayTimes;
  readonly log: Log;
  /** How many one address may have at once. */
  readonly connectionsPerAddress: number;
}

/** Accepts connections from {@link Relay.start} to {@link Relay.drain}. */
export class Relay {
  readonly #registry: Registry;
  readonly #store: SessionStore;
  readonly #users: UserStore;
  readonly #times: RelayTimes;
  readonly #log: Log;
  readonly #connections = new Set<Connection>();
  readonly #perAddress: PerAddress;
  #timer: NodeJS.Timeout | undefined;
  /** Connections that were one too many since it was logged last. */
  #turnedAway = 0;
  #purgedAt = -Infinity;
  #reviewedAt = performance.now();
  #isDraining = false;
  #onempty: (() => void) | undefined;

  constructor({ registry, store, users, times, log, connectionsPerAddress }: RelayOptions) {
    this.#registry = registry;
    this.#store = store;
    this.#users = users;
    this.#times = times;
    this.#log = log;
    this.#perAddress = new PerAddress(connectionsPerAddress);
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

  /** @param address whose connection it is. */
  accept(socket: Socket, address: string): SocketEvents {
    if (!this.#perAddress.enter(address)) return this.#turnAway(socket);
    const connection = new Connection(socket, this.#registry, this.#log, () => {
      this.#perAddress.leave(address);
      this.#connections.delete(connection);
      if (this.#connections.size === 0) this.#onempty?.();
    });
    this.#connections.add(connection);
    // Not before its socket knows whom to tell that it closed.
    if (this.#isDraining) setImmediate(() => connection.refuse(new Refusal("restart", "the relay stops")));
    return connection;
  }

  /** To try again later, which is what browsers do. */
  #turnAway(socket: Socket): SocketEvents {
    this.#turnedAway += 1;
    setImmediate(() => socket.close(TRY_LATER, "too many connections from this address"));
    return { onmessage: () => undefined, onclose: () => undefined };
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
    this.#sweepConnections(now);
    this.#sweepSessions(now);
    if (now - this.#reviewedAt >= this.#times.reviewMs) {
      this.#reviewedAt = now;
      this.#inBackground(this.#review());
    }
    if (now - this.#purgedAt < PURGE_INTERVAL_MS) return;
    this.#purgedAt = now;
    this.#inBackground(this.#store.purge(Date.now() - RECORD_LIFE_MS));
  }

  #sweepConnections(now: number): void {
    const { helloMs, silenceMs } = this.#times;
    for (const connection of [...this.#connections]) {
      const isLate = !connection.isOpen && now - connection.openedAt > helloMs;
      if (isLate || now - connection.heardAt > silenceMs) connection.silent();
    }
    if (this.#turnedAway > 0)
      this.#log.warn({ count: this.#turnedAway }, "too many connections of one address");
    this.#turnedAway = 0;
  }

  #sweepSessions(now: number): void {
    for (const session of [...this.#registry.sessions()]) {
      const isLeft = session.absentSince !== undefined && now - session.absentSince > this.#times.absenceMs;
      const isOld = Date.now() - session.createdAt > this.#times.sessionMs;
      if (isLeft || isOld || isIdle(session, now)) this.#inBackground(this.#registry.end(session, "timeout"));
    }
  }

  /** Sends away those whose accounts are gone, or are none of an agent any more, whoever has changed them. */
  async #review(): Promise<void> {
    const present = this.#registry.userIds();
    if (present.size === 0) return;
    const agents = await this.#users.agentsAmong(present);
    for (const id of present) if (!agents.has(id)) await this.#registry.dismiss(id);
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
