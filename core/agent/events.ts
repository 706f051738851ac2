// Events of the agent's API, and from the relay's words to theirs.
import {
  accountFields,
  type EndReason,
  type Participant,
  type RelayErrorCode,
  type VisitorMessage,
} from "../protocol/index.ts";
import type {
  AgentErrorCode,
  AgentEventName,
  AgentEvents,
  AgentListener,
  EndedBy,
  Person,
  VisitorBrowser,
} from "./api.ts";

/** Listeners by event name. */
export class Emitter {
  readonly #listeners = new Map<AgentEventName, Set<unknown>>();

  add<N extends AgentEventName>(name: N, listener: AgentListener<N>): void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
  }

  remove<N extends AgentEventName>(name: N, listener: AgentListener<N>): void {
    this.#listeners.get(name)?.delete(listener);
  }

  /** Calls the listeners in the order in which they came. What one throws is reported and does not keep the others from it. */
  emit<N extends AgentEventName>(name: N, event: AgentEvents[N]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])] as AgentListener<N>[]) {
      try {
        listener(event);
      } catch (error) {
        reportError(error);
      }
    }
  }
}

/** The event `people`: the visitor first, then this agent, then the others as they came. */
export function peopleOf(participants: readonly Participant[], ownSlot: number): readonly Person[] {
  const rank = ({ role, slot }: Participant): number => (role === "visitor" ? 0 : slot === ownSlot ? 1 : 2);
  return [...participants]
    .sort((one, other) => rank(one) - rank(other) || one.slot - other.slot)
    .map((each) => {
      const { role, name, connected, slot } = each;
      return { role, slot, name, connected, you: slot === ownSlot, ...accountFields(each) };
    });
}

/** The event `browser`. */
export function browserOf({
  name,
  platform,
  release,
}: Extract<VisitorMessage, { type: "browser" }>): VisitorBrowser {
  return { browser: name, platform: typeof platform === "string" ? platform : "", release };
}

/** Who ended it, when the relay gives `reason`; `byUs`: this agent asked for it. */
export function endedBy(reason: EndReason, byUs: boolean): EndedBy {
  return reason === "agent" && byUs ? "you" : reason;
}

/** The error a viewer shows for a refusal of the relay. */
export function refusalOf(code: RelayErrorCode): AgentErrorCode {
  if (code === "replaced" || code === "version") return code;
  // What was said of a page is such as no page has, or more than any (core/check).
  return code === "malformed" || code === "too-large" ? "page" : "refused";
}
