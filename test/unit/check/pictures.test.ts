import { expect } from "chai";
import {
  MAX_FONT_MEASURE,
  MAX_PX,
  MAX_RATE,
  MAX_SYSTEM_FONTS,
  MAX_TIME_MS,
} from "../../../core/check/limits.ts";
import { built, CheckUnderTest, type Told } from "./checked.ts";

/** What comes of `told` for an element of this name, which is 10. */
function passed(name: string, told: Told): unknown[] {
  const check = new CheckUnderTest();
  check.pass((page) => page.element(10, 0, name, []));
  return check.pass(told);
}

const BIG = 0xffff_ffff;

describe("check / pictures", () => {
  for (const { what, name, told, as } of [
    {
      what: "a picture of a canvas",
      name: "canvas",
      told: (p) => p.canvas(10, "glance-asset:7", 30, 20, 1_000),
      as: ["canvas", 10, "glance-asset:7", 30, 20, 1_000],
    },
    {
      what: "its sizes within bounds",
      name: "video",
      told: (p) => p.canvas(10, "", BIG, BIG, BIG),
      as: ["canvas", 10, "", MAX_PX, MAX_PX, 1_000],
    },
    {
      what: "an address in place of one",
      name: "canvas",
      told: (p) => p.canvas(10, "https://spy.example/", 1, 1, 1_000),
      as: ["canvas", 10, "", 1, 1, 1_000],
    },
    {
      what: "CSS in place of one",
      name: "canvas",
      told: (p) => p.canvas(10, `glance-asset:1") url("x`, 1, 1, 1_000),
      as: ["canvas", 10, "", 1, 1, 1_000],
    },
    {
      what: "a reason that is none",
      name: "video",
      told: (p) => p.placeholder(10, 99),
      as: ["placeholder", 10, 2],
    },
    {
      what: "what stands for a plug-in",
      name: "object",
      told: (p) => p.placeholder(10, 3),
      as: ["placeholder", 10, 3],
    },
    {
      what: "times within bounds",
      name: "audio",
      told: (p) => p.playback(10, BIG, BIG, BIG, -BIG),
      as: ["playback", 10, 15, MAX_TIME_MS, MAX_TIME_MS, -MAX_RATE],
    },
    { what: "a list that is open", name: "select", told: (p) => p.popup(10, 2), as: ["popup", 10, 2] },
    { what: "the list of what has none", name: "p", told: (p) => p.popup(10, 2), as: ["popup", 0, -1] },
    { what: "the list of what is not there", name: "p", told: (p) => p.popup(77, 2), as: ["popup", 0, -1] },
    { what: "a dialog that is none", name: "p", told: (p) => p.native(99), as: ["native", 0] },
    {
      what: "fonts with sane names and measures",
      name: "p",
      told: (p) =>
        p.systemFonts(
          ["Segoe UI", `a"; }`, "url(x)", "Big"],
          [1, 2, 3, 4, 5, 6, 7, 8, 9, MAX_FONT_MEASURE + 1, 1, 1],
        ),
      as: ["systemFonts", ["Segoe UI"], [1, 2, 3]],
    },
  ] as readonly { what: string; name: string; told: Told; as: unknown[] }[])
    it(`passes on ${what}`, () => {
      expect(passed(name, told)).to.deep.equal([as]);
    });

  for (const { what, name, told } of [
    { what: "a picture in a paragraph", name: "p", told: (p) => p.canvas(10, "glance-asset:7", 1, 1, 1_000) },
    {
      what: "a picture in an image, which has its own operation",
      name: "img",
      told: (p) => p.canvas(10, "glance-asset:7", 1, 1, 1_000),
    },
    { what: "a placeholder for a field", name: "input", told: (p) => p.placeholder(10, 1) },
    { what: "what a paragraph plays", name: "p", told: (p) => p.playback(10, 0, 0, 0, 1_000) },
  ] as readonly { what: string; name: string; told: Told }[])
    it(`leaves out ${what}`, () => {
      expect(passed(name, told)).to.deep.equal([]);
    });

  it("passes on no more fonts than there may be", () => {
    const names = Array.from({ length: MAX_SYSTEM_FONTS + 5 }, (_, i) => `F${i}`);
    const [call] = passed("p", (page) =>
      page.systemFonts(
        names,
        names.flatMap(() => [1, 1, 1]),
      ),
    ) as [[string, string[]]];
    expect(call[1]).to.have.length(MAX_SYSTEM_FONTS);
  });

  for (const name of ["glance-picture", "GLANCE-PICTURE", "glance-poster", "glance-size", "glance-playback"])
    it(`leaves out the attribute ${name}, which the replay gives itself`, () => {
      expect(built("canvas", [name, `url("https://spy.example/")`]).attributes).to.deep.equal({});
    });
});
