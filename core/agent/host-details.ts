// What host pages are told of a refusal, in English, for logs and developers.

const DETAILS: Readonly<Record<string, string>> = {
  "unknown-key": "Nobody shares with that key.",
  "invalid-key": "A key has 1 to 62 of A-Z a-z 0-9 . _ ~ -",
  "not-started": "Nobody shares with that key, and waiting was not asked for.",
  full: "The session has as many agents as the group allows.",
  "too-many-attempts": "Too many attempts; the viewer says when to try again.",
  replaced: "Another window goes on with the session.",
  version: "The viewer and the server are of different releases.",
  service: "The server cannot be reached.",
  page: "The visitor's page cannot be shown.",
  unsupported: "The browser cannot show the session.",
  "no-permission": "The agent may not do this.",
  "wrong-group": "The agent is not of that group.",
  "not-admitted": "The guest's way in does not count (any more).",
  untrusted: "The address is none of the page's origin, nor of a trusted one.",
  "wrong-password": "The name or the password is wrong.",
  refused: "The server does not admit this viewer any more.",
  "login-key-expired": "The login key is not in time, or good for more than a day.",
  "login-key-forged": "The login key was not made with the partner's secret for this user.",
  "login-key-used": "The login key has been used.",
  "unknown-partner": "There is no such partner, or it has no login keys.",
};

/** A sentence; the reason itself where there is none. */
export function detailOf(reason: string): string {
  return DETAILS[reason] ?? reason;
}
