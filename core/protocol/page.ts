// The page as a whole. Mirrors: capture/page.ts, replay/page.ts.
import type { OpTable } from "./op-table.ts";

/** Flags of {@link PageStateOps.pageState}. */
export const PAGE_HIDDEN = 1;

/** What the address bar and the tab show. Content too: masked when the page is. */
export interface PageStateOps {
  /** Address without user info, and title. */
  pageState(url: string, title: string, flags: number): void;
  /** Which telling of which page this is: none before, and none of another page, has had that name. Ids name nodes within it. */
  telling(name: number): void;
}

export const PAGE = {
  pageState: [64, "string", "string", "uint"],
  telling: [65, "uint"],
} as const satisfies OpTable<PageStateOps>;
