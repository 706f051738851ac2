// F65–F69: what style sheets and style attributes say, and what a page says of how it is shown.
import { expect } from "chai";
import type { MirroredPage } from "./mirrored-page.ts";
import { describeRows, type Row } from "./rows.ts";

const RED = "rgb(255, 0, 0)";
const TEXTS = "<p id=a>A</p><p id=b>B</p><p id=c>C</p>";

const styleOf = (copy: Document, selector: string, pseudo?: string): CSSStyleDeclaration =>
  copy.defaultView!.getComputedStyle(copy.querySelector(selector)!, pseudo);
const sheetOf = (page: MirroredPage, index = 0): CSSStyleSheet => page.document.styleSheets[index]!;

const values: readonly Row[] = [
  {
    title: "F65: keeps prefixes and clipped backgrounds, also in rules that the CSSOM prints",
    html: `<style>#a { -webkit-background-clip: text; -webkit-text-fill-color: transparent; -webkit-line-clamp: 2; display: -webkit-box }</style>${TEXTS}`,
    act: (page) =>
      void sheetOf(page).insertRule("#b { background-clip: text; -webkit-text-stroke: 1px red }", 1),
    shows(copy) {
      expect(styleOf(copy, "#a").backgroundClip).to.equal("text");
      expect(styleOf(copy, "#a").webkitLineClamp).to.equal("2");
      expect(styleOf(copy, "#b").backgroundClip).to.equal("text");
      expect(styleOf(copy, "#b").webkitTextStrokeWidth).to.equal("1px");
    },
  },
  {
    title: "F66: keeps a style attribute as its text is, with what this browser cannot read",
    html: `<p id=a style="color: red !important; --x: { y }; colour: blue; width: -moz-fit-content">A</p>`,
    act: (page) => page.of("#a").style.setProperty("--later", "7px"),
    shows(copy, page) {
      expect(copy.querySelector("#a")!.getAttribute("style")).to.equal(page.of("#a").getAttribute("style"));
      expect(styleOf(copy, "#a").getPropertyValue("--later")).to.equal("7px");
      expect(styleOf(copy, "#a").color).to.equal(RED);
    },
  },
  {
    title: "F67: shows content of attributes and counters",
    html: `<style>#a::before { content: attr(data-label) } ol { counter-reset: n } li { counter-increment: n }
      li::before { content: counter(n) "." }</style><p id=a data-label=One>A</p><ol><li id=l>L</ol>`,
    act(page) {
      page.of("#a").setAttribute("data-label", "Two");
      page.of("#l").before(page.document.createElement("li"));
    },
    shows(copy) {
      expect(copy.querySelector("#a")!.getAttribute("data-label")).to.equal("Two");
      expect(styleOf(copy, "#a", "::before").content).to.equal('"Two"');
      expect(styleOf(copy, "#l", "::before").content).to.equal('counter(n) "."');
    },
  },
  {
    title: "F68: keeps zoom and transform of the page itself",
    html: `<style>html { zoom: 2 } body { transform: scale(0.5); transform-origin: 0 0; margin: 0 }</style><div id=a style="width:100px;height:10px"></div>`,
    shows(copy, page) {
      const box = (document: Document): number => document.querySelector("#a")!.getBoundingClientRect().width;
      expect(box(copy)).to.equal(box(page.document));
      expect(styleOf(copy, "html").zoom).to.equal("2");
    },
  },
  {
    title: "F69: hides until found, skips what is out of sight, and is inert, as at the visitor",
    html: `<p id=a hidden=until-found>A</p><div id=b style="content-visibility:auto;contain-intrinsic-size:50px">B</div><p id=c inert>C</p>`,
    loaded: (copy) => expect(copy.querySelector("#a")!.getAttribute("hidden")).to.equal("until-found"),
    act(page) {
      page.of("#a").removeAttribute("hidden");
    },
    shows(copy) {
      expect(copy.querySelector<HTMLElement>("#a")!.offsetHeight).to.be.above(0);
      expect(styleOf(copy, "#b").contentVisibility).to.equal("auto");
      expect(copy.querySelector<HTMLElement>("#c")!.inert).to.equal(true);
    },
  },
];

describeRows("css / values", values);
