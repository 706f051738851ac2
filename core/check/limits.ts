// What one page may cost an agent's browser. Over a limit marked "refused" the link is closed; else the part is left out.

/** Nodes of a page, frames included, and boxes of masked texts. Refused. A page of 250,000 nodes is what capture is built for. */
export const MAX_NODES = 300_000;
/** Levels of nesting: HTML parsers stop there too. What is deeper is left out. */
export const MAX_DEPTH = 512;
/** Attributes of one element. What comes after is left out. */
export const MAX_ATTRIBUTES = 1_000;
/** UTF-16 units of an attribute; longer ones are left out. A data: picture of 3 MB fits. */
export const MAX_ATTRIBUTE_UNITS = 4 * 1024 * 1024;
/** UTF-16 units of a text node or a control's value; longer ones are cut. */
export const MAX_TEXT_UNITS = 4 * 1024 * 1024;
/** Style sheets of a page. Refused. Shadow roots share sheets; 20,000 is ten times the most seen. */
export const MAX_SHEETS = 20_000;
/** UTF-16 units of one sheet. Refused. CSS-in-JS sheets of 8 MB have been seen. */
export const MAX_CSS_UNITS = 16 * 1024 * 1024;
/** Boxes that stand for one masked text. What comes after is left out. */
export const MAX_BOXES = 4_096;
/** Same-origin frames of a page, nested ones included. What comes after is left out. */
export const MAX_FRAMES = 500;
/** Px of a picture, width × height, as its file says: 200 MB once a browser has decoded it. Larger ones are left out. Cameras of
 * 50 million px fit. */
export const MAX_PICTURE_PX = 50_000_000;
/** Frames of one picture file. Those with more are left out. A minute at 60 a second has 3,600. */
export const MAX_PICTURE_FRAMES = 10_000;
/** Scans of a JPEG. Those with more are left out: each costs as much as the whole. Progressive ones have ten. */
export const MAX_JPEG_SCANS = 100;
/** Elements of an SVG file, those that its `use` elements copy counted too, and levels of nesting. Files with more are left out. Maps of
 * countries have 10,000 elements; browsers take a second for this many. */
export const MAX_SVG_ELEMENTS = 30_000;
export const MAX_SVG_DEPTH = 100;
/** Nodes that the `use` elements of a page make browsers copy. Refused. A table of 3,000 rows with four icons each has 50,000. */
export const MAX_COPIED_NODES = 60_000;
/** Px of an image or a box, or of an offset: what browsers lay out. Larger ones are cut. */
export const MAX_PX = 1_000_000;
/** Px of a window, each way: twice the largest screens. Larger ones are cut. */
export const MAX_VIEWPORT_PX = 16_384;
/** Px of a scroll bar: wider than any. One that is wider is as one that is not known. */
export const MAX_SCROLL_BAR_PX = 40;
/** Ms of a video's position or duration: a week. Larger ones are cut. */
export const MAX_TIME_MS = 604_800_000;
/** Rate of a video × 1,000: browsers take 16 at most. Larger ones are cut. */
export const MAX_RATE = 16_000;
/** Elements in the top layer: each dims what is under it. What comes after is left out. */
export const MAX_TOP_LAYER = 64;
/** Names of custom elements of which something is said. What comes after is left out. */
export const MAX_CUSTOM_NAMES = 5_000;
/** States of a custom element. What comes after is left out. */
export const MAX_STATES = 100;
/** Visible part of a window at most so many times larger, × 1,000: browsers stop at 5. */
export const MAX_ZOOM = 20_000;
/** Ms of an animation, each way: three years. Longer ones are cut. */
export const MAX_ANIMATION_MS = 100_000_000_000;
/** UTF-16 units of a value in a keyframe; longer ones are left out. */
export const MAX_KEYFRAME_UNITS = 10_000;
/** Fonts of the visitor's system that are told. What comes after is left out. */
export const MAX_SYSTEM_FONTS = 200;
/** UTF-16 units of a font's name; longer ones are left out. */
export const MAX_FONT_NAME_UNITS = 100;
/** Px of a font's measure at 1,000 px: the sample has 76 letters. Fonts with larger ones are left out. */
export const MAX_FONT_MEASURE = 200_000;
/** UTF-16 units of address and title. Longer ones are cut. */
export const MAX_TITLE_UNITS = 4_096;

/** Steps that a keyframe may make the replay take: an operation is one, and so is each attribute, item of a list and node
 * of a moved subtree. Refused. 250,000 nodes with ten attributes each fit. */
export const MAX_KEYFRAME_STEPS = 3_000_000;
/** Steps of a delta. It is done in one task. Refused. A visitor's page reads what fits into 8 ms: some 10,000. */
export const MAX_DELTA_STEPS = 500_000;
/** UTF-16 units that a message says, each string as often as it is used. Refused. It may come as a few bytes: what is said
 * twice travels once. */
export const MAX_SAID_UNITS = 64 * 1024 * 1024;
/** Steps that may come in a burst, above {@link MAX_STEPS_PER_SECOND}. Refused. Keyframes after reconnections come in a row. */
export const MAX_BURST_STEPS = 4 * MAX_KEYFRAME_STEPS;
/** Steps a second in the long run. Refused. A table of 10,000 cells that changes with every frame makes 600,000. */
export const MAX_STEPS_PER_SECOND = 1_000_000;
/** Bytes up to which inflation may be of any ratio: a page of equal rows is small when deflated. */
export const FREE_INFLATED_BYTES = 16 * 1024 * 1024;
/** Bytes that may come out for each that went in, past {@link FREE_INFLATED_BYTES}. Refused. Pages of that size have 50 at most. */
export const MAX_INFLATION = 200;
