// The first telling of a page, its bytes, its rebuilding, and what a second agent costs the visitor.
import type { Page } from "playwright-core";
import { agentOf, type Lab, visitorOf } from "./lab.ts";
import { pagesOf } from "./pages.ts";
import { median, type Results } from "./results.ts";
import { inTurns } from "./rounds.ts";
import { type MainThread, traced } from "./trace.ts";

const BOTH = ["rrweb", "glance"] as const;
type Both = (typeof BOTH)[number];

/** Pages from this many nodes on are measured once: what they cost is far above the noise. */
const LARGE_NODES = 10_000;
/** Pages from this many nodes on are not rebuilt: the peer takes a minute, and 100,000 say the same. */
const NOT_REBUILT_NODES = 200_000;
const ROUNDS = 3;
/** Share of the time from which on a page's own work at rest hides what recording costs. */
const RESTLESS = 0.08;

interface Run {
  readonly nodes: number;
  readonly capture: MainThread;
  readonly late: MainThread | undefined;
  readonly size: { readonly raw: number; readonly sent: number };
  readonly rebuild: MainThread | undefined;
}

/** Measures the pages with these ids, all when there are none. */
export async function benchCapture(lab: Lab, results: Results, wanted: readonly string[]): Promise<void> {
  for (const [id, path] of pagesOf(wanted)) {
    const first = await inTurns(1, BOTH, (name) => runOn(lab, path, name, true));
    const { nodes } = first.glance[0]!;
    const more = await inTurns(nodes >= LARGE_NODES ? 0 : ROUNDS - 1, BOTH, (name) => runOn(lab, path, name));
    report(results, id, nodes, {
      rrweb: [...first.rrweb, ...more.rrweb],
      glance: [...first.glance, ...more.glance],
    });
  }
}

/** @param isFirst what a second agent costs is measured too: little for us, and no repetition makes it clearer. */
async function runOn(lab: Lab, path: string, name: Both, isFirst = false): Promise<Run> {
  const context = await lab.context();
  try {
    const page = await lab.visitor(context, path);
    const visitor = visitorOf(page);
    const capture = await traced(lab.browser, page, () => visitor.capture(name));
    const size = await visitor.size();
    const nodes = await visitor.nodes();
    const late = isFirst ? await traced(lab.browser, page, () => visitor.whole()) : undefined;
    const rebuild = nodes < NOT_REBUILT_NODES ? await rebuilt(lab, page, name) : undefined;
    return { nodes, capture, late, size, rebuild };
  } finally {
    await context.close();
  }
}

async function rebuilt(lab: Lab, page: Page, name: Both): Promise<MainThread> {
  const agentPage = await lab.agent(page.context());
  await visitorOf(page).share();
  return traced(lab.browser, agentPage, () => agentOf(agentPage).build(name));
}

function report(results: Results, of: string, nodes: number, runs: Record<Both, readonly Run[]>): void {
  const both = (read: (run: Run) => number | undefined): Record<Both, number> => ({
    rrweb: median(runs.rrweb.flatMap((run) => read(run) ?? [])),
    glance: median(runs.glance.flatMap((run) => read(run) ?? [])),
  });
  const ms = { of, nodes, unit: "ms" } as const;
  const kB = { of, nodes, unit: "kB" } as const;
  const restless = both((run) => run.capture.restless);
  if (Math.max(restless.rrweb, restless.glance) < RESTLESS) {
    results.add({ group: "capture.cpu", ...ms, ...both((run) => run.capture.cpu) });
  } else {
    console.log(`capture.cpu        ${of}: not compared, since the page does not come to rest`);
  }
  results.add({ group: "capture.task", ...ms, ...both((run) => run.capture.largest) });
  results.add({ group: "late.cpu", ...ms, ...both((run) => run.late?.cpu) });
  results.add({ group: "bytes.raw", ...kB, ...both((run) => run.size.raw / 1_000) });
  results.add({ group: "bytes.sent", ...kB, ...both((run) => run.size.sent / 1_000) });
  if (nodes >= NOT_REBUILT_NODES) return;
  results.add({ group: "rebuild.cpu", ...ms, ...both((run) => run.rebuild?.cpu) });
  results.add({ group: "rebuild.task", ...ms, ...both((run) => run.rebuild?.largest) });
  results.add({ group: "rebuild.wall", ...ms, ...both((run) => run.rebuild?.wall) });
}
