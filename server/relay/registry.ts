// All sessions that run: started by visitors, joined by agents, found by key or id. What is needed to go on with them after the
// process was killed is in the store before anybody hears of it. docs/adr/0012-relay-keeps-no-bodies.md
import { type EndReason, VISITOR_SLOT } from "../../core/protocol/index.ts";
import { createDigits, createId, createToken, hashToken, isTokenOf } from "../auth/tokens.ts";
import { MAX_AGENT_SLOT, MAX_SESSIONS } from "../limits.ts";
import type { Log } from "../log.ts";
import type { GroupSettings, Site } from "../store/groups.ts";
import type { ParticipantRecord, SessionStore } from "../store/sessions.ts";
import type { User } from "../store/users.ts";
import { type Member, Session } from "./session.ts";

export type RegistryErrorCode = "dupkey" | "full";

/** A session cannot be started or joined. */
export class RegistryError extends Error {
  readonly code: RegistryErrorCode;

  constructor(code: RegistryErrorCode, message: string) {
    super(message);
    this.name = "RegistryError";
    this.code = code;
  }
}

/** A place in a session, and the token that proves whose it is; the token is known nowhere else. */
export interface Place {
  readonly session: Session;
  readonly member: Member;
  readonly token: string;
}

/** What of a group's settings a session goes by. */
export type SessionRules = Pick<GroupSettings, "session" | "control" | "guests">;

/** What a new session is for. */
export interface SessionRequest {
  readonly groupId: string;
  readonly site: Site;
  /** Undefined: random digits. */
  readonly key: string | undefined;
  /** What the group says. */
  readonly settings: SessionRules;
  /** How the visitor is called; "" when that is not known. */
  readonly name: string;
}

/** The sessions of this process. */
export class Registry {
  readonly #store: SessionStore;
  readonly #log: Log;
  readonly #byId = new Map<string, Session>();
  /** By group and key: the newest that has it. Undefined while a session is being stored. */
  readonly #byKey = new Map<string, Session | undefined>();
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(store: SessionStore, log: Log) {
    this.#store = store;
    this.#log = log;
  }

  /** How many sessions run. */
  get size(): number {
    return this.#byId.size;
  }

  sessions(): IterableIterator<Session> {
    return this.#byId.values();
  }

  /** Goes on with the sessions that ran when the process before this one ended. @param settingsOf what a group says. */
  async load(settingsOf: (groupId: string, site: Site) => Promise<SessionRules | undefined>): Promise<void> {
    for (const record of await this.#store.running()) {
      const settings = await settingsOf(record.groupId, record.site);
      const session = new Session(record);
      // Guests who were not in yet have lost their way in, and ask for another.
      for (const { slot, role, generation } of session.members.values())
        if (role === "guest" && generation === 0) session.members.delete(slot);
      this.#put(limited(session, settings));
    }
  }

  /** Starts a session. @throws {RegistryError} `dupkey`, `full`. */
  async create({ groupId, site, key: wanted, settings, name }: SessionRequest): Promise<Place> {
    if (this.#byKey.size >= MAX_SESSIONS) throw new RegistryError("full", "there are too many sessions");
    const key = wanted ?? this.#freeKey(groupId, settings.session.keyDigits);
    const index = indexOf(groupId, key);
    const before = this.#byKey.get(index);
    const mayShare = settings.session.sameKey === "allowed" && before !== undefined;
    if (this.#byKey.has(index) && !mayShare)
      throw new RegistryError("dupkey", "a session with that key is running");
    this.#byKey.set(index, before);
    const token = createToken();
    const record = {
      id: createId(),
      groupId,
      site,
      key,
      createdAt: Date.now(),
      participants: [
        {
          slot: VISITOR_SLOT,
          role: "visitor",
          name,
          userId: undefined,
          agentRole: undefined,
          title: undefined,
          username: undefined,
          partnerUserId: undefined,
          tokenHash: hashToken(token),
          generation: 0,
          hasLeft: false,
        },
      ],
    } as const;
    try {
      await this.#store.add(record);
    } catch (error) {
      if (before === undefined) this.#byKey.delete(index);
      throw error;
    }
    const session = limited(new Session(record), settings);
    this.#put(session);
    this.#log.info({ session: session.id, group: groupId, site }, "session started");
    return { session, member: memberIn(session, VISITOR_SLOT), token };
  }

  /** Gives `user` a place in `session`. @throws {RegistryError} `full`. */
  async join(session: Session, user: User): Promise<Place> {
    if (session.agents >= session.limits.agents) throw new RegistryError("full", "the session is full");
    return this.#enter(session, {
      role: "agent",
      name: user.name,
      userId: user.id,
      agentRole: user.agentRole,
      title: user.title,
      username: user.username,
      partnerUserId: user.partnerUserId,
    });
  }

  /** Keeps a place in `session` for a guest of that name: nobody hears of it before the guest has its token. @throws {RegistryError} `full`. */
  async invite(session: Session, name: string): Promise<Place> {
    if (session.guests >= session.limits.guests) throw new RegistryError("full", "there are enough guests");
    const nobody = { userId: undefined, agentRole: undefined, username: undefined, partnerUserId: undefined };
    return this.#enter(session, { ...nobody, role: "guest", name, title: undefined });
  }

  async #enter(
    session: Session,
    who: Omit<ParticipantRecord, "slot" | "tokenHash" | "generation" | "hasLeft">,
  ): Promise<Place> {
    const slot = session.nextSlot;
    if (slot > MAX_AGENT_SLOT) throw new RegistryError("full", "the session had too many agents");
    const token = createToken();
    const record = { ...who, slot, tokenHash: hashToken(token), generation: 0, hasLeft: false };
    const member = session.add(record);
    await this.#store.addParticipant(session.id, record, Date.now());
    this.#log.info({ session: session.id, slot, user: who.userId }, `${who.role} joined`);
    return { session, member, token };
  }

  /** The session with that id, when it runs. */
  byId(id: string): Session | undefined {
    return this.#byId.get(id);
  }

  /** The session with that key, when one runs: the newest. */
  byKey(groupId: string, key: string): Session | undefined {
    return this.#byKey.get(indexOf(groupId, key));
  }

  /** The member of `session` whose token that is. */
  memberOf(session: Session, token: string): Member | undefined {
    return [...session.members.values()].find(({ tokenHash }) => isTokenOf(token, tokenHash));
  }

  /** Why a session is over, for one who was in it; undefined for all others. */
  async endedBy(id: string, token: string): Promise<EndReason | undefined> {
    const record = await this.#store.ended(id);
    return record?.tokenHashes.some((hash) => isTokenOf(token, hash)) === true ? record.endedBy : undefined;
  }

  /** Resolves when a session with that key starts, or after `waitMs`, or when `signal` is aborted. */
  async whenStarted(groupId: string, key: string, waitMs: number, signal: AbortSignal): Promise<void> {
    const index = indexOf(groupId, key);
    const waiters = this.#waiting.get(index) ?? new Set();
    this.#waiting.set(index, waiters);
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        waiters.delete(done);
        if (waiters.size === 0 && this.#waiting.get(index) === waiters) this.#waiting.delete(index);
        resolve();
      };
      const timer = setTimeout(done, waitMs);
      waiters.add(done);
      signal.addEventListener("abort", done);
      if (signal.aborted) done();
    });
  }

  /** Lets everybody go who waits for a session. */
  stopWaiting(): void {
    for (const waiters of [...this.#waiting.values()]) for (const done of [...waiters]) done();
  }

  /** Keeps the generation of `member`, so that nobody takes it for another after a crash. */
  async setGeneration(session: Session, member: Member, generation: number): Promise<void> {
    await this.#store.setGeneration(session.id, member.slot, generation);
  }

  /** An account has another role now: in the sessions that it is in, at once. */
  setAgentRole(user: User): void {
    for (const session of this.#byId.values()) session.setAgentRole(user.id, user.agentRole);
  }

  /** Accounts that have places in sessions. */
  userIds(): Set<string> {
    const ids = [...this.#byId.values()].flatMap(({ members }) =>
      [...members.values()].map(({ userId }) => userId),
    );
    return new Set(ids.filter((id) => id !== undefined));
  }

  /** Takes every place of an account away: it has signed out, or there is no such agent any more. */
  async dismiss(userId: string): Promise<void> {
    for (const session of [...this.#byId.values()])
      for (const member of [...session.members.values()]) {
        if (member.userId === userId) await this.expel(session, member);
      }
  }

  /** Takes `member`'s place away, its connection too. */
  async expel(session: Session, member: Member): Promise<void> {
    member.connection?.dismissed();
    await this.leave(session, member);
  }

  /** `member` leaves for good. The last agent takes the guests along: nobody watches a visitor whom nobody helps. */
  async leave(session: Session, member: Member): Promise<void> {
    session.remove(member);
    await this.#store.setLeft(session.id, member.slot, Date.now());
    this.#log.info({ session: session.id, slot: member.slot }, `${member.role} left`);
    const others = [...session.members.values()];
    if (member.role !== "agent" || others.some(({ role }) => role === "agent")) return;
    for (const guest of others.filter(({ role }) => role === "guest")) await this.expel(session, guest);
  }

  /** Ends `session` for everybody. Its key is free at once. */
  async end(session: Session, reason: EndReason): Promise<void> {
    if (session.endedBy !== undefined) return;
    session.endedBy = reason;
    this.#byId.delete(session.id);
    this.#freeKeyOf(session);
    try {
      await this.#store.setEnded(session.id, reason, Date.now());
    } finally {
      session.sayEnded(reason);
      const seconds = Math.round((Date.now() - session.createdAt) / 1000);
      this.#log.info({ session: session.id, reason, seconds }, "session ended");
    }
  }

  #put(session: Session): void {
    const index = indexOf(session.groupId, session.key);
    this.#byId.set(session.id, session);
    this.#byKey.set(index, session);
    for (const done of [...(this.#waiting.get(index) ?? [])]) done();
  }

  /** An older session that shares the key has it again. */
  #freeKeyOf({ groupId, key }: Session): void {
    const index = indexOf(groupId, key);
    const others = [...this.#byId.values()].filter((other) => other.groupId === groupId && other.key === key);
    const newest = others.at(-1);
    if (newest === undefined) this.#byKey.delete(index);
    else this.#byKey.set(index, newest);
  }

  #freeKey(groupId: string, digits: number): string {
    for (;;) {
      const key = createDigits(digits);
      if (!this.#byKey.has(indexOf(groupId, key))) return key;
    }
  }
}

function limited(session: Session, rules: SessionRules | undefined): Session {
  if (rules === undefined) return session;
  const { waitingS, idleS, agents } = rules.session;
  const guests = rules.guests.atOnce;
  session.limits = { waitingMs: waitingS * 1000, idleMs: idleS * 1000, agents, guests };
  session.control = rules.control;
  return session;
}

/** Neither has a space in it. */
function indexOf(groupId: string, key: string): string {
  return `${groupId} ${key}`;
}

function memberIn(session: Session, slot: number): Member {
  const member = session.members.get(slot);
  if (member === undefined) throw new Error(`no slot ${slot}`);
  return member;
}
