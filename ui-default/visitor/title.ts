// What the card's title says, and the mark before it.
import type { Look } from "./look.ts";
import { namesOf } from "./names.ts";
import { endedNotice, failedNotice, type Notice } from "./notices.ts";
import type { CardState } from "./state.ts";
import { fill } from "./text.ts";

/** What is to be read and closed; undefined when there is nothing. */
export function noticeOf(state: CardState, { texts }: Look): Notice | undefined {
  if (state.screen === "ended") return endedNotice(state.reason, texts);
  if (state.screen === "failed") return failedNotice(state.error, texts);
  const [first] = state.asked;
  return first?.kind === "message" ? { title: texts.messageTitle, advice: first.text } : undefined;
}

/** The title. */
export function titleOf(state: CardState, look: Look): string {
  const { texts } = look;
  if (state.screen === "starting") return texts.starting;
  if (state.screen === "offer") return texts.region;
  if (state.screen !== "session") return noticeOf(state, look)?.title ?? "";
  if (state.connection !== "ok") return texts.reconnecting;
  if (state.paused) return texts.paused;
  if (state.agents.length === 0) return texts.waiting;
  const names = namesOf(state.agents, look);
  if (state.rc) return fill(texts.rcOn, { names: namesOf(state.helpers, look) });
  if (state.agents.length > 2) return fill(texts.viewingMany, { count: state.agents.length });
  return fill(texts.viewing, { names });
}

/** Class of the mark; "" for none. */
export function markOf(state: CardState): string {
  if (state.screen === "starting") return "spinner";
  if (state.screen !== "session") return "";
  if (state.connection !== "ok") return "dot broken";
  if (state.paused) return "dot pause";
  if (state.agents.length === 0) return "dot wait";
  return state.rc ? "dot control" : "dot live";
}
