// What a screen reader is told when the card changes.
import type { CardState } from "./state.ts";
import { spokenKey } from "./key.ts";
import { namesOf } from "./names.ts";
import { ENDED, FAILED, TEXT } from "./text.ts";

function ofScreen(state: CardState): string {
  switch (state.screen) {
    case "starting":
      return TEXT.starting;
    case "session":
      return state.agents.length > 0
        ? TEXT.viewing(namesOf(state.agents))
        : `${TEXT.keyPrompt}: ${spokenKey(state.key)}`;
    case "ended":
      return `${ENDED[state.reason].title}. ${ENDED[state.reason].advice}`;
    case "failed":
      return `${FAILED[state.error].title}. ${FAILED[state.error].advice}`;
    case "hidden":
    case "button":
      return "";
  }
}

function ofAgents(before: CardState, after: CardState): string {
  const joined = after.agents.filter((name) => !before.agents.includes(name));
  if (joined.length > 0) return TEXT.joined(namesOf(joined));
  return before.agents.length > 0 && after.agents.length === 0 ? TEXT.left : "";
}

const CONNECTION = {
  ok: TEXT.reconnected,
  reconnecting: TEXT.reconnecting,
  lost: TEXT.stillReconnecting,
} as const;

/** The words for the step from `before` to `after`; "" when there is nothing to say. */
export function announcement(before: CardState, after: CardState): string {
  if (before.screen !== after.screen) return ofScreen(after);
  if (before.connection !== after.connection) return CONNECTION[after.connection];
  if (before.paused !== after.paused) return after.paused ? TEXT.paused : TEXT.resumed;
  if (!before.blanked && after.blanked) return TEXT.blanked;
  return ofAgents(before, after);
}
