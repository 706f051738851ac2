// Who is let in: visitors' pages that say they are there, consoles that watch, agents that ask and call.
import type { Authorizations, PresenceAgent } from "../auth/authorizations.ts";
import { UnknownKeys } from "../auth/unknown-keys.ts";
import { MAX_WATCHED } from "../limits.ts";
import type { Log } from "../log.ts";
import type { GroupStore, Site } from "../store/groups.ts";
import { mayUsePresence, type PresenceSettings } from "../store/presence-settings.ts";
import type {
  PeerOrigin,
  PresenceConnection,
  PresenceRefusal,
  Receptionist,
  Reception,
} from "./connection.ts";
import type { FirstMessage } from "./messages.ts";
import type { UniqueIds } from "./unique-ids.ts";
import { VisitorDesk } from "./visitor-desk.ts";
import { WatchDesk } from "./watch-desk.ts";
import type { VisitorName, Visitors } from "./visitors.ts";

export interface OfficeOptions {
  readonly groups: GroupStore;
  readonly visitors: Visitors;
  readonly uniqueIds: UniqueIds;
  readonly authorizations: Authorizations;
  readonly log: Log;
}

type VisitorFirst = Extract<FirstMessage, { type: "visitor" }>;
type WatchFirst = Extract<FirstMessage, { type: "watch" }>;

export class Office implements Receptionist {
  readonly #options: OfficeOptions;
  readonly #guesses = new UnknownKeys();
  /** How many visitors each agent watches. */
  readonly #watching = new Map<string, number>();

  constructor(options: OfficeOptions) {
    this.#options = options;
  }

  onerror(error: unknown): void {
    this.#options.log.error({ err: error }, "a presence connection failed");
  }

  /** What the group has published about presence; a refusal when it wants none. */
  async settings(groupId: string, site: Site): Promise<PresenceSettings | PresenceRefusal> {
    const published = await this.#options.groups.published(groupId, site);
    if (published === undefined) return "unknown-group";
    return published.presence.enabled ? published.presence : "presence-off";
  }

  /** The agent whose token that is, when its page and its role may use presence; undefined else. */
  async agentOf(token: string, { origin, isOwn }: PeerOrigin): Promise<PresenceAgent | undefined> {
    const { authorizations, groups } = this.#options;
    const agent = await authorizations.agentOf(token);
    if (agent === undefined) return undefined;
    const published = await groups.published(agent.groupId, "production");
    if (published === undefined || !mayUsePresence(published.presence, agent.agentRole)) return undefined;
    const isTrusted = isOwn || (origin !== undefined && published.trustedOrigins.includes(origin));
    return isTrusted ? agent : undefined;
  }

  /** Seconds for which the agent may not ask for unique ids: too many of those that it has asked for were nobody's. */
  async guessed({ id: agentId }: PresenceAgent, name: VisitorName): Promise<number> {
    if (!name.isUnique) return 0;
    const blockedS = await this.#guesses.wait(agentId);
    if (blockedS > 0) return blockedS;
    return this.#options.visitors.find(name) === undefined ? this.#guesses.count(agentId, name.id) : 0;
  }

  async receive(first: FirstMessage, connection: PresenceConnection, peer: PeerOrigin): Promise<Reception> {
    return first.type === "visitor"
      ? this.#receiveVisitor(first, connection)
      : this.#receiveWatcher(first, connection, peer);
  }

  async #receiveVisitor(first: VisitorFirst, connection: PresenceConnection): Promise<Reception> {
    const { visitors, uniqueIds, log } = this.#options;
    const settings = await this.settings(first.groupid, first.site);
    if (typeof settings === "string") return settings;
    const { groupid: groupId, visitorid } = first;
    const isUnique = visitorid === undefined;
    const given = isUnique ? this.#uniqueId(first, settings.uniqueIdS) : undefined;
    if (isUnique && given === undefined) return "full";
    const name: VisitorName = { groupId, id: visitorid ?? given?.id ?? "", isUnique };
    const refusal = visitors.report(name, first);
    if (refusal !== undefined) return refusal;
    const { uniqueIdS: lifeS } = settings;
    return () => new VisitorDesk({ visitors, uniqueIds, log, connection, name, given, lifeS, first });
  }

  /** The one that goes on, as long as it is good; else another. */
  #uniqueId({ groupid, unique }: VisitorFirst, lifeS: number): ReturnType<UniqueIds["create"]> {
    const { uniqueIds } = this.#options;
    const goesOn = unique !== undefined && uniqueIds.leftS(groupid, unique) !== undefined;
    return goesOn ? unique : uniqueIds.create(groupid, lifeS);
  }

  async #receiveWatcher(
    { token, visitorid, uniqueid }: WatchFirst,
    connection: PresenceConnection,
    peer: PeerOrigin,
  ): Promise<Reception> {
    const id = visitorid ?? uniqueid;
    if (id === undefined) return "malformed";
    const agent = await this.agentOf(token, peer);
    if (agent === undefined) return "authorization";
    const { visitors } = this.#options;
    const name: VisitorName = { groupId: agent.groupId, id, isUnique: visitorid === undefined };
    if ((await this.guessed(agent, name)) > 0) return "too-many";
    if (name.isUnique && visitors.find(name) === undefined) return "visitornotpresent";
    if ((this.#watching.get(agent.id) ?? 0) >= MAX_WATCHED) return "too-many";
    const review = async (): Promise<PresenceRefusal | undefined> =>
      (await this.agentOf(token, peer)) === undefined ? "authorization" : undefined;
    return () => {
      this.#count(agent.id, 1);
      return new WatchDesk({ visitors, connection, name, review, onclose: () => this.#count(agent.id, -1) });
    };
  }

  #count(agentId: string, change: 1 | -1): void {
    const count = (this.#watching.get(agentId) ?? 0) + change;
    if (count > 0) this.#watching.set(agentId, count);
    else this.#watching.delete(agentId);
  }
}
