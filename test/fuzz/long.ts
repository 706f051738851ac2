// A long run of hostile pages into the check, led by coverage: pages that reach code no other reached are kept and mutated.
// node --import=tsx test/fuzz/long.ts [--minutes 10] [--seed 1]; finds go to .cache/fuzz/page-check/, which the next run starts from.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PageCheck } from "../../core/check/index.ts";
import { createOpWriter, ProtocolError, readOps } from "../../core/protocol/index.ts";
import { seededRandom } from "../unit/link/virtual-clock.ts";
import { perform } from "../unit/protocol/operations.ts";
import { mutate } from "./mutate.ts";
import { randomPage } from "./pages.ts";
import { createStrictReplica } from "./strict-replica.ts";

const FOLDER = join(".cache", "fuzz", "page-check");
/** Pages between two looks at the coverage, which costs as much as some of them. */
const BATCH = 20;

/** Which blocks of the check have run at all. */
class Coverage {
  readonly #session = new Session();
  readonly #seen = new Set<string>();

  async start(): Promise<void> {
    this.#session.connect();
    await this.#session.post("Profiler.enable");
    await this.#session.post("Profiler.startPreciseCoverage", { callCount: false, detailed: true });
  }

  /** How many blocks ran since the last call that never had before. */
  async news(): Promise<number> {
    const before = this.#seen.size;
    const { result } = await this.#session.post("Profiler.takePreciseCoverage");
    for (const { url, functions } of result) {
      if (!url.includes("/core/check/")) continue;
      for (const { ranges } of functions)
        for (const { startOffset, endOffset, count } of ranges)
          if (count > 0) this.#seen.add(`${url} ${startOffset} ${endOffset}`);
    }
    return this.#seen.size - before;
  }

  get size(): number {
    return this.#seen.size;
  }
}

function fresh(random: () => number): Uint8Array {
  const writer = createOpWriter();
  perform(randomPage(random), writer);
  return writer.finish();
}

/** Throws what is neither an error of the protocol nor nothing. */
function tryOut(bytes: Uint8Array): void {
  try {
    readOps(bytes, new PageCheck(createStrictReplica()));
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
  }
}

function keep(bytes: Uint8Array, what: string): string {
  const file = join(FOLDER, `${what}-${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}`);
  writeFileSync(file, bytes);
  return file;
}

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "10" }, seed: { type: "string", default: "1" } },
});
mkdirSync(FOLDER, { recursive: true });
const corpus: Uint8Array[] = readdirSync(FOLDER).map(
  (file) => new Uint8Array(readFileSync(join(FOLDER, file))),
);
const coverage = new Coverage();
await coverage.start();

const end = performance.now() + Number(values.minutes) * 60_000;
let seed = Number(values.seed);
let runs = 0;
while (performance.now() < end) {
  const batch: Uint8Array[] = [];
  for (; batch.length < BATCH; seed += 1) {
    const random = seededRandom(seed);
    const known = corpus[Math.floor(random() * corpus.length)];
    const bytes = known === undefined || random() < 0.5 ? fresh(random) : mutate(known, random);
    batch.push(bytes);
    try {
      tryOut(bytes);
    } catch (error) {
      console.error(`seed ${seed}: ${keep(bytes, "failure")}\n`, error);
      process.exitCode = 1;
    }
  }
  runs += batch.length;
  if ((await coverage.news()) === 0) continue;
  for (const bytes of batch) {
    corpus.push(bytes);
    keep(bytes, "page");
  }
}
console.log(`${runs} pages, ${corpus.length} kept, ${coverage.size} blocks reached`);
process.exit();
