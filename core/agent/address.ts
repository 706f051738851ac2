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

/** Reads the parameters, whose names are in any case; `VisitorId` before its synonym `SessionKey`. */
export function readAddress(search: string): ViewerAddress {
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) {
    const known = name.toLowerCase();
    if (!values.has(known)) values.set(known, value.trim());
  }
  const first = (...names: string[]): string => names.map((name) => values.get(name)).find(Boolean) ?? "";
  const wait = first("wait").toLowerCase();
  return {
    key: first("visitorid", "sessionkey"),
    wait: wait === "1" || wait === "true",
    groupid: first("groupid", "partnerid"),
  };
}

const KEY = /^[A-Za-z0-9._~-]{1,62}$/;
const SPACED_CODE = /^[\d\s]+$/;

/** The key in what an agent typed or pasted: a code's digits may be in groups. Undefined when it cannot be one. */
export function readKey(typed: string): string | undefined {
  const text = SPACED_CODE.test(typed) ? typed.replaceAll(/\s/g, "") : typed.trim();
  return KEY.test(text) ? text : undefined;
}
