// What a visitor's page says on its connection, and hears there. Mirror: core/presence/visitor-connection.ts.
import type { Log } from "../log.ts";
import type { Desk, PresenceConnection } from "./connection.ts";
import { type FirstMessage, readVisitorMessage, type Told } from "./messages.ts";
import type { GivenId, UniqueIds } from "./unique-ids.ts";
import type { ListeningPage, NamedSignal } from "./visitor.ts";
import type { VisitorName, Visitors } from "./visitors.ts";

export interface VisitorDeskOptions {
  readonly visitors: Visitors;
  readonly uniqueIds: UniqueIds;
  readonly log: Log;
  readonly connection: PresenceConnection;
  readonly name: VisitorName;
  /** The unique id; undefined for a visitor whom the site knows. */
  readonly given: GivenId | undefined;
  /** How long a unique id is good, in s. */
  readonly lifeS: number;
  readonly first: Extract<FirstMessage, { type: "visitor" }>;
}

export class VisitorDesk implements Desk, ListeningPage {
  readonly #options: VisitorDeskOptions;

  constructor(options: VisitorDeskOptions) {
    this.#options = options;
    const { visitors, uniqueIds, connection, name, given, first } = options;
    const left = given && { ...given, timeoutS: uniqueIds.leftS(name.groupId, given) ?? 0 };
    connection.say({ type: "welcome", ...(left === undefined ? {} : { unique: left }) });
    visitors.listen(name, this, first.active);
  }

  hear(bytes: Uint8Array): boolean {
    const message = readVisitorMessage(bytes);
    if (message === undefined) return false;
    const { visitors, connection, name } = this.#options;
    switch (message.type) {
      case "pong":
        return true;
      case "active":
        visitors.activate(name, this);
        return true;
      case "extend":
        this.#extend();
        return true;
      case "tell":
        this.#tell(message);
        return true;
      case "report": {
        const code = visitors.report(name, message);
        connection.say(code === undefined ? { type: "reported" } : { type: "refused", code });
        return true;
      }
    }
  }

  close(): void {
    this.#options.visitors.unlisten(this.#options.name, this);
  }

  signal(signal: NamedSignal): void {
    this.#options.connection.say({ type: "signal", ...signal });
  }

  crowdedOut(): void {
    this.#options.connection.refuse("replaced");
  }

  /** The time of a unique id is over. */
  review(): Promise<"expired" | undefined> {
    const { uniqueIds, name, given } = this.#options;
    const isOver = given !== undefined && uniqueIds.leftS(name.groupId, given) === undefined;
    return Promise.resolve(isOver ? "expired" : undefined);
  }

  #extend(): void {
    const { uniqueIds, connection, name, given, lifeS } = this.#options;
    if (given === undefined) return;
    uniqueIds.extend(name.groupId, given.id, lifeS);
    connection.say({ type: "extended", timeoutS: lifeS });
  }

  /** What the visitor has answered is in the log; who the visitor is is not. */
  #tell({ event, code, msg }: Told): void {
    const { visitors, log, name } = this.#options;
    if (event === "accepted" || event === "declined")
      log.info({ group: name.groupId, event }, "presence answer");
    visitors.tell(name, {
      event,
      ...(code === undefined ? {} : { code }),
      ...(msg === undefined ? {} : { msg }),
    });
  }
}
