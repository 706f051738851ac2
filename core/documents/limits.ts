// Sizes and times of documents, with their units and the reasons for them.

/** Longest time to open a document, in ms: the largest honest one of the corpus takes 11 s. Then its worker is ended. */
export const OPEN_TIMEOUT_MS = 20_000;
/** Longest time to draw a page, in ms: an orchestral score takes 2 s. */
export const PAGE_TIMEOUT_MS = 15_000;
/** Largest image in a PDF that is drawn, in px: 8,000 by 8,000. */
export const MAX_PDF_IMAGE_PX = 64 * 1024 * 1024;
/** Largest canvas that the library makes for one, in bytes: four a px. */
export const MAX_PDF_CANVAS_BYTES = 256 * 1024 * 1024;
/** Px of a drawn page, all in all: a sheet of paper at 300 dots an inch. */
export const MAX_DRAWN_PX = 9_000_000;
/** Quality of pages' pictures, 0 to 1: small print stays sharp. */
export const PICTURE_QUALITY = 0.82;
/** Drawn pages that are kept for others who ask for the same. */
export const KEPT_PICTURES = 8;
/** Requests of one other that wait to be answered: what it sees, with some around it. What is more is dropped, and asked for again. */
export const MAX_WAITING_REQUESTS = 24;
/** How often where one looks is told, in ms. */
export const VIEW_INTERVAL_MS = 50;
/** How long an answer is waited for, in ms: the page's own time, and that of a slow line. */
export const ANSWER_TIMEOUT_MS = 30_000;
/** Pages of text that are searched before the browser gets a turn. */
export const PAGES_A_TURN = 8;

/** Largest file of a compressed workbook, whole and each part, in bytes: the largest honest one of the corpus has 90 MB. */
export const MAX_UNZIPPED_BYTES = 256 * 1024 * 1024;
export const MAX_UNZIPPED_PART_BYTES = 128 * 1024 * 1024;
/** Most parts. */
export const MAX_ZIP_PARTS = 2_000;
/** Largest ratio of sizes of a part beyond `MIN_RATIO_BYTES`: spreadsheets reach 40. */
export const MAX_ZIP_RATIO = 200;
export const MIN_RATIO_BYTES = 8 * 1024 * 1024;
/** Most cells of a workbook. */
export const MAX_CELLS = 2_000_000;
/** Text of a cell that is shown, in UTF-16 units: what fits a screen. */
export const MAX_SHOWN_CELL_UNITS = 1_000;
