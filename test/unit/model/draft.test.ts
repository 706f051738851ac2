import { expect } from "chai";
import { Draft } from "../../../core/model/draft.ts";
import { createOpWriter, type PageOps, readOps } from "../../../core/protocol/index.ts";
import { type Call, recorder } from "../protocol/operations.ts";

function batchOf(tell: (ops: PageOps) => void): Uint8Array<ArrayBuffer> {
  const writer = createOpWriter();
  tell(writer);
  return writer.finish();
}

function callsOf(bytes: Uint8Array | undefined): Call[] {
  const { target, calls } = recorder();
  if (bytes !== undefined) readOps(bytes, target);
  return calls;
}

const THREE = batchOf((ops) => {
  ops.text(2, "one");
  ops.text(3, "two");
  ops.text(4, "three");
});

describe("core / model / draft", () => {
  it("gives a batch's own bytes when everything is told as it came", () => {
    const draft = new Draft();
    draft.open(THREE);
    for (const id of [2, 3, 4]) draft.same.text(id, "not looked at");
    expect(draft.finish()).to.equal(THREE);
  });

  const CHANGED: readonly (readonly [what: string, change: (draft: Draft) => void, ...calls: Call[]])[] = [
    [
      "another operation in the middle",
      (draft) => {
        draft.same.text(2, "one");
        draft.different.text(3, "2");
        draft.same.text(4, "three");
      },
      ["text", 2, "one"],
      ["text", 3, "2"],
      ["text", 4, "three"],
    ],
    [
      "one that is left out at the start",
      (draft) => {
        draft.leaveOut();
        draft.same.text(3, "two");
        draft.same.text(4, "three");
      },
      ["text", 3, "two"],
      ["text", 4, "three"],
    ],
    [
      "one that is left out at the end",
      (draft) => {
        draft.same.text(2, "one");
        draft.same.text(3, "two");
        draft.leaveOut();
      },
      ["text", 2, "one"],
      ["text", 3, "two"],
    ],
    ["all of them left out", (draft) => draft.leaveOut()],
    [
      "a second batch before the end",
      (draft) => {
        for (const id of [2, 3, 4]) draft.same.text(id, "not looked at");
        draft.open(batchOf((ops) => ops.remove(2)));
        draft.same.remove(2);
      },
      ["text", 2, "one"],
      ["text", 3, "two"],
      ["text", 4, "three"],
      ["remove", 2],
    ],
  ];
  for (const [what, change, ...calls] of CHANGED)
    it(`tells what was told with ${what}`, () => {
      const draft = new Draft();
      draft.open(THREE);
      change(draft);
      expect(callsOf(draft.finish())).to.deep.equal(calls);
    });

  it("gives nothing for what was told while nobody collected", () => {
    const draft = new Draft();
    draft.same.text(2, "lost");
    draft.different.text(3, "lost");
    expect(draft.finish()).to.equal(undefined);
    draft.open();
    draft.same.text(4, "kept");
    expect(callsOf(draft.finish())).to.deep.equal([["text", 4, "kept"]]);
  });
});
