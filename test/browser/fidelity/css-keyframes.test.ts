// F31: sheets that scripts have changed, when the whole page comes once more to an agent who has it.
import { expect } from "chai";
import { MirroredPage } from "./mirrored-page.ts";

const rulesOf = ({ styleSheets }: Document): string[] =>
  Array.from(styleSheets[0]!.cssRules, ({ cssText }) => cssText);

describe("fidelity / css / keyframes", () => {
  it("F31: has each inserted rule once after a keyframe over a living replica, and at its place after the next change", async function () {
    this.timeout(20_000);
    const page = await MirroredPage.open(
      `<style>#none { color: green }</style><p id=a>A</p><p id=b>B</p><p id=c>C</p>`,
    );
    try {
      for (const id of ["a", "b"]) page.document.styleSheets[0]!.insertRule(`#${id} { color: red }`, 1);
      await page.settle();
      await page.again();
      page.document.styleSheets[0]!.insertRule("#c { color: red }", 3);
      page.document.styleSheets[0]!.deleteRule(0);
      await page.settle();
      expect(rulesOf(page.copy)).to.deep.equal(rulesOf(page.document));
    } finally {
      page.close();
    }
  });
});
