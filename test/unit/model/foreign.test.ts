// Pages in frames of other origins: what of theirs becomes part of the page around them.
import { expect } from "chai";
import { createOpWriter, FOCUS_VISIBLE, type PageOps } from "../../../core/protocol/index.ts";
import { Followed, pageOf } from "./following.ts";

const FRAME = 3;

function batchOf(tell: (ops: PageOps) => void): Uint8Array<ArrayBuffer> {
  const writer = createOpWriter();
  tell(writer);
  return writer.finish();
}

/** The page around: a field, and a frame. */
const AROUND = batchOf((ops) => {
  ops.at(0, 0);
  ops.frameDocument(1, 0);
  ops.at(1, 0);
  ops.element(2, 0, "input", []);
  ops.element(FRAME, 0, "iframe", []);
});
/** The page in it: a field, and a slot with a text. */
const INNER = batchOf((ops) => {
  ops.at(0, 0);
  ops.frameDocument(1, 0);
  ops.at(1, 0);
  ops.element(2, 0, "input", ["class", "inner"]);
  ops.element(3, 0, "slot", []);
  ops.text(4, "words");
  ops.assigned(3, [4]);
});

describe("core / model / frames of other origins", () => {
  let followed: Followed;

  beforeEach(() => {
    followed = new Followed();
    followed.page.batch(AROUND, true);
    followed.page.foreign(FRAME, [INNER]);
  });

  const around = (tell: (ops: PageOps) => void): void => followed.page.batch(batchOf(tell), true);
  const within = (tell: (ops: PageOps) => void): void => followed.page.foreign(FRAME, [batchOf(tell)]);
  /** What the follower, and somebody who comes now, know of `name`, by the classes of elements. */
  function known(name: string): unknown[] {
    return [followed.copy, followed.page].map((page) => {
      const { tree, rest } = pageOf(page.keyframe().operations);
      const [, value] = rest.map((call) => JSON.parse(call) as unknown[]).find(([one]) => one === name)!;
      const element = tree.find(([kind, id]) => kind === "element" && id === value);
      return element?.[4] === undefined ? value : [element[3], ...(element[4] as string[])].join(" ");
    });
  }

  for (const point of ["focus", "hover"] as const)
    it(`F95: says of the ${point} which element of the frame has it, whoever says so first`, () => {
      around((ops) => ops[point](FRAME));
      expect(known(point)).to.deep.equal(["iframe", "iframe"]);
      within((ops) => ops[point](2));
      expect(known(point)).to.deep.equal(["input class inner", "input class inner"]);
      around((ops) => ops[point](2));
      expect(known(point)).to.deep.equal(["input", "input"]);
      // The frame remembers where it was.
      around((ops) => ops[point](FRAME));
      expect(known(point)).to.deep.equal(["input class inner", "input class inner"]);
      within((ops) => ops[point](0));
      expect(known(point)).to.deep.equal(["iframe", "iframe"]);
    });

  it("F95: says how the focus in the frame shows, and not how that of the frame does", () => {
    within((ops) => {
      ops.focus(2);
      ops.focusLook(FOCUS_VISIBLE);
    });
    expect(known("focusLook")).to.deep.equal([0, 0]);
    around((ops) => {
      ops.focus(FRAME);
      ops.focusLook(0);
    });
    expect(known("focusLook")).to.deep.equal([FOCUS_VISIBLE, FOCUS_VISIBLE]);
  });

  it("F93, F95: names what slots within the frame show as it names nodes", async () => {
    const { tree, rest } = pageOf(followed.copy.keyframe().operations);
    const slot = tree.find(([, , , name]) => name === "slot")![1];
    const text = tree.find(([kind]) => kind === "text")![1];
    expect(rest).to.include(JSON.stringify(["assigned", slot, [text]]));
    await followed.checked();
  });
});
