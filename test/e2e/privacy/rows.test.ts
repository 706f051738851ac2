import { expect } from "chai";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../support/browser.ts";
import { canariesOf, PATTERN_ROWS, PATTERN_SECRETS, ROWS } from "./rows.ts";
import { FRAME, type Left, leftOf, SECOND } from "./stage.ts";

/** Rows that change what another row shows are told of on the first page only. */
const EVERYWHERE = ["", FRAME, SECOND];

describe("e2e / privacy / rows", function () {
  this.timeout(120_000);
  const rows = [...ROWS, ...PATTERN_ROWS];
  let browser: Browser;
  let masked: Left;
  let bare: Left;

  before(async () => {
    browser = await launchChromium();
    [masked, bare] = await Promise.all([leftOf(browser, rows, false), leftOf(browser, rows, true)]);
  });
  after(() => browser.close());

  it("finds what is not masked in the recorded bytes, of each page", () => {
    for (const { sent } of [masked, bare])
      for (const text of ["public-0", "public-1", "public-2", "public-3"]) expect(sent).to.include(text);
  });

  for (const row of ROWS) {
    it(`${row.id}: sends no byte of ${row.what}`, () => {
      for (const canary of canariesOf(row))
        for (const mark of EVERYWHERE)
          expect(masked.sent).to.not.include(canary.replace("canary-", `canary-${mark}`));
    });

    it(`${row.id}: would be found without the mask`, () => {
      for (const canary of canariesOf(row)) expect(bare.sent).to.include(canary);
    });
  }

  for (const row of PATTERN_ROWS) {
    it(`${row.id}: sends no byte of ${row.what}`, () => {
      for (const secret of PATTERN_SECRETS[row.id] ?? []) expect(masked.sent).to.not.include(secret);
      for (const secret of PATTERN_SECRETS[row.id] ?? []) expect(bare.sent).to.include(secret);
    });
  }

  it("P63: tells late, reconnected and further agents nothing either: all of the above is of them too", () => {
    // Two agents, a reload, a cut and a second page: each has brought a keyframe.
    expect(masked.sent.split("public-0").length).to.be.greaterThan(2);
    expect(masked.sent).to.not.include("canary-");
  });

  it("P64: keeps nothing of the page in the browser's storage", () => {
    expect(masked.stored).to.not.include("canary-");
    expect(bare.stored).to.not.include("canary-");
  });

  it("P66: says nothing of the page to other windows, masked or not", () => {
    expect(masked.said).to.not.include("canary-");
    expect(bare.said).to.not.include("canary-");
  });

  it("P65, P69: leaves nothing of the page in the server's log", () => {
    expect(masked.logged).to.not.include("canary-");
    expect(bare.logged).to.not.include("canary-");
  });
});
