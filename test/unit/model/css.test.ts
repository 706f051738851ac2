import { expect } from "chai";
import { checkCss } from "../../../core/check/css.ts";
import { rewriteCss } from "../../../core/model/css.ts";

/** Each URL becomes a number, as an asset has it; sheets are marked. */
function rewritten(css: string): { css: string; urls: string[] } {
  const urls: string[] = [];
  const text = rewriteCss(css, (url, kind) => `glance-asset:${urls.push(`${kind} ${url}`)}`);
  return { css: text, urls };
}

const A1 = 'url("glance-asset:1")';

const ROWS: readonly (readonly [what: string, css: string, to: string, ...urls: string[]])[] = [
  ["an unquoted URL", "a{b:url(x.png)}", `a{b:${A1}}`, "picture x.png"],
  ["a quoted URL", `a{b:url('x y.png')}`, `a{b:${A1}}`, "picture x y.png"],
  ["white space around a URL", "a{b:url(\n x.png\t)}", `a{b:${A1}}`, "picture x.png"],
  ["an upper-case function name", "a{b:URL(x.png)}", `a{b:${A1}}`, "picture x.png"],
  ["escapes in a URL", "a{b:url(x\\29 \\000041.png)}", `a{b:${A1}}`, "picture x)A.png"],
  ["an escaped quote", `a{b:url("x\\"y.png")}`, `a{b:${A1}}`, 'picture x"y.png'],
  ["an empty URL", "a{b:url()}", `a{b:${A1}}`, "picture "],
  ["a URL at the end of an open sheet", "a{b:url(x.png", 'a{b:url("glance-asset:1" ', "picture x.png"],
  [
    "several in one value",
    "a{b:url(x),url(y)}",
    `a{b:${A1},url("glance-asset:2")}`,
    "picture x",
    "picture y",
  ],
  ["an import by string", '@import "x.css" screen;', '@import "glance-asset:1" screen;', "sheet x.css"],
  [
    "an import by URL, with layer and condition",
    "@import url(x.css) layer(a) supports(color: red) print;",
    `@import ${A1} layer(a) supports(color: red) print;`,
    "sheet x.css",
  ],
  [
    "what follows an import that ended",
    '@import "x.css"; a{b:url(y);content:"z"}',
    `@import "glance-asset:1"; a{b:url("glance-asset:2");content:"z"}`,
    "sheet x.css",
    "picture y",
  ],
  [
    "an image set of strings",
    'a{b:image-set("x.png" 1x type("image/png"), url(y.png) 2x)}',
    'a{b:image-set("glance-asset:1" 1x type("image/png"), url("glance-asset:2") 2x)}',
    "picture x.png",
    "picture y.png",
  ],
  [
    "an image set by its old name, with a gradient in it",
    `a{b:-webkit-image-set(linear-gradient(rgb(1 2 3),red) 1x,'x.png' 2x)}`,
    'a{b:-webkit-image-set(linear-gradient(rgb(1 2 3),red) 1x,"glance-asset:1" 2x)}',
    "picture x.png",
  ],
  [
    "a font",
    "@font-face{src:url(f.woff2) format('woff2')}",
    `@font-face{src:${A1} format('woff2')}`,
    "picture f.woff2",
  ],
  ["a custom property", "a{--b:url(x.png)}", `a{--b:${A1}}`, "picture x.png"],
  ["a comment beside a URL", "/* url(no.png) */a{b:url(x)}", `/**/a{b:${A1}}`, "picture x"],
  ["a URL in a string", `a{content:"url(no.png)";b:url(x)}`, `a{content:"url(no.png)";b:${A1}}`, "picture x"],
  ["a namespace", "@namespace url(http://x);a{b:url(x)}", `@namespace url(http://x);a{b:${A1}}`, "picture x"],
  [
    "a string that a line break ends",
    `a{content:"no\n}b{c:url(x)}`,
    `a{content:"no\n}b{c:${A1}}`,
    "picture x",
  ],
  ["a comment that is not closed", "a{b:url(x)}/* url(no)", `a{b:${A1}}/**/`, "picture x"],
];

describe("core / model / css", () => {
  for (const [what, css, to, ...urls] of ROWS)
    it(`rewrites ${what}`, () => {
      expect(rewritten(css)).to.deep.equal({ css: to, urls });
    });

  for (const [what, css] of ROWS)
    it(`has nothing left that the check would take out: ${what}`, () => {
      const { css: told } = rewritten(css);
      // The check puts quotes in its own way, and namespaces too.
      if (!told.includes("@namespace")) expect(checkCss(told).trim()).to.equal(told.trim());
    });

  it("passes through what has no URLs, whatever else is in it", () => {
    const css = `@layer a, b; a:hover { margin: var(--m) } /* kept */ @media (width > 1px) { b { content: "\\201C" } }`;
    expect(rewritten(css)).to.deep.equal({ css, urls: [] });
  });

  it("takes time in proportion to the text, also when nothing is ever closed", () => {
    for (const piece of ["image-set(", `image-set("`, "url(", 'url("', "/*", `"a`, "@import ", "\\"]) {
      const start = performance.now();
      rewritten(`a{b:url(x)}${piece.repeat(20_000)}`);
      expect(performance.now() - start, piece).to.be.lessThan(2_000);
    }
  });
});
