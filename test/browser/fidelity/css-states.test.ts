// F49–F53: what selectors ask of the visitor's mouse, focus, address and fields. A real mouse and real keys are in test/e2e/fidelity/css.test.ts.
import { expect } from "chai";
import { describeRows, type Row } from "./rows.ts";

const RED = "rgb(255, 0, 0)";
const BLACK = "rgb(0, 0, 0)";

const colour = (copy: Document, selector: string): string =>
  copy.defaultView!.getComputedStyle(copy.querySelector(selector)!).color;

function pointAt(element: Element): void {
  const { MouseEvent } = element.ownerDocument.defaultView!;
  element.dispatchEvent(
    new MouseEvent("mousemove", { bubbles: true, composed: true, clientX: 5, clientY: 5 }),
  );
}

const MENU = `<style>
  .menu > ul { display: none } .menu:hover > ul { display: block } li:hover { color: red }
  @media (width > 1px) { .deep:not(:hover) { border-top: 3px solid } }
  a[title=":hover"]::after { content: ":hover{" }
  </style>
  <nav class=menu>Menu<ul><li id=one>One<ul><li id=two class=deep>Two</li></ul></li></ul></nav>
  <p id=rest>Rest</p>`;

const states: readonly Row[] = [
  {
    title: "F49: opens a menu that opens under the visitor's mouse, with the items around it marked too",
    html: MENU,
    loaded(copy) {
      expect(copy.querySelector("ul")!.getClientRects().length).to.equal(0);
    },
    act: (page) => pointAt(page.of("#two")),
    shows(copy) {
      expect(copy.querySelector("ul")!.getClientRects().length).to.equal(1);
      expect(["#one", "#two", "#rest"].map((one) => colour(copy, one))).to.deep.equal([RED, RED, BLACK]);
      expect(copy.defaultView!.getComputedStyle(copy.querySelector("#two")!).borderTopWidth).to.equal("0px");
    },
  },
  {
    title: "F49: closes it again when the mouse is elsewhere",
    html: MENU,
    async act(page) {
      pointAt(page.of("#two"));
      await page.settle();
      pointAt(page.of("#rest"));
    },
    shows(copy) {
      expect(copy.querySelector("ul")!.getClientRects().length).to.equal(0);
      expect(colour(copy, "#one")).to.equal(BLACK);
    },
  },
  {
    title: "F49: holds for rules that scripts insert, and for adopted sheets",
    html: `<style></style><p id=a>A</p>`,
    async act(page) {
      page.document.styleSheets[0]!.insertRule("#a:hover { color: red }");
      const sheet = new page.window.CSSStyleSheet();
      sheet.replaceSync("body:hover #a { text-indent: 7px }");
      page.document.adoptedStyleSheets = [sheet];
      await page.settle();
      pointAt(page.of("#a"));
    },
    shows(copy) {
      expect(colour(copy, "#a")).to.equal(RED);
      expect(copy.defaultView!.getComputedStyle(copy.querySelector("#a")!).textIndent).to.equal("7px");
    },
  },
  {
    title: "F49: points through shadow hosts, slots and frames, and at the field of a label",
    html: `<style>x-card:hover, label:hover, input:hover { color: red } iframe:hover { outline: 2px solid }</style>
      <x-card><template shadowrootmode=open><style>:host(:hover) b { color: red } i:hover { color: red } slot:hover { color: red }</style>
      <b>B</b><i><slot></slot></i></template><u>U</u></x-card><label for=f id=l>L</label><input id=f>`,
    async act(page) {
      pointAt(page.of("#l"));
      await page.settle();
      expect(colour(page.copy, "#f")).to.equal(RED);
      pointAt(page.of("u"));
    },
    shows(copy) {
      const root = copy.querySelector("x-card")!.shadowRoot!;
      const inner = ["b", "i"].map(
        (one) => copy.defaultView!.getComputedStyle(root.querySelector(one)!).color,
      );
      expect([colour(copy, "x-card"), colour(copy, "#f"), ...inner]).to.deep.equal([RED, BLACK, RED, RED]);
    },
  },
  {
    title: "F50: shows the visitor's focus, with the browser's ring, and leaves the agent's where it is",
    html: `<style>input:focus { color: red } form:focus-within { text-indent: 7px }</style>
      <form><input id=a></form><input id=b>`,
    act: (page) => page.of("#a").focus(),
    shows(copy) {
      const style = copy.defaultView!.getComputedStyle(copy.querySelector("#a")!);
      expect([style.color, style.outlineStyle]).to.deep.equal([RED, "auto"]);
      expect(copy.defaultView!.getComputedStyle(copy.querySelector("form")!).textIndent).to.equal("7px");
      expect(copy.activeElement).to.equal(copy.body);
    },
  },
  {
    title: "F50: has no ring where the page has made its own, or none",
    html: `<style>@layer base { :focus-visible { outline: none } } #b:focus-visible { outline: 3px solid red }</style>
      <input id=a><input id=b>`,
    async act(page) {
      page.of("#a").focus();
      await page.settle();
      expect(page.styleOf("#a").outlineStyle).to.equal("none");
      page.of("#b").focus();
    },
    shows(copy) {
      const style = copy.defaultView!.getComputedStyle(copy.querySelector("#b")!);
      expect([style.outlineStyle, style.outlineWidth]).to.deep.equal(["solid", "3px"]);
      expect(copy.querySelectorAll("[glance-focus]").length).to.equal(1);
    },
  },
  {
    title: "F50: rings what has the focus in a shadow root, and marks the hosts around it",
    html: `<style>x-card:focus-within { color: red }</style>
      <x-card><template shadowrootmode=open><input id=i></template></x-card>`,
    act: (page) => page.of("x-card").shadowRoot!.querySelector("input")!.focus(),
    shows(copy) {
      const input = copy.querySelector("x-card")!.shadowRoot!.querySelector("input")!;
      expect(copy.defaultView!.getComputedStyle(input).outlineStyle).to.equal("auto");
      expect(colour(copy, "x-card")).to.equal(RED);
    },
  },
  {
    title: "F51: shows what is checked, indeterminate, empty, and wrong in its user's eyes",
    html: `<style>:checked, :indeterminate, :placeholder-shown { outline: 2px solid red } :user-invalid { color: red }</style>
      <input type=checkbox id=c><input type=checkbox id=i><input id=p placeholder=x><input id=e type=email required>`,
    act(page) {
      (page.of("#c") as HTMLInputElement).checked = true;
      (page.of("#i") as HTMLInputElement).indeterminate = true;
      // What a button that submits does, and what it leaves behind at a field that is wrong.
      const form = page.document.createElement("form");
      page.document.body.append(form);
      form.append(page.of("#e"));
      form.requestSubmit();
    },
    shows(copy) {
      const width = (selector: string): string =>
        copy.defaultView!.getComputedStyle(copy.querySelector(selector)!).outlineWidth;
      expect(["#c", "#i", "#p"].map(width)).to.deep.equal(["2px", "2px", "2px"]);
      expect(colour(copy, "#e")).to.equal(RED);
    },
  },
  {
    title: "F52: shows what the address names, after it has changed",
    html: `<style>:target { color: red }</style><p id=one>1</p><p id=two>2</p>`,
    async act(page) {
      page.window.location.hash = "one";
      await page.settle();
      page.window.location.hash = "two";
    },
    shows(copy) {
      expect(["#one", "#two"].map((id) => colour(copy, id))).to.deep.equal([BLACK, RED]);
    },
  },
  {
    title: "F52: never tells which links were visited, and asks no browser for it",
    html: `<style>a:link { color: red } a:visited { color: green }</style><a id=a href="#x">A</a>`,
    shows(copy) {
      expect(colour(copy, "#a")).to.equal(RED);
      expect(copy.querySelector("style")!.textContent).to.not.include(":visited");
    },
  },
];

describeRows("css / states", states);
