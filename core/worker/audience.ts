// The agents of a session, as the visitor's worker sees them: who has the page up to now, who needs all of it.
import type { Connection } from "../link/index.ts";
import { deflates, type LivePage, type Packed, packed } from "../model/index.ts";
import {
  type Asset,
  CHANNEL,
  encodeAsset,
  encodeJson,
  MESSAGE,
  type Participant,
  type VisitorMessage,
} from "../protocol/index.ts";
import { InOrder } from "./in-order.ts";
import { MAX_WAITING_BYTES, MAX_WAITING_PICTURE_BYTES } from "./limits.ts";

const NO_BYTES = new Uint8Array(0);

/** What the agents are sent besides the page. */
export type Greeting = () => readonly VisitorMessage[];

/** One life of an agent. */
interface Agent {
  readonly slot: number;
  readonly generation: number;
  readonly page: InOrder;
  /** May see the page. */
  admitted: boolean;
  /** What the group calls its role: what may be seen depends on it. */
  role: string | undefined;
  /** `behind`: needs the whole page. `full`: so many messages wait for it that it gets no more until they are gone. */
  state: "behind" | "follows" | "full";
  /** Bytes of the keyframe that was sent last. */
  keyframeBytes: number;
  /** Hashes of assets whose content was sent. */
  readonly sent: Set<string>;
}

/** Sends a page to the agents of a session. A new or slow one costs the visitor's page nothing. */
export class Audience {
  readonly #connection: Connection;
  readonly #page: LivePage;
  readonly #greeting: Greeting;
  readonly #asksToAdmit: boolean;
  readonly #agents = new Map<number, Agent>();
  /** Guests whom the visitor lets see the page: name by slot. */
  #guests: ReadonlyMap<number, string> = new Map();
  #participants: readonly Participant[] = [];

  constructor(connection: Connection, page: LivePage, greeting: Greeting, asksToAdmit: boolean) {
    this.#connection = connection;
    this.#page = page;
    this.#greeting = greeting;
    this.#asksToAdmit = asksToAdmit;
    connection.ondrain = (slot, channel) => {
      if (channel === CHANNEL.page) this.#drained(slot);
    };
  }

  /** Agents who may see the page: slot → generation. */
  get admitted(): ReadonlyMap<number, number> {
    const admitted = [...this.#agents.values()].filter((agent) => agent.admitted);
    return new Map(admitted.map(({ slot, generation }) => [slot, generation]));
  }

  /** Whether somebody is one of those whom the page is for, once admitted: to all others nothing at all is sent. */
  isFor({ role, slot, name }: Participant): boolean {
    return role === "agent" || (role === "guest" && this.#guests.get(slot) === name);
  }

  /** The visitor lets these guests see the page, and no others. */
  allowGuests(guests: ReadonlyMap<number, string>): void {
    this.#guests = guests;
    this.meet(this.#participants);
  }

  /** Who is there changed. */
  meet(participants: readonly Participant[]): void {
    this.#participants = participants;
    const agents = participants.filter((each) => this.isFor(each));
    for (const [slot, agent] of this.#agents) {
      if (agents.some((each) => each.slot === slot)) continue;
      // One who may not watch any more is still there, and gets nothing of what waits.
      this.#fallBehind(agent);
      this.#agents.delete(slot);
    }
    for (const participant of agents) {
      const agent = this.#agents.get(participant.slot);
      if (agent?.generation !== participant.generation) this.#welcome(participant);
      else if (this.#asksToAdmit) this.#review(agent, participant);
    }
    this.#catchUp();
  }

  /** Lets `participants` see the page, as far as they are still there as it says: what is masked was decided for them. */
  admit(participants: readonly Participant[]): void {
    for (const { slot, generation, connected, agentrole } of participants) {
      const agent = this.#agents.get(slot);
      if (connected && agent?.generation === generation && agent.role === agentrole) agent.admitted = true;
    }
    this.#catchUp();
  }

  /** Who has another role, or is away while it is decided anew what the others may see, has to be admitted again. */
  #review(agent: Agent, { connected, agentrole }: Participant): void {
    if (connected && agent.role === agentrole) return;
    agent.role = agentrole;
    agent.admitted = false;
    this.#fallBehind(agent);
  }

  /** Tells all agents. */
  tell(message: VisitorMessage): void {
    for (const { slot } of this.#agents.values())
      this.#connection.send(slot, CHANNEL.session, encodeJson(message));
  }

  /** The page changed. */
  delta(operations: Uint8Array<ArrayBuffer>): void {
    const message = packed(MESSAGE.delta, operations, true);
    for (const agent of this.#agents.values()) if (agent.state === "follows") agent.page.add(message);
  }

  /** A page began: what agents have is another one. */
  begin(): void {
    this.hide();
    this.#catchUp();
  }

  /** The page is not to be seen any more: what waits is dropped. */
  hide(): void {
    for (const agent of this.#agents.values()) this.#fallBehind(agent);
  }

  /** Announces an asset to those who have the page; the others hear of it with their keyframe. */
  announce(asset: Asset): void {
    for (const agent of this.#agents.values()) {
      if (agent.state !== "follows") continue;
      // One with its content is a picture that will be replaced: whoever has no room for it may ask, once there is.
      const isFull = this.#connection.queuedBytes(agent.slot, CHANNEL.assets) > MAX_WAITING_PICTURE_BYTES;
      this.#sendAsset(agent, isFull ? { ...asset, bytes: NO_BYTES } : asset);
    }
  }

  /** An agent asks for the whole page. */
  keyframeAsked(slot: number): void {
    const agent = this.#agents.get(slot);
    if (agent?.state !== "follows") return;
    this.#fallBehind(agent);
    this.#catchUp();
  }

  /** An agent asks for the content of assets. */
  async needed(slot: number, hashes: readonly string[]): Promise<void> {
    const agent = this.#agents.get(slot);
    if (agent?.admitted !== true) return;
    for (const hash of hashes) {
      if (agent.sent.has(hash)) continue;
      agent.sent.add(hash);
      const asset = await this.#page.assets.withContent(hash);
      if (asset !== undefined && this.#agents.get(slot) === agent) this.#sendAsset(agent, asset);
    }
  }

  #welcome({ slot, generation, agentrole }: Participant): void {
    const agent: Agent = {
      slot,
      generation,
      page: new InOrder((message) => this.#sendPage(agent, message)),
      admitted: !this.#asksToAdmit,
      role: agentrole,
      state: "behind",
      keyframeBytes: 0,
      sent: new Set(),
    };
    this.#agents.set(slot, agent);
    for (const message of this.#greeting()) this.#connection.send(slot, CHANNEL.session, encodeJson(message));
  }

  /** Sends the whole page to those who need it: written and deflated once for all of them. */
  #catchUp(): void {
    const behind = [...this.#agents.values()].filter((agent) => agent.admitted && agent.state === "behind");
    if (behind.length > 0 && this.#page.isWhole) {
      const { operations, assets } = this.#page.keyframe();
      const message = packed(MESSAGE.keyframe, operations, true);
      for (const agent of behind) this.#sendKeyframe(agent, message, assets);
    }
    this.#noteFollowers();
  }

  #sendKeyframe(agent: Agent, message: Packed, assets: Iterable<number>): void {
    agent.state = "follows";
    agent.page.add(message);
    for (const asset of this.#page.assets.announcements(assets)) this.#sendAsset(agent, asset);
  }

  #sendPage(agent: Agent, message: Uint8Array<ArrayBuffer>): void {
    const { slot } = agent;
    if (message[0] === MESSAGE.keyframe) agent.keyframeBytes = message.length;
    const waiting = this.#connection.queuedBytes(slot, CHANNEL.page);
    this.#connection.send(slot, CHANNEL.page, message);
    if (waiting > 0 && waiting + message.length > MAX_WAITING_BYTES + agent.keyframeBytes)
      this.#fallBehind(agent);
  }

  /** Drops what waits; the whole page is sent when the line is free. */
  #fallBehind(agent: Agent): void {
    agent.page.clear();
    const isWaiting = this.#connection.queuedBytes(agent.slot, CHANNEL.page) > 0;
    agent.state = isWaiting ? "full" : "behind";
    if (isWaiting) this.#connection.dropQueued(agent.slot, CHANNEL.page);
    this.#noteFollowers();
  }

  #noteFollowers(): void {
    this.#page.isFollowed = [...this.#agents.values()].some(({ state }) => state === "follows");
  }

  #drained(slot: number): void {
    const agent = this.#agents.get(slot);
    if (agent?.state !== "full") return;
    agent.state = "behind";
    this.#catchUp();
  }

  #sendAsset({ slot }: Agent, asset: Asset): void {
    const message = packed(MESSAGE.asset, encodeAsset(asset), deflates(asset.mime));
    const send = (bytes: Uint8Array): void => this.#connection.send(slot, CHANNEL.assets, bytes);
    if (message instanceof Promise) void message.then(send);
    else send(message);
  }
}
