// F4, F25, F27–F30: what surrounds a page's own content: other scripts, translators, frameworks, our own widget. What was there before
// us (F23, F24) needs a page of its own: test/e2e/fidelity.
import { expect } from "chai";
import { outline } from "../capture/mirrored.ts";
import { MirroredPage } from "./mirrored-page.ts";
import { describeRows, type Row } from "./rows.ts";

/** The replica has the tree that the page has. */
function same(copy: Document, page: MirroredPage): void {
  expect(outline(copy)).to.equal(outline(page.document));
}

const surroundings: readonly Row[] = [
  {
    title: "F25: is not harmed by a page that adds to Array, Object and String, and replaces JSON",
    html: `<p id=p>text</p>`,
    act(page) {
      const { Array, Object, String, JSON } = page.window as unknown as typeof globalThis;
      const patch = { value: () => "patched", configurable: true, enumerable: true };
      Object.defineProperty(Array.prototype, "toJSON", patch);
      Object.defineProperty(Object.prototype, "keys", patch);
      Object.defineProperty(String.prototype, "toJSON", patch);
      JSON.stringify = () => "patched";
      page.of("#p").innerHTML = "<b title=t>new</b>";
    },
    shows: same,
  },
  {
    title: "F27: has nothing of our own widget, and counts it in no order",
    html: `<div id=d><i>1</i><glance-x glance_cobrowse_suppress><b>ours</b></glance-x><i>2</i></div>`,
    async act(page) {
      const own = page.document.createElement("div");
      own.setAttribute("glance_cobrowse_suppress", "");
      own.textContent = "ours";
      page.of("#d").prepend(own);
      await page.settle();
      own.append(" more");
      page.of("#d").insertBefore(page.document.createElement("u"), own.nextSibling);
      page.of("#d").append(own);
    },
    shows(copy) {
      expect([...copy.querySelector("#d")!.children].map(({ localName }) => localName)).to.deep.equal([
        "u",
        "i",
        "i",
      ]);
      expect(copy.body.textContent).to.not.include("ours");
    },
  },
  {
    title: "F28: ends up the same when a translator wraps every text, and unwraps it again",
    html: `<p>one <b>two</b> three</p><p>four</p>`,
    async act(page) {
      const { document } = page;
      const element = (name: string): HTMLElement => document.createElement(name);
      const walk = document.createTreeWalker(document.body, 4);
      const found: Text[] = [];
      while (walk.nextNode() !== null) found.push(walk.currentNode as Text);
      for (const text of found) {
        const [outer, inner] = [element("font"), element("font")];
        outer.append(inner);
        text.replaceWith(outer);
        inner.append(text);
        text.data = `traduit ${text.data}`;
      }
      await page.settle();
      same(page.copy, page);
      const first = page.of("font");
      first.replaceWith(...first.firstElementChild!.childNodes);
    },
    shows: same,
  },
  {
    title: "F30: keeps the order around comments, which are not told",
    html: `<div id=d><!--if--><i>1</i><!----><!--each--></div>`,
    async act(page) {
      const { document } = page;
      const [, , , anchor] = page.of("#d").childNodes;
      for (const text of ["2", "3"]) {
        const element = document.createElement("i");
        element.textContent = text;
        anchor!.before(element, document.createComment("x"));
      }
      await page.settle();
      same(page.copy, page);
      page.of("#d").prepend(anchor!);
      (anchor as Comment).after(page.of("#d").lastElementChild!);
    },
    shows: same,
  },
];

describeRows("surroundings", surroundings);

describe("fidelity / surroundings", () => {
  let page: MirroredPage;
  afterEach(() => page.close());

  it("F4: sends nothing of what comes and goes in one batch", async () => {
    page = await MirroredPage.open("<p>a</p>");
    const before = page.messages;
    const gone = page.document.body.appendChild(page.document.createElement("div"));
    gone.innerHTML = "<b>never seen</b>";
    gone.remove();
    await page.settle();
    expect(page.messages).to.equal(before);
  });

  it("F29: tells a title that flashes a thousand times in a task once or twice", async () => {
    page = await MirroredPage.open("<title>a</title><p>a</p>");
    const before = page.messages;
    for (let i = 0; i < 1_000; i += 1) page.document.title = `(${i}) news`;
    await page.settle();
    expect(page.messages - before).to.be.within(1, 2);
  });
});
