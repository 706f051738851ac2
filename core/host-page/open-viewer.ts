// Opens a viewer in a window of its own or in a frame, and closes it.
import type { JoinParams, ViewerHandle } from "./api.ts";
import type { CobrowseAgent } from "./cobrowse-agent.ts";
import type { ViewerPlace } from "./connection.ts";

/** How a viewer's window is unless said otherwise (PRODUCT.md 6.6). */
const WINDOW_FEATURES =
  "location=no,menubar=0,titlebar=0,status=0,toolbar=0,height=800,width=800,top=10,left=10,scrollbars=1,resizable=1";
/** How long a viewer may take to tell the others that the agent leaves, in ms, before its window is closed all the same. */
const LEAVE_MS = 500;

/** Opens one at `url`, which `cobrowse` then follows; undefined when the browser lets no window open. */
export function openViewer(
  url: string,
  { frame, windowName = "_blank", windowFeatures = WINDOW_FEATURES }: JoinParams,
  cobrowse: CobrowseAgent,
): ViewerHandle | undefined {
  if (frame !== undefined) {
    const place = { window: () => frame.contentWindow, frame };
    cobrowse.follow(place);
    frame.src = url;
    return handle(cobrowse, place, () => frame.removeAttribute("src"));
  }
  const opened = window.open(url, windowName, windowFeatures);
  if (opened === null) return undefined;
  const place = { window: () => opened };
  cobrowse.follow(place);
  return handle(cobrowse, place, () => opened.close());
}

function handle(cobrowse: CobrowseAgent, place: ViewerPlace, shut: () => void): ViewerHandle {
  let isClosed = false;
  return {
    close() {
      if (isClosed) return;
      isClosed = true;
      const finish = (): void => {
        clearTimeout(timer);
        cobrowse.removeEventListener("sessionend", finish);
        const { followed } = cobrowse;
        if (followed === place) cobrowse.unfollow();
        // Meanwhile another viewer may have been opened in its place.
        else if (followed?.window() === place.window()) return;
        shut();
      };
      const timer = setTimeout(finish, LEAVE_MS);
      cobrowse.addEventListener("sessionend", finish);
      cobrowse.leaveSession();
    },
  };
}
