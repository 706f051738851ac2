// From the relay's words to the events of the public API.
import type { EndReason, Participant } from "../protocol/index.ts";
import type { AgentInfo, ErrorEvent, SessionEndReason, VisitorEvents } from "./api.ts";
import type { ServiceErrorCode } from "./service-error.ts";

/** The event `agents`: who is connected and helps. */
export function agentsEvent(participants: readonly Participant[]): VisitorEvents["agents"] {
  const agentlist = participants
    .filter(({ role, connected }) => role === "agent" && connected)
    .map(({ name, username, partnerid, partneruserid, agentrole }): AgentInfo => ({
      name,
      username: typeof username === "string" ? username : name,
      ...(typeof partnerid === "string" ? { partnerid } : {}),
      ...(typeof partneruserid === "string" ? { partneruserid } : {}),
      ...(typeof agentrole === "string" ? { agentrole, role: agentrole } : {}),
    }));
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
