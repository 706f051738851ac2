import { expect } from "chai";
import { invoke, readInvocation, register } from "../../../core/presence/functions.ts";

/** What would tell that something was called which must not be. */
interface Trap {
  trapped: unknown[];
}
const trap = window as unknown as Trap & { shop?: object };

/** What agents may not have called, whatever it is. */
const HOSTILE: readonly string[] = [
  "alert",
  "eval",
  "Function",
  "constructor",
  "constructor.constructor",
  "__proto__",
  "toString",
  "hasOwnProperty",
  "document.write",
  "location.assign",
  "window.trapped.push",
  "trapped.push",
  "shop.open",
  "GLANCE.constructor",
  "GLANCE.Cobrowse.Visitor.stopSession",
  "GLANCE.Cobrowse.Visitor.constructor",
  "GLANCE.Cobrowse.Visitor.startSession.call",
  "GLANCE.Presence.Visitor.register",
  "glance.cobrowse.visitor.startsession",
  " GLANCE.Cobrowse.Visitor.startSession",
  "",
];

describe("core / presence / functions", () => {
  const asked: string[] = [];
  const ask = (): void => void asked.push("asked");
  const call = (func: string, args: readonly unknown[] = []): boolean => invoke({ func, args }, ask);

  beforeEach(() => {
    asked.length = 0;
    trap.trapped = [];
    trap.shop = { open: () => trap.trapped.push("shop.open") };
  });
  afterEach(() => delete trap.shop);

  it("negative control: calls what the page has registered, with what the agent gives", () => {
    const given: unknown[] = [];
    register({ "shop.openOffer": (...args: never[]) => given.push(...args) });
    expect(call("shop.openOffer", [1, { two: 2 }])).to.equal(true);
    expect(given).to.deep.equal([1, { two: 2 }]);
  });

  for (const name of HOSTILE)
    it(`C-44: calls nothing for ${JSON.stringify(name)}`, () => {
      expect(call(name, ["window.trapped.push(1)"])).to.equal(false);
      expect([trap.trapped, asked]).to.deep.equal([[], []]);
    });

  for (const name of [
    "GLANCE.Cobrowse.Visitor.startSession",
    "GLANCE.Cobrowse.Visitor.showTerms",
    "GLANCE.Cobrowse.VisitorUI.showTerms",
  ])
    it(`PRS-08: has the visitor asked for ${name}`, () => {
      expect(call(name)).to.equal(true);
      expect(asked).to.deep.equal(["asked"]);
    });

  it("takes no name of ours, and nothing that is no function", () => {
    register({
      "GLANCE.Cobrowse.Visitor.startSession": () => trap.trapped.push("taken"),
      "shop.name": "x" as never,
    });
    expect(call("GLANCE.Cobrowse.Visitor.startSession")).to.equal(true);
    expect([trap.trapped, asked]).to.deep.equal([[], ["asked"]]);
    expect(call("shop.name")).to.equal(false);
  });

  it("reads one argument on its own, none, and no call", () => {
    expect(readInvocation({ func: "a", args: { b: 1 } })).to.deep.equal({ func: "a", args: [{ b: 1 }] });
    expect(readInvocation({ func: "a" })).to.deep.equal({ func: "a", args: [] });
    for (const no of [null, undefined, 1, "a", {}, { func: 1 }, { func: ["a"] }])
      expect(readInvocation(no)).to.equal(undefined);
  });
});
