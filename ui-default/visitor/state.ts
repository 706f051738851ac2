// What the card shows, as data: one function from state and event to the next state.
import type { ErrorEvent, SessionEndReason, Terms, VisitorApi } from "../../core/visitor/api.ts";

/** `hidden`: nothing is seen. `session`: a session runs, and its state is in the other fields. */
export type Screen = "hidden" | "button" | "starting" | "session" | "ended" | "failed";

export interface CardState {
  readonly screen: Screen;
  /** The page asked for the start button: it comes back after a session. */
  readonly buttonWanted: boolean;
  readonly terms: Terms | undefined;
  readonly key: string;
  readonly agents: readonly string[];
  readonly paused: boolean;
  readonly connection: "ok" | "reconnecting" | "lost";
  /** The page is masked as a whole, because what to mask is not known. */
  readonly blanked: boolean;
  readonly confirming: boolean;
  readonly expanded: boolean;
  readonly reason: SessionEndReason;
  readonly error: ErrorEvent["code"];
}

/** What can happen to a card: to it, from the page or by the visitor. `set` changes fields that follow from nothing else. */
export type CardEvent =
  | { readonly type: "set"; readonly fields: Partial<Pick<CardState, SettableField>> }
  | { readonly type: "button"; readonly toggle: boolean }
  | { readonly type: "starting" }
  | { readonly type: "running"; readonly key: string }
  | { readonly type: "elsewhere" }
  | { readonly type: "ended"; readonly reason: SessionEndReason }
  | { readonly type: "failed"; readonly error: ErrorEvent["code"] }
  | { readonly type: "closed" };

type SettableField = "terms" | "agents" | "paused" | "connection" | "blanked" | "confirming" | "expanded";

export const INITIAL: CardState = {
  screen: "hidden",
  buttonWanted: false,
  terms: undefined,
  key: "",
  agents: [],
  paused: false,
  connection: "ok",
  blanked: false,
  confirming: false,
  expanded: true,
  reason: "visitor",
  error: "service",
};

/** The screen between sessions. */
function atRest(state: CardState): CardState {
  return { ...INITIAL, buttonWanted: state.buttonWanted, screen: state.buttonWanted ? "button" : "hidden" };
}

function afterButton(state: CardState, toggle: boolean): CardState {
  const buttonWanted = toggle ? !state.buttonWanted : true;
  const busy = state.screen === "starting" || state.screen === "session";
  return busy ? { ...state, buttonWanted } : atRest({ ...state, buttonWanted });
}

/** The state after `event`. */
export function nextState(state: CardState, event: CardEvent): CardState {
  switch (event.type) {
    case "set":
      return { ...state, ...event.fields };
    case "button":
      return afterButton(state, event.toggle);
    case "starting":
      return { ...INITIAL, buttonWanted: state.buttonWanted, screen: "starting" };
    case "running":
      return { ...state, terms: undefined, screen: "session", key: event.key };
    case "elsewhere":
      return { ...state, screen: "hidden", confirming: false };
    case "ended":
      return { ...atRest(state), screen: "ended", reason: event.reason };
    case "failed":
      return { ...atRest(state), screen: "failed", error: event.error };
    case "closed":
      return atRest(state);
  }
}

/** The state that a card starts in when the API's other half was there first. */
export function stateOf(visitor: VisitorApi): CardState {
  const agents = visitor.getSessionState("agents")?.agentlist ?? [];
  if (visitor.status === "starting") return { ...INITIAL, screen: "starting" };
  if (visitor.status !== "running") return INITIAL;
  return {
    ...INITIAL,
    screen: "session",
    key: visitor.getKey(),
    agents: agents.map(({ name }) => name),
    paused: visitor.isSessionPaused(),
    connection: visitor.getSessionState("connection")?.status ?? "ok",
    blanked: visitor.getSessionState("error")?.code === "maskingerror",
  };
}
