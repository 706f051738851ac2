// What makes the first layout of a large page cheaper.

/** Nodes from which on a page most likely is taller than its window, and its layout costs some ms. */
const LARGE_NODES = 1_000;

/**
 * Gives an empty document, which a page of `nodes` nodes is about to fill, the scroll bar that a page taller than its window has. Chromium lays a page out once without one, and all
 * of it again when it turns out to need one: a third more. Where there is none in the end, it is as if this had not been. Costs a layout of nothing.
 */
export function expectScrollBar(document: Document, nodes: number): void {
  if (nodes < LARGE_NODES || document.firstChild !== null) return;
  const root = document.createElement("html");
  const body = root.appendChild(document.createElement("body"));
  body.style.height = "200vh";
  document.append(root);
  body.getBoundingClientRect();
  root.remove();
}
