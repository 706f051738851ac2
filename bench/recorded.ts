// The same page several times: alone, recorded by the peer, recorded by us. In processes of their own, so that none waits for another.
import type { Page } from "playwright-core";
import { type Lab, visitorOf } from "./lab.ts";
import type { RecorderName } from "./page/recorders.ts";

/** What is compared on a page that changes. */
export const ALL = ["none", "rrweb", "glance"] as const;

/** One page for each recorder. */
export interface Recorded<Name extends string = (typeof ALL)[number]> {
  readonly pages: Readonly<Record<Name, Page>>;
  close(): Promise<void>;
}

/** Opens them, and starts the recorders. The caller closes them. */
export async function openRecorded<Name extends RecorderName>(
  lab: Lab,
  names: readonly Name[],
  path = "/__generated/rows.html",
): Promise<Recorded<Name>> {
  const contexts = await Promise.all(names.map(() => lab.context()));
  const opened = await Promise.all(contexts.map((context) => lab.visitor(context, path)));
  for (const [i, recorder] of names.entries()) await visitorOf(opened[i]!).start(recorder);
  return {
    pages: Object.fromEntries(names.map((name, i) => [name, opened[i]!])) as Record<Name, Page>,
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
    },
  };
}
