// What a joined session is to the agent, from what is known about it: one function, no memory.
import type { AgentState } from "./api.ts";

/** What is known about a joined session. */
export interface Facts {
  readonly key: string;
  /** This viewer's own connection. */
  readonly connection: "connecting" | "open" | "reconnecting";
  /** Which page life of the visitor is connected; undefined when none is. */
  readonly visitor: number | undefined;
  /** Whose page the frame shows; undefined before the first. */
  readonly shown: number | undefined;
  /** The page shown is not the visitor's any more, for longer than a change of pages takes. */
  readonly away: boolean;
  /** The visitor's words while the visitor hides the page. */
  readonly paused: string | undefined;
}

/** True while the frame shows a page that the visitor is not connected on. */
export function isStale({ connection, visitor, shown }: Facts): boolean {
  return connection === "open" && shown !== undefined && visitor !== shown;
}

/** The state to show. */
export function stateOf(facts: Facts): AgentState {
  const { connection, shown, key } = facts;
  if (connection === "reconnecting") return { status: "reconnecting" };
  if (facts.paused !== undefined) return { status: "paused", why: "visitor", message: facts.paused };
  if (shown === undefined) return { status: "waiting", for: "page", key, offline: false };
  if (facts.away) return { status: "paused", why: "between-pages", message: "" };
  return { status: "live" };
}
