// The viewer's address (PRODUCT.md 6.1). Mirror: core/agent/address.ts.
import type { AgentCredentials, JoinParams } from "./api.ts";

/** Whether to wait for a session. Options of old are texts as well. */
export function isWanted(wait: JoinParams["wait"]): boolean {
  return wait === undefined || wait === true || wait === "true" || wait === "1";
}

/** Where `key`'s session is seen. A login key goes behind the number sign: no server's log has that part, and no Referer. */
export function viewerUrl(
  webserver: string,
  key: string,
  params: JoinParams,
  credentials: AgentCredentials | undefined,
): string {
  const url = new URL("/agentjoin/AgentView.aspx", webserver);
  url.searchParams.set("SessionKey", key);
  if (isWanted(params.wait)) url.searchParams.set("Wait", "1");
  if (credentials === undefined) return withFields(url, { groupid: params.groupid, ...contact(params) });
  const { partnerid, partneruserid, loginkey } = credentials;
  url.hash = String(new URLSearchParams({ partneruserid, loginkey }));
  return withFields(url, { partnerid, ...contact(params) });
}

/** `address` with what the session's record is told of the agent. */
export function withContact(address: string, params: JoinParams): string {
  return withFields(new URL(address), contact(params));
}

function contact({ name, title, email, phone }: JoinParams): object {
  return { name, title, email, phone };
}

function withFields(url: URL, fields: object): string {
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined && value !== "") url.searchParams.set(name, String(value));
  return url.href;
}
