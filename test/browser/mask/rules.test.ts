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

/** Whether a change of an attribute may turn masks under these selectors. */
const READ = [
  { selectors: [], name: "data-state", localName: "p", read: false },
  { selectors: [], name: "class", localName: "p", read: true },
  { selectors: [], name: "glance_masked", localName: "p", read: true },
  { selectors: [], name: "slot", localName: "p", read: true },
  { selectors: [], name: "name", localName: "slot", read: true },
  { selectors: [], name: "maxlength", localName: "input", read: true },
  { selectors: [".a", "p"], name: "id", localName: "p", read: false },
  { selectors: ["p#a"], name: "id", localName: "p", read: true },
  { selectors: ["[data-a][ Data-State = 'x']"], name: "data-state", localName: "p", read: true },
  { selectors: ["[data-a]"], name: "DATA-A", localName: "p", read: true },
  { selectors: ["[lang|=en]"], name: "lang", localName: "p", read: true },
  // What is not read here may be anything.
  { selectors: ["[*|href]"], name: "href", localName: "a", read: true },
  { selectors: ["[\\64 ata-b]"], name: "data-b", localName: "p", read: true },
  { selectors: ["p:has(a)"], name: "data-b", localName: "p", read: true },
  { selectors: ["ul > li"], name: "data-b", localName: "p", read: true },
] as const;

describe("mask / attributes read", () => {
  for (const { selectors, name, localName, read } of READ)
    it(`says that ${name} of ${localName} ${read ? "may turn" : "turns no"} mask under ${JSON.stringify(selectors)}`, () => {
      expect(new MaskDecider({ mode: "listed", selectors }).reads(localName, name)).to.equal(read);
    });

  it("says so of each attribute that turns a mask, of thousands", () => {
    const parts = ["p", "input", ".a", "#a", "[a]", "[b=x]", "[data-c~=x]", "[A^=x i]", "[class=a]"];
    const names = [
      "a",
      "b",
      "data-c",
      "class",
      "id",
      "slot",
      "type",
      "name",
      "autocomplete",
      "glance_masked",
    ];
    const values = ["", "a", "x", "password", "cc-number", "true", "x y"];
    let seed = 11;
    const pick = <T>(from: readonly T[]): T => from[(seed = (seed * 48_271) % 2_147_483_647) % from.length]!;
    let turned = 0;
    for (let i = 0; i < 20_000; i += 1) {
      const decider = new MaskDecider({
        mode: pick(["listed", "except"]),
        selectors: [pick(parts), pick(parts) + pick(parts)],
      });
      const element = document.createElement(pick(["p", "input", "a"]));
      element.setAttribute(pick(names), pick(values));
      const before = decider.decide(element, decider.initial);
      const name = pick(names);
      element.setAttribute(name, pick(values));
      if (decider.decide(element, decider.initial) === before) continue;
      turned += 1;
      expect(decider.reads(element.localName, name), `${name} of ${element.outerHTML}`).to.equal(true);
    }
    expect(turned).to.be.greaterThan(500);
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
