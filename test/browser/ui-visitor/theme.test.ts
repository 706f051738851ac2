import { expect } from "chai";
import { THEME } from "../../../ui-default/shared/theme.ts";

type Colours = Readonly<Record<string, string>>;

/** The custom properties of the light scheme, and of the dark one, which overrides them. */
function schemes(): Readonly<Record<"light" | "dark", Colours>> {
  const [light = "", dark = ""] = THEME.split("@media");
  const read = (css: string): Colours =>
    Object.fromEntries(
      [...css.matchAll(/--glance-([\w-]+): (#\w{6});/g)].map((found) => [found[1] ?? "", found[2] ?? ""]),
    );
  return { light: read(light), dark: { ...read(light), ...read(dark) } };
}

/** WCAG 2.2, "relative luminance". */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT = 4.5;
const CONTROL = 3;

/** What is put on what, and the least contrast for it (WCAG 2.2, 1.4.3 and 1.4.11). */
const PAIRS = [
  { colour: "text", on: ["ground", "raised", "back", "warn-ground"], least: TEXT },
  { colour: "muted", on: ["ground", "raised", "back"], least: TEXT },
  { colour: "accent", on: ["ground"], least: TEXT },
  { colour: "on-accent", on: ["accent", "accent-strong"], least: TEXT },
  { colour: "danger", on: ["ground", "danger-ground"], least: TEXT },
  { colour: "live", on: ["ground"], least: TEXT },
  { colour: "warn", on: ["ground", "warn-ground"], least: TEXT },
  { colour: "edge", on: ["ground", "back"], least: CONTROL },
] as const;

describe("ui-default / theme", () => {
  for (const [scheme, colours] of Object.entries(schemes())) {
    for (const { colour, on, least } of PAIRS) {
      for (const ground of on) {
        it(`A11Y-01: has a contrast of ${least} for ${colour} on ${ground} in the ${scheme} scheme`, () => {
          expect(contrast(colours[colour] ?? "", colours[ground] ?? "")).to.be.at.least(least);
        });
      }
    }
  }

  it("has dark colours that are not the light ones", () => {
    const { light, dark } = schemes();
    expect(Object.keys(light)).to.have.length.above(12);
    expect(Object.keys(light).filter((name) => light[name] === dark[name])).to.deep.equal([]);
  });
});
