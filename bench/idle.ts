// What recording costs a page on which nothing changes: tasks, processor time, bytes.
import { type Lab, visitorOf } from "./lab.ts";
import { median, type Results } from "./results.ts";
import { inTurns } from "./rounds.ts";
import { traced } from "./trace.ts";

const ROUNDS = 3;

export async function benchIdle(lab: Lab, results: Results): Promise<void> {
  const runs = await inTurns(ROUNDS, ["none", "rrweb", "glance"], async (name) => {
    const context = await lab.context();
    try {
      const page = await lab.visitor(context, "/__generated/articles-5000.html");
      const visitor = visitorOf(page);
      await visitor.start(name);
      await visitor.clear();
      const { cpu, tasks } = await traced(lab.browser, page, () => visitor.rest());
      return { cpu, tasks, sent: (await visitor.size()).sent / 1_000 };
    } finally {
      await context.close();
    }
  });
  const of = "a second at rest";
  const more = (read: (run: (typeof runs.none)[number]) => number): { rrweb: number; glance: number } => {
    const none = median(runs.none.map(read));
    return { rrweb: median(runs.rrweb.map(read)) - none, glance: median(runs.glance.map(read)) - none };
  };
  results.add({ group: "idle.cpu", of, unit: "ms", ...more(({ cpu }) => cpu) });
  results.add({ group: "idle.tasks", of, unit: "", ...more(({ tasks }) => tasks) });
  results.add({ group: "idle.sent", of, unit: "kB", ...more(({ sent }) => sent) });
}
