// What a screen reader is told when the card changes.
import { spokenKey } from "./key.ts";
import type { Look } from "./look.ts";
import { namesOf } from "./names.ts";
import { endedNotice, failedNotice } from "./notices.ts";
import type { CardState } from "./state.ts";
import { fill } from "./text.ts";

function ofScreen(state: CardState, look: Look): string {
  const { texts } = look;
  switch (state.screen) {
    case "starting":
      return texts.starting;
    case "session":
      return ofSession(state, look);
    case "ended": {
      const { title, advice } = endedNotice(state.reason, texts);
      return `${title}. ${advice}`;
    }
    case "failed": {
      const { title, advice } = failedNotice(state.error, texts);
      return `${title}. ${advice}`;
    }
    case "hidden":
    case "button":
    case "offer":
      return "";
  }
}

function ofSession({ agents, key, keyless }: CardState, look: Look): string {
  const { texts } = look;
  if (agents.length > 0) return fill(texts.viewing, { names: namesOf(agents, look) });
  return keyless ? texts.keyless : `${texts.keyPrompt}: ${spokenKey(key)}`;
}

function ofAgents(before: CardState, after: CardState, look: Look): string {
  const joined = after.agents.filter((name) => !before.agents.includes(name));
  if (joined.length > 0) return fill(look.texts.joined, { names: namesOf(joined, look) });
  return before.agents.length > 0 && after.agents.length === 0 ? look.texts.left : "";
}

function ofControl({ rc, helpers }: CardState, look: Look): string {
  return rc ? fill(look.texts.rcOn, { names: namesOf(helpers, look) }) : look.texts.rcStopped;
}

const CONNECTION = {
  ok: "reconnected",
  reconnecting: "reconnecting",
  lost: "stillReconnecting",
} as const;

/** The words for the step from `before` to `after`; "" when there is nothing to say. */
export function announcement(before: CardState, after: CardState, look: Look): string {
  const { texts } = look;
  if (before.screen !== after.screen) return ofScreen(after, look);
  if (before.connection !== after.connection) return texts[CONNECTION[after.connection]];
  if (before.paused !== after.paused) return after.paused ? texts.paused : texts.resumed;
  if (before.rc !== after.rc) return ofControl(after, look);
  if (!before.blanked && after.blanked) return texts.blanked;
  return ofAgents(before, after, look);
}
