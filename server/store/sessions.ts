// Records of sessions: who, when, how they ended; and what a relay needs to go on with those that run after it was killed.
import type { EndReason, Role } from "../../core/protocol/index.ts";
import type { Site } from "./groups.ts";
import type { Database } from "./tables.ts";

export interface ParticipantRecord {
  readonly slot: number;
  readonly role: Role;
  readonly name: string;
  /** Undefined for the visitor and for guests. */
  readonly userId: string | undefined;
  /** An agent's role, as the group calls it. */
  readonly agentRole: string | undefined;
  /** What an agent is, by its account or its console. */
  readonly title: string | undefined;
  /** An agent's account: its name, and what the group itself calls it. Undefined for the visitor, and when it is gone. */
  readonly username: string | undefined;
  readonly partnerUserId: string | undefined;
  readonly tokenHash: string;
  /** The latest that was connected; 0 when none was yet. */
  readonly generation: number;
  /** It has left for good. */
  readonly hasLeft: boolean;
}

export interface SessionRecord {
  readonly id: string;
  readonly groupId: string;
  readonly site: Site;
  readonly key: string;
  readonly createdAt: number;
  readonly participants: readonly ParticipantRecord[];
}

/** How a session ended, and for whom that is known. */
export interface EndedRecord {
  readonly endedBy: EndReason;
  readonly tokenHashes: readonly string[];
}

/** The sessions of a database. */
export class SessionStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Adds a session with the participants it has. */
  async add(session: SessionRecord): Promise<void> {
    const { id, groupId, site, key, createdAt, participants } = session;
    await this.#database.transaction().execute(async (transaction) => {
      await transaction
        .insertInto("sessions")
        .values({ id, group_id: groupId, site, key, created_at: createdAt, ended_at: null, ended_by: null })
        .execute();
      for (const participant of participants)
        await transaction
          .insertInto("participants")
          .values(rowOf(id, participant, createdAt))
          .execute();
    });
  }

  async addParticipant(session: string, participant: ParticipantRecord, now: number): Promise<void> {
    await this.#database
      .insertInto("participants")
      .values(rowOf(session, participant, now))
      .execute();
  }

  /** How somebody in a session can be reached, as the site or the agent's console says. */
  async setContact(
    session: string,
    slot: number,
    contact: { readonly email: string; readonly phone: string },
  ): Promise<void> {
    await this.#database
      .updateTable("participants")
      .set(contact)
      .where("session_id", "=", session)
      .where("slot", "=", slot)
      .execute();
  }

  async setGeneration(session: string, slot: number, generation: number): Promise<void> {
    await this.#database
      .updateTable("participants")
      .set({ generation })
      .where("session_id", "=", session)
      .where("slot", "=", slot)
      .execute();
  }

  async setLeft(session: string, slot: number, now: number): Promise<void> {
    await this.#database
      .updateTable("participants")
      .set({ left_at: now })
      .where("session_id", "=", session)
      .where("slot", "=", slot)
      .execute();
  }

  async setEnded(session: string, endedBy: EndReason, now: number): Promise<void> {
    await this.#database
      .updateTable("sessions")
      .set({ ended_at: now, ended_by: endedBy })
      .where("id", "=", session)
      .where("ended_at", "is", null)
      .execute();
  }

  /** Every session that runs, also those of before a crash. */
  async running(): Promise<SessionRecord[]> {
    const sessions = await this.#database
      .selectFrom("sessions")
      .selectAll()
      .where("ended_at", "is", null)
      .orderBy("created_at")
      .execute();
    const participants = await this.#database
      .selectFrom("participants")
      .innerJoin("sessions", "sessions.id", "participants.session_id")
      .leftJoin("users", "users.id", "participants.user_id")
      .selectAll("participants")
      .select(["users.agentrole", "users.username", "users.partner_user_id"])
      .where("sessions.ended_at", "is", null)
      .orderBy("participants.slot")
      .execute();
    const bySession = grouped(participants);
    return sessions.map((row) => ({
      id: row.id,
      groupId: row.group_id,
      site: row.site as Site, // written by us
      key: row.key,
      createdAt: row.created_at,
      participants: (bySession.get(row.id) ?? []).map(participantOf),
    }));
  }

  /** How a session ended; undefined when it runs, or is not known (any more). */
  async ended(session: string): Promise<EndedRecord | undefined> {
    const rows = await this.#database
      .selectFrom("sessions")
      .innerJoin("participants", "participants.session_id", "sessions.id")
      .select(["sessions.ended_by", "participants.token_hash"])
      .where("sessions.id", "=", session)
      .where("sessions.ended_at", "is not", null)
      .execute();
    const [first] = rows;
    if (first === undefined) return undefined;
    return {
      endedBy: (first.ended_by ?? "error") as EndReason, // written by us
      tokenHashes: rows.map((row) => row.token_hash),
    };
  }

  /** Removes the records of sessions that ended before `time`. */
  async purge(time: number): Promise<void> {
    await this.#database.deleteFrom("sessions").where("ended_at", "<", time).execute();
  }
}

interface ParticipantRow {
  session_id: string;
  slot: number;
  role: string;
  name: string;
  title: string | null;
  user_id: string | null;
  token_hash: string;
  generation: number;
  left_at: number | null;
}

function grouped<R extends ParticipantRow>(rows: readonly R[]): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const group = groups.get(row.session_id);
    if (group === undefined) groups.set(row.session_id, [row]);
    else group.push(row);
  }
  return groups;
}

function rowOf(
  session: string,
  { slot, role, name, title, userId, tokenHash, generation }: ParticipantRecord,
  now: number,
): ParticipantRow & { joined_at: number } {
  return {
    session_id: session,
    slot,
    role,
    name,
    title: title ?? null,
    user_id: userId ?? null,
    token_hash: tokenHash,
    generation,
    joined_at: now,
    left_at: null,
  };
}

/** What is known of a participant's account. */
interface AccountRow {
  agentrole: string | null;
  username: string | null;
  partner_user_id: string | null;
}

function participantOf(row: ParticipantRow & AccountRow): ParticipantRecord {
  return {
    slot: row.slot,
    role: row.role as Role, // written by us
    name: row.name,
    userId: row.user_id ?? undefined,
    agentRole: row.agentrole ?? undefined,
    title: row.title ?? undefined,
    username: row.username ?? undefined,
    partnerUserId: row.partner_user_id ?? undefined,
    tokenHash: row.token_hash,
    generation: row.generation,
    hasLeft: row.left_at !== null,
  };
}
