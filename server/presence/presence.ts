// All presence connections, and what time does to them and to visitors.
import type { Socket, SocketEvents } from "../http/http-server.ts";
import {
  CLOSE_GRACE_MS,
  HELLO_TIMEOUT_MS,
  PRESENCE_PING_MS,
  PRESENCE_SILENCE_MS,
  WATCHER_REVIEW_MS,
} from "../limits.ts";
import { PerAddress } from "../relay/per-address.ts";
import { type PeerOrigin, PresenceConnection, type Receptionist } from "./connection.ts";
import type { UniqueIds } from "./unique-ids.ts";
import type { Visitors } from "./visitors.ts";

export interface PresenceOptions {
  readonly office: Receptionist;
  readonly visitors: Visitors;
  readonly uniqueIds: UniqueIds;
  /** How many connections one address may have at once. */
  readonly connectionsPerAddress: number;
  /** How often all is looked over, in ms. */
  readonly sweepMs: number;
}

/** Close code of RFC 6455's registry for "try again later". */
const TRY_LATER = 1_013;

/** Accepts connections from {@link Presence.start} to {@link Presence.drain}. */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #connections = new Set<PresenceConnection>();
  readonly #perAddress: PerAddress;
  #timer: NodeJS.Timeout | undefined;
  #pingedAt = performance.now();
  #reviewedAt = performance.now();
  #isDraining = false;
  #onempty: (() => void) | undefined;

  constructor(options: PresenceOptions) {
    this.#options = options;
    this.#perAddress = new PerAddress(options.connectionsPerAddress);
  }

  start(): void {
    this.#timer = setInterval(() => this.#sweep(), this.#options.sweepMs);
  }

  /** @param address whose connection it is. */
  accept(socket: Socket, address: string, origin: PeerOrigin): SocketEvents {
    if (!this.#perAddress.enter(address)) {
      setImmediate(() => socket.close(TRY_LATER, "too many connections from this address"));
      return { onmessage: () => undefined, onclose: () => undefined };
    }
    const connection = new PresenceConnection(socket, this.#options.office, origin, () => {
      this.#perAddress.leave(address);
      this.#connections.delete(connection);
      if (this.#connections.size === 0) this.#onempty?.();
    });
    this.#connections.add(connection);
    // Not before its socket knows whom to tell that it closed.
    if (this.#isDraining) setImmediate(() => connection.refuse("restart"));
    return connection;
  }

  /** Has everybody connect anew, elsewhere or later. Resolves when all are gone, those that do not listen included. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    clearInterval(this.#timer);
    if (this.#connections.size === 0) return;
    const empty = new Promise<void>((resolve) => (this.#onempty = resolve));
    const patience = setTimeout(() => {
      for (const connection of [...this.#connections]) connection.terminate();
    }, CLOSE_GRACE_MS);
    for (const connection of [...this.#connections]) connection.refuse("restart");
    await empty;
    clearTimeout(patience);
  }

  #sweep(): void {
    const now = performance.now();
    const { visitors, uniqueIds, office } = this.#options;
    visitors.sweep();
    const over = uniqueIds.sweep();
    this.#sweepConnections(now);
    if (over.length > 0 || now - this.#reviewedAt >= WATCHER_REVIEW_MS) {
      this.#reviewedAt = now;
      void Promise.all([...this.#connections].map((each) => each.review())).catch((error: unknown) =>
        office.onerror(error),
      );
    }
    for (const { groupId, id } of over) visitors.remove({ groupId, id, isUnique: true });
  }

  #sweepConnections(now: number): void {
    const isPingDue = now - this.#pingedAt >= PRESENCE_PING_MS;
    if (isPingDue) this.#pingedAt = now;
    for (const connection of [...this.#connections]) {
      const silentMs = now - connection.heardAt;
      if (silentMs > (connection.isOpen ? PRESENCE_SILENCE_MS : HELLO_TIMEOUT_MS)) connection.terminate();
      else if (isPingDue && connection.isOpen) connection.say({ type: "ping" });
    }
  }
}
