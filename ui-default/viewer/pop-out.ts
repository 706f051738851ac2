// The viewer in a window of its own, without bars: the most room for the page (PRODUCT.md 6.1).

const WITHOUT_BARS = "location=no,menubar=0,titlebar=0,status=0,toolbar=0";

/** Whether this window has bars that another would not have. */
export function canPopOut(): boolean {
  return window.menubar.visible;
}

/**
 * Opens this viewer anew in such a window, as large as the screen; false when the browser opened none. The session goes along: a window
 * that is opened by another has a copy of what that one's tab remembers, and takes the session over.
 */
export function popOut(): boolean {
  const { availWidth, availHeight } = screen;
  const features = `${WITHOUT_BARS},width=${availWidth},height=${availHeight},left=0,top=0`;
  return open(location.href, "_blank", features) !== null;
}
