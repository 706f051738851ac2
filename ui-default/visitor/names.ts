// How agents are called.
import { shortened } from "../shared/shortened.ts";
import { TEXT } from "./text.ts";

/** Longest name shown, in characters: longer ones would push the buttons out of the card. */
const MAX_NAME = 40;

/** One agent's name; a nameless agent is "Your agent". */
export function nameOf(agent: string): string {
  return shortened(agent, MAX_NAME) || TEXT.someone;
}

/** `Ada, Bob` → "Ada and Bob". */
export function namesOf(agents: readonly string[]): string {
  const names = agents.map(nameOf);
  const last = names.pop() ?? "";
  return names.length === 0 ? last : names.join(", ") + TEXT.and + last;
}
