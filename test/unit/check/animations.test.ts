// What a visitor's side may say of animations, and what is made of the rest.
import { expect } from "chai";
import {
  checkedEasing,
  checkedKeyframes,
  checkedPseudo,
  checkedTiming,
} from "../../../core/check/animations.ts";

const HEAD = ["", "0", "linear", "auto"];

describe("check / animations", () => {
  const kept = [
    { what: "properties and custom ones", say: [...HEAD, "opacity", "0.5", "--x", "1px"] },
    { what: "several keyframes", say: [...HEAD, "opacity", "0", "", "1", "ease-in", "add", "opacity", "1"] },
    { what: "colours and filters", say: [...HEAD, "filter", "blur(2px)", "color", "rgb(1, 2, 3)"] },
  ];
  for (const { what, say } of kept)
    it(`leaves ${what} as they are`, () => {
      expect(checkedKeyframes(say)).to.deep.equal(say);
    });

  const dropped = [
    { what: "a URL", say: ["backgroundImage", "url(https://evil.example/)"] },
    { what: "a URL in an image set", say: ["backgroundImage", 'image-set("https://evil.example/" 1x)'] },
    { what: "an asset, which a keyframe never has", say: ["maskImage", 'url("glance-asset:1")'] },
    { what: "an upper-case URL", say: ["backgroundImage", "URL(https://evil.example/)"] },
    { what: "a field of a keyframe in the place of a property", say: ["composite", "evil"] },
    { what: "a name that is none", say: ["on click", "x"] },
    { what: "a prototype", say: ["__proto__", "x"] },
  ];
  for (const { what, say } of dropped)
    it(`drops ${what}`, () => {
      expect(checkedKeyframes([...HEAD, ...say, "opacity", "1"])).to.deep.equal([...HEAD, "opacity", "1"]);
    });

  it("decodes escapes before it looks for URLs", () => {
    const [, , , , , value] = checkedKeyframes([
      ...HEAD,
      "backgroundImage",
      "\\75 rl(https://evil.example/)",
    ]);
    expect(value ?? "").to.not.include("evil");
  });

  it("drops properties before the first keyframe, and what has no value", () => {
    expect(checkedKeyframes(["opacity", "0"])).to.deep.equal([]);
    expect(checkedKeyframes([...HEAD, "opacity"])).to.deep.equal([...HEAD, "opacity", ""]);
  });

  it("takes offsets, easings and composite operations that there are", () => {
    expect(checkedKeyframes(["", "7", "evil(\"'", "evil"])).to.deep.equal(["", "0", "linear", "auto"]);
    expect(checkedEasing("cubic-bezier(0.1, 0.7, 1, 0.1)")).to.equal("cubic-bezier(0.1, 0.7, 1, 0.1)");
    expect(checkedEasing("steps(4, jump-end)")).to.equal("steps(4, jump-end)");
  });

  it("knows pseudo-elements by their form", () => {
    expect(["", "::before", "::part(x)", ":hover", "::a::b", "div"].map(checkedPseudo)).to.deep.equal([
      "",
      "::before",
      "::part(x)",
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("keeps times within bounds, and refuses a list of another length", () => {
    expect(checkedTiming([0, 0, -5, -9, -1, 9, 9, 1e15, 1_000, 1])).to.deep.equal([
      0, 0, 0, -1, 0, 3, 3, 100_000_000_000, 1_000, 1,
    ]);
    expect(checkedTiming([1])).to.equal(undefined);
  });
});
