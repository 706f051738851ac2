import { expect } from "chai";
import { ECHO_PATIENCE_MS } from "../../../core/worker/limits.ts";
import { RoundTrip } from "../../../core/worker/round-trip.ts";

describe("worker / round trip", () => {
  let now: number;
  let asked: number[];
  let told: (number | undefined)[];
  let roundTrip: RoundTrip;

  beforeEach(() => {
    [now, asked, told] = [1_000, [], []];
    roundTrip = new RoundTrip({
      ask: (id) => asked.push(id),
      ontold: (ms) => told.push(ms),
      now: () => now,
    });
    roundTrip.start();
  });
  afterEach(() => roundTrip.stop());

  it("asks at once, and tells how long the answer took", () => {
    now += 42;
    roundTrip.heard(asked[0]!);
    expect(told).to.deep.equal([42]);
  });

  it("takes each answer once, and none to an earlier question or to none at all", () => {
    roundTrip.tick();
    roundTrip.heard(asked[0]!);
    roundTrip.heard(4_711);
    expect(told).to.deep.equal([]);
    roundTrip.heard(asked[1]!);
    roundTrip.heard(asked[1]!);
    expect(told).to.have.length(1);
  });

  it("says that no answer comes, and that one comes again", () => {
    now += ECHO_PATIENCE_MS - 1;
    roundTrip.tick();
    expect(told).to.deep.equal([]);
    now += 1;
    roundTrip.tick();
    expect(told).to.deep.equal([undefined]);
    now += 5;
    roundTrip.heard(asked.at(-1)!);
    expect(told).to.deep.equal([undefined, 5]);
  });

  it("tells nothing once it is stopped", () => {
    roundTrip.stop();
    roundTrip.heard(asked[0]!);
    expect(told).to.deep.equal([]);
  });
});
