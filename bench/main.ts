// Measures us beside rrweb in one run and prints ratios: `npm run bench [-- part [page or workload ...]]`. bench/README.md says what
// is measured and how to read it.
import { benchBusy } from "./busy.ts";
import { benchBytes } from "./bytes.ts";
import { benchCapture } from "./capture.ts";
import { benchControlMemory, benchPointer } from "./control.ts";
import { benchIdle } from "./idle.ts";
import { Lab } from "./lab.ts";
import { benchLatency } from "./latency.ts";
import { benchMemory } from "./memory.ts";
import { profile } from "./profile.ts";
import { Results } from "./results.ts";
import { benchSizes } from "./sizes.ts";
import { benchStorm } from "./storm.ts";
import { printTargets } from "./targets.ts";

type Part = (lab: Lab, results: Results, wanted: readonly string[]) => Promise<void>;

const PARTS: Readonly<Record<string, Part>> = {
  size: benchSizes,
  storm: benchStorm,
  busy: benchBusy,
  latency: benchLatency,
  idle: benchIdle,
  memory: benchMemory,
  capture: benchCapture,
  bytes: benchBytes,
};

/** Parts that need the built release and a server, and no peer: never run but by name. */
const SESSIONS: Readonly<Record<string, (options: readonly string[]) => Promise<void>>> = {
  pointer: benchPointer,
  "control-memory": benchControlMemory,
};

/** Parts that others are about too: they run when they are asked for. */
const ON_DEMAND: ReadonlySet<string> = new Set(["bytes"]);

const [name, ...wanted] = process.argv.slice(2);
if (name !== undefined && Object.hasOwn(SESSIONS, name)) {
  await SESSIONS[name]?.(wanted);
  process.exit(0);
}
if (name === "profile") {
  await profile(wanted);
  process.exit(0);
}
if (name !== undefined && !Object.hasOwn(PARTS, name)) {
  console.error(
    `bench: no part ${name}; there are ${[...Object.keys(PARTS), ...Object.keys(SESSIONS)].join(", ")}`,
  );
  process.exit(2);
}
const results = new Results();
const lab = await Lab.open();
try {
  for (const [part, run] of Object.entries(PARTS)) {
    if (name === undefined ? ON_DEMAND.has(part) : name !== part) continue;
    const start = performance.now();
    await run(lab, results, wanted);
    console.log(`${part}: ${((performance.now() - start) / 1_000).toFixed(0)} s\n`);
  }
} finally {
  await lab.close();
}
printTargets(results);
