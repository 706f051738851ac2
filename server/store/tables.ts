// The tables as kysely sees them. Made by migrations.ts. Times are ms since 1970; lists and settings are JSON text.
import type { Generated, Kysely } from "kysely";

export interface Tables {
  groups: {
    id: string;
    /** What the group's own server signs login keys with; null for none. */
    login_secret: Generated<string | null>;
    created_at: number;
  };
  published: {
    group_id: string;
    site: string;
    version: number;
    settings: string;
    published_at: number;
    /** Null for the first start. */
    published_by: Generated<string | null>;
    /** What it is a copy of; null when it was edited. */
    from_site: Generated<string | null>;
    from_version: Generated<number | null>;
  };
  roles: { id: string; group_id: string; name: string; description: string; permissions: string };
  users: {
    id: string;
    group_id: string;
    /** Lower case. */
    username: string;
    name: string;
    password_hash: string;
    roles: string;
    /** The name of what the group calls its role; null for none. */
    agentrole: string | null;
    /** What the agent is; null when that is not said. */
    title: Generated<string | null>;
    /** What the group itself calls an agent who signs in by login keys, in lower case; null for accounts with a password. */
    partner_user_id: Generated<string | null>;
    /** Null for accounts that may sign in. */
    switched_off_at: Generated<number | null>;
    created_at: number;
  };
  /** Login keys that signed somebody in and are still in time. */
  used_login_keys: { key_hash: string; expires_at: number };
  sign_ins: { token_hash: string; user_id: string; created_at: number; expires_at: number };
  sessions: {
    id: string;
    group_id: string;
    site: string;
    key: string;
    created_at: number;
    /** Null while it runs. */
    ended_at: number | null;
    ended_by: string | null;
  };
  participants: {
    session_id: string;
    slot: number;
    role: string;
    name: string;
    /** Of an agent, as its account or its console says. */
    title: string | null;
    /** Null for the visitor and for guests. */
    user_id: string | null;
    /** As the site says of its visitor, and a console of its agent; null when it is not known. */
    email: string | null;
    phone: string | null;
    token_hash: string;
    /** 0 until it has been connected. */
    generation: number;
    joined_at: number;
    left_at: number | null;
  };
  /** What became of remote control, line by line. */
  control_log: {
    id: Generated<number>;
    session_id: string;
    /** The agent's. */
    slot: number;
    what: string;
    by: string | null;
    counts: string | null;
    at: number;
  };
}

export type Database = Kysely<Tables>;
