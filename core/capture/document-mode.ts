// In which mode the browser lays a document out. Mirrors: protocol/frames.ts, replay/sandbox.ts.
import { type DocumentMode, MODE } from "../protocol/index.ts";

/** Public ids of doctypes that ask for limited quirks (HTML, "the initial insertion mode"); the last two with a system id alone, without
 * one they ask for quirks mode. */
const LIMITED = /^-\/\/W3C\/\/DTD (XHTML 1\.0|HTML 4\.01) (Frameset|Transitional)\/\//i;

/** The mode of `document`. No browser tells limited quirks mode: the doctype does, where it counted. */
export function modeOf(document: Document): DocumentMode {
  if (document.compatMode === "BackCompat") return MODE.quirks;
  const isRead = document.contentType === "text/html" && document.URL !== "about:srcdoc";
  return isRead && LIMITED.test(document.doctype?.publicId ?? "") ? MODE.limitedQuirks : MODE.standards;
}
