// How agents are called.
import { shortened } from "../shared/shortened.ts";
import type { Look } from "./look.ts";

/** Longest name shown, in characters: longer ones would push the buttons out of the card. */
const MAX_NAME = 40;

/** What naming needs of a look. */
export type Naming = Pick<Look, "texts" | "language">;

/** One agent's name; a nameless agent is "Your agent". */
export function nameOf(agent: string, { texts }: Naming): string {
  return shortened(agent, MAX_NAME) || texts.someone;
}

/** `Ada, Bob` → "Ada and Bob"; nobody is "Your agent". */
export function namesOf(agents: readonly string[], look: Naming): string {
  const names = agents.map((agent) => nameOf(agent, look));
  if (names.length === 0) return look.texts.someone;
  return new Intl.ListFormat(look.language, { type: "conjunction" }).format(names);
}
