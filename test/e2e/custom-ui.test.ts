import { expect } from "chai";
import type { Browser } from "playwright-core";
import { launchChromium } from "../support/browser.ts";
import { Agent } from "../support/people.ts";
import { Relay } from "../support/relay.ts";

describe("e2e / custom UI", () => {
  const relay = new Relay();
  let browser: Browser;
  before(async () => {
    await relay.start();
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await relay.stop();
  });

  it("C-46: runs a whole session by the public API alone, and loads no other UI", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const scripts: string[] = [];
    page.on("request", (request) => scripts.push(new URL(request.url()).pathname));
    await page.goto(`${relay.url}/examples/custom-ui/`);
    await page.getByRole("button", { name: "Get help" }).click();
    await page.locator("#help").getByRole("button", { name: "Start" }).click();
    const key = page.locator("#help strong");
    await key.waitFor();
    const agent = await Agent.join(browser, relay.url, await key.innerText());
    await agent.waitFor("live");
    await agent.sees("h1", "A visitor UI of one's own");
    await page.getByText("can see this page").waitFor();
    expect(await (await agent.replica()).locator("#help").count()).to.equal(0);
    expect(await page.evaluate(() => "VisitorUI" in window.GLANCE!.Cobrowse)).to.equal(false);
    expect(scripts.filter((path) => path.includes("VisitorUI"))).to.deep.equal([]);
    await page.locator("#help").getByRole("button", { name: "End" }).click();
    await page.locator("#help").getByRole("button", { name: "End it" }).click();
    await agent.waitFor("ended");
    await page.getByText("You have ended the session.").waitFor();
  });
});
