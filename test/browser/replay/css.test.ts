// The check of CSS against the reader that counts: what Chromium understands of checked text, whatever it was before.
import { expect } from "chai";
import { checkCss } from "../../../core/check/css.ts";
import { randomCss } from "../../fuzz/pages.ts";
import { seededRandom } from "../../unit/link/virtual-clock.ts";

const RUNS = 3_000;
/** An address that is loaded: as Chromium writes what it has understood, imports by string included. */
const LOADED =
  /(?<![-@\w\u0080-\uffff])(url\("?|src\(")(https?:)?\/\/|(?<![-@\w\u0080-\uffff])image-set\([^)]*"(https?:)?\/\//;

/** Rules of `css` as Chromium understands them, in a document that loads nothing. */
function understood(css: string): string {
  const inert = document.implementation.createHTMLDocument();
  const style = inert.createElement("style");
  style.textContent = css;
  inert.head.append(style);
  const { sheet } = style;
  if (sheet === null) throw new Error("no sheet");
  const text = [...sheet.cssRules]
    .filter((rule) => !(rule instanceof CSSNamespaceRule))
    .map(({ cssText }) => cssText)
    .join("\n");
  // Chromium leaves values that hold functions of the sheet's own as they are: texts in them load nothing.
  return text.replace(
    /\\[^]|"(\\[^]|[^"\\\n])*("|$|(?=\n))|'(\\[^]|[^'\\\n])*('|$|(?=\n))/g,
    (token, ...rest: unknown[]) => {
      if (token.startsWith("\\")) return "x";
      if (/^"(data:|#)/.test(token)) return " ";
      const before = text.slice(
        0,
        rest.find((value) => typeof value === "number"),
      );
      return /(?<![-@\w\u0080-\uffff])(url|src|image-set)\(\s*$/i.test(before) ? token : " ";
    },
  );
}

/** As it would stand in a page: whatever comes before an address, it is within some rule. */
const pageOf = (css: string): readonly string[] => [
  css,
  `a { b: ${css}`,
  `a { background: ${css}`,
  `@media all { a { ${css}`,
];

describe("core / check / css, as Chromium reads it", function () {
  this.timeout(120_000);

  it("S17: leaves nothing to load in any text", async () => {
    for (let seed = 1; seed <= RUNS; seed += 1) {
      // The runner asks the page from time to time whether it lives.
      if (seed % 100 === 0) await new Promise((resolve) => setTimeout(resolve));
      const random = seededRandom(seed);
      for (const css of pageOf(randomCss(random))) {
        const checked = checkCss(css);
        expect(
          understood(checked),
          `seed ${seed}: ${JSON.stringify(css)} → ${JSON.stringify(checked)}`,
        ).to.not.match(LOADED);
      }
    }
  });

  it("would see what is loaded (control)", () => {
    for (const css of [
      "a { background: u\\72l(https://evil.example/) }",
      "a { @namespace x; background: url(https://evil.example/) }",
      'a { background: image-set("https://evil.example/" 1x) }',
      '@import "https://evil.example/";',
      "@font-face { font-family: F; src: url(https://evil.example/) }",
    ])
      expect(understood(css), css).to.match(LOADED);
    const seen = Array.from({ length: 2_000 }, (_, i) => pageOf(randomCss(seededRandom(i + 1)))).flat();
    expect(seen.filter((css) => LOADED.test(understood(css))).length, "random texts").to.be.above(100);
  });
});
