// Storms of changes: what recording adds to the page thread, and the bytes.
import type { Page } from "playwright-core";
import { type Lab, visitorOf } from "./lab.ts";
import { WORKLOAD_NAMES, type WorkloadName } from "./page/workloads.ts";
import { ALL, openRecorded, type Recorded } from "./recorded.ts";
import { median, type Results } from "./results.ts";
import { inTurns } from "./rounds.ts";
import { traced } from "./trace.ts";

const ROUNDS = 3;

/** Measures the workloads with these names, all when there are none. */
export async function benchStorm(lab: Lab, results: Results, wanted: readonly string[]): Promise<void> {
  const recorded = await openRecorded(lab, ALL);
  for (const name of WORKLOAD_NAMES) {
    if (wanted.length === 0 || wanted.includes(name)) await benchWorkload(lab, results, recorded, name);
  }
  await recorded.close();
}

async function benchWorkload(
  lab: Lab,
  results: Results,
  { pages }: Recorded,
  name: WorkloadName,
): Promise<void> {
  const runs = await inTurns(ROUNDS, ALL, (recorder) => changed(lab, pages[recorder], name));
  const cpu = (recorder: (typeof ALL)[number]): number => median(runs[recorder].map((run) => run.cpu));
  const sent = (recorder: (typeof ALL)[number]): number => median(runs[recorder].map((run) => run.sent));
  const none = cpu("none");
  const added = { rrweb: cpu("rrweb") - none, glance: cpu("glance") - none };
  results.add({ group: "storm.cpu", of: name, unit: "ms", none, ...added });
  results.add({ group: "storm.sent", of: name, unit: "kB", rrweb: sent("rrweb"), glance: sent("glance") });
}

async function changed(lab: Lab, page: Page, name: WorkloadName): Promise<{ cpu: number; sent: number }> {
  const visitor = visitorOf(page);
  await page.bringToFront();
  await visitor.prepare(name);
  await visitor.clear();
  const { cpu } = await traced(lab.browser, page, () => visitor.mutate(name));
  const { sent } = await visitor.size();
  return { cpu, sent: sent / 1_000 };
}
