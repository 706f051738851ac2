// Every limit of the wire, with its unit and the reason for its size. Decoders refuse what is over.

/** Longest envelope the relay takes, header included, in bytes. Larger bodies travel in fragments. */
export const MAX_ENVELOPE_BYTES = 65_536;
/** Longest body put together from fragments, in bytes: one asset, or a keyframe of 250,000 nodes, with room. */
export const MAX_BODY_BYTES = 64 * 1024 * 1024;
/** Longest body of the channels that carry JSON alone, in bytes. */
export const MAX_JSON_BYTES = 65_536;
/** Longest page message after inflation, in bytes. */
export const MAX_INFLATED_BYTES = 128 * 1024 * 1024;
/** Most strings of one page message: every node and attribute of 250,000 nodes unique, with room. */
export const MAX_STRINGS = 4_000_000;
/** Most text of one page message, in UTF-16 units. */
export const MAX_STRING_UNITS = 64 * 1024 * 1024;
/** Most operations of one page message. */
export const MAX_OPS = 8_000_000;
/** Most items of one list: attributes of an element, options chosen, rules of a splice, boxes of a masked text (two
 * numbers a line: a log of half a million lines). */
export const MAX_LIST_ITEMS = 1_000_000;
/** Largest asset, in bytes. */
export const MAX_ASSET_BYTES = 16 * 1024 * 1024;
/** Most hashes in one request for assets: more than a page refers to. Whoever lacks more asks twice. */
export const MAX_HASHES = 10_000;
/** Most messages in one bundle: a keyframe and its assets. */
export const MAX_BUNDLE_MESSAGES = 20_000;
/** Most participants of a session, in an announcement. */
export const MAX_PARTICIPANTS = 256;
/** Longest hash or media type, in bytes. */
export const MAX_MIME_UNITS = 128;
/** Most text that an agent types, pastes or sets at once, in UTF-16 units: a long letter. */
export const MAX_TYPED_UNITS = 10_240;
/** Most numbers of one drawing, two a point: half a minute of drawing. */
export const MAX_DRAWN_NUMBERS = 2_048;
/** Longest JSON of a message about a document, in bytes: the words of the densest page, with their places. */
export const MAX_DOCUMENT_JSON_BYTES = 2 * 1024 * 1024;
/** Largest picture of a page, in bytes: a photograph at the most px that are drawn. */
export const MAX_PAGE_PICTURE_BYTES = 8 * 1024 * 1024;
/** Most px of a side of such a picture. */
export const MAX_PAGE_PICTURE_PX = 4_096;
/** Most pages of a document. */
export const MAX_DOCUMENT_PAGES = 20_000;
/** Most sheets of a workbook that are shown. */
export const MAX_SHEETS = 500;
/** Most cells that are told at once: what the largest window shows, with some around it. */
export const MAX_WINDOW_CELLS = 20_000;
/** Most places of a word that are told. */
export const MAX_DOCUMENT_HITS = 1_000;
