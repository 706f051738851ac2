import { expect } from "chai";
import type { OpWriter } from "../../../core/protocol/index.ts";
import { hashOf, pngOf, ReplicaUnderTest } from "./replica.ts";

/** A page whose ids start at `first`, as another load of it would number them. */
function shop(page: OpWriter, first: number, title: string): void {
  page.element(first, 0, "h1", []);
  page.element(first + 1, 0, "div", ["id", "box", "style", "overflow:auto;height:50px"]);
  page.element(first + 2, 0, "img", []);
  page.element(first + 3, 0, "x-card", []);
  page.element(first + 4, 0, "iframe", []);
  page.image(first + 2, "glance-asset:1", 40, 30);
  page.at(first, 0);
  page.text(first + 5, title);
  page.at(first + 1, 0);
  page.element(first + 6, 0, "p", ["style", "height:500px"]);
  page.at(first + 3, 0);
  page.shadow(first + 7, 0);
  page.at(first + 7, 0);
  page.element(first + 8, 0, "b", []);
  page.at(first + 4, 0);
  page.frameDocument(first + 9, 0);
  page.at(first + 9, 0);
  page.element(first + 10, 0, "html", []);
  page.scroll(first + 1, 0, 120);
}

describe("core / replay / morph", () => {
  let replica: ReplicaUnderTest;
  beforeEach(async () => {
    replica = new ReplicaUnderTest();
    await replica.asset(1, hashOf(1), "image/png", await pngOf(40, 30, "red"));
    await replica.page((page) => shop(page, 10, "One"));
  });
  afterEach(() => replica.remove());

  /** What a flash would replace. */
  const living = (): unknown[] => [
    replica.document,
    ...["html", "body", "h1", "#box", "img", "x-card", "iframe"].map((selector) => replica.find(selector)),
    replica.find("x-card").shadowRoot?.querySelector("b"),
    replica.find("iframe").contentDocument?.documentElement,
  ];

  for (const { page, first } of [
    { page: "the same page", first: 10 },
    { page: "another load of the page, numbered anew", first: 110 },
  ])
    it(`keeps the nodes over a keyframe of ${page}`, async () => {
      const before = living();
      const records: MutationRecord[] = [];
      const observer = new MutationObserver((seen) => records.push(...seen));
      observer.observe(replica.document, { childList: true, attributes: true, subtree: true });
      await replica.page((told) => shop(told, first, "Two"));
      records.push(...observer.takeRecords());
      observer.disconnect();
      expect(living()).to.deep.equal(before);
      expect(records.map(({ target, attributeName }) => `${target.nodeName} ${attributeName}`)).to.deep.equal(
        [],
      );
      expect(replica.find("h1").textContent).to.equal("Two");
      expect(replica.find("#box").scrollTop).to.equal(120);
      expect(replica.find("img").naturalWidth).to.equal(40);
    });

  it("applies what comes after a keyframe to the nodes that were kept", async () => {
    await replica.page((page) => shop(page, 110, "Two"));
    await replica.change((page) => {
      page.data(115, "Three");
      page.attribute(118, "class", "c");
      page.attribute(120, "class", "d");
      page.remove(112);
    });
    expect(replica.find("h1").textContent).to.equal("Three");
    expect(replica.find("x-card").shadowRoot?.innerHTML).to.equal('<b class="c"></b>');
    expect(replica.find("iframe").contentDocument?.documentElement.className).to.equal("d");
    expect(replica.document.querySelector("img")).to.equal(null);
  });

  it("scrolls back what the new page has not scrolled", async () => {
    await replica.page((page) => {
      page.element(10, 0, "div", ["id", "box", "style", "overflow:auto;height:50px"]);
      page.at(10, 0);
      page.element(11, 0, "p", ["style", "height:500px"]);
    });
    expect(replica.find("#box").scrollTop).to.equal(0);
  });

  it("turns a page into a wholly different one", async () => {
    await replica.page((page) => {
      page.element(10, 0, "main", ["lang", "en"]);
      page.at(10, 0);
      page.element(11, 0, "textarea", []);
      page.element(12, 1, "svg", []);
      page.value(11, "typed");
    });
    expect(replica.html).to.equal(
      '<main lang="en"><textarea autocomplete="off"></textarea><svg></svg></main>',
    );
    expect(replica.find("textarea").value).to.equal("typed");
  });

  it("lets go of sheets that the new page does not adopt", async () => {
    await replica.page((page) => {
      page.sheet(90, "", "body { color: rgb(4, 4, 4) }");
      page.adopt(1, [90]);
    });
    await replica.page((page) => page.text(10, "plain"));
    expect(replica.style("body").color).to.equal("rgb(0, 0, 0)");
  });
});
