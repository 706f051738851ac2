/** What developers read about a code. */
const MESSAGES: Readonly<Record<string, string>> = {
  service: "the service cannot be reached; it is tried again",
  "invalid-id": "a visitor id has 1 to 62 of A-Z a-z 0-9 . _ ~ -",
  "invalid-data": "data has at most 32 members: texts of at most 128 characters, or numbers",
  "presence-off": "the group has presence switched off",
  "unknown-group": "there is no such group, or no such site",
  full: "too many visitors are present; it is tried again",
  "too-many": "too much was said, or too often",
  replaced: "the visitor has too many pages that listen",
  authorization: "no agent who may do this, from a page that may",
  visitornotpresent: "the visitor is not present, or does not listen",
};

/** The words for a code. */
export function messageOf(code: string): string {
  return Object.hasOwn(MESSAGES, code) ? (MESSAGES[code] ?? code) : code;
}
