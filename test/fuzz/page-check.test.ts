// Hostile pages into the check: only ProtocolError may come out, and what is passed on is a tree of harmless nodes.
// FUZZ_SECONDS and FUZZ_SEED as for the decoders; test/fuzz/long.ts runs longer, and keeps what it finds.
import { expect } from "chai";
import { checkCss } from "../../core/check/css.ts";
import { PageCheck } from "../../core/check/index.ts";
import { ProtocolError } from "../../core/protocol/index.ts";
import { seededRandom } from "../unit/link/virtual-clock.ts";
import { type Call, perform } from "../unit/protocol/operations.ts";
import { randomCss, randomPage } from "./pages.ts";
import { keptOf } from "./kept.ts";
import { createStrictReplica } from "./strict-replica.ts";
import { TARGETS } from "./targets.ts";

const SECONDS = Number(process.env["FUZZ_SECONDS"] ?? 4) / 2;
const SEED = Number(process.env["FUZZ_SEED"] ?? 1);

/** Does the page's operations one by one, as far as the check takes them; returns how far that was. */
function tryOut(calls: readonly Call[]): number {
  const check = new PageCheck(createStrictReplica());
  for (const [done, call] of calls.entries()) {
    try {
      perform([call], check);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return done;
    }
  }
  return calls.length;
}

/** Runs `one` with seed after seed until the time is over; returns how often. */
function runSeeds(one: (random: () => number, seed: number) => void): number {
  const end = performance.now() + SECONDS * 1_000;
  let seed = SEED;
  for (; performance.now() < end; seed += 1) {
    try {
      one(seededRandom(seed), seed);
    } catch (error) {
      throw new Error(`FUZZ_SEED=${seed}`, { cause: error });
    }
  }
  return seed - SEED;
}

describe("fuzz / page check", function () {
  this.timeout(SECONDS * 1_000 + 30_000);

  it("passes on nothing but a tree of harmless nodes", () => {
    let operations = 0;
    const runs = runSeeds((random) => (operations += tryOut(randomPage(random))));
    expect(runs, "pages").to.be.above(100);
    expect(operations / runs, "operations a page").to.be.above(6);
  });

  it("finds in checked CSS nothing more to take out", () => {
    const runs = runSeeds((random) => {
      const css = checkCss(randomCss(random));
      expect(checkCss(css)).to.equal(css);
    });
    expect(runs, "sheets").to.be.above(1_000);
  });

  for (const { name, notation, run } of TARGETS)
    it(`${name} takes whatever was once worth keeping`, () => {
      for (const bytes of keptOf(name, notation)) run(bytes);
    });

  it("would notice what may not pass (control)", () => {
    const unsafe: readonly (readonly Call[])[] = [
      [["element", 10, 0, "script", []]],
      [["element", 10, 0, "img", ["onerror", "run()"]]],
      [["element", 10, 0, "img", ["src", "https://evil.example/"]]],
      [
        ["element", 10, 0, "style", []],
        ["sheet", 10, "", "a{b:url(https://evil.example/)}"],
      ],
      [["move", 2, 2, 0]],
      [["remove", 99]],
    ];
    for (const calls of unsafe) {
      const replica = createStrictReplica();
      perform(randomPage(() => 0).slice(0, 5), replica);
      expect(() => perform(calls, replica), JSON.stringify(calls)).to.throw("let pass");
    }
  });
});
