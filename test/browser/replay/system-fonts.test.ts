import { expect } from "chai";
import { FONT_SAMPLE } from "../../../core/protocol/index.ts";
import { ReplicaUnderTest } from "./replica.ts";

/** A font that no system has. */
const MISSING = "Glance Missing Sans";
/** As a model tells it: px at 1,000 px. */
const [WIDTH, ASCENT, DESCENT] = [50_000, 1_100, 300] as const;

describe("core / replay / system fonts", () => {
  let replica: ReplicaUnderTest;
  beforeEach(() => (replica = new ReplicaUnderTest()));
  afterEach(() => replica.remove());

  /** Width and height in px, at 20 px, of the sample in {@link MISSING}. */
  async function sizeOf(fonts: readonly string[]): Promise<readonly [number, number]> {
    await replica.page((page) => {
      page.element(10, 0, "span", ["style", `font: 20px "${MISSING}", monospace; white-space: nowrap`]);
      page.at(10, 0);
      page.text(11, FONT_SAMPLE);
      if (fonts.length > 0) page.systemFonts(fonts, [WIDTH, ASCENT, DESCENT]);
    });
    const { width, height } = replica.find("span").getBoundingClientRect();
    return [width, height];
  }

  it("F59: sets text in a font that only the visitor has as wide and as high as there", async () => {
    const [width, height] = await sizeOf([MISSING]);
    expect(width).to.be.closeTo(WIDTH / 50, 2);
    expect(height).to.be.closeTo((ASCENT + DESCENT) / 50, 1);
  });

  it("F59: would set it in another width without being told", async () => {
    const [width] = await sizeOf([]);
    expect(Math.abs(width - WIDTH / 50)).to.be.above(20);
  });

  it("leaves a font alone that is here", async () => {
    await replica.page((page) =>
      page.systemFonts(["monospace", "DejaVu Sans", "Arial"], [1, 1, 1, 1, 1, 1, 1, 1, 1]),
    );
    const here = ["DejaVu Sans", "Arial"].filter((name) => {
      const context = document.createElement("canvas").getContext("2d")!;
      const widths = ["serif", "monospace"].map((other) => {
        context.font = `99px "${name}", ${other}`;
        return context.measureText("mill").width;
      });
      return widths[0] === widths[1];
    });
    expect(here).not.to.deep.equal([]);
    const faces = [...replica.find("body").ownerDocument.fonts].map(({ family }) => family);
    for (const name of here) expect(faces).not.to.include(name);
  });
});
