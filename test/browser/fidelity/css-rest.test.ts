// F39, F45, F53, F59: hooks that come and go, and what a replica cannot have.
import { expect } from "chai";
import { capture } from "../../../core/visitor/capture-alone.ts";
import { MirroredPage } from "./mirrored-page.ts";
import { describeRows, type Row } from "./rows.ts";

const RED = "rgb(255, 0, 0)";
const colourOf = (copy: Document, selector: string): string =>
  copy.defaultView!.getComputedStyle(copy.querySelector(selector)!).color;

const rows: readonly Row[] = [
  {
    title:
      "F45: shows a page whose sheet cannot be fetched or read without it, and all the rest of it styled",
    html: `<link rel=stylesheet href="http://127.0.0.1:1/none.css"><style>#a { color: red }</style><p id=a>A</p>`,
    shows: (copy) => expect(colourOf(copy, "#a")).to.equal(RED),
  },
  {
    title: "F53: styles custom elements that are defined, and have none of their behaviour",
    html: `<style>x-one:defined { color: red } x-one:not(:defined) { display: none }</style><x-one id=a>A</x-one>
      <script>customElements.define("x-one", class extends HTMLElement { connectedCallback() { this.title = "made" } })</script>`,
    shows(copy) {
      expect(colourOf(copy, "#a")).to.equal(RED);
      expect(copy.querySelector<HTMLElement>("#a")!.title).to.equal("made");
    },
  },
  {
    title: "F59: asks for the visitor's fonts by the same names, in the same order",
    html: `<style>#a { font-family: "Helvetica Neue", -apple-system, Verdana, sans-serif }</style><p id=a>A</p>`,
    shows: (copy) =>
      expect(copy.defaultView!.getComputedStyle(copy.querySelector("#a")!).fontFamily).to.equal(
        '"Helvetica Neue", -apple-system, Verdana, sans-serif',
      ),
  },
];

describeRows("css / rest", rows);

/** What is hooked, as it stands on a window's prototypes. */
function hooked(window: Window & typeof globalThis): unknown[] {
  const { CSSStyleSheet, CSSStyleRule, FontFace, FontFaceSet, Element, Animation, Document } = window;
  const value = (prototype: object, name: string, part: "value" | "set" | "get"): unknown =>
    Object.getOwnPropertyDescriptor(prototype, name)?.[part];
  return [
    value(CSSStyleSheet.prototype, "insertRule", "value"),
    value(CSSStyleRule.prototype, "style", "get"),
    value(FontFaceSet.prototype, "add", "value"),
    value(Element.prototype, "animate", "value"),
    value(Animation.prototype, "currentTime", "set"),
    value(Document.prototype, "adoptedStyleSheets", "set"),
    FontFace,
  ];
}

describe("fidelity / css / hooks", function () {
  this.timeout(20_000);
  let page: MirroredPage | undefined;
  afterEach(() => page?.close());

  it("F39: puts its hooks on while it runs, takes all of them away, and may begin again", async () => {
    page = await MirroredPage.open(`<style></style><p id=a>A</p>`);
    const { window } = page;
    const during = hooked(window);
    page.close();
    const after = hooked(window);
    page = undefined;
    expect(after.filter((hook, i) => hook === during[i])).to.have.length(0);
    const again = await MirroredPage.open(`<style></style><p id=a>A</p>`);
    page = again;
    again.document.styleSheets[0]!.insertRule("#a { color: red }");
    await again.settle();
    expect(colourOf(again.copy, "#a")).to.equal(RED);
  });

  it("F39: leaves the hook of another tool where it is, which was put over its own", async () => {
    page = await MirroredPage.open(`<style></style><p id=a>A</p>`);
    const { prototype } = page.window.CSSStyleSheet;
    const ours = Object.getOwnPropertyDescriptor(prototype, "insertRule")!
      .value as CSSStyleSheet["insertRule"];
    const calls: string[] = [];
    const theirs = function (this: CSSStyleSheet, rule: string, index?: number): number {
      calls.push(rule);
      return ours.call(this, rule, index);
    };
    prototype.insertRule = theirs;
    const second = capture(page.document, { onMessage: () => undefined });
    await second.flush();
    second.stop();
    expect(prototype.insertRule).to.equal(theirs);
    page.document.styleSheets[0]!.insertRule("#a { color: red }");
    await page.settle();
    expect(calls).to.deep.equal(["#a { color: red }"]);
    expect(colourOf(page.copy, "#a")).to.equal(RED);
  });
});
