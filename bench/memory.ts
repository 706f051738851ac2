// What is left in the page after frames came and went: heap and documents, after garbage was collected. Ours alone: the page
// without a recorder keeps nothing, and there is no target against the peer.
import type { CDPSession } from "playwright-core";
import { type Lab, visitorOf } from "./lab.ts";
import type { Results } from "./results.ts";

const FRAMES = 10_000;
/** Frames that come and go before memory is looked at for the first time, and between two looks. */
const STEP = 500;
/** Growth of the heap at which it is clear that frames stay, in kB: a page that keeps all of them would end. */
const ENOUGH_KB = 50_000;

interface Kept {
  readonly kB: number;
  readonly documents: number;
}

export async function benchMemory(lab: Lab, results: Results): Promise<void> {
  const context = await lab.context();
  try {
    const page = await lab.visitor(context, "/__generated/rows.html");
    const visitor = visitorOf(page);
    const session = await context.newCDPSession(page);
    await visitor.start("glance");
    await visitor.mountFrames(STEP);
    const before = await kept(session);
    let count = 0;
    let after = before;
    while (count < FRAMES && after.kB - before.kB < ENOUGH_KB) {
      await visitor.mountFrames(STEP);
      count += STEP;
      after = await kept(session);
      console.log(
        `memory             ${count} iframes: ${(after.kB - before.kB).toFixed(0)} kB more than at first`,
      );
    }
    const of = `${count} iframes`;
    results.add({ group: "memory.left", of, unit: "kB", glance: after.kB - before.kB });
    results.add({ group: "memory.documents", of, unit: "", glance: after.documents - before.documents });
  } finally {
    await context.close();
  }
}

/** What is there after garbage was collected; three times, since what one finds may let go of more. */
async function kept(session: CDPSession): Promise<Kept> {
  for (let i = 0; i < 3; i += 1) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const { documents } = await session.send("Memory.getDOMCounters");
  return { kB: usedSize / 1_000, documents };
}
