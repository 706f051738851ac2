import { expect } from "chai";
import { checkCss } from "../../../core/check/css.ts";

const NONE = 'url("data:,")';
const EVIL = "https://evil.example/";

describe("check / css", () => {
  const same = [
    "a { color: red; margin: calc(1px + 2px) }",
    "@media (min-width: 1px) and (hover: hover) { a::after { content: 'url(https://shop.example/)' } }",
    `@import "glance-asset:3" layer(base) screen;`,
    'a { background: url("glance-asset:17") }',
    'a { background: url("data:image/png;base64,AA==") }',
    'a { mask: url("#part") }',
    '@font-face { font-family: F; src: url("glance-asset:1") format("woff2"), local("F") }',
    'a { background: image-set("glance-asset:1" 1x type("image/png"), "glance-asset:2" 2x) }',
    "a { background: image-set(linear-gradient(rgb(1 2 3), red) 1x) }",
    "a { --url-of-x: var(--y, env(safe-area-inset-top)) }",
    "a[href*='https:'] { color: red }",
    '@namespace svg url("http://www.w3.org/2000/svg"); svg|a { fill: red }',
    "\\41 { color: red } .\\32xl\\:p { color: red }",
    "<!-- a { color: red } -->",
    "a { b: U+26; c: 1e3px; d: #url }",
    "",
  ];
  for (const css of same)
    it(`leaves ${JSON.stringify(css)} as it is`, () => {
      expect(checkCss(css)).to.equal(css);
    });

  const changed = [
    { what: "an unquoted URL", css: `a{b:url(${EVIL})}`, to: `a{b:${NONE}}` },
    { what: "a quoted URL", css: `a{b:url("${EVIL}")}`, to: `a{b:${NONE}}` },
    { what: "white space around a URL", css: `a{b:url(\n\t ${EVIL} )}`, to: `a{b:${NONE}}` },
    { what: "an escaped function name", css: `a{b:\\75 r\\6c(${EVIL})}`, to: `a{b:${NONE}}` },
    { what: "an upper-case function name", css: `a{b:URL(${EVIL})}`, to: `a{b:${NONE}}` },
    { what: "an escaped URL", css: "a{b:url(\\68 ttps://evil.example)}", to: `a{b:${NONE}}` },
    { what: "a URL that is not closed", css: `a{b:url(${EVIL}`, to: `a{b:${NONE}` },
    { what: "a string that is not closed", css: `a{b:url("${EVIL}`, to: `a{b:${NONE.slice(0, -1)}` },
    { what: "a URL that a line break ends", css: `a{b:url("${EVIL}\n")}`, to: `a{b:url("data:,"\n"data:,"` },
    {
      what: "a URL with an escaped line break",
      css: `a{b:url("htt\\\nps://evil.example")}`,
      to: `a{b:${NONE}}`,
    },
    { what: "a relative URL", css: "a{b:url(x.png)}", to: `a{b:${NONE}}` },
    { what: "a protocol-relative URL", css: "a{b:url(//evil.example)}", to: `a{b:${NONE}}` },
    { what: "a blob", css: "a{b:url(blob:https://viewer.example/1)}", to: `a{b:${NONE}}` },
    { what: "a document as data", css: "a{b:url(data:text/html,x)}", to: `a{b:${NONE}}` },
    {
      what: "image-set with a string",
      css: `a{b:image-set("${EVIL}" 1x)}`,
      to: 'a{b:image-set("data:," 1x)}',
    },
    {
      what: "-webkit-image-set",
      css: `a{b:-webkit-image-set("${EVIL}" 1x)}`,
      to: 'a{b:-webkit-image-set("data:," 1x)}',
    },
    { what: "src()", css: `a{b:src("${EVIL}")}`, to: 'a{b:src("data:,")}' },
    { what: "image()", css: `a{b:image("${EVIL}")}`, to: 'a{b:image("data:,")}' },
    { what: "cross-fade()", css: `a{b:cross-fade(url(${EVIL}), red)}`, to: `a{b:cross-fade(${NONE}, red)}` },
    {
      what: "a string from var()",
      css: `a{--x:"${EVIL}";b:image-set(var(--x) 1x)}`,
      to: `a{--x:"${EVIL}";b:image-set(glance-none(--x) 1x)}`,
    },
    { what: "a string from attr()", css: "a{b:src(attr(title))}", to: "a{b:src(glance-none(title))}" },
    {
      what: "a string from a function of the sheet",
      css: "a{b:image-set(--f() 1x)}",
      to: "a{b:image-set(glance-none() 1x)}",
    },
    {
      what: "a string from if()",
      css: `a{b:src(if(else: "${EVIL}"))}`,
      to: 'a{b:src(glance-none(else: "data:,"))}',
    },
    {
      what: "a string in brackets",
      css: `a{b:image-set((("${EVIL}")) 1x)}`,
      to: 'a{b:image-set((("data:,")) 1x)}',
    },
    {
      what: "a URL in type()",
      css: `a{b:image-set("glance-asset:1" type(url(${EVIL})))}`,
      to: `a{b:image-set("glance-asset:1" type(${NONE}))}`,
    },
    { what: "an import by string", css: `@import "${EVIL}";`, to: '@import "data:,";' },
    { what: "an import by URL", css: `@import url(${EVIL});`, to: `@import ${NONE};` },
    { what: "an import by an escaped keyword", css: `@\\69mport "${EVIL}";`, to: '@\\69mport "data:,";' },
    { what: "an import of a picture", css: '@import "data:image/png,";', to: '@import "data:,";' },
    { what: "an import of data", css: '@import "data:text/css,a{}";', to: '@import "data:,";' },
    { what: "an import after a comment", css: `@import/**/"${EVIL}";`, to: '@import/**/"data:,";' },
    { what: "a namespace of the sheet's own", css: `@namespace url(${EVIL});`, to: `@namespace ${NONE};` },
    {
      what: "a URL behind a namespace rule within a block",
      css: `a{@namespace x;background:url(${EVIL})}`,
      to: `a{@namespace x;background:${NONE}}`,
    },
    {
      what: "a namespace's name that is not at the top",
      css: "a{b:[@namespace url(http://www.w3.org/2000/svg)}",
      to: `a{b:[@namespace ${NONE}}`,
    },
    {
      what: "a URL in what looks like a namespace rule that is not closed",
      css: `a{@namespace (;background:url(${EVIL})}`,
      to: `a{@namespace (;background:${NONE}}`,
    },
    {
      what: "a function name after a character that not all browsers have in names",
      css: `a{b:\u00d7url(${EVIL})}`,
      to: `a{b:${NONE}}`,
    },
    { what: "a dimension that looks like a URL", css: `a{b:1url(${EVIL})}`, to: `a{b:1${NONE}}` },
    {
      what: "a comment (S49: it may name a source map)",
      css: "/* secret */ a {} /*# sourceMappingURL=https://evil.example/x.map */",
      to: "/**/ a {} /**/",
    },
    { what: "a comment that is not closed", css: "a {} /* x", to: "a {} /**/" },
    {
      what: "a comment in which a string begins",
      css: `/* " */ a{b:url(${EVIL})} /* " */`,
      to: `/**/ a{b:${NONE}} /**/`,
    },
    {
      what: "a string in which a comment begins",
      css: `a{b:"/*";c:url(${EVIL});d:"*/"}`,
      to: `a{b:"/*";c:${NONE};d:"*/"}`,
    },
    {
      what: "a string that a backslash seems to close",
      css: `a{b:"\\";c:url(${EVIL});d:"}`,
      to: `a{b:"\\";c:url(${EVIL});d:"}`,
    },
    { what: "a string that a line break ended", css: `a{b:"\nc:url(${EVIL})}`, to: `a{b:"\nc:${NONE}}` },
    { what: "@media (scripting)", css: "@media (scripting) {a{}}", to: "@media (min-width:0) {a{}}" },
    {
      what: "@media (scripting: enabled)",
      css: "@media (scripting: enabled) {a{}}",
      to: "@media (min-width:0) {a{}}",
    },
    {
      what: "@media (scripting: none)",
      css: "@media (scripting:none) {a{}}",
      to: "@media (max-width:-1px) {a{}}",
    },
  ];
  for (const { what, css, to } of changed)
    it(`S17: takes out ${what}`, () => {
      expect(checkCss(css)).to.equal(to);
    });

  it("S17: leaves no address behind, wherever one stands", () => {
    for (const { css } of changed) {
      const left = checkCss(css).replace(/"(\\[^]|[^"\\\n])*("|$)/g, '""');
      expect(left, css).to.not.match(/url\([^"]|evil/);
    }
  });

  it("takes the second time nothing more than the first time", () => {
    for (const css of [...same, ...changed.map((row) => row.css)])
      expect(checkCss(checkCss(css)), css).to.equal(checkCss(css));
  });

  for (const css of [
    "image(@media(scripting:(",
    "image(@media scripting:(",
    "@namespace(URL(http://www.w3.org/2000/svg",
  ])
    it(`S17: finds nothing more to take out of what is left of ${css}`, () => {
      expect(checkCss(checkCss(css))).to.equal(checkCss(css));
    });

  it("S34, S35: reads a megabyte of anything in a time that grows with its length alone", () => {
    for (const part of ["(", "@", "\\", "url(", '"', "/*", "@media (", "a{b:image-set(", "-", "\u00d7url("]) {
      const css = part.repeat(Math.ceil(1_000_000 / part.length));
      const start = performance.now();
      checkCss(css);
      expect(performance.now() - start, part).to.be.below(2_000);
    }
  });
});
