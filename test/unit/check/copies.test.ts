import { expect } from "chai";
import { ProtocolError } from "../../../core/protocol/index.ts";
import { CheckUnderTest } from "./checked.ts";

const SVG = 1;

/** Copies of copies: `times` of each level in the next, from `#a0` to `#a<levels>`. */
function tell({ page }: CheckUnderTest, levels: number, times: number): void {
  page.element(10, SVG, "svg", []);
  page.at(10, 0);
  page.element(11, SVG, "g", ["id", "a0"]);
  for (let level = 1, id = 12; level <= levels; level += 1) {
    page.at(10, 0);
    page.element(id++, SVG, "g", ["id", `a${level}`]);
    page.at(id - 1, 0);
    for (let i = 0; i < times; i += 1) page.element(id++, SVG, "use", ["href", `#a${level - 1}`]);
  }
}

describe("check / copies", () => {
  let under: CheckUnderTest;
  beforeEach(() => (under = new CheckUnderTest()));

  const expectRefusal = (): void => {
    expect(() => under.page.end())
      .to.throw(ProtocolError)
      .with.property("code", "too-many");
  };

  it("lets pages copy icons by the thousand", () => {
    tell(under, 1, 4_000);
    under.page.end();
    tell(new CheckUnderTest(), 3, 5);
    under.page.end();
  });

  it("S39: refuses copies of copies without end", () => {
    tell(under, 6, 10);
    expectRefusal();
  });

  it("S39: refuses them when the last link comes later, or what is copied grows", () => {
    tell(under, 3, 10);
    under.page.end();
    under.page.at(11, 0);
    for (let id = 9_000; id < 9_010; id += 1) under.page.element(id, SVG, "use", ["xlink:href", "#other"]);
    under.page.end();
    under.page.element(9_100, SVG, "path", []);
    under.page.attribute(9_100, "id", "other");
    under.page.end();
    under.page.at(9_100, 0);
    for (let id = 9_200; id < 9_300; id += 1) under.page.element(id, SVG, "path", []);
    expectRefusal();
  });

  it("S39: refuses them when one is moved into another", () => {
    tell(under, 3, 10);
    under.page.at(10, 0);
    under.page.element(9_000, SVG, "g", ["id", "b"]);
    for (const [id, href] of [
      [9_001, "#a3"],
      [9_002, "#b"],
    ] as const)
      under.page.element(id, SVG, "use", ["href", href]);
    for (let id = 9_010; id < 9_030; id += 1) under.page.element(id, SVG, "use", ["href", "#b"]);
    under.page.end();
    under.page.move(9_001, 9_000, 0);
    expectRefusal();
  });

  it("forgets what is gone", () => {
    tell(under, 5, 10);
    under.page.remove(10);
    under.page.end();
    under.page.at(4, 0);
    under.page.element(9_000, SVG, "g", ["id", "a0"]);
    under.page.end();
  });

  it("leaves out what copies itself, as browsers do", () => {
    under.page.element(10, SVG, "g", ["id", "a"]);
    under.page.at(10, 0);
    under.page.element(11, SVG, "use", ["href", "#a"]);
    under.page.end();
  });
});
