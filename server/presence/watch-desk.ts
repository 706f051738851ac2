// What a console that watches a visitor hears. Mirror: core/presence/agent-connection.ts.
import type { Desk, PresenceConnection, PresenceRefusal } from "./connection.ts";
import { isPong, type Told } from "./messages.ts";
import type { VisitorName, Visitors, Watcher } from "./visitors.ts";

export interface WatchDeskOptions {
  readonly visitors: Visitors;
  readonly connection: PresenceConnection;
  readonly name: VisitorName;
  /** Why the agent may not watch any more, if so. */
  readonly review: () => Promise<PresenceRefusal | undefined>;
  readonly onclose: () => void;
}

export class WatchDesk implements Desk, Watcher {
  readonly review: () => Promise<PresenceRefusal | undefined>;
  readonly #options: WatchDeskOptions;

  constructor(options: WatchDeskOptions) {
    this.#options = options;
    this.review = options.review;
    options.connection.say({ type: "welcome" });
    options.visitors.watch(options.name, this);
  }

  hear(bytes: Uint8Array): boolean {
    return isPong(bytes);
  }

  close(): void {
    this.#options.visitors.unwatch(this.#options.name, this);
    this.#options.onclose();
  }

  presence(description: object | undefined): void {
    this.#options.connection.say({
      type: "presence",
      visitorpresent: description !== undefined,
      ...description,
    });
  }

  told(event: Told): void {
    this.#options.connection.say({ type: "event", ...event });
  }
}
