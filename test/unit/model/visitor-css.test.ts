// F49–F56: what selectors and conditions ask of a browser, in words that say the same at an agent.
import { expect } from "chai";
import { VisitorCss } from "../../../core/model/visitor-css.ts";

const PHONE = {
  features: new Set(
    "prefers-color-scheme:dark hover:none any-hover:none pointer:coarse any-pointer:coarse prefers-contrast:more".split(
      " ",
    ),
  ),
  screenWidth: 390,
  screenHeight: 844,
  pixelRatio: 2.625,
};
const YES = "(min-width:0)";
const NO = "(max-width:-1px)";

function shown(css: string, facts: typeof PHONE | undefined): string {
  const visitor = new VisitorCss();
  visitor.facts = facts;
  return visitor.css(css);
}

const SELECTORS: readonly (readonly [what: string, css: string, to: string])[] = [
  ["a pseudo-class", "a:hover b{c:d}", "a[glance-hover] b{c:d}"],
  ["an upper-case one", "a:HOVER{}", "a[glance-hover]{}"],
  ["several, as specific as they were", "a:hover:focus-visible{}", "a[glance-hover][glance-focus-visible]{}"],
  ["within functions", "a:is(:hover,:not(:active)){}", "a:is([glance-hover],:not([glance-active])){}"],
  ["before a pseudo-element", "a:hover::before{}", "a[glance-hover]::before{}"],
  [
    "behind one, where no attribute may be",
    "a::before:hover,a:after:hover{}",
    "a::before:hover,a:after:hover{}",
  ],
  ["behind a combinator after one", "x::part(y):hover z:hover{}", "x::part(y):hover z[glance-hover]{}"],
  ["in a slot", "::slotted(a:hover){}", "::slotted(a[glance-hover]){}"],
  ["on a host", ":host(:hover) b{}", ":host([glance-hover]) b{}"],
  ["behind a host", ":host:hover b:hover{}", ":host([glance-hover]) b[glance-hover]{}"],
  ["behind a host with a condition", ":host(.a):focus{}", ":host(.a[glance-focus]){}"],
  ["links, visited or not", "a:link:hover,a:visited{}", "a:any-link[glance-hover],a[glance-visited]{}"],
  ["fields", ":user-invalid,:-webkit-autofill{}", "[glance-user-invalid],[glance-autofill]{}"],
  [
    "nested rules, and not declarations",
    "a{b:hover;&:hover{c:d}e:hover{f:g}}",
    "a{b:hover;&[glance-hover]{c:d}e[glance-hover]{f:g}}",
  ],
  [
    "a custom property that looks like a rule",
    "a{--b:{c:hover{}};d:e}f:hover{}",
    "a{--b:{c:hover{}};d:e}f[glance-hover]{}",
  ],
  [
    "no strings, attributes, escapes and comments",
    `[a=":hover"] .b\\:hover,/*:hover{*/a:hover{c:":hover{"}`,
    `[a=":hover"] .b\\:hover,/*:hover{*/a[glance-hover]{c:":hover{"}`,
  ],
  ["no URLs", "a{b:url(:hover{;)}a:hover{}", "a{b:url(:hover{;)}a[glance-hover]{}"],
  [
    "scopes",
    "@scope (a:hover) to (:focus){:scope:hover{}}",
    "@scope (a[glance-hover]) to ([glance-focus]){:scope[glance-hover]{}}",
  ],
  [
    "no questions about selectors",
    "@supports selector(:hover){a:hover{}}",
    "@supports selector(:hover){a[glance-hover]{}}",
  ],
  ["no longer names", "a:hover-x,a:focusing{}", "a:hover-x,a:focusing{}"],
  ["what follows an error", "a{b:(}c:hover{}", "a{b:(}c:hover{}"],
  ["an open end", "a:hover{b:c", "a[glance-hover]{b:c"],
];

const CONDITIONS: readonly (readonly [what: string, css: string, to: string])[] = [
  ["words", "@media (hover:hover) and (pointer: coarse){}", `@media ${NO} and ${YES}{}`],
  [
    "features alone",
    "@media (hover),(prefers-color-scheme),(prefers-contrast){}",
    `@media ${NO},${YES},${YES}{}`,
  ],
  ["negations", "@media not all and (prefers-color-scheme:dark){}", `@media not all and ${YES}{}`],
  ["brackets around", "@media (not (hover:none)) or (width>1px){}", `@media (not ${YES}) or (width>1px){}`],
  [
    "resolutions",
    "@media (min-resolution:2dppx),(max-resolution:192dpi),(resolution:2.625x){}",
    `@media ${YES},${NO},${YES}{}`,
  ],
  ["their old name", "@media (-webkit-min-device-pixel-ratio:1.5){}", `@media ${YES}{}`],
  ["ranges", "@media (1dppx<resolution<=2.5dppx),(400px >= device-width){}", `@media ${NO},${YES}{}`],
  ["the screen", "@media (device-width:390px) and (max-device-height:500px){}", `@media ${YES} and ${NO}{}`],
  ["no words that no browser knows", "@media (hover:maybe){}", "@media (hover:maybe){}"],
  [
    "no features that the visitor's browser did not tell",
    "@media (prefers-reduced-data:reduce){}",
    "@media (prefers-reduced-data:reduce){}",
  ],
  ["no sums", "@media (min-resolution:calc(1x*2)){}", "@media (min-resolution:calc(1x*2)){}"],
  [
    "no functions",
    `@import "glance-asset:1" layer(hover) supports(hover:none) (hover:none);`,
    `@import "glance-asset:1" layer(hover) supports(hover:none) ${YES};`,
  ],
  [
    "no container queries",
    "@container (hover:hover) style(--hover:none){}",
    "@container (hover:hover) style(--hover:none){}",
  ],
  ["comments within", "@media (hover/**/:/**/none){}", `@media ${YES}{}`],
  [
    "colour schemes that are the visitor's choice",
    "a{color-scheme:light dark;b:c}d{color-scheme:dark light}",
    "a{color-scheme:dark;b:c}d{color-scheme:dark}",
  ],
  ["none that are the page's", "a{color-scheme:only light}", "a{color-scheme:only light}"],
];

describe("core / model / visitor-css", () => {
  for (const [what, css, to] of SELECTORS)
    it(`puts selectors in other words: ${what}`, () => {
      expect(shown(css, PHONE)).to.equal(to);
      expect(shown(css, undefined), "without facts").to.equal(to);
    });

  for (const [what, css, to] of CONDITIONS)
    it(`answers conditions: ${what}`, () => {
      expect(shown(css, PHONE)).to.equal(to);
      expect(shown(css, undefined), "without facts").to.equal(css);
    });

  it("takes time in proportion to the text, also when nothing is ever closed", () => {
    const pieces = [
      "a:hover(",
      "url(",
      'url("',
      "/*",
      `"a`,
      "@media (hover",
      "\\",
      "{",
      "(",
      ":hover",
      "url(   ",
      "--a:{",
      ":host(",
    ];
    for (const piece of pieces) {
      const start = performance.now();
      shown(`a:hover${piece.repeat(20_000)}`, PHONE);
      expect(performance.now() - start, piece).to.be.lessThan(2_000);
    }
  });
});
