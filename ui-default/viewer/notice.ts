// A card that tells something and what can be done about it: waiting, ended, failed.
import type { AgentApi, AgentErrorCode, AgentState } from "../../core/agent/api.ts";
import { button, element } from "../shared/element.ts";
import { ICONS } from "../shared/icons.ts";
import { card, heading } from "./card.ts";
import { inGroups } from "./code.ts";
import { VIEWER_ICONS } from "./icons.ts";
import { ENDED, FAILED, GUEST_ENDED, GUEST_FAILED, type Notice, TEXT } from "./text.ts";
import type { View } from "./view.ts";

interface Content extends Notice {
  readonly icon: string;
  /** The code it is about, "" for none. */
  readonly key: string;
  /** Something is under way. */
  readonly busy: boolean;
  readonly actions: readonly (readonly [label: string, act: () => void])[];
}

type Actions = Content["actions"];
type ActionsOf = (agent: AgentApi, key: string) => Actions;

const another = (agent: AgentApi): Actions[number] => [TEXT.joinAnother, () => agent.askForCode()];
const none: ActionsOf = () => [];
const again: ActionsOf = (agent) => [[TEXT.tryAgain, () => agent.retry()], another(agent)];
const signIn: ActionsOf = (agent) => [[TEXT.signIn, () => agent.retry()]];
const otherAccount: ActionsOf = (agent) => [[TEXT.otherAccount, () => agent.signOut()], another(agent)];

/** What can be done about each. */
const ACTIONS: Readonly<Record<AgentErrorCode, ActionsOf>> = {
  unsupported: none,
  "foreign-page": none,
  "not-admitted": none,
  "login-key-expired": signIn,
  "login-key-forged": signIn,
  "login-key-used": signIn,
  "unknown-partner": signIn,
  "not-started": (agent, key) => [[TEXT.waitForIt, () => agent.join(key, true)], another(agent)],
  version: (agent) => [[TEXT.tryAgain, () => location.reload()], another(agent)],
  replaced: (agent) => [[TEXT.continueHere, () => agent.retry()], another(agent)],
  "no-permission": otherAccount,
  "wrong-group": otherAccount,
  full: again,
  refused: again,
  service: again,
  page: again,
};

/** A guest has no code form to go to. */
function guestActions(agent: AgentApi, code: AgentErrorCode): Actions {
  if (code === "service" || code === "page") return [[TEXT.tryAgain, () => agent.retry()]];
  return code === "replaced" || code === "version" ? ACTIONS[code](agent, "").slice(0, 1) : [];
}

function contentOf(state: AgentState, agent: AgentApi): Content {
  switch (state.status) {
    case "waiting":
      return {
        title: TEXT.waiting,
        advice: state.offline ? TEXT.waitingOffline : TEXT.waitingIntro,
        icon: VIEWER_ICONS.clock,
        key: state.key,
        busy: true,
        actions: [[TEXT.cancel, () => agent.askForCode()]],
      };
    case "ended":
      return {
        ...((agent.isGuest ? GUEST_ENDED[state.by] : undefined) ?? ENDED[state.by]),
        icon: ICONS.check,
        key: "",
        busy: false,
        actions: agent.isGuest ? [] : [another(agent)],
      };
    case "error":
      return {
        ...((agent.isGuest ? GUEST_FAILED[state.code] : undefined) ?? FAILED[state.code]),
        icon: ICONS.warning,
        key: state.code === "not-started" ? state.key : "",
        busy: false,
        actions: agent.isGuest ? guestActions(agent, state.code) : ACTIONS[state.code](agent, state.key),
      };
    default:
      return { title: TEXT.starting, advice: "", icon: ICONS.screen, key: "", busy: true, actions: [] };
  }
}

/** One notice stands for one thing: another one is another view. */
export function noticeView(agent: AgentApi, first: AgentState): View {
  const { title, icon, key, busy, actions } = contentOf(first, agent);
  const top = heading(title);
  const advice = element("p", {});
  const label = element("span", { class: "hint" }, TEXT.waitingFor);
  const shown = element("p", { class: "key" }, label, element("bdi", {}, inGroups(key)));
  shown.hidden = key === "";
  const bar = element("div", { class: "progress", "aria-hidden": "true" });
  bar.hidden = !busy;
  const buttons = actions.map(([text, act], index) =>
    button(index === 0 && !busy ? { class: "main" } : {}, act, text),
  );
  return {
    element: card(icon, top, advice, shown, bar, element("div", { class: "actions" }, ...buttons)),
    update: (state) => (advice.textContent = contentOf(state, agent).advice),
    focus: () => top.focus(),
    close: () => undefined,
  };
}
