// What is left after frames and nodes came and went, with a page, its worker, the agent's page and its worker at work. Ours alone: the
// page without a recorder keeps nothing, and there is no target against the peer.
import { Heap, type Held } from "./heap.ts";
import { agentOf, type Lab, visitorOf } from "./lab.ts";
import type { Results } from "./results.ts";

/** What comes and goes: how much of it in all, and between two looks at whether time is up. */
const WORKLOADS = {
  iframes: { count: 10_000, step: 250 },
  nodes: { count: 1_000_000, step: 25_000 },
} as const;
type Workload = keyof typeof WORKLOADS;

/** Of each workload, this many steps come before memory is looked at for the first time: code is compiled, tables find their size. */
const WARM_UP_STEPS = 4;
/** Longest time of a workload, in ms: a run that is slower ends with what came and went by then, and says how much that was. */
const TIME_MS = 300_000;
/** Where something may be left. */
const PLACES = ["page", "worker", "agent", "agent's worker"] as const;

export async function benchMemory(lab: Lab, results: Results, wanted: readonly string[]): Promise<void> {
  const names = Object.keys(WORKLOADS) as Workload[];
  for (const name of names)
    if (wanted.length === 0 || wanted.includes(name)) await measure(lab, results, name);
}

async function measure(lab: Lab, results: Results, name: Workload): Promise<void> {
  const context = await lab.context();
  try {
    const pages = [await lab.visitor(context, "/__generated/rows.html"), await lab.agent(context)] as const;
    const [visitor, agent] = [visitorOf(pages[0]), agentOf(pages[1])];
    const heaps = await Promise.all(pages.map((page) => Heap.of(page)));
    await visitor.start("glance");
    await agent.live("glance");
    await visitor.share();
    const { count, step } = WORKLOADS[name];
    const come = async (): Promise<void> => {
      await visitor.comeAndGo(name, step);
      await agent.caughtUp(await visitor.handed());
    };
    for (let i = 0; i < WARM_UP_STEPS; i += 1) await come();
    // Twice: the page says what the first look let go of, and its other half hears it.
    const look = async (): Promise<Held[]> => {
      await Promise.all(heaps.map((heap) => heap.look()));
      await agent.caughtUp(await visitor.handed());
      return Promise.all(heaps.map((heap) => heap.look()));
    };
    const before = await look();
    const end = performance.now() + TIME_MS;
    let done = 0;
    for (; done < count && performance.now() < end; done += step) await come();
    const after = await look();
    report(results, `${done} ${name}`, before, after);
  } finally {
    await context.close();
  }
}

function report(results: Results, what: string, before: readonly Held[], after: readonly Held[]): void {
  const left = (of: keyof Held, side: number): number => (after[side]?.[of] ?? 0) - (before[side]?.[of] ?? 0);
  for (const [i, place] of PLACES.entries()) {
    const glance = left(i % 2 === 0 ? "page" : "workers", i >> 1);
    results.add({ group: "memory.left", of: `${what}, ${place}`, unit: "kB", glance });
  }
  for (const of of ["documents", "nodes"] as const)
    for (const side of [0, 1])
      results.add({
        group: "memory.dom",
        of: `${what}, ${of}${side === 0 ? "" : ", agent"}`,
        unit: "",
        glance: left(of, side),
      });
}
