// An agent as pages are told of one, at either side.
import type { Participant } from "./control.ts";

const FIELDS = ["username", "partnerid", "partneruserid", "agentrole", "title"] as const;

/** An agent's account and role, as far as the relay announces them. */
export type AccountFields = Pick<Participant, (typeof FIELDS)[number]>;

/** What is said of an agent; one whose account is not known goes by the name shown. */
export interface AgentDetails extends AccountFields {
  readonly name: string;
  readonly username: string;
  /** `agentrole`, under the other name that pages know. */
  readonly role?: string;
  /** Not an agent: somebody who watches, without an account. */
  readonly guest?: true;
}

/** Those fields of `from` that are there, and text: older relays announce fewer. */
export function accountFields(from: AccountFields): AccountFields {
  const known = FIELDS.filter((field) => typeof from[field] === "string");
  return Object.fromEntries(known.map((field) => [field, from[field]]));
}

/** What is said of an agent, or of a guest: one who has no user name, so that none passes for an agent's by calling itself so. */
export function agentDetails(
  from: AccountFields & Pick<Participant, "role"> & { readonly name: string },
): AgentDetails {
  const { name } = from;
  if (from.role === "guest") return { name, username: "", guest: true };
  const account = accountFields(from);
  const { username = name, agentrole } = account;
  return { ...account, name, username, ...(agentrole === undefined ? {} : { role: agentrole }) };
}
