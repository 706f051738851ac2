// From a change in the visitor's page to the agent's: page → worker → BroadcastChannel → agent's page → its worker → DOM. The
// same two hops for the peer, which has no workers.
import { agentOf, type Lab, visitorOf } from "./lab.ts";
import type { Latency } from "./page/visitor.ts";
import { pagesOf } from "./pages.ts";
import { median, quantile, type Results } from "./results.ts";
import { inTurns } from "./rounds.ts";

const BOTH = ["rrweb", "glance"] as const;
type Both = (typeof BOTH)[number];

const TEXTS = 60;
const REPLACEMENTS = 8;
const ARRIVALS = 3;
/** Text changes come apart by this and up to twice as much, in ms: like a person's, not like an animation's. */
const APART_MS = 30;

export async function benchLatency(lab: Lab, results: Results): Promise<void> {
  const changes = await inTurns(1, BOTH, (name) => changesOf(lab, name));
  const ms = { unit: "ms" } as const;
  const both = (read: (run: Changes) => number): Record<Both, number> => ({
    rrweb: read(changes.rrweb[0]!),
    glance: read(changes.glance[0]!),
  });
  const inDom = (latencies: readonly Latency[]): number[] => latencies.map((latency) => latency.inDom);
  results.add({ group: "latency.text", of: "median", ...ms, ...both(({ texts }) => median(inDom(texts))) });
  results.add({
    group: "latency.text-p95",
    of: "95 of 100",
    ...ms,
    ...both(({ texts }) => quantile(inDom(texts), 0.95)),
  });
  results.add({
    group: "latency.painted",
    of: "median",
    ...ms,
    ...both(({ texts }) => median(texts.map(({ painted }) => painted))),
  });
  results.add({ group: "latency.rows", of: "median", ...ms, ...both(({ rows }) => median(inDom(rows))) });

  const [[id, path]] = pagesOf([]) as [[string, string]];
  const arrivals = await inTurns(ARRIVALS, BOTH, (name) => arrivalOn(lab, path, name));
  results.add({
    group: "latency.arrival",
    of: id,
    ...ms,
    rrweb: median(inDom(arrivals.rrweb)),
    glance: median(inDom(arrivals.glance)),
  });
}

interface Changes {
  readonly texts: readonly Latency[];
  readonly rows: readonly Latency[];
}

async function changesOf(lab: Lab, name: Both): Promise<Changes> {
  const context = await lab.context();
  try {
    const visitorPage = await lab.visitor(context, "/__generated/rows.html");
    const agentPage = await lab.agent(context);
    const [visitor, agent] = [visitorOf(visitorPage), agentOf(agentPage)];
    await visitor.start(name);
    await agent.live(name);
    await visitor.share();
    await visitor.changeText(-1);
    const texts: Latency[] = [];
    for (let i = 0; i < TEXTS; i += 1) {
      await visitorPage.waitForTimeout(APART_MS * (1 + (i % 7) / 7));
      texts.push(await visitor.changeText(i));
    }
    const rows: Latency[] = [];
    for (let i = 0; i < REPLACEMENTS; i += 1) rows.push(await visitor.replaceRows(i));
    return { texts, rows };
  } finally {
    await context.close();
  }
}

/** An agent's page that is open already gets the whole page. */
async function arrivalOn(lab: Lab, path: string, name: Both): Promise<Latency> {
  const context = await lab.context();
  try {
    const visitor = visitorOf(await lab.visitor(context, path));
    await visitor.mark("the end");
    await visitor.start(name);
    const agent = agentOf(await lab.agent(context));
    await agent.live(name);
    return await visitor.arrival("the end");
  } finally {
    await context.close();
  }
}
