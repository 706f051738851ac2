import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Site } from "../../support/site.ts";

const PAGE = `<!doctype html><body><p id="a" class="secret">x</p><input type="password"><b glance_masked>y</b>
  <div id="h"><template shadowrootmode="open"><i class="secret">z</i></template></div><p>open</p>`;

async function report(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, ["scripts/mask-report.mjs", ...args], { stdio: "inherit" });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  expect(code).to.equal(0);
  return readFileSync(join(args.at(-1)!, "masked.csv"), "utf8");
}

describe("mask / report", function () {
  this.timeout(60_000);
  const site = new Site({ "/": PAGE });
  const folder = mkdtempSync(join(tmpdir(), "glance-mask-report-"));
  before(() => site.start(""));
  after(async () => {
    await site.stop();
    rmSync(folder, { recursive: true });
  });

  it("lists what is masked, where and by which rule, and draws it", async () => {
    const csv = await report([site.url, "--select", ".secret", "--out", folder]);
    const rows = csv
      .trim()
      .split("\r\n")
      .map((line) => line.split(",").slice(0, 3).join(" | "));
    expect(rows).to.deep.equal([
      "selector | rule | kind",
      "#a | .secret | p",
      "html > body > input | field | input[password]",
      "html > body > b | glance_masked | b",
      "#h > i | .secret | i",
    ]);
    expect(readFileSync(join(folder, "masked.png")).subarray(1, 4).toString()).to.equal("PNG");
  });
});
