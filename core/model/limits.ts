// Every size and time of the page model, with its unit and the reason for it.

// What core/check refuses is not told: an agent's worker would close the link. Mirror: check/limits.ts.

/** Nodes of a page, frames included. What comes after is left out, with everything under it. */
export const MAX_NODES = 300_000;
/** Style sheets of a page. What comes after is left out. */
export const MAX_SHEETS = 20_000;
/** UTF-16 units of all sheets of a page. What comes after is left out: with more, a keyframe would be over what is taken (check/limits.ts,
 * MAX_SAID_UNITS). Sites that write CSS by scripts have been seen with 45 MB. */
export const MAX_PAGE_CSS_UNITS = 48 * 1024 * 1024;
/** Names of fonts of a page that are looked for. Mirror: check/limits.ts. */
export const MAX_SYSTEM_FONTS = 200;
/** UTF-16 units of one sheet, or of the rules of one splice. Longer ones are left out. */
export const MAX_CSS_UNITS = 16 * 1024 * 1024;

/** Animations that are kept for late agents. What comes after is not told: pages that have more are seen to move all the same. */
export const MAX_ANIMATIONS = 5_000;

/** UTF-16 units of a `data:` URL that stays where it is; longer ones become assets, sent once however often they are
 * used. Below, an asset's announcement and request cost more than they save. */
export const MAX_INLINE_URL_UNITS = 4_096;

/** Fetches under way at once: what browsers allow a page for one host over HTTP/1.1. */
export const MAX_FETCHES = 6;
/** Longest wait for one asset, in ms: what takes longer would come when nobody looks at it any more. */
export const FETCH_TIMEOUT_MS = 30_000;
/** Waits before a failed fetch is tried again, in ms. The first retry is at once, past the browser's cache: an answer
 * that was cached for an image element may lack the header that a fetch needs. */
export const RETRY_WAITS_MS = [0, 2_000] as const;
/** Content of assets that is kept for agents who come later, in bytes. What was used longest ago is fetched again. */
export const MAX_KEPT_BYTES = 64 * 1024 * 1024;

/** Longest wait for the style sheets of a page that begins, in ms: a page without them is not what the visitor sees,
 * and most are in the browser's cache. */
export const STYLES_WAIT_MS = 1_000;

/** Shortest payload that is deflated, in bytes: below, the stream's set-up costs more time than the bytes saved. */
export const MIN_DEFLATE_BYTES = 1_024;
