// Bytes alone, of pages as they are first told and of storms: what `capture` and `storm` say of them, without their times.
import { type Lab, visitorOf } from "./lab.ts";
import { WORKLOAD_NAMES, type WorkloadName } from "./page/workloads.ts";
import { pagesOf } from "./pages.ts";
import { openRecorded } from "./recorded.ts";
import type { Results } from "./results.ts";

const BOTH = ["rrweb", "glance"] as const;

type Sizes = Record<(typeof BOTH)[number], { readonly raw: number; readonly sent: number }>;

function isWorkload(name: string): name is WorkloadName {
  return (WORKLOAD_NAMES as readonly string[]).includes(name);
}

/** Measures the pages and workloads with these ids, all when there are none. */
export async function benchBytes(lab: Lab, results: Results, wanted: readonly string[]): Promise<void> {
  const pages = wanted.filter((name) => !isWorkload(name));
  const workloads = wanted.length === 0 ? WORKLOAD_NAMES : wanted.filter(isWorkload);
  if (wanted.length === 0 || pages.length > 0)
    for (const [id, path] of pagesOf(pages)) await benchPage(lab, results, id, path);
  if (workloads.length > 0) await benchWorkloads(lab, results, workloads);
}

async function benchPage(lab: Lab, results: Results, id: string, path: string): Promise<void> {
  const sizes: Partial<Sizes> = {};
  let nodes = 0;
  for (const name of BOTH) {
    const context = await lab.context();
    const visitor = visitorOf(await lab.visitor(context, path));
    await visitor.capture(name);
    sizes[name] = await visitor.size();
    nodes = await visitor.nodes();
    await context.close();
  }
  const { rrweb, glance } = sizes as Sizes;
  for (const what of ["raw", "sent"] as const) {
    const kB = { rrweb: rrweb[what] / 1_000, glance: glance[what] / 1_000 };
    results.add({ group: `bytes.${what}`, of: id, nodes, unit: "kB", ...kB });
  }
}

async function benchWorkloads(lab: Lab, results: Results, names: readonly WorkloadName[]): Promise<void> {
  const { pages, close } = await openRecorded(lab, BOTH);
  for (const of of names) {
    const kB: Partial<Record<keyof Sizes, number>> = {};
    for (const name of BOTH) {
      const visitor = visitorOf(pages[name]);
      await pages[name].bringToFront();
      await visitor.prepare(of);
      await visitor.clear();
      await visitor.mutate(of);
      kB[name] = (await visitor.size()).sent / 1_000;
    }
    results.add({ group: "storm.sent", of, unit: "kB", ...(kB as Record<keyof Sizes, number>) });
  }
  await close();
}
