// What the viewer's own address asks for (PRODUCT.md 6.1).

/** What to join. */
export interface ViewerAddress {
  /** Session key or visitor id, "" when the agent has to be asked for it. */
  readonly key: string;
  /** Join as soon as the visitor starts, instead of failing when there is no session yet. */
  readonly wait: boolean;
  /** Group to look in, "" for the agent's own. */
  readonly groupid: string;
}

/** The parameters by names in lower case; the first of a name counts. */
function parametersOf(...parts: readonly string[]): (...names: string[]) => string {
  const values = new Map<string, string>();
  for (const [name, value] of parts.flatMap((part) => [...new URLSearchParams(part)])) {
    const known = name.toLowerCase();
    if (!values.has(known)) values.set(known, value.trim());
  }
  return (...names) => names.map((name) => values.get(name)).find(Boolean) ?? "";
}

/** Reads the parameters, whose names are in any case; `VisitorId` before its synonym `SessionKey`. */
export function readAddress(search: string): ViewerAddress {
  const first = parametersOf(search);
  const wait = first("wait").toLowerCase();
  return {
    key: first("visitorid", "sessionkey"),
    wait: wait === "1" || wait === "true",
    groupid: first("groupid", "partnerid"),
  };
}

/** Who vouches for the agent (PRODUCT.md 15.5). */
export interface LoginCredentials {
  readonly partnerid: string;
  readonly partneruserid: string;
  readonly loginkey: string;
}

/** What stands between an agent's name and the key, and how every key begins. */
const NAME_AND_KEY = /^(.*)~(\$.*)$/;

/** Reads them, from the query or from behind the number sign, which no server is sent; undefined when there is no key. The key stands by
 * itself, or behind a name: `partneruserid=name~key`, or `username=name@partner~key`. */
export function readCredentials(search: string, hash: string): LoginCredentials | undefined {
  const first = parametersOf(search, hash.replace(/^#/, ""));
  const [partnerid, loginkey] = [first("partnerid", "groupid"), first("loginkey")];
  if (loginkey !== "") return { partnerid, partneruserid: first("partneruserid"), loginkey };
  const [, name = "", key] = NAME_AND_KEY.exec(first("partneruserid", "username")) ?? [];
  if (key === undefined) return undefined;
  // An account's user name has its partner behind the last @.
  const at = partnerid === "" ? name.lastIndexOf("@") : -1;
  return at < 0
    ? { partnerid, partneruserid: name, loginkey: key }
    : { partnerid: name.slice(at + 1), partneruserid: name.slice(0, at), loginkey: key };
}

/** `address` without the login key, so that neither history nor a screen keeps it. */
export function withoutLoginKey(address: string): string {
  const url = new URL(address);
  for (const [name, value] of [...url.searchParams]) {
    const [, before] = NAME_AND_KEY.exec(value) ?? [];
    if (name.toLowerCase() === "loginkey") url.searchParams.delete(name);
    else if (before !== undefined) url.searchParams.set(name, before);
  }
  if (/(^|[#&])loginkey=|~(\$|%24)/i.test(url.hash)) url.hash = "";
  return url.href;
}

/** What the session's record is told of the agent. */
export interface AgentContact {
  readonly name?: string;
  /** What the agent is, as visitors are told. */
  readonly title?: string;
  readonly email?: string;
  readonly phone?: string;
}

/** Longest of each, in UTF-16 units, as of visitors (PRODUCT.md 3.2). */
const CONTACT_UNITS = { name: 126, title: 126, email: 127, phone: 32 } as const;

/** Reads `name`, `title`, `email` and `phone`; what is not said is absent. */
export function readContact(search: string): AgentContact {
  const first = parametersOf(search);
  const fields = Object.entries(CONTACT_UNITS).map(([name, units]) => [name, first(name).slice(0, units)]);
  return Object.fromEntries(fields.filter(([, value]) => value !== "")) as AgentContact;
}

/** Where to go once somebody is signed in: an address of `origin` itself; undefined for every other one, and for none. */
export function readReturn(search: string, origin: string): string | undefined {
  const target = parametersOf(search)("returnurl");
  // A path alone: `//host` and `/\\host` are other hosts to a browser.
  if (!/^\/(?![/\\])/.test(target) || !URL.canParse(target, origin)) return undefined;
  const url = new URL(target, origin);
  return url.origin === origin ? url.href : undefined;
}

const KEY = /^[A-Za-z0-9._~-]{1,62}$/;
const SPACED_CODE = /^[\d\s]+$/;

/** The key in what an agent typed or pasted: a code's digits may be in groups. Undefined when it cannot be one. */
export function readKey(typed: string): string | undefined {
  const text = SPACED_CODE.test(typed) ? typed.replaceAll(/\s/g, "") : typed.trim();
  return KEY.test(text) ? text : undefined;
}
