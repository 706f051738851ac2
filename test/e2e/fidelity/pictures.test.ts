// Pages as sites have them today, as pictures: the replica's differs from the page's by a thousandth of the pixels at most, as loaded,
// after the page's own change, and for an agent who comes late. What each holds, its title says.
import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../support/browser.ts";
import { MirrorServer } from "../../support/mirror.ts";
import { SideBySide } from "./side-by-side.ts";

const FOLDER = "test/e2e/fidelity/pages";
const MAX_DIFFERS = 0.001;

const titleOf = (file: string): string =>
  /<title>([^<]*)/.exec(readFileSync(`${FOLDER}/${file}`, "utf8"))?.[1] ?? file;

describe("e2e / fidelity / pictures", function () {
  this.timeout(90_000);
  const server = new MirrorServer(FOLDER);
  let browser: Browser;
  let sides: SideBySide | undefined;

  before(async () => {
    await server.start();
    browser = await launchChromium();
  });
  afterEach(() => sides?.close());
  after(async () => {
    await browser.close();
    await server.stop();
  });

  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".html")))
    it(`shows what the page does: ${titleOf(file)}`, async () => {
      sides = await SideBySide.open(browser, server, `/${file}`);
      expect(await sides.differs(), "as loaded").to.be.at.most(MAX_DIFFERS);
      await sides.change();
      expect(await sides.differs(), "after the change").to.be.at.most(MAX_DIFFERS);
      expect(await sides.differsLate(), "for a late agent").to.be.at.most(MAX_DIFFERS);
    });

  it("tells apart a page and a replica that does not follow it any more", async () => {
    sides = await SideBySide.open(browser, server, "/news.html");
    await sides.stop();
    await sides.change();
    expect(await sides.differs()).to.be.above(MAX_DIFFERS);
  });
});
