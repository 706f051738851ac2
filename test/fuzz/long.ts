// A long run into every door that bytes of others come through, led by coverage: inputs that take a way through the code that none
// took before are kept and changed further. test/fuzz/README.md says how to run it, and what was found.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { seededRandom } from "../unit/link/virtual-clock.ts";
import { buildMarked } from "./instrument.ts";
import { keep, keptOf } from "./kept.ts";
import type * as Targets from "./targets.ts";

const FOLDER = join(".cache", "fuzz");
/** Inputs of one target in a row. */
const ROUND = 2_000;
/** Longest time for one input, in ms: they are a few kB. */
const LIMIT_MS = 200;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: String(Date.now() % 1_000_000_000) },
    target: { type: "string", default: "" },
    save: { type: "boolean", default: false },
  },
});

const bundle = resolve(join(FOLDER, "targets.mjs"));
const places = await buildMarked(
  "test/fuzz/targets.ts",
  bundle,
  /[/\\]core[/\\](check|protocol)[/\\].*\.ts$/,
);
const { TARGETS, beginRun, pairsSeen } = (await import(pathToFileURL(bundle).href)) as typeof Targets;

/** One target, and the inputs of it that are worth changing. */
class Line {
  readonly target: Targets.Target;
  readonly folder: string;
  readonly corpus: Uint8Array[] = [];
  readonly #random: () => number;
  readonly #told = new Set<string>();
  inputs = 0;
  failures = 0;

  constructor(target: Targets.Target, seed: number) {
    this.target = target;
    this.folder = join(FOLDER, target.name);
    this.#random = seededRandom(seed);
    mkdirSync(this.folder, { recursive: true });
    const known = [...keptOf(target.name, target.notation), ...this.#files()];
    // The shortest ways first.
    for (const bytes of known.sort((one, other) => one.length - other.length)) this.#try(bytes);
  }

  /** Keeps what is worth starting from in the repository. */
  save(): void {
    keep(this.target.name, this.target.notation, this.corpus);
  }

  round(): void {
    for (let i = 0; i < ROUND; i += 1) this.#try(this.#next());
  }

  #files(): Uint8Array[] {
    const files = readdirSync(this.folder).filter((file) => file.startsWith("kept"));
    return files.map((file) => new Uint8Array(readFileSync(join(this.folder, file))));
  }

  #next(): Uint8Array {
    const random = this.#random;
    const known = this.#any();
    if (known === undefined || random() < 0.1) return this.target.fresh(random);
    return this.target.changed(known, random, this.#any() ?? known);
  }

  /** Those that were found last are taken more often. */
  #any(): Uint8Array | undefined {
    const { length } = this.corpus;
    return this.corpus[length - 1 - Math.floor(this.#random() ** 2 * length)];
  }

  #try(bytes: Uint8Array): void {
    const pairs = pairsSeen();
    const started = performance.now();
    this.inputs += 1;
    beginRun();
    try {
      this.target.run(bytes);
    } catch {
      this.#fail(bytes);
    }
    if (performance.now() - started > LIMIT_MS) this.#retime(bytes);
    if (pairsSeen() === pairs) return;
    this.corpus.push(bytes);
    this.#store("kept", bytes);
  }

  /** Tells of the first failure at each place. */
  #fail(bytes: Uint8Array, error = this.#errorOf(bytes)): void {
    this.failures += 1;
    process.exitCode = 1;
    const place = (error.stack ?? "")
      .split("\n")
      .filter((line) => line.startsWith("    at "))
      .slice(0, 6)
      .join();
    if (this.#told.has(place)) return;
    this.#told.add(place);
    console.error(`${this.target.name}: ${this.#store("failure", bytes)}\n`, error);
  }

  /** Other work may have had the processor: it counts when it is slow every time. */
  #retime(bytes: Uint8Array): void {
    const times = Array.from({ length: 5 }, () => {
      const started = performance.now();
      this.#errorOf(bytes);
      return performance.now() - started;
    });
    const tookMs = Math.min(...times);
    if (tookMs > LIMIT_MS) this.#fail(bytes, new Error(`took ${tookMs} ms`));
  }

  /** Runs it again, to know where it happened. */
  #errorOf(bytes: Uint8Array): Error {
    Error.stackTraceLimit = 20;
    try {
      this.target.run(bytes);
      return new Error("does not happen again");
    } catch (error) {
      return error as Error;
    } finally {
      Error.stackTraceLimit = 0;
    }
  }

  #store(what: string, bytes: Uint8Array): string {
    const name = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
    const file = join(this.folder, `${what}-${name}`);
    writeFileSync(file, bytes);
    return file;
  }
}

// Refusals are errors, thrown a million times a minute: where they come from is asked for only when one is none.
Error.stackTraceLimit = 0;
const seed = Number(values.seed);
const lines = TARGETS.filter(({ name }) => name.includes(values.target)).map(
  (target, at) => new Line(target, seed + at),
);
const started = performance.now();
const end = started + Number(values.minutes) * 60_000;
const total = (): number => lines.reduce((sum, { inputs }) => sum + inputs, 0);

while (performance.now() < end) for (const line of lines) line.round();

if (values.save) for (const line of lines) line.save();

const seconds = (performance.now() - started) / 1_000;
for (const { target, inputs, corpus, failures } of lines)
  console.log(`${target.name}: ${inputs} inputs, ${corpus.length} kept, ${failures} failures`);
console.log(
  `seed ${seed}: ${total()} inputs, ${Math.round(total() / seconds)} a second, ${places} places, ${pairsSeen()} pairs`,
);
