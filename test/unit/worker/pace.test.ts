import { expect } from "chai";
import { Pace } from "../../../core/worker/pace.ts";

describe("worker / pace", () => {
  let nowMs = 0;
  const admitted = (pace: Pace, count: number, slot = 1): number =>
    Array.from({ length: count }, () => pace.admits(slot)).filter(Boolean).length;

  beforeEach(() => (nowMs = 0));

  it("admits two seconds' worth at once, then so many a second", () => {
    const pace = new Pace(30, () => nowMs);
    expect(admitted(pace, 500)).to.equal(60);
    nowMs += 1_000;
    expect(admitted(pace, 500)).to.equal(30);
  });

  it("counts each sender apart, and forgets those who are gone", () => {
    const pace = new Pace(30, () => nowMs);
    admitted(pace, 500);
    expect(admitted(pace, 500, 2)).to.equal(60);
    pace.keep(new Map([[2, "Ada"]]));
    expect(admitted(pace, 500)).to.equal(60);
    expect(admitted(pace, 500, 2)).to.equal(0);
  });

  it("says of each row of refusals that it begins, once", () => {
    const pace = new Pace(1, () => nowMs);
    admitted(pace, 3);
    expect([pace.isFirstRefusal(1), pace.isFirstRefusal(1)]).to.deep.equal([true, false]);
    nowMs += 1_000;
    admitted(pace, 2);
    expect(pace.isFirstRefusal(1)).to.equal(true);
  });
});
