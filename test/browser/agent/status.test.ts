import { expect } from "chai";
import { type Facts, isStale, stateOf } from "../../../core/agent/status.ts";

const LIVE: Facts = {
  key: "k",
  connection: "open",
  visitor: 2,
  shown: 2,
  away: false,
  paused: undefined,
};

const STATES: readonly { when: string; facts: Partial<Facts>; is: string; stale?: boolean }[] = [
  { when: "the page of the visitor who is there is shown", facts: {}, is: "live" },
  {
    when: "the first connection is being made",
    facts: { connection: "connecting", visitor: undefined, shown: undefined },
    is: "waiting",
  },
  { when: "nothing is shown yet", facts: { shown: undefined }, is: "waiting" },
  {
    when: "nothing is shown and the visitor is not there",
    facts: { shown: undefined, visitor: undefined },
    is: "waiting",
  },
  { when: "the visitor has gone a moment ago", facts: { visitor: undefined }, is: "live", stale: true },
  {
    when: "the visitor is on the next page, which has not arrived",
    facts: { visitor: 3 },
    is: "live",
    stale: true,
  },
  {
    when: "the visitor has been away for longer",
    facts: { visitor: undefined, away: true },
    is: "paused",
    stale: true,
  },
  { when: "the visitor hides the page", facts: { paused: "wait" }, is: "paused" },
  {
    when: "the visitor hides the page before anything was shown",
    facts: { paused: "", shown: undefined },
    is: "paused",
  },
  { when: "our connection is lost", facts: { connection: "reconnecting" }, is: "reconnecting" },
  {
    when: "our connection is lost while the visitor hides the page",
    facts: { connection: "reconnecting", paused: "" },
    is: "reconnecting",
  },
  {
    when: "our connection is lost and the visitor has gone",
    facts: { connection: "reconnecting", visitor: undefined },
    is: "reconnecting",
  },
];

describe("core / agent / status", () => {
  for (const { when, facts, is, stale = false } of STATES) {
    it(`is ${is} when ${when}`, () => {
      expect(stateOf({ ...LIVE, ...facts }).status).to.equal(is);
      expect(isStale({ ...LIVE, ...facts })).to.equal(stale);
    });
  }

  it("tells the visitor's words from a page that is gone", () => {
    expect(stateOf({ ...LIVE, paused: "wait", away: true })).to.deep.equal({
      status: "paused",
      why: "visitor",
      message: "wait",
    });
    expect(stateOf({ ...LIVE, away: true })).to.deep.equal({
      status: "paused",
      why: "between-pages",
      message: "",
    });
  });
});
