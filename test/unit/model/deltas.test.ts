import { expect } from "chai";
import { createOpWriter, type PageOps, SHEET_GONE } from "../../../core/protocol/index.ts";
import { Followed, pageOf } from "./following.ts";

function batchOf(tell: (ops: PageOps) => void): Uint8Array<ArrayBuffer> {
  const writer = createOpWriter();
  tell(writer);
  return writer.finish();
}

const PAGE = batchOf((ops) => {
  ops.at(0, 0);
  ops.frameDocument(1, 0);
  ops.at(1, 0);
  ops.element(2, 0, "p", []);
  ops.element(4, 0, "link", ["rel", "stylesheet"]);
  ops.at(2, 0);
  ops.text(3, "Hello");
});
const LINKED = { "https://shop.example/a.css": "a { color: red }" };

describe("core / model / deltas", () => {
  it("tells a change before the call returns, in the very bytes that came", () => {
    const followed = new Followed();
    followed.page.batch(PAGE, true);
    const change = batchOf((ops) => ops.data(3, "changed"));
    followed.page.batch(change, true);
    expect(followed.deltas).to.deep.equal([change]);
    expect(followed.deltas[0]).to.equal(change);
  });

  it("tells the slices of a state as one delta, and nothing when nothing changed", () => {
    const followed = new Followed();
    followed.page.batch(PAGE, true);
    followed.page.batch(
      batchOf((ops) => ops.data(3, "a")),
      false,
    );
    followed.page.batch(
      batchOf((ops) => ops.data(3, "b")),
      false,
    );
    expect(followed.deltas).to.have.length(0);
    followed.page.batch(
      batchOf(() => undefined),
      true,
    );
    followed.page.batch(
      batchOf(() => undefined),
      true,
    );
    expect(followed.deltas.map((delta) => pageOf(delta).rest)).to.deep.equal([
      ['["data",3,"a"]', '["data",3,"b"]'],
    ]);
  });

  it("tells the slices of a page that begins as one keyframe", () => {
    const followed = new Followed();
    followed.page.batch(PAGE, false);
    expect(followed.keyframes).to.equal(0);
    followed.page.batch(
      batchOf((ops) => ops.data(3, "whole")),
      true,
    );
    expect(followed.keyframes).to.equal(1);
    expect(pageOf(followed.copy.keyframe().operations).tree).to.deep.include(["text", 3, "whole"]);
  });

  it("writes nothing while nobody follows, and the page is there all the same", () => {
    const followed = new Followed();
    followed.page.batch(PAGE, true);
    followed.page.isFollowed = false;
    followed.page.batch(
      batchOf((ops) => ops.data(3, "unheard")),
      true,
    );
    expect(followed.deltas).to.have.length(0);
    expect(pageOf(followed.page.keyframe().operations).tree).to.deep.include(["text", 3, "unheard"]);
  });

  it("says where a node goes again when the `at` was in an earlier delta", async () => {
    const followed = new Followed();
    followed.page.batch(PAGE, true);
    followed.page.batch(
      batchOf((ops) => ops.at(2, 3)),
      true,
    );
    followed.page.batch(
      batchOf((ops) => ops.text(5, "before")),
      true,
    );
    await followed.checked();
    expect(pageOf(followed.deltas[1]!).tree).to.deep.equal([
      ["at", 2, 3],
      ["text", 5, "before"],
    ]);
  });

  it("waits with a page's keyframe until its style sheets are there", async () => {
    const followed = new Followed(LINKED);
    followed.page.batch(PAGE, false);
    followed.page.batch(
      batchOf((ops) => ops.sheet(4, "https://shop.example/a.css", "")),
      true,
    );
    expect(followed.keyframes).to.equal(0);
    await followed.page.settled();
    expect(followed.keyframes).to.equal(1);
    expect(pageOf(followed.copy.keyframe().operations).rest).to.include('["sheet",4,"","a { color: red }"]');
  });

  it("tells a style sheet that arrives later in a delta of its own, with the rules that came meanwhile", async () => {
    const followed = new Followed(LINKED);
    followed.page.batch(PAGE, true);
    const later = batchOf((ops) => {
      ops.sheet(4, "https://shop.example/a.css", "");
      ops.rules(4, "", 1, 0, ["b {}"]);
      ops.sheetState(4, 1, "");
    });
    followed.page.batch(later, true);
    expect(followed.deltas).to.have.length(0);
    await followed.page.settled();
    expect(followed.deltas.map((delta) => pageOf(delta).rest)).to.deep.equal([
      ['["rules",4,"",1,0,["b {}"]]', '["sheet",4,"","a { color: red }"]', '["sheetState",4,1,""]'],
    ]);
  });

  it("F116: forgets a constructed sheet that the page has let go of, whoever adopted it", () => {
    const followed = new Followed();
    followed.page.batch(PAGE, true);
    const adopted = batchOf((ops) => {
      ops.sheet(90, "", "a {}");
      ops.sheet(91, "", "b {}");
      ops.adopt(1, [90, 91]);
    });
    followed.page.batch(adopted, true);
    followed.page.batch(
      batchOf((ops) => ops.sheetState(90, SHEET_GONE, "")),
      true,
    );
    const { rest } = pageOf(followed.page.keyframe().operations);
    expect(rest.filter((op) => op.includes("90"))).to.deep.equal([]);
    expect(rest).to.include('["adopt",1,[91]]');
  });

  it("forgets a style sheet that arrives when its element is gone", async () => {
    const followed = new Followed(LINKED);
    followed.page.batch(PAGE, true);
    followed.page.batch(
      batchOf((ops) => ops.sheet(4, "https://shop.example/a.css", "")),
      true,
    );
    followed.page.batch(
      batchOf((ops) => ops.remove(4)),
      true,
    );
    await followed.page.settled();
    expect(followed.deltas.map((delta) => pageOf(delta).rest)).to.deep.equal([['["remove",4]']]);
  });

  it("keeps what a script fills rule by rule as the rules that are there now", () => {
    const followed = new Followed();
    followed.page.batch(PAGE, true);
    followed.page.batch(
      batchOf((ops) => ops.sheet(4, "", "")),
      true,
    );
    for (let i = 0; i < 100; i += 1)
      followed.page.batch(
        batchOf((ops) => ops.rules(4, "", 0, i === 0 ? 0 : 1, [`a { order: ${i} }`])),
        true,
      );
    expect(pageOf(followed.page.keyframe().operations).rest).to.include(
      '["rules",4,"",0,0,["a { order: 99 }"]]',
    );
  });

  it("shows nothing more of a page that was cleared until one begins", () => {
    const followed = new Followed();
    followed.page.batch(PAGE, true);
    followed.page.clear();
    followed.page.batch(
      batchOf((ops) => ops.data(3, "late")),
      true,
    );
    expect(followed.page.isWhole).to.equal(false);
    expect(followed.deltas).to.have.length(0);
    followed.page.batch(PAGE, true);
    expect(followed.keyframes).to.equal(2);
  });

  const REPLACED: readonly (readonly [what: string, tell: (ops: PageOps) => void, told: string])[] = [
    [
      "an image",
      (ops) => ops.image(2, "https://shop.example/a.png", 1, 2),
      '["image",2,"glance-asset:1",1,2]',
    ],
    ["an image without a source", (ops) => ops.image(2, "", 1, 2), '["image",2,"",1,2]'],
    [
      "a style attribute",
      (ops) => ops.attribute(2, "style", "background:url(https://shop.example/a.png)"),
      '["attribute",2,"style","background:url(\\"glance-asset:1\\")"]',
    ],
    [
      "a poster",
      (ops) => ops.attribute(2, "poster", "https://x.example/p"),
      '["attribute",2,"poster","glance-asset:1"]',
    ],
    [
      "a short data: URL in a sheet",
      (ops) => ops.sheet(4, "", "a{b:url(data:image/gif;base64,AA==)}"),
      '["sheet",4,"","a{b:url(\\"data:image/gif;base64,AA==\\")}"]',
    ],
    ["a fragment", (ops) => ops.sheet(4, "", "a{mask:url(#m)}"), '["sheet",4,"","a{mask:url(\\"#m\\")}"]'],
    [
      "a relative URL in a sheet with a base",
      (ops) => ops.sheet(4, "https://shop.example/css/x.css", "a{b:url(../a.png#x)}"),
      '["sheet",4,"","a{b:url(\\"glance-asset:1\\")}"]',
    ],
    [
      "a script's address",
      (ops) => ops.attribute(2, "poster", "javascript:1"),
      '["attribute",2,"poster",""]',
    ],
  ];
  for (const [what, tell, told] of REPLACED)
    it(`tells ${what} with a reference, or as it may stay`, async () => {
      const followed = new Followed();
      followed.page.batch(PAGE, true);
      followed.page.batch(batchOf(tell), true);
      await followed.checked();
      expect(pageOf(followed.deltas[0]!).rest).to.deep.equal([told]);
    });
});
