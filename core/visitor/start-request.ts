// Which session to start: the key and the group, from what the caller, the tag and the page say (PRODUCT.md 3.2).
import { GLANCE_KEYTYPE_RANDOM, type StartParams, type TagSettings } from "./api.ts";
import { ServiceError } from "./service-error.ts";

/** What the service is asked for. */
export interface StartRequest {
  readonly groupid: string;
  /** Absent: random digits. */
  readonly key: string | undefined;
}

/** Who the visitor is, as the page says: told to agents, and kept with the session's record. */
export interface Contact {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

/** Longest of each, in characters (PRODUCT.md 4.1). */
const MAX_CONTACT = { name: 63, email: 127, phone: 32 } as const;

const KEY = /^[A-Za-z0-9._~-]{1,62}$/;

/**
 * The caller's key before the tag's visitor id before the page's; the caller's group before the tag's.
 *
 * @param pageVisitorId `GLANCE_COBROWSE.visitorid`.
 * @throws {ServiceError} `unknown-group` for a group that the tag does not name, `invalid-key`.
 */
export function readStart(
  params: StartParams,
  settings: Pick<TagSettings, "groupid" | "additionalGroupIds" | "visitorId">,
  pageVisitorId: unknown,
): StartRequest {
  const groupid = String(params.groupid ?? settings.groupid);
  if (groupid !== settings.groupid && !settings.additionalGroupIds.includes(groupid))
    throw new ServiceError("unknown-group", `the tag does not name the group ${groupid}`);
  const key = [params.sessionKey, settings.visitorId, pageVisitorId].map(asText).find((text) => text !== "");
  if (key === undefined || key === GLANCE_KEYTYPE_RANDOM) return { groupid, key: undefined };
  if (!KEY.test(key))
    throw new ServiceError("invalid-key", "a session key has 1 to 62 of A-Z a-z 0-9 . _ ~ -");
  return { groupid, key };
}

/** What `GLANCE_COBROWSE` says of the visitor; what is no text is left out, what is too long cut. */
export function readContact(page: object): Contact {
  const { name, email, phone } = page as Record<keyof Contact, unknown>;
  return { name: cut(name, "name"), email: cut(latin(email), "email"), phone: cut(latin(phone), "phone") };
}

/** Cut between characters, never within one. */
function cut(value: unknown, field: keyof Contact): string {
  return Array.from(asText(value)).slice(0, MAX_CONTACT[field]).join("");
}

/** E-mail addresses and telephone numbers are Latin-1; others are not such. */
function latin(value: unknown): string {
  const text = asText(value);
  return /^[^\u0000-\u001f\u0100-\uffff]*$/.test(text) ? text : "";
}

/** Pages that do not know their visitor write "" or null; some write a number. */
function asText(key: unknown): string {
  return typeof key === "number" ? String(key) : typeof key === "string" ? key : "";
}
