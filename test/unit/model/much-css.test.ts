// F48: sites that write CSS by scripts, 45 MB of it and more. Agents get what fits, and equal sheets once.
import { expect } from "chai";
import { encodeMessage, createOpWriter, MESSAGE } from "../../../core/protocol/index.ts";
import { MessageCheck } from "../../../core/check/index.ts";
import { Followed, pageOf } from "./following.ts";

const MB = 1024 * 1024;

/** A page of `count` style elements, each with CSS that `cssOf` gives. */
function pageWith(count: number, cssOf: (index: number) => string): Followed {
  const followed = new Followed();
  const writer = createOpWriter();
  writer.at(0, 0);
  writer.frameDocument(1, 0);
  writer.at(1, 0);
  writer.element(2, 0, "html", []);
  writer.at(2, 0);
  for (let i = 0; i < count; i += 1) writer.element(3 + i, 0, "style", []);
  followed.page.batch(writer.finish(), true);
  for (let i = 0; i < count; i += 1) {
    writer.sheet(3 + i, "", cssOf(i));
    followed.page.batch(writer.finish(), true);
  }
  return followed;
}

function sheetsOf(keyframe: Uint8Array): number {
  return pageOf(keyframe).rest.filter((call) => call.startsWith('["sheet"')).length;
}

const css = (name: string, units: number): string => `.${name}{color:red}/*${"x".repeat(units)}*/`;

describe("core / model / much CSS (F48)", function () {
  this.timeout(60_000);

  it("tells 45 MB of different CSS, in a keyframe that the other side takes", async () => {
    const { operations } = pageWith(45, (i) => css(`a${i}`, MB - 100)).page.keyframe();
    expect(sheetsOf(operations)).to.equal(45);
    expect(await new MessageCheck().open(encodeMessage(MESSAGE.keyframe, operations))).not.to.deep.equal([]);
  });

  it("leaves out what comes after, and goes on with what is there", async () => {
    const followed = pageWith(70, (i) => css(`a${i}`, MB - 100));
    const { operations } = followed.page.keyframe();
    expect(sheetsOf(operations)).to.equal(48);
    await new MessageCheck().open(encodeMessage(MESSAGE.keyframe, operations));
    const writer = createOpWriter();
    for (let i = 0; i < 30; i += 1) writer.remove(3 + i);
    followed.page.batch(writer.finish(), true);
    writer.sheet(70, "", css("new", MB));
    followed.page.batch(writer.finish(), true);
    await followed.checked();
    expect(sheetsOf(followed.page.keyframe().operations)).to.equal(19);
  });

  it("sends a sheet that forty roots have once", () => {
    const { operations } = pageWith(40, () => css("a", MB)).page.keyframe();
    expect(sheetsOf(operations)).to.equal(40);
    expect(operations.length).to.be.below(1.1 * MB);
  });

  it("keeps a sheet as large as it is, that scripts write to without end", () => {
    const followed = pageWith(1, () => "");
    const writer = createOpWriter();
    const rule = css("r", 100_000);
    for (let i = 0; i < 1_000; i += 1) {
      writer.rules(3, "", 0, i === 0 ? 0 : 1, [rule.replace("r", `r${i}`)]);
      followed.page.batch(writer.finish(), true);
    }
    const { operations } = followed.page.keyframe();
    expect(pageOf(operations).rest.filter((call) => call.includes("r999"))).to.have.length(1);
    expect(operations.length).to.be.below(200_000);
  });
});
