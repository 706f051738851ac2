// What one page may cost an agent's browser. Over a limit marked "refused" the link is closed; else the part is left out.

/** Nodes of a page, frames included. Refused. A page of 250,000 nodes is what capture is built for. */
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
/** Px of a viewport, an image or a box: what browsers lay out. Larger ones are cut. */
export const MAX_PX = 1_000_000;
/** UTF-16 units of address and title. Longer ones are cut. */
export const MAX_TITLE_UNITS = 4_096;
