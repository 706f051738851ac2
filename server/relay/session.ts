// One session that runs: who belongs to it, who is connected, what passes between them. Rules: docs/PROTOCOL.md, "Relay".
import {
  type EndReason,
  type FromRelayMessage,
  type GroupPermissions,
  type Participant,
  type Permissions,
  NO_PERMISSIONS,
  permissionsOfParticipant,
  type Role,
  VISITOR_SLOT,
} from "../../core/protocol/index.ts";
import { AGENTS_AT_ONCE, GUESTS_AT_ONCE, IDLE_S, WAITING_S } from "../limits.ts";
import type { Site } from "../store/groups.ts";
import type { ParticipantRecord, SessionRecord } from "../store/sessions.ts";

/** A participant's connection, as its session uses it. */
export interface MemberConnection {
  say(message: FromRelayMessage): void;
  pass(envelope: Uint8Array): void;
  /** Another connection of the same participant takes its place. */
  replaced(): void;
  ended(reason: EndReason): void;
  /** Its account may not be here any more. */
  dismissed(): void;
}

/** Until it is known what the group says. */
const NOTHING_ALLOWED: GroupPermissions = {
  ...NO_PERMISSIONS,
  roles: {},
};

/** Someone who belongs to a session, connected or not. */
export interface Member {
  readonly slot: number;
  readonly role: Role;
  readonly name: string;
  readonly userId: string | undefined;
  /** What the group calls its role; an administrator may change it while it is here. */
  agentRole: string | undefined;
  /** What an agent is. */
  readonly title: string | undefined;
  readonly username: string | undefined;
  readonly partnerUserId: string | undefined;
  readonly tokenHash: string;
  /** 0 until it was connected for the first time. */
  generation: number;
  connection: MemberConnection | undefined;
  /** The connection that said hello last; the others of this participant are out of date. */
  claimant: MemberConnection | undefined;
}

/** A session from its start to its end. */
export class Session {
  readonly id: string;
  readonly groupId: string;
  readonly site: Site;
  readonly key: string;
  readonly createdAt: number;
  /** By slot. Who left is not in it. */
  readonly members = new Map<number, Member>();
  /** Why it is over; undefined while it runs. */
  endedBy: EndReason | undefined;
  /** Since when the visitor has no connection, by the monotonic clock; undefined while it has one. */
  absentSince: number | undefined = performance.now();
  /** When a piece of a message passed last, by the monotonic clock. */
  passedAt = performance.now();
  /** No agent was ever here. */
  isWaiting = true;
  /** How long it may wait for one, and how long nothing may pass, in ms. */
  limits = {
    waitingMs: WAITING_S * 1000,
    idleMs: IDLE_S * 1000,
    agents: AGENTS_AT_ONCE,
    guests: GUESTS_AT_ONCE,
  };
  /** What the group lets its agents do. */
  control: GroupPermissions = NOTHING_ALLOWED;
  /** Slots are never given twice. */
  #lastSlot = VISITOR_SLOT;

  constructor(record: SessionRecord) {
    this.id = record.id;
    this.groupId = record.groupId;
    this.site = record.site;
    this.key = record.key;
    this.createdAt = record.createdAt;
    for (const participant of record.participants) this.add(participant);
  }

  /** The slot for the next agent or guest. */
  get nextSlot(): number {
    return this.#lastSlot + 1;
  }

  /** How many agents are there now. */
  get agents(): number {
    return [...this.members.values()].filter(
      ({ role, connection }) => role === "agent" && connection !== undefined,
    ).length;
  }

  /** How many guests are there, or on their way. */
  get guests(): number {
    return [...this.members.values()].filter(({ role }) => role === "guest").length;
  }

  /** What `member` may do at the visitor's page, by the role that it has now. */
  permissionsOf({ role, agentRole }: Member): Permissions {
    return permissionsOfParticipant(this.control, { role, agentrole: agentRole });
  }

  /** Adds a member. Others hear of it once it is connected. */
  add({ hasLeft, ...record }: ParticipantRecord): Member {
    const nobody = { connection: undefined, claimant: undefined };
    const member: Member = { ...record, ...nobody };
    this.#lastSlot = Math.max(this.#lastSlot, member.slot);
    if (member.slot !== VISITOR_SLOT) this.isWaiting = false;
    if (!hasLeft) this.members.set(member.slot, member);
    return member;
  }

  /** Everybody who has been connected, as the relay announces them. */
  participants(): Participant[] {
    return [...this.members.values()]
      .filter(({ generation }) => generation > 0)
      .map(({ slot, role, name, agentRole, title, username, partnerUserId, generation, connection }) => ({
        slot,
        role,
        name,
        generation,
        connected: connection !== undefined,
        ...(agentRole === undefined ? {} : { agentrole: agentRole }),
        ...(title === undefined ? {} : { title }),
        ...(username === undefined ? {} : { username, partnerid: this.groupId }),
        ...(partnerUserId === undefined ? {} : { partneruserid: partnerUserId }),
      }));
  }

  /** Welcomes `member` on its new connection; the others hear of it before anything of it reaches them. */
  attach(member: Member, connection: MemberConnection): void {
    member.connection = connection;
    if (member.slot === VISITOR_SLOT) this.absentSince = undefined;
    const participants = this.participants();
    connection.say({ type: "welcome", slot: member.slot, participants });
    this.#announce(member);
  }

  /** `member` lost that connection. One that was replaced before is passed over. */
  detach(member: Member, connection: MemberConnection): void {
    if (member.connection !== connection) return;
    member.connection = undefined;
    if (member.slot === VISITOR_SLOT) this.absentSince = performance.now();
    if (this.endedBy === undefined && this.members.get(member.slot) === member) this.#announce(undefined);
  }

  /** `member` is gone for good. */
  remove(member: Member): void {
    this.members.delete(member.slot);
    this.#announce(undefined);
  }

  /** The account `userId` has another role now; everybody hears of it who has one of its places before them. */
  setAgentRole(userId: string, agentRole: string | undefined): void {
    const places = [...this.members.values()].filter((member) => member.userId === userId);
    for (const member of places) member.agentRole = agentRole;
    if (places.length > 0) this.#announce(undefined);
  }

  /** Passes an envelope on to slot `to`, when that is connected. @param isWork it has a piece of a message that matters later. */
  pass(to: number, envelope: Uint8Array, isWork: boolean): void {
    if (isWork) this.passedAt = performance.now();
    this.members.get(to)?.connection?.pass(envelope);
  }

  /** Tells everybody who is connected that it is over. */
  sayEnded(reason: EndReason): void {
    for (const { connection } of this.members.values()) connection?.ended(reason);
  }

  #announce(about: Member | undefined): void {
    const participants = this.participants();
    for (const member of this.members.values())
      if (member !== about) member.connection?.say({ type: "participants", participants });
  }
}
