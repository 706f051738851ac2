// F6, F7, F19, F20: pages that are deep, or large.
import { expect } from "chai";
import { type Capture, startCapture } from "../../../core/capture/index.ts";
import { MirroredPage } from "./mirrored-page.ts";
import { describeRows, type Row } from "./rows.ts";

/** A chain of elements, as many as `depth`, with a text in the last. */
function nest(document: Document, depth: number): HTMLElement {
  const outer = document.createElement("div");
  let inner = outer;
  for (let i = 1; i < depth; i += 1) inner = inner.appendChild(document.createElement("div"));
  inner.append("the innermost");
  return outer;
}

function depthOf(root: Element): number {
  let depth = 0;
  for (let at: Element | null = root; at !== null; at = at.firstElementChild) depth += 1;
  return depth;
}

const sizes: readonly Row[] = [
  {
    title: "F19: shows 400 levels of nesting",
    html: `<p id=after>after</p>`,
    act(page) {
      page.document.body.prepend(nest(page.document, 400));
    },
    shows(copy) {
      expect(copy.body.textContent).to.include("the innermost");
      expect(copy.querySelector("#after")).to.not.equal(null);
    },
  },
  {
    // A layout of more levels overflows the stack of browsers; parsers stop at 512.
    title:
      "F19: cuts what is nested deeper than a parser would, at 1,000 and at 10,000 levels, and shows the rest",
    html: `<p id=after>after</p>`,
    async act(page) {
      for (const depth of [1_000, 10_000]) {
        const outer = nest(page.document, depth);
        outer.hidden = true;
        page.document.body.prepend(outer);
        await page.settle();
      }
      page.of("#after").append("!");
    },
    shows(copy) {
      expect(depthOf(copy.body.firstElementChild!)).to.be.within(500, 512);
      expect(copy.querySelector("#after")?.textContent).to.equal("after!");
    },
  },
];

describeRows("sizes", sizes);

const rows = (count: number, text: string): string =>
  Array.from({ length: count }, (_, i) => `<tr><td>${text}</td><td>${i}</td></tr>`).join("");

describe("fidelity / sizes", function () {
  this.timeout(120_000);
  let page: MirroredPage;
  afterEach(() => page.close());

  it("F6, F7: converges on a table whose 10,000 rows are swapped, whole, and so does a late agent", async () => {
    page = await MirroredPage.open(`<table><tbody id=t>${rows(10_000, "before")}</tbody></table>`);
    page.of("#t").innerHTML = rows(10_000, "after");
    await page.settle();
    for (const copy of [page.copy, await page.late()]) {
      expect(copy.querySelectorAll("#t > tr")).to.have.length(10_000);
      expect(copy.querySelector("#t > tr:last-child")?.textContent).to.equal("after9999");
      expect(copy.body.textContent).to.not.include("before");
    }
  });
});

describe("fidelity / sizes", function () {
  this.timeout(120_000);
  const NODES = 250_000;
  let frame: HTMLIFrameElement;
  let running: Capture | undefined;

  before(() => {
    frame = document.createElement("iframe");
    document.body.append(frame);
    frame.contentDocument!.body.innerHTML = "<p><b>text</b><i></i></p>".repeat(NODES / 4);
  });
  after(() => {
    running?.stop();
    frame.remove();
  });

  // How long a task takes is for bench/ to say, on a machine that does nothing else. Here: that it is many, and none has much of it.
  it(`F20: reads ${NODES.toLocaleString("en")} nodes bit by bit, no task more than a fifth of them`, async () => {
    const sizes: number[] = [];
    running = startCapture(frame.contentDocument!, {
      rules: { mode: "listed", selectors: [] },
      sink: (batch) => sizes.push(batch.length),
      onmaskingerror: (message) => expect.fail(message),
    });
    await running.ready;
    const whole = sizes.reduce((sum, size) => sum + size, 0);
    expect(whole).to.be.above(NODES);
    expect(Math.max(...sizes)).to.be.below(whole / 5);
  });
});
