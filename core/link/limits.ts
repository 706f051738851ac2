// Every size and time of a link, with its unit and the reason for it.

/** Longest body of one data envelope, in bytes. Small enough that an urgent message never waits long behind one
 * (0.13 s on 1 Mbit/s), large enough that headers and calls cost little (0.1 %, 64 envelopes a megabyte). */
export const FRAGMENT_BYTES = 16_384;

/** What one unacknowledged envelope counts towards the window beside its body, in bytes: header, framing and book-keeping. */
export const ENVELOPE_COST_BYTES = 64;

/** Most bytes of one link on their way at once: what the relay may have to hold for a slow receiver. */
export const MAX_WINDOW_BYTES = 1024 * 1024;
/** The window a new link starts with, in bytes: a small page goes out in one breath. */
export const START_WINDOW_BYTES = 128 * 1024;
/** The window never gets smaller, in bytes: one fragment on the way, one behind it. */
export const MIN_WINDOW_BYTES = 2 * (FRAGMENT_BYTES + ENVELOPE_COST_BYTES);
/** Beyond the window, for the channels `session` and `control` alone, in bytes. */
export const URGENT_RESERVE_BYTES = 64 * 1024;

/** Round trips longer than the shortest by this, in ms, mean a queue somewhere on the way: the window shrinks. */
export const MAX_QUEUE_DELAY_MS = 150;
/** How long a shortest round trip is believed, in ms: routes change. */
export const BASE_DELAY_LIFE_MS = 30_000;

/** Bytes handed to a transport that wait in it; past this, the rest waits here, where priorities hold. */
export const TRANSPORT_HIGH_WATER_BYTES = 256 * 1024;
/** How often a full transport is looked at, in ms: sockets do not tell when they have drained. */
export const TRANSPORT_POLL_MS = 10;

/** Longest time a receipt waits for company, in ms. */
export const ACK_DELAY_MS = 20;
/** Bytes received that are acknowledged at once. */
export const ACK_BYTES = 2 * FRAGMENT_BYTES;

/** Without progress for this long, in ms, the other is asked what it has; doubled each time, up to the maximum. */
export const MIN_PATIENCE_MS = 3_000;
export const MAX_PATIENCE_MS = 30_000;
/** Least time between two requests to fill the same gap, in ms. */
export const GAP_INTERVAL_MS = 1_000;

/** How often the relay is asked for a sign of life, in ms: below the 25 to 60 s after which proxies cut idle sockets. */
export const PING_INTERVAL_MS = 10_000;
/** Silence that means the connection is broken, in ms: two pings unanswered. */
export const SILENCE_MS = 20_000;
/** From connecting to the relay's welcome, in ms. */
export const WELCOME_TIMEOUT_MS = 10_000;
/** Without a connection for this long, in ms, people are told that it is lost. Attempts go on. */
export const LOST_MS = 60_000;

/** Wait before connecting anew, in ms: random between these, the upper bound doubling from the first. */
export const MIN_RECONNECT_MS = 100;
export const FIRST_RECONNECT_MS = 250;
export const MAX_RECONNECT_MS = 5_000;
/** A connection that lasted this long, in ms, was a good one: the next wait is short again. */
export const STABLE_MS = 5_000;
