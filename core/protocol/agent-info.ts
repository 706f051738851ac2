// An agent as pages are told of one, at either side.
import type { Participant } from "./control.ts";

const FIELDS = ["username", "partnerid", "partneruserid", "agentrole"] as const;

/** An agent's account and role, as far as the relay announces them. */
export type AccountFields = Pick<Participant, (typeof FIELDS)[number]>;

/** What is said of an agent; one whose account is not known goes by the name shown. */
export interface AgentDetails extends AccountFields {
  readonly name: string;
  readonly username: string;
  /** `agentrole`, under the other name that pages know. */
  readonly role?: string;
}

/** Those fields of `from` that are there, and text: older relays announce fewer. */
export function accountFields(from: AccountFields): AccountFields {
  const known = FIELDS.filter((field) => typeof from[field] === "string");
  return Object.fromEntries(known.map((field) => [field, from[field]]));
}

/** What is said of an agent. */
export function agentDetails(from: AccountFields & { readonly name: string }): AgentDetails {
  const { name } = from;
  const account = accountFields(from);
  const { username = name, agentrole } = account;
  return { ...account, name, username, ...(agentrole === undefined ? {} : { role: agentrole }) };
}
