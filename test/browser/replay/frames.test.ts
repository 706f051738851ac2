import { expect } from "chai";
import type { OpWriter } from "../../../core/protocol/index.ts";
import { ReplicaUnderTest } from "./replica.ts";

describe("core / replay / frames", () => {
  let replica: ReplicaUnderTest;
  beforeEach(() => (replica = new ReplicaUnderTest()));
  afterEach(() => replica.remove());

  for (const { mode, flags } of [
    { mode: "CSS1Compat", flags: 0 },
    { mode: "BackCompat", flags: 1 },
  ]) {
    it(`builds a page in ${mode}`, async () => {
      await replica.page((page) => page.text(10, "x"), flags);
      expect(replica.document.compatMode).to.equal(mode);
      expect(replica.html).to.equal("x");
    });

    it(`builds nested frames in ${mode}`, async () => {
      await replica.page((page) => {
        page.element(10, 0, "iframe", []);
        page.at(10, 0);
        page.frameDocument(11, flags);
        page.at(11, 0);
        page.element(12, 0, "html", []);
        page.at(12, 0);
        page.element(13, 0, "body", []);
        page.at(13, 0);
        page.element(14, 0, "iframe", []);
        page.at(14, 0);
        page.frameDocument(15, flags);
        page.at(15, 0);
        page.element(16, 0, "html", ["class", "inner"]);
      });
      const outer = replica.find("iframe").contentDocument;
      const inner = outer?.querySelector("iframe")?.contentDocument;
      expect([outer?.compatMode, inner?.compatMode]).to.deep.equal([mode, mode]);
      expect(inner?.documentElement.className).to.equal("inner");
      await replica.change((page) => {
        page.at(13, 14);
        page.text(20, "later");
      });
      expect(outer?.body.firstChild?.textContent).to.equal("later");
    });
  }

  it("keeps a frame's content when the frame moves", async () => {
    await replica.page((page) => {
      page.element(10, 0, "div", []);
      page.element(11, 0, "iframe", []);
      page.at(11, 0);
      page.frameDocument(12, 0);
      page.at(12, 0);
      page.element(13, 0, "html", ["class", "kept"]);
    });
    await replica.change((page) => page.move(11, 10, 0));
    expect(replica.html).to.match(/^<div><iframe/);
    expect(replica.find("iframe").contentDocument?.documentElement.className).to.equal("kept");
  });

  for (const flags of [0, 1])
    it(`replaces a frame's document by one told later (flags ${flags})`, async () => {
      const tell = (id: number, name: string) => {
        return (page: OpWriter): void => {
          page.at(10, 0);
          page.frameDocument(id, flags);
          page.at(id, 0);
          page.element(id + 1, 0, "html", ["class", name]);
        };
      };
      await replica.page((page) => {
        page.element(10, 0, "iframe", []);
        tell(11, "first")(page);
      });
      const root = () => replica.find("iframe").contentDocument?.documentElement;
      expect(root()?.className).to.equal("first");
      await replica.change(tell(21, "second"));
      expect(root()?.className).to.equal("second");
      await replica.change((page) => page.attribute(22, "class", "third"));
      expect(root()?.className).to.equal("third");
    });

  it("says why a frame is empty", async () => {
    await replica.page((page) => {
      page.element(10, 0, "iframe", []);
      page.frameBlocked(10, 1);
    });
    expect(replica.find("iframe").contentDocument?.body.textContent).to.match(/another site/);
  });
});
