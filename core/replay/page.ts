// Which telling of the page this is; and what the visitor's address bar and tab show, for the viewer. Mirrors: protocol/page.ts, capture/page.ts.
import { PAGE_HIDDEN, type PageStateOps } from "../protocol/index.ts";
import type { ReplicaState } from "./replica-state.ts";

/** The page state's operations on a replica. */
export function createPageState(state: ReplicaState): PageStateOps {
  return {
    telling(name) {
      // With its nodes: what the agent does until then is aimed at the page before.
      state.later(() => (state.telling = name), "telling");
    },
    pageState(url, title, flags) {
      state.events.onpagestate?.(url, title, (flags & PAGE_HIDDEN) !== 0);
    },
  };
}
