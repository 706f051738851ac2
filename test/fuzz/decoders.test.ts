// Mutated and random bytes into every decoder: only ProtocolError may come out, in bounded time, with bounded results.
// FUZZ_SECONDS says how long (default 4); FUZZ_SEED repeats a run that failed.
import { expect } from "chai";
import { ProtocolError } from "../../core/protocol/index.ts";
import { seededRandom } from "../unit/link/virtual-clock.ts";
import { CORPUS } from "./corpus.ts";
import { type Decoder, DECODERS } from "./decoders.ts";
import { mutate } from "./mutate.ts";

const SECONDS = Number(process.env["FUZZ_SECONDS"] ?? 4);
const SEED = Number(process.env["FUZZ_SEED"] ?? 1);
/** Inputs are a few kB: milliseconds would be slow. Other work on the machine is allowed for. */
const LIMIT_MS = 500;

/** The code of the error that `decode` throws; undefined when it returns. Anything else passes. */
function codeOf(decode: () => unknown): string | undefined {
  try {
    decode();
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
}

function tryOut(decoder: Decoder, bytes: Uint8Array, seed: number): void {
  const started = performance.now();
  try {
    codeOf(() => decoder.decode(bytes));
  } catch (error) {
    throw new Error(`FUZZ_SEED=${seed}, ${Buffer.from(bytes).toString("hex")}`, { cause: error });
  }
  const tookMs = performance.now() - started;
  if (tookMs > LIMIT_MS)
    throw new Error(`FUZZ_SEED=${seed} took ${tookMs} ms: ${Buffer.from(bytes).toString("hex")}`);
}

describe("fuzz / decoders", () => {
  for (const { decoder, what, bytes, code } of CORPUS)
    it(`${decoder} ${code === undefined ? "takes" : `refuses with ${code}`} ${what}`, () => {
      const { decode } = DECODERS.find(({ name }) => name === decoder)!;
      expect(codeOf(() => decode(bytes))).to.equal(code);
    });

  for (const decoder of DECODERS) {
    it(`${decoder.name} reads its own messages`, () => {
      for (const seed of decoder.seeds) expect(codeOf(() => decoder.decode(seed))).to.equal(undefined);
    });

    it(`${decoder.name} throws nothing but ProtocolError`, function () {
      this.timeout(SECONDS * 1_000 + 10_000);
      const end = performance.now() + (SECONDS * 1_000) / DECODERS.length;
      let seed = SEED;
      for (; performance.now() < end; seed += 1) {
        const random = seededRandom(seed);
        const start = decoder.seeds[Math.floor(random() * decoder.seeds.length)]!;
        tryOut(decoder, mutate(start, random), seed);
      }
      expect(seed - SEED, "inputs").to.be.above(100);
    });
  }
});
