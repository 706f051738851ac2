// F26, F53, F83, F93: what components are made of that no attribute shows: definitions, states, validity, slots filled by scripts.
import { expect } from "chai";
import { MASKED_CLASS } from "../../../core/protocol/index.ts";
import type { MirroredPage } from "./mirrored-page.ts";
import { describeRows, type Row } from "./rows.ts";

const RED = "rgb(255, 0, 0)";
const BLACK = "rgb(0, 0, 0)";

const colour = (copy: Document, selector: string): string =>
  copy.defaultView!.getComputedStyle(copy.querySelector(selector)!).color;
const colours = (copy: Document, ...selectors: string[]): string[] =>
  selectors.map((one) => colour(copy, one));

/** What the test's elements let it do. */
type Made = HTMLElement & { internals: ElementInternals };
const internalsOf = (page: MirroredPage, selector: string): ElementInternals =>
  (page.of(selector) as Made).internals;

/** An element whose sheet asks for its state, in its root and from outside. */
const SWITCH = `<style>x-switch:state(wide) { text-indent: 9px }</style><script>
  customElements.define("x-switch", class extends HTMLElement {
    constructor() {
      super();
      this.internals = this.attachInternals();
      this.attachShadow({ mode: "open" }).innerHTML =
        "<style>:host(:state(on)) { color: red } :host(:not(:state(on))) { opacity: .5 }</style><slot></slot>";
    }
    connectedCallback() { if (this.id === "on") this.internals.states.add("on"); }
  });</script>`;

const definitions: readonly Row[] = [
  {
    title: "F53: shows what is not defined as such, until it is, and what never is, for good",
    html: `<style>x-late:not(:defined), x-never:not(:defined) { color: red } x-now:not(:defined) { color: red }</style>
      <x-late id=late>late</x-late><x-never id=never>never</x-never><x-now id=now>now</x-now>
      <script>customElements.define("x-now", class extends HTMLElement {})</script>`,
    loaded(copy) {
      expect(colours(copy, "#late", "#never", "#now")).to.deep.equal([RED, RED, BLACK]);
    },
    act(page) {
      page.window.customElements.define("x-late", class extends page.window.HTMLElement {});
      const more = page.document.createElement("x-never");
      more.id = "more";
      page.document.body.append(more);
    },
    shows(copy) {
      expect(colours(copy, "#late", "#never", "#more", "#now")).to.deep.equal([BLACK, RED, RED, BLACK]);
    },
  },
  {
    title: "F53: knows what is defined within a shadow root, by the root's own sheet",
    html: `<x-host id=h><template shadowrootmode=open><style>:host(:not(:defined)) { color: red } x-in:defined { color: red }</style>
      <x-in>inner</x-in></template></x-host><script>customElements.define("x-in", class extends HTMLElement {})</script>`,
    shows(copy) {
      expect(colour(copy, "#h")).to.equal(RED);
      const inner = copy.querySelector("#h")!.shadowRoot!.querySelector("x-in")!;
      expect(copy.defaultView!.getComputedStyle(inner).color).to.equal(RED);
    },
  },
];

const states: readonly Row[] = [
  {
    title: "F83: shows states that elements had before anybody looked, and those they get and lose",
    html: `${SWITCH}<x-switch id=on>on</x-switch><x-switch id=off>off</x-switch>`,
    loaded(copy) {
      expect(colours(copy, "#on", "#off")).to.deep.equal([RED, BLACK]);
    },
    async act(page) {
      internalsOf(page, "#on").states.delete("on");
      internalsOf(page, "#off").states.add("on");
      await page.settle();
      expect(colours(page.copy, "#on", "#off")).to.deep.equal([BLACK, RED]);
      internalsOf(page, "#off").states.clear();
      internalsOf(page, "#off").states.add("wide");
      // Made while we look.
      page.document.body.insertAdjacentHTML("beforeend", "<x-switch id=new>new</x-switch>");
      internalsOf(page, "#new").states.add("on");
    },
    shows(copy) {
      const window = copy.defaultView!;
      expect(colours(copy, "#on", "#off", "#new")).to.deep.equal([BLACK, BLACK, RED]);
      expect(window.getComputedStyle(copy.querySelector("#off")!).textIndent).to.equal("9px");
      expect(window.getComputedStyle(copy.querySelector("#new")!).opacity).to.equal("1");
    },
  },
  {
    title: "F83: shows no state of an element that is masked",
    html: `${SWITCH}<x-switch id=on class=glance_masked>on</x-switch><style>#on { display: block }</style>`,
    act: (page) => void internalsOf(page, "#on").states.add("wide"),
    shows(copy) {
      const element = copy.querySelector("x-switch")!;
      expect(element.getAttribute(MASKED_CLASS)).to.equal(null);
      expect(copy.defaultView!.getComputedStyle(element).textIndent).to.equal("0px");
      expect(copy.defaultView!.getComputedStyle(element).color).to.equal(BLACK);
    },
  },
  {
    title: "F83: shows fields of the page's own making as wrong, right, disabled, or part of no form",
    html: `<style>x-field:invalid, x-field:disabled, x-plain:disabled { color: red }</style><fieldset id=f disabled>
      <x-field id=a>a</x-field><x-plain id=p>p</x-plain></fieldset><x-field id=b>b</x-field><x-field id=c>c</x-field><script>
      customElements.define("x-plain", class extends HTMLElement {});
      customElements.define("x-field", class extends HTMLElement {
        static formAssociated = true;
        constructor() { super(); this.internals = this.attachInternals();
          if (this.id === "b") this.internals.setValidity({ valueMissing: true }, "none"); } })</script>`,
    loaded(copy) {
      expect(colours(copy, "#a", "#p", "#b", "#c")).to.deep.equal([RED, BLACK, RED, BLACK]);
    },
    act(page) {
      (page.of("#f") as HTMLFieldSetElement).disabled = false;
      internalsOf(page, "#b").setValidity({});
      internalsOf(page, "#c").setValidity({ customError: true }, "no");
    },
    shows(copy) {
      expect(colours(copy, "#a", "#p", "#b", "#c")).to.deep.equal([BLACK, BLACK, BLACK, RED]);
    },
  },
];

const slotsOf = (copy: Document): string[][] =>
  [...copy.querySelector("#h")!.shadowRoot!.querySelectorAll("slot")].map((slot) =>
    slot.assignedNodes().map((node) => node.textContent ?? ""),
  );

const slots: readonly Row[] = [
  {
    title: "F93: puts into slots what scripts have assigned, in their order, and only that",
    html: `<div id=h><b>one</b><i>two</i>three</div><script>
      const host = document.getElementById("h");
      host.attachShadow({ mode: "open", slotAssignment: "manual" }).innerHTML = "<slot id=a>none</slot><slot id=b>nothing</slot>";
      const [a, b] = host.shadowRoot.children;
      a.assign(host.lastChild, host.firstChild);</script>`,
    loaded(copy) {
      expect(slotsOf(copy)).to.deep.equal([["three", "one"], []]);
    },
    async act(page) {
      const host = page.of("#h");
      const [a, b] = host.shadowRoot!.querySelectorAll("slot");
      a!.assign();
      b!.assign(host.querySelector("i")!);
      await page.settle();
      expect(slotsOf(page.copy)).to.deep.equal([[], ["two"]]);
      const late = page.document.createElement("u");
      late.textContent = "late";
      host.append(late);
      b!.assign(late, host.querySelector("i")!);
      await page.again();
    },
    shows(copy) {
      expect(slotsOf(copy)).to.deep.equal([[], ["late", "two"]]);
    },
  },
  {
    title: "F93: masks what a script assigns to a slot that is masked",
    html: `<div id=h><b>secret</b></div><script>
      document.getElementById("h").attachShadow({ mode: "open", slotAssignment: "manual" }).innerHTML =
        "<p class=glance_masked><slot></slot></p><slot></slot>";</script>`,
    act(page) {
      const host = page.of("#h");
      host.shadowRoot!.querySelector("slot")!.assign(host.firstElementChild!);
    },
    shows(copy) {
      expect(copy.body.textContent).to.not.include("secret");
    },
  },
];

/** A micro-frontend in a sandbox of its own: a document rewritten into a shadow root, with `html`, `head` and `body` elements in it and
 * a root that tells the page's scripts it were a document. */
const microFrontends: readonly Row[] = [
  {
    title: "F26: shows applications that run in shadow roots as if these were documents",
    html: `<style>p { color: blue }</style><wc-app id=h></wc-app><script>
      const root = document.getElementById("h").attachShadow({ mode: "open" });
      const html = document.createElement("html");
      html.innerHTML = "<head><style>body { margin: 0 } p { color: red }</style></head><body><p>application</p></body>";
      root.append(html);
      // Its scripts take these for the document's.
      Object.defineProperty(root, "firstElementChild", { get: () => html });
      for (const name of ["parentNode", "ownerDocument"])
        Object.defineProperty(html, name, { get: () => document });
      for (const element of html.querySelectorAll("*"))
        Object.defineProperty(element, "getRootNode", { value: () => document });</script>`,
    loaded(copy) {
      const inner = copy.querySelector("#h")!.shadowRoot!;
      expect(inner.querySelector("html > body > p")?.textContent).to.equal("application");
    },
    act(page) {
      const body = page.of("#h").shadowRoot!.querySelector("body")!;
      body.insertAdjacentHTML("beforeend", "<p id=more>more</p>");
      body.firstChild!.textContent = "changed";
    },
    shows(copy) {
      const inner = copy.querySelector("#h")!.shadowRoot!;
      const all = [...inner.querySelectorAll("p")];
      expect(all.map(({ textContent }) => textContent)).to.deep.equal(["changed", "more"]);
      expect(all.map((one) => copy.defaultView!.getComputedStyle(one).color)).to.deep.equal([RED, RED]);
    },
  },
];

describeRows("components", [...definitions, ...states, ...slots, ...microFrontends]);
