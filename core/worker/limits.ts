// Sizes and times of the workers, with their units and the reasons for them.

/** Bytes of page messages that may wait for a slow agent, besides the keyframe it was sent last. Past it they are dropped,
 * and the page is sent as a whole once the line is free: by then that is shorter. */
export const MAX_WAITING_BYTES = 1024 * 1024;

/** Longest wait for a worker's answer to a greeting, in ms. A worker that a page's policy blocks says so at once; this is for
 * one that neither starts nor fails. */
export const READY_TIMEOUT_MS = 5_000;

/** Longest wait for the relay when a session is ended or left, in ms: a page that is put away has no more. */
export const FAREWELL_TIMEOUT_MS = 5_000;

/** Longest wait for assets that are being fetched when everything is to be handed over, in ms. */
export const ASSETS_WAIT_MS = 5_000;
