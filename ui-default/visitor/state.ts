// What the card shows, as data: one function from state and event to the next state.
import type { AgentInfo, ErrorEvent, SessionEndReason, Terms, VisitorApi } from "../../core/visitor/api.ts";

/** `hidden`: nothing is seen. `offer`: an agent asks for a session. `session`: one runs, and its state is in the other fields. */
export type Screen = "hidden" | "button" | "offer" | "starting" | "session" | "ended" | "failed";

/** What the visitor is asked. `end`: by the visitor's own click. `offer`: before a session. `message`: there is but one answer. */
export type AskedKind =
  "end" | "offer" | "rc" | "guest" | "crossDomain" | "navigate" | "document" | "confirm" | "message";

/** Why there is no session. `unsupported`: the browser cannot run the visitor part. */
export type Failure = ErrorEvent["code"] | "unsupported";

/** A question that waits for the visitor. */
export interface Asked {
  readonly kind: AskedKind;
  /** Of whoever asks; "" where the kind says it all. */
  readonly text: string;
  /** Shown one a line. */
  readonly items: readonly string[];
  readonly link?: string;
  /** Name of the agent who asks, who is not in a session yet. */
  readonly agent?: string;
  /** Words of the two buttons, in place of the kind's. */
  readonly yes?: string;
  readonly no?: string;
  /** `undefined`: there will be no answer, because the session ended or goes on elsewhere. */
  answer(yes: boolean | undefined): void;
}

export interface CardState {
  readonly screen: Screen;
  /** The page asked for the start button: it comes back after a session. */
  readonly buttonWanted: boolean;
  readonly terms: Terms | undefined;
  readonly key: string;
  /** The agent knows the key already: it is the visitor's id, or the site's own. */
  readonly keyless: boolean;
  /** Names of all who see the page. */
  readonly agents: readonly string[];
  /** Of those, the ones who help: guests only watch. */
  readonly helpers: readonly string[];
  readonly paused: boolean;
  /** Agents may act in the page. */
  readonly rc: boolean;
  readonly connection: "ok" | "reconnecting" | "lost";
  /** The page is masked as a whole, because what to mask is not known. */
  readonly blanked: boolean;
  /** The first one is shown. */
  readonly asked: readonly Asked[];
  readonly expanded: boolean;
  readonly reason: SessionEndReason;
  readonly error: Failure;
}

/** What can happen to a card: to it, from the page or by the visitor. `set` changes fields that follow from nothing else. */
export type CardEvent =
  | { readonly type: "set"; readonly fields: Partial<Pick<CardState, SettableField>> }
  | { readonly type: "button"; readonly toggle: boolean }
  | { readonly type: "starting" }
  | { readonly type: "running"; readonly key: string; readonly keyless: boolean }
  | { readonly type: "asked"; readonly asked: Asked }
  | { readonly type: "answered" }
  | { readonly type: "elsewhere" }
  | { readonly type: "ended"; readonly reason: SessionEndReason }
  | { readonly type: "failed"; readonly error: Failure }
  | { readonly type: "closed" };

type SettableField = "terms" | "agents" | "helpers" | "paused" | "rc" | "connection" | "blanked" | "expanded";

export const INITIAL: CardState = {
  screen: "hidden",
  buttonWanted: false,
  terms: undefined,
  key: "",
  keyless: false,
  agents: [],
  helpers: [],
  paused: false,
  rc: false,
  connection: "ok",
  blanked: false,
  asked: [],
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
  const busy = ["offer", "starting", "session"].includes(state.screen);
  return busy ? { ...state, buttonWanted } : atRest({ ...state, buttonWanted });
}

/** Of these there is one at a time. */
const ONCE: ReadonlySet<AskedKind> = new Set(["end", "rc", "crossDomain", "document"]);

/** The visitor's own wish to end comes first; of what an agent asks anew only the latest counts. */
function afterAsking(state: CardState, asked: Asked): CardState {
  const others = state.asked.filter(({ kind }) => kind !== asked.kind || !ONCE.has(kind));
  const all = asked.kind === "end" ? [asked, ...others] : [...others, asked];
  return { ...state, asked: all, expanded: true };
}

/** Asked before a session; while one starts or runs, there is nothing to offer. */
function afterOffer(state: CardState, asked: Asked): CardState {
  if (state.screen === "starting" || state.screen === "session") return state;
  return { ...atRest(state), screen: "offer", asked: [asked] };
}

function afterAsked(state: CardState, asked: Asked): CardState {
  if (asked.kind === "offer") return afterOffer(state, asked);
  return state.screen === "session" ? afterAsking(state, asked) : state;
}

/** What is given already is not asked for any more; who makes the card small does not want to end. */
function afterSetting(state: CardState): CardState {
  const over: readonly AskedKind[] = [
    ...(state.rc ? ["rc" as const] : []),
    ...(state.expanded ? [] : ["end" as const]),
  ];
  return { ...state, asked: state.asked.filter(({ kind }) => !over.includes(kind)) };
}

/** The state after `event`. */
export function nextState(state: CardState, event: CardEvent): CardState {
  switch (event.type) {
    case "set":
      return afterSetting({ ...state, ...event.fields });
    case "button":
      return afterButton(state, event.toggle);
    case "starting":
      return { ...INITIAL, buttonWanted: state.buttonWanted, screen: "starting" };
    case "running":
      return { ...state, terms: undefined, screen: "session", key: event.key, keyless: event.keyless };
    case "asked":
      return afterAsked(state, event.asked);
    case "answered":
      return state.screen === "offer" ? atRest(state) : { ...state, asked: state.asked.slice(1) };
    case "elsewhere":
      return { ...state, screen: "hidden", asked: [] };
    case "ended":
      return { ...atRest(state), screen: "ended", reason: event.reason };
    case "failed":
      return { ...atRest(state), screen: "failed", error: event.error };
    case "closed":
      return atRest(state);
  }
}

/** Who sees the page, and who of them helps. */
export function namesIn(agents: readonly AgentInfo[]): Pick<CardState, "agents" | "helpers"> {
  const names = (list: readonly AgentInfo[]): string[] => list.map(({ name }) => name);
  return { agents: names(agents), helpers: names(agents.filter(({ guest }) => guest !== true)) };
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
    ...namesIn(agents),
    paused: visitor.isSessionPaused(),
    rc: visitor.getSessionState("rc")?.enabled ?? false,
    connection: visitor.getSessionState("connection")?.status ?? "ok",
    blanked: visitor.getSessionState("error")?.code === "maskingerror",
  };
}
