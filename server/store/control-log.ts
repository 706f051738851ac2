// The record of remote control: who asked, was let, was not, stopped; what kinds of things were done and how often. No content.
import { VISITOR_SLOT } from "../../core/protocol/index.ts";
import type { Database } from "./tables.ts";

/** One line, as the visitor's side says it. Mirror: core/visitor/control-log.ts. */
export interface ControlEntry {
  /** The agent's. */
  readonly slot: number;
  readonly what: "asked" | "granted" | "declined" | "stopped" | "used";
  readonly by?: string | undefined;
  readonly counts?: Readonly<Record<string, number | undefined>> | undefined;
}

/** One line, as it is read. */
export interface ControlRecord extends ControlEntry {
  readonly session: string;
  /** Of the agent; null when the account is gone. */
  readonly username: string | null;
  /** In ms since 1970. */
  readonly at: number;
}

/** The records of a database. They go with their sessions'. */
export class ControlLogStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** What a session's visitor is known by, also after the session is over; undefined for no such session. */
  async visitorTokenHash(session: string): Promise<string | undefined> {
    const row = await this.#database
      .selectFrom("participants")
      .select("token_hash")
      .where("session_id", "=", session)
      .where("slot", "=", VISITOR_SLOT)
      .executeTakeFirst();
    return row?.token_hash;
  }

  /** How many lines a session has. */
  async count(session: string): Promise<number> {
    const { lines } = await this.#database
      .selectFrom("control_log")
      .select(({ fn }) => fn.countAll<number>().as("lines"))
      .where("session_id", "=", session)
      .executeTakeFirstOrThrow();
    return lines;
  }

  async add(session: string, entries: readonly ControlEntry[], now: number): Promise<void> {
    const rows = entries.map(({ slot, what, by, counts }) => ({
      session_id: session,
      slot,
      what,
      by: by ?? null,
      counts: counts === undefined ? null : JSON.stringify(counts),
      at: now,
    }));
    await this.#database.insertInto("control_log").values(rows).execute();
  }

  /** The group's latest lines, before `before` in ms since 1970, the newest first. */
  async ofGroup(groupId: string, before: number, limit: number): Promise<ControlRecord[]> {
    const rows = await this.#database
      .selectFrom("control_log")
      .innerJoin("sessions", "sessions.id", "control_log.session_id")
      .leftJoin("participants", (join) =>
        join
          .onRef("participants.session_id", "=", "control_log.session_id")
          .onRef("participants.slot", "=", "control_log.slot"),
      )
      .leftJoin("users", "users.id", "participants.user_id")
      .select(["control_log.session_id", "control_log.slot", "control_log.what", "control_log.by"])
      .select(["control_log.counts", "control_log.at", "users.username"])
      .where("sessions.group_id", "=", groupId)
      .where("control_log.at", "<", before)
      .orderBy("control_log.at", "desc")
      .orderBy("control_log.id", "desc")
      .limit(limit)
      .execute();
    return rows.map(({ session_id: session, slot, what, by, counts, at, username }) => ({
      session,
      slot,
      username,
      what: what as ControlEntry["what"], // written by us
      at,
      ...(by === null ? {} : { by }),
      ...(counts === null ? {} : { counts: JSON.parse(counts) as Record<string, number> }),
    }));
  }
}
