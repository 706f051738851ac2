// Opens a viewer in a window of its own or in a frame, and closes it.
import type { JoinParams, ViewerHandle } from "./api.ts";
import type { CobrowseAgent } from "./cobrowse-agent.ts";

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
    cobrowse.follow({ window: () => frame.contentWindow, frame });
    frame.src = url;
    return handle(cobrowse, () => frame.removeAttribute("src"));
  }
  const opened = window.open(url, windowName, windowFeatures);
  if (opened === null) return undefined;
  cobrowse.follow({ window: () => opened });
  return handle(cobrowse, () => opened.close());
}

function handle(cobrowse: CobrowseAgent, shut: () => void): ViewerHandle {
  let isClosed = false;
  return {
    close() {
      if (isClosed) return;
      isClosed = true;
      const finish = (): void => {
        clearTimeout(timer);
        cobrowse.removeEventListener("sessionend", finish);
        cobrowse.unfollow();
        shut();
      };
      const timer = setTimeout(finish, LEAVE_MS);
      cobrowse.addEventListener("sessionend", finish);
      cobrowse.leaveSession();
    },
  };
}
