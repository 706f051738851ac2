import { expect } from "chai";
import { MASK, MaskDecider, maskedAttributes } from "../../../core/mask/index.ts";

const DECIDABLE = [
  ".b",
  "#id",
  "[name='a b']",
  "ul > li + li",
  ".a:has(> .b)",
  ":is(.a, .b)",
  "input[type=tel i]",
  ".a\\:b",
  'a[href="x[1]"]',
];
/** P61: what a browser refuses, or takes though it is broken. Each masks everything. */
const UNDECIDABLE = [
  "",
  " ",
  ".b, :nope",
  ":is(.b, :nope)",
  ":has(:nope)",
  ':contains("x")',
  "//div",
  '[x="y',
  ":is(.b",
  ".b)",
  ".b { color: red }",
  ".b::before",
  "/* .a */ .b",
  ".b\\",
  ".a".repeat(600),
  `${":is(".repeat(20)}.a${")".repeat(20)}`,
];

describe("mask / rules", () => {
  for (const selector of DECIDABLE) {
    it(`takes ${selector}`, () => {
      expect(new MaskDecider({ mode: "listed", selectors: [selector] }).problem).to.equal(undefined);
    });
  }

  for (const selector of UNDECIDABLE) {
    it(`P61: masks everything when a selector is ${JSON.stringify(selector.slice(0, 30))}`, () => {
      const decider = new MaskDecider({ mode: "listed", selectors: [".ok", selector] });
      expect(decider.problem).to.be.a("string");
      expect(decider.decide(document.createElement("p"), decider.initial)).to.equal(MASK.covered);
    });
  }

  it("masks everything when there are more selectors than can be matched in time", () => {
    expect(new MaskDecider({ mode: "listed", selectors: new Array<string>(201).fill(".a") }).problem).to.be.a(
      "string",
    );
  });
});

/** HTML of one element, and whether it is masked under rules that list `.listed`. */
const ELEMENTS = [
  { id: "MSK-01", html: `<p class="listed">x</p>`, masked: true },
  { id: "MSK-01", html: `<p class="a glance_masked b">x</p>`, masked: true },
  { id: "MSK-01", html: `<p glance_masked="true">x</p>`, masked: true },
  { id: "MSK-05", html: `<p glance_masked="TRUE">x</p>`, masked: true },
  { id: "MSK-05", html: `<p glance_masked>x</p>`, masked: true },
  { id: "MSK-05", html: `<p glance_masked="false">x</p>`, masked: false },
  { id: "MSK-02", html: `<input type="password">`, masked: true },
  { id: "MSK-02", html: `<input type="PassWord">`, masked: true },
  { id: "P12", html: `<input type="hidden" value="x">`, masked: true },
  { id: "P14", html: `<input type="file">`, masked: true },
  { id: "P58", html: `<input autocomplete="section-a billing cc-number">`, masked: true },
  { id: "P58", html: `<input autocomplete="ONE-TIME-CODE">`, masked: true },
  { id: "P58", html: `<select autocomplete="cc-exp-month"></select>`, masked: true },
  { id: "P58", html: `<input name="ssn">`, masked: true },
  { id: "P58", html: `<input id="user_password_2">`, masked: true },
  { id: "P58", html: `<input name="spinner">`, masked: false },
  { id: "P58", html: `<input name="email" autocomplete="email">`, masked: false },
  { id: "-", html: `<p class="glance_masked_not">x</p>`, masked: false },
  { id: "-", html: `<p>x</p>`, masked: false },
] as const;

function elementOf(html: string): Element {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild!;
}

describe("mask / decide", () => {
  const decider = new MaskDecider({ mode: "listed", selectors: [".listed"] });
  for (const { id, html, masked } of ELEMENTS) {
    it(`${id}: ${masked ? "masks" : "shows"} ${html}`, () => {
      expect(decider.decide(elementOf(html), MASK.shown)).to.equal(masked ? MASK.masked : MASK.shown);
    });
  }

  it("P57: keeps a password field masked after it was shown as text", () => {
    const input = elementOf(`<input type="password">`);
    decider.decide(input, MASK.shown);
    input.setAttribute("type", "text");
    expect(decider.decide(input, MASK.shown)).to.equal(MASK.masked);
  });

  it("P71: lets an exception lift what is covered, and never what is masked", () => {
    const except = new MaskDecider({ mode: "except", selectors: [".open"] });
    const open = elementOf(`<p class="open">x</p>`);
    expect(except.decide(open, except.initial)).to.equal(MASK.shown);
    expect(except.decide(open, MASK.masked)).to.equal(MASK.masked);
    expect(except.decide(elementOf(`<p class="open glance_masked">x</p>`), except.initial)).to.equal(
      MASK.masked,
    );
    expect(except.decide(elementOf(`<p>x</p>`), MASK.shown)).to.equal(MASK.shown);
  });
});

describe("mask / replace", () => {
  const told = (html: string): string => {
    const element = elementOf(html);
    return maskedAttributes(element, element.getAttributeNames()).join(" ");
  };

  it("P3-P9: tells no attribute of a masked element that could say something", () => {
    const names =
      "title placeholder value alt aria-label aria-valuetext data-x name for href src srcset action poster cite content label onclick summary model-value min max pattern";
    const html = `<input ${names
      .split(" ")
      .map((name) => `${name}="canary"`)
      .join(" ")}>`;
    expect(told(html)).to.equal("");
  });

  it("P10: keeps of its style what lays it out, and no address, text or variable", () => {
    expect(
      told(
        `<p style="width: 40px; --user: 'canary'; background-image: url(canary); content: 'canary'; margin: var(--canary)">`,
      ),
    ).to.equal("style width:40px;");
  });

  it("P13: tells a masked field's type only where it decides how it is drawn", () => {
    expect(told(`<input type="checkbox">`)).to.equal("type checkbox");
    expect(told(`<input type="password">`)).to.equal("type text");
    expect(told(`<input type="date">`)).to.equal("type text");
  });
});
