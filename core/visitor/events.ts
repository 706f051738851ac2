// From the relay's words to the events of the public API.
import { agentDetails, type EndReason, type Participant } from "../protocol/index.ts";
import type { ErrorEvent, SessionEndReason, VisitorEvents } from "./api.ts";
import type { ServiceErrorCode } from "./service-error.ts";

/** The event `agents`: who is connected and helps, or watches. */
export function agentsEvent(participants: readonly Participant[]): VisitorEvents["agents"] {
  const agentlist = participants
    .filter(({ role, connected }) => role !== "visitor" && connected)
    .map(agentDetails);
  return { count: agentlist.length, agentlist };
}

/** The reason that `sessionend` tells. */
export function endReason(reason: EndReason): SessionEndReason {
  return reason === "timeout" ? "error" : reason;
}

/** The event `error` for a start that was refused. */
export function startError(code: ServiceErrorCode, msg: string): ErrorEvent {
  return { code: code === "ended" ? "service" : code, msg };
}
