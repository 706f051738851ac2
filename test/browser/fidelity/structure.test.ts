// F1–F3, F5, F8–F16, F18, F22: which nodes there are, where, and with what names and attributes.
import { expect } from "chai";
import { outline } from "../capture/mirrored.ts";
import type { MirroredPage } from "./mirrored-page.ts";
import { describeRows, fired, type Row } from "./rows.ts";

/** The replica has the tree that the page has. */
function same(copy: Document, page: MirroredPage): void {
  expect(outline(copy)).to.equal(outline(page.document));
}

const texts = (root: ParentNode | null): string[] =>
  [...(root?.children ?? [])].map((child) => child.textContent);
const LETTERS = "<ul id=l><li>a<li>b<li>c</ul><ol id=m></ol>";

const order: readonly Row[] = [
  {
    title: "F1: keeps the order of several siblings that are put in among others in one batch",
    html: LETTERS,
    act(page) {
      const list = page.of("#l");
      for (const text of ["x", "y", "z"]) {
        const item = page.document.createElement("li");
        item.textContent = text;
        list.insertBefore(item, list.children[text === "z" ? 0 : 2]!);
      }
    },
    shows(copy) {
      expect(texts(copy.querySelector("#l"))).to.deep.equal(["z", "a", "b", "y", "x", "c"]);
    },
  },
  {
    title: "F2: hides what is moved into an element that shows nothing of what is in it, and shows it again",
    html: `<p id=p>text</p><i id=i>item</i><input id=f><div id=d></div>`,
    async act(page) {
      page.of("#f").append(page.of("#p"), page.of("#i"));
      await page.settle();
      for (const id of ["#p", "#i"]) expect(page.copyOf(id).getClientRects().length).to.equal(0);
      page.of("#d").append(page.of("#i"));
    },
    shows(copy) {
      expect(copy.querySelector("#f > #p")!.getClientRects().length).to.equal(0);
      expect(copy.querySelector("#d > #i")!.getClientRects().length).to.equal(1);
    },
  },
  {
    title: "F2: moves a node within its parent, with its value and scroll offset, and as the same node",
    html: `<div id=p><i>1</i><i>2</i><textarea id=t style="height:40px">${"line\n".repeat(40)}</textarea></div>`,
    async act(page) {
      const area = page.of("#t") as HTMLTextAreaElement;
      area.value += "typed";
      area.scrollTop = 120;
      await fired(area, "scroll");
      await page.settle();
      page.copyOf("#t").setAttribute("data-seen", "before");
      const parent = page.of("#p") as HTMLElement & { moveBefore(node: Node, before: Node | null): void };
      parent.moveBefore(area, parent.firstChild);
    },
    shows(copy, page) {
      const area = copy.querySelector<HTMLTextAreaElement>("#p > :first-child")!;
      expect(area.id).to.equal("t");
      expect(area.value).to.match(/typed$/);
      expect(area.scrollTop).to.equal(120);
      if (copy === page.copy) expect(area.getAttribute("data-seen")).to.equal("before");
    },
  },
  {
    title: "F3: has nothing of a node that was moved to another parent and taken away with it in one batch",
    html: LETTERS,
    act(page) {
      page.of("#m").append(page.of("#l").firstElementChild!);
      page.of("#m").remove();
    },
    shows(copy) {
      expect(copy.querySelector("#m")).to.equal(null);
      expect(texts(copy.querySelector("#l"))).to.deep.equal(["b", "c"]);
    },
  },
  {
    title: "F5: shows what was away and came back once, at its new place",
    html: `<div id=a><p id=p>kept</p></div><div id=b></div>`,
    async act(page) {
      const kept = page.of("#p");
      kept.remove();
      await page.settle();
      expect(page.copy.querySelector("#p")).to.equal(null);
      kept.textContent = "changed while away";
      page.of("#b").append(kept);
    },
    shows(copy) {
      expect(copy.querySelectorAll("p")).to.have.length(1);
      expect(copy.querySelector("#b > p")?.textContent).to.equal("changed while away");
    },
  },
  {
    title: "F5: masks what comes back at a place that is masked, and only there",
    html: `<div id=a><p id=p>secret</p></div><div id=b class=glance_masked></div>`,
    async act(page) {
      const kept = page.of("#p");
      kept.remove();
      await page.settle();
      page.of("#b").append(kept);
    },
    shows(copy) {
      expect(copy.body.textContent).to.not.include("secret");
      expect(copy.querySelector("#b glance-masked, div:last-of-type glance-masked")).to.not.equal(null);
    },
  },
  {
    title: "F8: has the same texts after splitText, normalize and texts side by side",
    html: `<p id=p>one two</p>`,
    async act(page) {
      const paragraph = page.of("#p");
      const second = (paragraph.firstChild as Text).splitText(4);
      paragraph.append("three", "four");
      await page.settle();
      same(page.copy, page);
      second.data = "2 ";
      await page.settle();
      same(page.copy, page);
      paragraph.normalize();
      paragraph.append("");
    },
    shows: same,
  },
  {
    title: "F9: shows texts set by nodeValue, data, textContent and innerText",
    html: `<p id=a>.</p><p id=b>.</p><p id=c>.</p><p id=d>.</p>`,
    act(page) {
      page.of("#a").firstChild!.nodeValue = "A";
      (page.of("#b").firstChild as Text).data = "B";
      page.of("#c").textContent = "C";
      page.of("#d").innerText = "D\nE";
    },
    shows(copy, page) {
      same(copy, page);
      expect(copy.querySelector("#d")?.innerHTML).to.equal("D<br>E");
    },
  },
  {
    title: "F10: shows what comes out of templates and fragments, and not what is in them",
    html: `<template id=t><p class=x>inert</p></template><div id=d></div>`,
    loaded(copy) {
      expect(copy.querySelector(".x")).to.equal(null);
      expect(copy.body.textContent).to.not.include("inert");
    },
    act(page) {
      const { content } = page.of("#t") as HTMLTemplateElement;
      content.querySelector("p")!.textContent = "shown";
      page.of("#d").append(page.document.importNode(content, true));
      page.of("#d").append(content);
    },
    shows(copy) {
      expect(texts(copy.querySelector("#d"))).to.deep.equal(["shown", "shown"]);
    },
  },
];

const documents: readonly Row[] = [
  {
    title: "F11: shows a document that was opened, written and closed after load, and what is done to it",
    html: `<p id=old>old</p>`,
    async act(page) {
      const { document } = page;
      document.open();
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- what pages do
      document.write("<!doctype html><title>w</title><body><p id=p>written</p><input id=i>");
      document.close();
      await page.settle();
      expect(page.copyOf("#p").textContent).to.equal("written");
      (page.of("#i") as HTMLInputElement).value = "by script";
      page.of("#p").append("!");
      page.of("#i").dispatchEvent(new page.window.Event("input", { bubbles: true }));
    },
    shows(copy) {
      expect(copy.querySelector("#old")).to.equal(null);
      expect(copy.querySelector("#p")?.textContent).to.equal("written!");
      expect(copy.querySelector<HTMLInputElement>("#i")?.value).to.equal("by script");
    },
  },
  {
    title: "F11: shows a body, and then a root element, that took the place of another",
    html: `<p>old</p>`,
    async act(page) {
      const { document } = page;
      const body = document.createElement("body");
      body.innerHTML = "<p id=p>new body</p>";
      document.body.replaceWith(body);
      await page.settle();
      expect(page.copyOf("#p").textContent).to.equal("new body");
      const root = document.createElement("html");
      root.lang = "fr";
      root.innerHTML = "<head></head><body><p id=q>new root</p></body>";
      document.documentElement.replaceWith(root);
      await page.settle();
      page.of("#q").append("!");
    },
    shows(copy) {
      expect(copy.documentElement.lang).to.equal("fr");
      expect(copy.body.textContent).to.equal("new root!");
    },
  },
  {
    // The page of these tests is a frame given as text, which is never in quirks mode; a page that is: test/e2e/fidelity.
    title: "F12: keeps quirks mode, and standards mode, of what is written",
    html: `<iframe id=q></iframe><iframe id=s></iframe>`,
    act(page) {
      for (const [id, doctype] of [
        ["#q", ""],
        ["#s", "<!doctype html>"],
      ] as const) {
        const { contentDocument } = page.of(id) as HTMLIFrameElement;
        contentDocument!.open();
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- what pages do
        contentDocument!.write(`${doctype}<table><tr><td>x</table>`);
        contentDocument!.close();
      }
    },
    shows(copy) {
      const modes = [...copy.querySelectorAll("iframe")].map((frame) => frame.contentDocument!.compatMode);
      expect(modes).to.deep.equal(["BackCompat", "CSS1Compat"]);
      expect(copy.querySelector("iframe")!.contentDocument!.querySelector("td")?.textContent).to.equal("x");
    },
  },
  {
    title: "F13: has what no parser would leave alone",
    html: `<div id=d></div>`,
    act(page) {
      const make = (name: string, ...children: (Node | string)[]): HTMLElement => {
        const element = page.document.createElement(name);
        element.append(...children);
        return element;
      };
      page
        .of("#d")
        .append(
          make("p", make("div", "block in a p")),
          make("form", make("form", "a form in a form")),
          make("table", make("tr", make("td", "a row without a body"), make("p", "a p in a row"))),
          make("a", make("a", "a link in a link")),
          make("button", make("button", "a button in a button")),
        );
      page.document.head.append(make("p", "a p in the head"));
    },
    shows: same,
  },
  {
    title: "F22: shows a node that is adopted into a frame, and out of it again, once",
    html: `<p id=p>text</p><iframe id=f srcdoc="<body><p>inner</p>"></iframe>`,
    async act(page) {
      const frame = page.of("#f") as HTMLIFrameElement;
      const inner = frame.contentDocument!;
      const node = page.of("#p");
      inner.body.append(inner.adoptNode(node));
      await page.settle();
      const copied = (page.copyOf("#f") as HTMLIFrameElement).contentDocument!;
      expect(copied.querySelectorAll("#p")).to.have.length(1);
      expect(page.copy.querySelector("#p")).to.equal(null);
      page.document.body.append(page.document.adoptNode(node));
      node.append("!");
    },
    shows(copy) {
      expect(copy.querySelectorAll("#p")).to.have.length(1);
      expect(copy.querySelector("#p")?.textContent).to.equal("text!");
      const inner = copy.querySelector<HTMLIFrameElement>("#f")!.contentDocument!;
      expect(inner.querySelector("#p")).to.equal(null);
    },
  },
];

const names: readonly Row[] = [
  {
    title: "F14: leaves out attributes whose names are none, and keeps the others",
    html: `<p id=p @click="a" :x=1 "="2" #v.y=3 [z]=4 (q)=5 title=kept data-x=too>text</p>`,
    act(page) {
      page.of("#p").setAttribute("data-x", "changed");
      const twin = page.document.createElement("div");
      twin.innerHTML = `<b id=b @a=1 title="after">b</b>`;
      page.document.body.append(twin);
    },
    shows(copy) {
      const paragraph = copy.querySelector("#p")!;
      expect(paragraph.getAttribute("title")).to.equal("kept");
      expect(paragraph.getAttribute("data-x")).to.equal("changed");
      expect(paragraph.textContent).to.equal("text");
      expect(copy.querySelector("#b")?.getAttribute("title")).to.equal("after");
    },
  },
  {
    title: "F15: shows what is in elements whose names are none, at its place",
    html: `<p>one</p><foo"bar id=f>two</foo"bar><x$y>three</x$y><p>four</p>`,
    act(page) {
      page.of("#f").append("!");
    },
    shows(copy) {
      expect(copy.body.textContent.replace(/\s+/g, " ").trim()).to.equal("onetwo!threefour");
      expect(copy.body.children).to.have.length(4);
    },
  },
  {
    title: "F16: keeps SVG with its names in their case, HTML in a foreignObject included",
    html: `<svg id=s viewBox="0 0 10 10"><defs><linearGradient id=g gradientUnits=userSpaceOnUse><stop offset=0 /></linearGradient>
      <clipPath id=c><rect width=5 height=5 /></clipPath></defs><rect fill="url(#g)" width=10 height=10 />
      <foreignObject width=10 height=10><p id=p>html</p></foreignObject></svg>`,
    act(page) {
      const circle = page.document.createElementNS("http://www.w3.org/2000/svg", "circle");
      circle.setAttribute("r", "3");
      page.of("#s").append(circle);
      page.of("#s").setAttribute("viewBox", "0 0 20 20");
    },
    shows(copy) {
      const svg = copy.querySelector<SVGSVGElement>("#s")!;
      expect(svg.viewBox.baseVal.width).to.equal(20);
      expect(copy.querySelector("linearGradient")?.namespaceURI).to.equal("http://www.w3.org/2000/svg");
      expect(copy.querySelector("linearGradient")?.getAttribute("gradientUnits")).to.equal("userSpaceOnUse");
      expect(copy.querySelector("clipPath")).to.not.equal(null);
      expect(copy.querySelector("#p")?.namespaceURI).to.equal("http://www.w3.org/1999/xhtml");
      expect(copy.querySelector("circle")?.getBoundingClientRect().width).to.be.above(0);
    },
  },
  {
    title: "F18: keeps MathML, laid out as such",
    html: `<math id=m><mfrac id=f><mi>a</mi><mi>b</mi></mfrac></math>`,
    act(page) {
      page.of("mi").textContent = "c";
    },
    shows(copy, page) {
      expect(copy.querySelector("#m")?.namespaceURI).to.equal("http://www.w3.org/1998/Math/MathML");
      expect(copy.querySelector("mi")?.textContent).to.equal("c");
      const heights = [copy, page.document].map((d) => d.querySelector("#f")!.getBoundingClientRect().height);
      expect(heights[0]).to.equal(heights[1]);
    },
  },
];

describeRows("structure", [...order, ...documents, ...names]);
