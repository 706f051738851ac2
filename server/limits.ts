// Every size, count and time of the server, with its unit and the reason for it. Those of the wire: core/protocol.

/** Longest body of a request, in bytes: a session's key and tokens, many times over. */
export const MAX_REQUEST_BYTES = 16_384;
/** Longest head of a request, in bytes: what Node and proxies allow. */
export const MAX_HEAD_BYTES = 16_384;
/** Longest time to send a request, in ms: beyond it the connection belongs to nobody in a hurry. */
export const REQUEST_TIMEOUT_MS = 30_000;
/** Idle time after which an HTTP connection is closed, in ms: above the minute that proxies keep theirs. */
export const KEEP_ALIVE_MS = 65_000;

/** Longest WebSocket message that is read at all, in bytes: above an envelope, so that the sender hears why it is refused. */
export const MAX_SOCKET_MESSAGE_BYTES = 262_144;
/** Most fragments of one WebSocket message: browsers send one; many tiny ones are there to cost memory. */
export const MAX_FRAGMENTS = 1_024;
/** Most bytes that wait for one receiver. Four windows of a link: one that keeps to its window never gets here. */
export const MAX_WAITING_BYTES = 4 * 1024 * 1024;
/** Time for a slow receiver to take what its socket holds, in ms, before it is broken off: what it holds is memory. */
export const SLOW_GRACE_MS = 10_000;
/** How often such a socket is looked at, in ms: neither library tells when one has drained. */
export const DRAINED_POLL_MS = 50;
/** What an uWebSockets socket may buffer before it drops, in bytes. Never reached: {@link MAX_WAITING_BYTES} closes first. */
export const MAX_BACKPRESSURE_BYTES = 4 * MAX_WAITING_BYTES;
/** Time for a peer to answer a close, in s, before its connection is broken off. */
export const SOCKET_IDLE_S = 60;
/** From connecting to hello, in ms (docs/PROTOCOL.md, "Relay"). */
export const HELLO_TIMEOUT_MS = 10_000;
/** Silence that means a participant is gone, in ms: two of its pings and half an interval. */
export const SILENCE_MS = 25_000;
/** How often connections and sessions are looked over, in ms. */
export const SWEEP_INTERVAL_MS = 1_000;
/** Time for a peer to take what was sent and answer a close, in ms. */
export const CLOSE_GRACE_MS = 2_000;

/** Without a visitor for this long, in ms, a session is over: time to find a lost phone signal, not to forget a tab. */
export const VISITOR_ABSENCE_MS = 300_000;
/** Longest session, in ms: nobody helps for half a day, and a key must not be good for ever. */
export const MAX_SESSION_MS = 12 * 3_600_000;
/** Most sessions at once: 50,000 of them take about 100 MB. */
export const MAX_SESSIONS = 50_000;
/** Highest slot of an agent (docs/PROTOCOL.md, "Envelope"). */
export const MAX_AGENT_SLOT = 250;
/** Lines that a session's record of remote control may have, and a visitor's page may send at once: many hours of asking and stopping. */
export const MAX_CONTROL_LINES = 1_000;
export const MAX_CONTROL_LINES_AT_ONCE = 50;
/** How often it may send some, in a window of so many s. */
export const MAX_CONTROL_LOGS = { count: 60, windowS: 60, blockS: 60 } as const;
/** Lines of the record that are read at once. */
export const MAX_CONTROL_LINES_READ = 500;
/** Agents who may be in a session at once, unless the group says otherwise: a team around one visitor, no audience. */
export const AGENTS_AT_ONCE = 20;
/** Guests who may be in a session at once, unless the group says otherwise: a spouse and an interpreter. */
export const GUESTS_AT_ONCE = 3;
/** How often it is looked whether those who are in sessions still have their accounts, in ms. */
export const REVIEW_INTERVAL_MS = 10_000;
/** Connections to the relay that one address may have at once, unless the operator says otherwise: a call centre behind one address. */
export const CONNECTIONS_PER_ADDRESS = 2_000;
/** Digits of a random key, unless the group says otherwise: 30 bits, which with {@link MAX_UNKNOWN_KEYS} takes an attacker a thousand years. */
export const KEY_DIGITS = 9;
/** Fewest and most that a group may ask for: with six an agent's account has a year's work; more than 18 nobody reads out. */
export const MIN_KEY_DIGITS = 6;
export const MAX_KEY_DIGITS = 18;
/** How long a session may wait for its first agent, in s, unless the group says otherwise: the longest queue that anybody stays in. */
export const WAITING_S = 3_600;
/** How long nothing may pass between visitor and agents, in s, unless the group says otherwise: both have gone to lunch. */
export const IDLE_S = 3_600;
/** How long a guest's code counts, in s, each time anew when more time is asked for: to read it out on the phone, and be asked twice. */
export const GUEST_CODE_LIFE_S = 300;
/** Digits of it. With {@link MAX_UNKNOWN_GUESTS} of a group and {@link MAX_GROUP_GUESTS} waiting, a guess a month hits; the visitor is asked by name. */
export const GUEST_CODE_DIGITS = 6;
/** How long the token counts that lets an admitted guest in, in ms: a slow page has loaded by then. */
export const GUEST_TOKEN_LIFE_MS = 60_000;
/** Guests of one group who may wait at once, and of all groups. */
export const MAX_GROUP_GUESTS = 200;
export const MAX_GUESTS = 20_000;
/** Codes that one address may ask for in a window of so many s: an office behind one address has room. */
export const MAX_GUEST_CODES = { count: 30, windowS: 60, blockS: 60 } as const;
/** Codes that nobody has, which one agent may type, and those of a whole group. */
export const MAX_UNKNOWN_GUESTS = { count: 10, windowS: 600, blockS: 900 } as const;
export const MAX_GROUP_UNKNOWN_GUESTS = { count: 100, windowS: 600, blockS: 600 } as const;
/** Tokens for the way in that one address may bring and that count for nothing. */
export const MAX_UNKNOWN_GUEST_TOKENS = { count: 30, windowS: 900, blockS: 900 } as const;
/** How long a session's way to another domain may take, in ms: a slow page has run its scripts by then. */
export const HAND_OVER_LIFE_MS = 30_000;
/** Most of them at once: one for every session that can be. */
export const MAX_HAND_OVERS = 50_000;
/** Longest wait of a `join`, in ms: below the 30 s after which proxies give up. */
export const JOIN_WAIT_MS = 20_000;
/** How long records of ended sessions are kept, in ms. They hold no content. */
export const RECORD_LIFE_MS = 90 * 86_400_000;
/** How often old records are removed, in ms. */
export const PURGE_INTERVAL_MS = 3_600_000;

/** Unknown keys that one agent may try in a window of so many s; then none for as many s. */
export const MAX_UNKNOWN_KEYS = { count: 10, windowS: 600, blockS: 900 } as const;
/** Sessions that one address may start in a window of so many s: an office behind one address has room. */
export const MAX_SESSION_STARTS = { count: 120, windowS: 60, blockS: 60 } as const;
/** Failed sign-ins of one name from one address: a person who forgets has five tries. */
export const MAX_NAME_FAILURES = { count: 5, windowS: 900, blockS: 900 } as const;
/** Failed sign-ins from one address, whatever the names: someone with a list of names and one password. */
export const MAX_ADDRESS_FAILURES = { count: 30, windowS: 900, blockS: 900 } as const;
/** Password checks at once, and waiting: each takes 0.3 s of a core and 32 MB. */
export const MAX_PASSWORD_CHECKS = { running: 2, waiting: 32 } as const;
/** How long a sign-in lasts, in ms: a working day. */
export const SIGN_IN_LIFE_MS = 12 * 3_600_000;
/** Longest user name and password, in UTF-16 units: hashing is not for free. */
export const MAX_USERNAME_UNITS = 128;
export const MAX_PASSWORD_UNITS = 1_024;
/** Shortest password of a new account, in UTF-16 units (ASVS 5.0, 6.2.1). */
export const MIN_PASSWORD_UNITS = 8;
/** Longest name that others see, in UTF-16 units: what a title bar has room for. */
export const MAX_NAME_UNITS = 126;
/** Longest title of an agent, in UTF-16 units: a line of a business card. */
export const MAX_TITLE_UNITS = 126;
/** Longest name of a role, in UTF-16 units (PRODUCT.md 15.3). */
export const MAX_ROLE_UNITS = 70;
/** Longest description of a role, in UTF-16 units (PRODUCT.md 15.3). */
export const MAX_ROLE_DESCRIPTION_UNITS = 255;
/** Accounts on one page of a list unless said otherwise, and at most (PRODUCT.md 15.3). */
export const ACCOUNTS_A_PAGE = 20;
export const MAX_ACCOUNTS_A_PAGE = 1_000;
/** Most origins that a group trusts. */
export const MAX_TRUSTED_ORIGINS = 200;
/** Versions of settings that are told of at once, the newest: older ones stay, and can be asked for by number. */
export const MAX_VERSIONS_TOLD = 200;
/** Most roles that a group says something of. */
export const MAX_ROLES = 200;

/** Farthest end of a login key, in s from now: a shift, with room (PRODUCT.md 15.5). */
export const MAX_LOGIN_KEY_LIFE_S = 86_400;
/** Shortest secret that login keys are signed with, in UTF-16 units: 24 random bytes in Base64. */
export const MIN_LOGIN_SECRET_UNITS = 32;
/** Longest name that a group's own system gives an agent, in UTF-16 units: an e-mail address of people. */
export const MAX_PARTNER_USER_UNITS = 64;

/** Smallest file that is compressed, in bytes: below it, headers cost what compression saves. */
export const MIN_COMPRESSED_BYTES = 860;
/** From the signal to stop to the end of the process, in ms, at the latest. */
export const DRAIN_MS = 5_000;

/** Hosts that a group may name for fetching. */
export const MAX_FETCH_HOSTS = 200;
/** Longest address that is fetched, in UTF-16 units: signed ones have 2,000. */
export const MAX_FETCH_URL_UNITS = 4_096;
/** Largest file that is fetched, in bytes: a font of all Chinese characters has 7 MB. */
export const MAX_FETCHED_BYTES = 8 * 1024 * 1024;
/** Longest fetch, redirections included, in ms. */
export const FETCH_TIMEOUT_MS = 10_000;
/** Redirections followed: CDNs need one or two. */
export const MAX_FETCH_REDIRECTS = 5;
/** Fetches at once, of all sessions: each may hold {@link MAX_FETCHED_BYTES}. */
export const MAX_FETCHES_AT_ONCE = 32;
/** Files of one session in a window of so many s: ten large pages a minute. */
export const MAX_SESSION_FETCHES = { count: 1_000, windowS: 60, blockS: 60 } as const;
/** Different hosts that the pages of one session may name. */
export const MAX_SESSION_HOSTS = 50;

/** Largest style sheet or file of texts of a group, in bytes: a larger one is a mistake that every visitor would pay for. */
export const MAX_GROUP_FILE_BYTES = 262_144;

/** How long a visitor counts as present without a report or a connection, in ms: two reports of a page in the background, which browsers delay, and half an interval. */
export const PRESENCE_LIFE_MS = 150_000;
/** How long after a connection has gone a signal waits for the next one, in ms: the way from page to page (PRODUCT.md 14.3). */
export const PRESENCE_WINDOW_MS = 5_000;
/** Signals that wait for one visitor at once: a console's clicks. */
export const MAX_WAITING_SIGNALS = 5;
/** Visitors who are present at once, and of one group: 50,000 of them with all the data that they may have take 300 MB. */
export const MAX_PRESENT = 50_000;
export const MAX_PRESENT_OF_GROUP = 20_000;
/** Pages of one visitor that listen at once; with one more, the one that was active longest ago is closed. */
export const MAX_PRESENCE_PAGES = 20;
/** Members of a visitor's data; longest name and text of one, in UTF-16 units. */
export const MAX_PRESENCE_MEMBERS = 32;
export const MAX_PRESENCE_NAME_UNITS = 64;
export const MAX_PRESENCE_TEXT_UNITS = 128;
/** Longest address of a page that is kept, in UTF-16 units. */
export const MAX_PRESENCE_URL_UNITS = 2_048;
/** Longest message on a presence connection, in bytes: a signal and its wrapping. */
export const MAX_PRESENCE_MESSAGE_BYTES = 16_384;
/** Longest `data` of a signal, in bytes. */
export const MAX_SIGNAL_BYTES = 8_192;
/** Messages that one presence connection may send, and reports that one address may make, in a window of so many s. */
export const MAX_PRESENCE_MESSAGES = { count: 120, windowS: 60, blockS: 60 } as const;
export const MAX_PRESENCE_REPORTS = { count: 1_200, windowS: 60, blockS: 60 } as const;
/** Signals that one agent may send, and questions that one may ask, in a window of so many s. */
export const MAX_SIGNALS = { count: 60, windowS: 60, blockS: 60 } as const;
export const MAX_PRESENCE_QUESTIONS = { count: 1_200, windowS: 60, blockS: 60 } as const;
/** How often a presence connection is asked whether it still stands, in ms, and after which silence it does not. Below {@link SOCKET_IDLE_S}. */
export const PRESENCE_PING_MS = 25_000;
export const PRESENCE_SILENCE_MS = 70_000;
/** How often it is looked whether those who watch still may, in ms. */
export const WATCHER_REVIEW_MS = 30_000;
/** Visitors whom one agent may watch at once: a long list on a screen, in two windows. */
export const MAX_WATCHED = 200;
/** Digits of a unique id, and how many of a group are good at once: one guess in a hundred would hit, which {@link MAX_UNKNOWN_KEYS} forbids. */
export const UNIQUE_ID_DIGITS = 6;
export const MAX_UNIQUE_IDS = 10_000;
/** How long one is good, in s, unless the group says otherwise: time to read it out and to be found. Least and most of that. */
export const UNIQUE_ID_S = 300;
export const MIN_UNIQUE_ID_S = 30;
export const MAX_UNIQUE_ID_S = 3_600;
/** How long an agent's authorization is good, in ms: what leaks is soon worth nothing. */
export const AUTHORIZATION_LIFE_MS = 3_600_000;
/** Authorizations that are good at once; beyond it the oldest goes. */
export const MAX_AUTHORIZATIONS = 20_000;
