import { expect } from "chai";
import { MAX_CUSTOM_NAMES, MAX_STATES, MAX_VIEWPORT_PX, MAX_ZOOM } from "../../../core/check/limits.ts";
import { CheckUnderTest, type Told } from "./checked.ts";

/** What comes of `told` in a page with a custom element 10, a paragraph 11, a slot 12, and what a script 13 is built as. */
function passed(told: Told): unknown[] {
  const check = new CheckUnderTest();
  check.pass((page) => {
    for (const [i, name] of ["x-card", "p", "slot", "script"].entries()) page.element(10 + i, 0, name, []);
  });
  return check.pass(told);
}

const BIG = 0xffff_ffff;
const states = (count: number): string[] => Array.from({ length: count }, (_, i) => `s${i}`);

describe("check / components", () => {
  for (const { what, told, as } of [
    {
      what: "states of a custom element, and its flag alone",
      told: (p) => p.customElement(10, 255, ["open", "is-checked", "größe"]),
      as: [["customElement", 10, 1, ["open", "is-checked", "größe"]]],
    },
    {
      what: "no state that would end a selector",
      told: (p) => p.customElement(10, 0, ["a)", "", 'b"', "c d", "ok", "x".repeat(101)]),
      as: [["customElement", 10, 0, ["ok"]]],
    },
    {
      what: "as many states as elements have",
      told: (p) => p.customElement(10, 0, states(MAX_STATES + 5)),
      as: [["customElement", 10, 0, states(MAX_STATES)]],
    },
    {
      what: "no states of other elements, of stand-ins, and of what is not there",
      told: (p) => {
        for (const id of [11, 13, 99]) p.customElement(id, 1, ["open"]);
      },
      as: [],
    },
    {
      what: "names of custom elements alone, and their flags",
      told: (p) => {
        for (const name of ["x-card", "p", "font-face", "glance-card", "X-Y", "a-b><i"])
          p.customName(name, 255);
      },
      as: [["customName", "x-card", 3]],
    },
    {
      what: "nodes for a slot, and none that is not there or no node of a tree",
      told: (p) => p.assigned(12, [10, 99, 11, 1]),
      as: [["assigned", 12, [10, 11]]],
    },
    { what: "nothing for what is no slot", told: (p) => p.assigned(11, [10]), as: [] },
    {
      what: "a visible part of a window within bounds",
      told: (p) => p.visibleArea(-5, 7, BIG, 10, BIG),
      as: [["visibleArea", -5, 7, MAX_VIEWPORT_PX, 10, MAX_ZOOM]],
    },
  ] satisfies readonly { what: string; told: Told; as: unknown[] }[])
    it(`S39: passes ${what}`, () => {
      expect(passed(told)).to.deep.equal(as);
    });

  it("S39: passes so many names, and forgets them with the page", () => {
    const check = new CheckUnderTest();
    const names =
      (prefix: string): Told =>
      (page) => {
        for (let i = 0; i < MAX_CUSTOM_NAMES + 5; i += 1) page.customName(`${prefix}-${i}`, 1);
      };
    expect(check.pass(names("a"))).to.have.length(MAX_CUSTOM_NAMES);
    check.page.reset();
    expect(check.pass(names("b"))).to.have.length(MAX_CUSTOM_NAMES);
  });
});
