// The same page three times: alone, recorded by the peer, recorded by us. In processes of their own, so that none waits for another.
import type { Page } from "playwright-core";
import { type Lab, visitorOf } from "./lab.ts";

/** What is compared on a page that changes. */
export const ALL = ["none", "rrweb", "glance"] as const;

/** The three pages. */
export interface Recorded {
  readonly pages: Readonly<Record<(typeof ALL)[number], Page>>;
  close(): Promise<void>;
}

/** Opens them, and starts the recorders. The caller closes them. */
export async function openRecorded(lab: Lab, path = "/__generated/rows.html"): Promise<Recorded> {
  const contexts = await Promise.all(ALL.map(() => lab.context()));
  const opened = await Promise.all(contexts.map((context) => lab.visitor(context, path)));
  for (const [i, recorder] of ALL.entries()) await visitorOf(opened[i]!).start(recorder);
  const [none, rrweb, glance] = opened as [Page, Page, Page];
  return {
    pages: { none, rrweb, glance },
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
    },
  };
}
