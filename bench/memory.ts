// What is left in the page after frames came and went: heap and documents, after garbage was collected.
import { type Lab, visitorOf } from "./lab.ts";
import type { RecorderName } from "./page/recorders.ts";
import type { Results } from "./results.ts";

const FRAMES = 10_000;
/** Frames that come and go before memory is looked at for the first time: caches fill once. */
const WARM_UP = 500;

interface Left {
  readonly kB: number;
  readonly documents: number;
}

export async function benchMemory(lab: Lab, results: Results): Promise<void> {
  const [none, rrweb, glance] = [
    await leftBy(lab, "none"),
    await leftBy(lab, "rrweb"),
    await leftBy(lab, "glance"),
  ];
  const of = `${FRAMES} iframes`;
  results.add({
    group: "memory.left",
    of,
    unit: "kB",
    none: none.kB,
    rrweb: rrweb.kB - none.kB,
    glance: glance.kB - none.kB,
  });
  results.add({
    group: "memory.documents",
    of,
    unit: "",
    none: none.documents,
    rrweb: rrweb.documents - none.documents,
    glance: glance.documents - none.documents,
  });
}

async function leftBy(lab: Lab, name: RecorderName): Promise<Left> {
  const context = await lab.context();
  try {
    const page = await lab.visitor(context, "/__generated/rows.html");
    const visitor = visitorOf(page);
    const session = await context.newCDPSession(page);
    const measure = async (): Promise<Left> => {
      await visitor.clear();
      for (let i = 0; i < 3; i += 1) await session.send("HeapProfiler.collectGarbage");
      const { usedSize } = await session.send("Runtime.getHeapUsage");
      const { documents } = await session.send("Memory.getDOMCounters");
      return { kB: usedSize / 1_000, documents };
    };
    await visitor.start(name);
    await visitor.mountFrames(WARM_UP);
    const before = await measure();
    await visitor.mountFrames(FRAMES);
    const after = await measure();
    return { kB: after.kB - before.kB, documents: after.documents - before.documents };
  } finally {
    await context.close();
  }
}
