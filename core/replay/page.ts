// Tells the viewer what the visitor's address bar and tab show. Mirrors: protocol/page.ts, capture/page.ts.
import { PAGE_HIDDEN, type PageStateOps } from "../protocol/index.ts";
import type { ReplicaState } from "./replica-state.ts";

/** The page state's operations on a replica. */
export function createPageState(state: ReplicaState): PageStateOps {
  return {
    pageState(url, title, flags) {
      state.events.onpagestate?.(url, title, (flags & PAGE_HIDDEN) !== 0);
    },
  };
}
