import { expect } from "chai";
import { SystemFontsModel } from "../../../core/model/system-fonts.ts";
import { ModelState } from "../../../core/model/model-state.ts";
import { DEFAULT_PATTERNS } from "../../../core/mask/patterns.ts";
import { References } from "../../../core/model/references.ts";
import { fetchOf } from "./following.ts";
import { recorder } from "../protocol/operations.ts";

/** Nothing of a state is needed to find fonts. */
const STATE = new ModelState(
  new References({ fetch: fetchOf({}), pictures: false, onasset: () => undefined }),
  DEFAULT_PATTERNS,
);

/** What is told after `css` was seen, on a system that has what `has` names. */
function toldOf(css: readonly string[], has: readonly string[]): { names: unknown; measured: string[] } {
  const measured: string[] = [];
  const model = new SystemFontsModel(STATE, (name) => {
    measured.push(name);
    return has.includes(name) ? [40_000, 900, 200] : undefined;
  });
  for (const text of css) model.see(text);
  const { target, calls } = recorder();
  model.settle(() => target);
  model.settle(() => target);
  return { names: calls.map(([, names]) => names), measured };
}

describe("core / model / system fonts (F59)", () => {
  for (const { what, css, names } of [
    {
      what: "font-family",
      css: `a { font-family: "Segoe UI", 'Open Sans', Frutiger, sans-serif }`,
      names: ["Segoe UI", "Open Sans", "Frutiger"],
    },
    {
      what: "font",
      css: `a { font: italic bold 12px/1.5 "Segoe UI", Frutiger !important; color: red }`,
      names: ["Segoe UI", "Frutiger"],
    },
    { what: "font without a line height", css: `a{font:1em Frutiger}`, names: ["Frutiger"] },
    {
      what: "what is no name",
      css: `a { font-family: inherit; font: 12px system-ui, var(--f), -apple-system }`,
      names: [],
    },
    { what: "no font", css: `a { color: red }`, names: [] },
  ])
    it(`finds the names of ${what}`, () => {
      expect(toldOf([css], []).measured).to.deep.equal(names);
    });

  it("tells those that the system has, once, and measures each once", () => {
    const css = `a { font-family: Frutiger, Missing }`;
    const { names, measured } = toldOf([css, css], ["Frutiger"]);
    expect(names).to.deep.equal([["Frutiger"]]);
    expect(measured).to.deep.equal(["Frutiger", "Missing"]);
  });

  it("reads a long text that looks like fonts in no time", () => {
    const start = performance.now();
    for (const part of ["font:", "font: 1px ", "font-family:,", "{font:9", "'"])
      toldOf([part.repeat(100_000 / part.length)], []);
    expect(performance.now() - start).to.be.below(1_000);
  });
});
