// F31–F48: style sheets, however a page makes and changes them. What they say is in css-values.test.ts.
import { expect } from "chai";
import type { MirroredPage } from "./mirrored-page.ts";
import { describeRows, type Row } from "./rows.ts";

const RED = "rgb(255, 0, 0)";
const BLACK = "rgb(0, 0, 0)";
const TEXTS = "<p id=a>A</p><p id=b>B</p><p id=c>C</p>";

const styleOf = (copy: Document, selector: string, pseudo?: string): CSSStyleDeclaration =>
  copy.defaultView!.getComputedStyle(copy.querySelector(selector)!, pseudo);
const colours = (copy: Document, ...selectors: readonly string[]): string[] =>
  selectors.map((selector) => styleOf(copy, selector).color);
const sheetOf = (page: MirroredPage, index = 0): CSSStyleSheet => page.document.styleSheets[index]!;
const allRed = (copy: Document): void => {
  expect(colours(copy, "#a", "#b", "#c")).to.deep.equal([RED, RED, RED]);
};
const blob = (page: MirroredPage, css: string): string =>
  page.window.URL.createObjectURL(new Blob([css], { type: "text/css" }));

/** Puts a link to the sheet `css` into the page, and waits until it is loaded. */
async function link(page: MirroredPage, href: string): Promise<HTMLLinkElement> {
  const element = page.document.createElement("link");
  element.rel = "stylesheet";
  element.href = href;
  const loaded = new Promise((resolve) => element.addEventListener("load", resolve, { once: true }));
  page.document.head.append(element);
  await loaded;
  return element;
}

const byScript: readonly Row[] = [
  {
    title: "F31: shows rules that scripts have inserted one by one into an empty sheet, and took away again",
    html: `<style></style>${TEXTS}`,
    act(page) {
      const sheet = sheetOf(page);
      for (const id of ["c", "b", "none", "a"]) sheet.insertRule(`#${id} { color: red }`);
      sheet.deleteRule(1);
    },
    shows: allRed,
  },
  {
    title: "F31: shows rules that were there before the mirroring began",
    html: `<style></style>${TEXTS}<script>
      for (const id of "abc") document.styleSheets[0].insertRule("#" + id + "{color:red}")</script>`,
    shows: allRed,
  },
  {
    title: "F32: follows rules within rules, deleted and inserted at their places",
    html: `<style>#a { color: red } @supports (color: red) { @media (width > 1px) { #b { color: green } } }</style>${TEXTS}`,
    act(page) {
      const outer = sheetOf(page).cssRules[1] as CSSSupportsRule;
      const inner = outer.cssRules[0] as CSSMediaRule;
      inner.deleteRule(0);
      inner.insertRule("#b { color: red }");
      outer.insertRule("@media (width > 2px) { #c { color: red } }", 1);
    },
    shows: allRed,
  },
  {
    title: "F33: follows what is written to a rule's style by name, by text and by method, and its selector",
    html: `<style>#a { color: green } #b { color: green } .none { color: red } #a { text-indent: 1px }</style>${TEXTS}`,
    act(page) {
      const [one, two, three, four] = sheetOf(page).cssRules as unknown as readonly CSSStyleRule[];
      one!.style.color = "red";
      two!.style.cssText = "color: red";
      three!.selectorText = "#c";
      four!.style.setProperty("text-indent", "7px");
    },
    shows(copy) {
      allRed(copy);
      expect(styleOf(copy, "#a").textIndent).to.equal("7px");
    },
  },
  {
    title: "F34: follows sheets switched off and on, by their elements and by their media",
    html: `<style id=s>#a { color: red }</style><style id=t media=print>#b { color: red }</style><style id=u>#c { color: green }</style>${TEXTS}`,
    loaded: (copy) => expect(colours(copy, "#a", "#b")).to.deep.equal([RED, BLACK]),
    async act(page) {
      sheetOf(page, 0).disabled = true;
      sheetOf(page, 1).media.mediaText = "screen";
      (page.of("#u") as HTMLStyleElement).disabled = true;
      await page.settle();
      expect(colours(page.copy, "#a", "#b", "#c")).to.deep.equal([BLACK, RED, BLACK]);
      sheetOf(page, 0).disabled = false;
      page.of("#t").setAttribute("media", "print");
    },
    shows: (copy) => expect(colours(copy, "#a", "#b", "#c")).to.deep.equal([RED, BLACK, BLACK]),
  },
  {
    title: "F34: has alternate sheets off until they are chosen",
    html: TEXTS,
    async act(page) {
      const element = page.document.createElement("link");
      element.rel = "alternate stylesheet";
      element.title = "Other";
      element.href = blob(page, "#a, #b, #c { color: red }");
      const loaded = new Promise((resolve) => element.addEventListener("load", resolve, { once: true }));
      page.document.head.append(element);
      await loaded;
      await page.settle();
      expect(colours(page.copy, "#a")).to.deep.equal([BLACK]);
      element.disabled = true;
      const again = new Promise((resolve) => element.addEventListener("load", resolve, { once: true }));
      element.disabled = false;
      await again;
    },
    shows: allRed,
  },
  {
    title: "F34: switches a link off by its attribute, and on again",
    html: TEXTS,
    async act(page) {
      const element = await link(page, blob(page, "#a, #b, #c { color: red }"));
      await page.settle();
      allRed(page.copy);
      element.disabled = true;
      await page.settle();
      expect(colours(page.copy, "#a")).to.deep.equal([BLACK]);
      const loaded = new Promise((resolve) => element.addEventListener("load", resolve, { once: true }));
      element.disabled = false;
      await loaded;
    },
    shows: allRed,
  },
  {
    title: "F35: follows adopted sheets that are assigned, pushed, spliced and let go of",
    html: TEXTS,
    async act(page) {
      const [a, b, c, none] = ["#a", "#b", "#c", "p"].map((id) => {
        const sheet = new page.window.CSSStyleSheet();
        sheet.replaceSync(`${id} { color: red }`);
        return sheet;
      });
      const list = (page.document.adoptedStyleSheets = [none!]);
      await page.settle();
      allRed(page.copy);
      page.document.adoptedStyleSheets = [];
      await page.settle();
      expect(colours(page.copy, "#a", "#b", "#c")).to.deep.equal([BLACK, BLACK, BLACK]);
      expect(list).to.have.length(1);
      page.document.adoptedStyleSheets.push(a!, none!, b!);
      await page.settle();
      page.document.adoptedStyleSheets.splice(1, 1, c!);
    },
    shows(copy) {
      allRed(copy);
      expect(copy.adoptedStyleSheets.length).to.equal(3);
    },
  },
  {
    title: "F37: shows constructed sheets with what was done to their rules before anybody showed them",
    html: TEXTS,
    act(page) {
      const sheet = new page.window.CSSStyleSheet();
      sheet.replaceSync("#a { color: green } #b { color: red }");
      page.document.adoptedStyleSheets = [sheet];
      (sheet.cssRules[0] as CSSStyleRule).style.color = "red";
      const empty = new page.window.CSSStyleSheet();
      empty.replaceSync("");
      page.document.adoptedStyleSheets.push(empty);
      empty.insertRule("#c { color: red }");
    },
    shows: allRed,
  },
  {
    title: "F36: sends one constructed sheet once for 500 shadow roots",
    html: TEXTS,
    async act(page) {
      await page.settle();
      const before = page.bytes;
      const sheet = new page.window.CSSStyleSheet();
      // As large as 500 roots are, and not to be deflated.
      const filler = Array.from({ length: 2_000 }, (_, i) => ((i * 2_654_435_761) >>> 0).toString(36)).join(
        " ",
      );
      sheet.replaceSync(`b { color: red; --filler: ${filler} }`);
      for (let i = 0; i < 500; i += 1) {
        const root = page.document.body
          .appendChild(page.document.createElement("x-card"))
          .attachShadow({ mode: "open" });
        root.innerHTML = "<b>B</b>";
        root.adoptedStyleSheets = [sheet];
      }
      await page.settle();
      expect(page.bytes - before).to.be.lessThan(2 * filler.length);
    },
    shows(copy) {
      const hosts = [...copy.querySelectorAll("x-card")];
      const red = hosts.filter(
        ({ shadowRoot }) => copy.defaultView!.getComputedStyle(shadowRoot!.querySelector("b")!).color === RED,
      );
      expect(red.length).to.equal(500);
    },
  },
  {
    title: "F37: follows constructed sheets that are replaced, at once and later, and changed by rule",
    html: TEXTS,
    async act(page) {
      const sheet = new page.window.CSSStyleSheet();
      page.document.adoptedStyleSheets = [sheet];
      sheet.replaceSync("p { color: green }");
      await page.settle();
      await sheet.replace("#a, #b { color: red }");
      await page.settle();
      sheet.insertRule("#c { color: red }", 1);
    },
    shows: allRed,
  },
  {
    title: "F38: says nothing of a rule that the browser has refused",
    html: `<style>#a { color: red }</style>${TEXTS}`,
    async act(page) {
      await page.settle();
      const before = page.messages;
      expect(() => sheetOf(page).insertRule("}{")).to.throw();
      expect(() => sheetOf(page).insertRule("#a { color: green }", 9)).to.throw();
      expect(() => sheetOf(page).deleteRule(7)).to.throw();
      await page.settle();
      expect(page.messages).to.equal(before);
    },
    shows: (copy) => expect(colours(copy, "#a")).to.deep.equal([RED]),
  },
];

const texts: readonly Row[] = [
  {
    title: "F40: keeps shorthands with var() as they were written",
    html: `<style>:root { --c: red; --p: 3px } #a { border: 2px solid var(--c); padding: var(--p); background: var(--c) }</style>${TEXTS}`,
    shows(copy) {
      const { borderTopWidth, borderTopColor, paddingLeft, backgroundColor } = styleOf(copy, "#a");
      expect([borderTopWidth, borderTopColor, paddingLeft, backgroundColor]).to.deep.equal([
        "2px",
        RED,
        "3px",
        RED,
      ]);
    },
  },
  {
    title: "F40: keeps them when another rule of the same sheet is changed by a script",
    html: `<style>:root { --p: 3px } #a { padding: var(--p) } #b { color: green }</style>${TEXTS}`,
    act(page) {
      (sheetOf(page).cssRules[2] as CSSStyleRule).style.color = "red";
      sheetOf(page).insertRule("#c { color: red }", 3);
    },
    shows(copy) {
      expect(styleOf(copy, "#a").paddingLeft).to.equal("3px");
      expect(colours(copy, "#b", "#c")).to.deep.equal([RED, RED]);
    },
  },
  {
    title: "F41: passes over empty rules, unknown ones and what ends too early",
    html: `<style>#none {} @unknown x { y } @media { } #a { color: red; bad!; } ;;} #b { color: red }
      @font-feature-values F { @styleset { nice: 1 } } @page :first { margin: 1in } @counter-style x { system: cyclic; symbols: x }
      @color-profile --x { src: none } #c { color: red } #d { color: green</style>${TEXTS}`,
    // The bracket too many takes the rule behind it along, at the visitor too.
    shows: (copy, page) =>
      expect(colours(copy, "#a", "#b", "#c")).to.deep.equal(colours(page.document, "#a", "#b", "#c")),
  },
  {
    title: "F42: follows chains of imports with layers and conditions",
    html: TEXTS,
    async act(page) {
      const inner = blob(page, "#a { color: red }");
      const middle = blob(page, `@import "${inner}"; #b { color: red }`);
      const style = page.document.createElement("style");
      style.textContent = `@layer low, high;
        @import url("${middle}") layer(high) supports(display: grid) (width > 1px);
        @import url(${blob(page, "#c { color: red }")}) print;
        @layer low { #a, #b { color: green } }`;
      const loaded = new Promise((resolve) => style.addEventListener("load", resolve, { once: true }));
      page.document.head.append(style);
      await loaded;
    },
    shows: (copy) => expect(colours(copy, "#a", "#b", "#c")).to.deep.equal([RED, RED, BLACK]),
  },
  {
    title: "F43: keeps layers, scopes, containers, properties, nesting and :has() as they were written",
    html: `<style>@layer one, two; @layer two { #a { color: red } } @layer one { #a { color: green } }
      @scope (section) to (.end) { p { color: red } } .box { container-type: inline-size; width: 300px }
      @container (width > 200px) { #c { color: red } } @property --n { syntax: "<length>"; inherits: false; initial-value: 7px }
      #a { text-indent: var(--n); &.on { letter-spacing: 3px } } body:has(#c) #a { word-spacing: 5px }
      @starting-style { #a { opacity: 0 } }</style>
      <p id=a class=on>A</p><section><p id=b>B</p><div class=end><p id=d>D</p></div></section><div class=box><p id=c>C</p></div>`,
    shows(copy) {
      const { textIndent, letterSpacing, wordSpacing } = styleOf(copy, "#a");
      expect(colours(copy, "#a", "#b", "#c", "#d")).to.deep.equal([RED, RED, RED, BLACK]);
      expect([textIndent, letterSpacing, wordSpacing]).to.deep.equal(["7px", "3px", "5px"]);
    },
  },
  {
    title: "F44: takes a style of several texts as one, and follows when one of them is edited",
    html: `<style id=s>#a { co</style>${TEXTS}`,
    async act(page) {
      const style = page.of("#s");
      style.append("lor: red } #b { col", "or: green }");
      await page.settle();
      expect(colours(page.copy, "#a", "#b")).to.deep.equal([RED, "rgb(0, 128, 0)"]);
      (style.childNodes[2] as Text).data = "or: red } #c { color: red }";
    },
    shows: allRed,
  },
  {
    title: "F46: resolves addresses against the sheet that has them",
    html: `<style>#a { background: image-set("data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" 1x); cursor: url(data:image/png;base64,AA) 1 1, crosshair; mask: url("#m") }</style>${TEXTS}`,
    shows(copy) {
      const { backgroundImage, cursor, maskImage } = styleOf(copy, "#a");
      expect(backgroundImage).to.include("data:image/gif");
      expect(cursor).to.match(/^url\("data:image\/png.*crosshair$/);
      expect(maskImage).to.equal('url("#m")');
    },
  },
  {
    title: "F46: shows drawings that stand in sheets as they are written, spaces and quotes in them",
    html: `<style>#a { background: url("data:image/svg+xml,%3csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 4'%3e%3ccircle r='2' fill='red'/%3e%3c/svg%3e") }
      #b { background-image: url('data:image/svg+xml;utf8,<svg viewBox="0 0 1 1" xmlns="http://www.w3.org/2000/svg"><line x1="0" y1="0" x2="1" y2="1" stroke="rgba(41, 41, 41, 1)" /></svg>') }</style>${TEXTS}`,
    shows(copy, page) {
      for (const id of ["#a", "#b"]) {
        const { backgroundImage } = styleOf(copy, id);
        expect(backgroundImage).to.equal(page.window.getComputedStyle(page.of(id)).backgroundImage);
        expect(backgroundImage).to.include("www.w3.org/2000/svg");
      }
    },
  },
  {
    title: "F47: shows sheets of blob: and data: addresses, also when the blob is gone",
    html: TEXTS,
    async act(page) {
      const href = blob(page, "#a, #b { color: red }");
      await link(page, href);
      page.window.URL.revokeObjectURL(href);
      await link(page, "data:text/css,%23c{color:red}");
    },
    shows: allRed,
  },
  {
    title: "F48: sends a text that many style elements repeat once",
    html: TEXTS,
    async act(page) {
      await page.settle();
      const before = page.bytes;
      const filler = Array.from({ length: 20_000 }, (_, i) => ((i * 2_654_435_761) >>> 0).toString(36)).join(
        " ",
      );
      for (let i = 0; i < 20; i += 1) {
        const style = page.document.createElement("style");
        style.textContent = `#a, #b, #c { color: red; --filler: ${filler} }`;
        page.document.head.append(style);
      }
      await page.settle();
      expect(page.bytes - before).to.be.lessThan(2 * filler.length);
    },
    shows: allRed,
  },
];

describeRows("css / sheets and scripts", byScript);
describeRows("css / texts", texts);
