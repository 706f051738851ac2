import { expect } from "chai";
import { createOpWriter } from "../../../core/protocol/index.ts";
import { Followed, pageOf } from "./following.ts";
import { RandomPage } from "./random-page.ts";

const SEEDS = Array.from({ length: 100 }, (_, i) => i + 1);

const SHEETS = {
  "https://shop.example/linked.css": "@import 'deep.css'; a { background: url(a.png) }",
  "https://shop.example/css/b.css": "b { color: blue }",
};

describe("core / model / keyframe", () => {
  let operations = 0;
  after(() => expect(operations).to.be.greaterThan(SEEDS.length * 30));

  for (const seed of SEEDS)
    it(`is what a follower of all deltas has, and passes the check (seed ${seed})`, async () => {
      const followed = new Followed(SHEETS);
      const page = new RandomPage(seed);
      for (let i = 0; i < 60; i += 1) {
        const { bytes, complete } = page.batch(1 + page.integer(12), i === 0 || i === 35);
        followed.page.batch(bytes, complete);
        // Style sheets arrive in between.
        if (i % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      await followed.page.settled();
      followed.page.batch(createOpWriter().finish(), true);
      await followed.checked();
      expect(followed.deltas.length).to.be.greaterThan(5);
      const told = pageOf(followed.page.keyframe().operations);
      expect(pageOf(followed.copy.keyframe().operations)).to.deep.equal(told);
      operations += told.tree.length;
    });

  it("says each page's children after one `at`, nested deeper than a call stack", () => {
    const followed = new Followed();
    const writer = createOpWriter();
    writer.at(0, 0);
    writer.frameDocument(1, 0);
    for (let id = 2; id < 30_000; id += 1) {
      writer.at(id - 1, 0);
      writer.element(id, 0, "div", []);
    }
    followed.page.batch(writer.finish(), true);
    const { tree } = pageOf(followed.page.keyframe().operations);
    expect(tree.slice(0, 4)).to.deep.equal([
      ["at", 0, 0],
      ["frameDocument", 1, 0],
      ["at", 1, 0],
      ["element", 2, 0, "div", []],
    ]);
    expect(tree).to.have.length(2 + 2 * 29_998);
  });
});
