// What a hostile visitor sends must not run, navigate, send, fetch, play or take the focus in the agent's browser. Each of the two
// layers is tested alone: the check, in front of a builder without a thought of safety; and the replay's frame, without a check.
import { expect } from "chai";
import { ATTACKS } from "./attacks.ts";
import { Lab } from "./lab.ts";

describe("e2e / replay safety", function () {
  this.timeout(60_000);
  let lab: Lab;
  before(async () => (lab = await Lab.open()));
  after(() => lab.close());

  describe("without a layer (control)", () => {
    for (const [number, attack] of ATTACKS.entries())
      it(`${attack.id}: ${attack.what} works, by ${attack.effect}`, async () => {
        const { effects } = await lab.try(attack, number, "control", attack.effect);
        expect([...effects]).to.include(attack.effect);
      });
  });

  describe("with the check alone", () => {
    for (const [number, attack] of ATTACKS.entries())
      if (attack.heldBy !== "frame")
        it(`${attack.id}: ${attack.what} does nothing`, async () => {
          const { effects, error, text } = await lab.try(attack, number, "check");
          expect(
            [...effects].filter((effect) => effect !== "focus" || attack.act === undefined),
          ).to.deep.equal([]);
          expect(error).to.equal(undefined);
          expect(text).to.include("built to the end");
        });

    it("reached nobody, late or not", () => {
      expect(lab.contacts("check")).to.deep.equal([]);
    });
  });

  for (const { way, what } of [
    { way: "frame", what: "with the frame alone" },
    { way: "bare-frame", what: "with the frame alone, without an address of its own" },
  ] as const)
    describe(what, () => {
      for (const [number, attack] of ATTACKS.entries())
        it(`${attack.id}: ${attack.what} does nothing`, async () => {
          const { effects } = await lab.try(attack, number, way);
          expect([...effects]).to.deep.equal([]);
        });

      it("reached nobody, late or not", () => {
        expect(lab.contacts(way)).to.deep.equal([]);
      });
    });

  for (const { way, what } of [
    { way: "shipped", what: "as shipped" },
    { way: "alone", what: "S48: as the package replays what was recorded" },
  ] as const)
    describe(what, () => {
      for (const [number, attack] of ATTACKS.entries())
        it(`${attack.id}: ${attack.what} does nothing, and the page is shown`, async () => {
          const { effects, error, text } = await lab.try(attack, number, way);
          expect([...effects]).to.deep.equal([]);
          expect(error).to.equal(undefined);
          expect(text).to.include("built to the end");
        });

      it("reached nobody, late or not", () => {
        expect(lab.contacts(way)).to.deep.equal([]);
      });
    });
});
