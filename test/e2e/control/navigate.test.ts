// Where an agent may have the visitor's browser go, and who decides.
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../support/browser.ts";
import { Relay } from "../../support/relay.ts";
import { Site, taggedPage } from "../../support/site.ts";
import { LISTENING, Stage } from "./stage.ts";

const pages = {
  "/": taggedPage(`<h1>First</h1>`, LISTENING),
  "/second": taggedPage(`<h1>Second</h1>`, LISTENING),
};
const site = new Site(pages);
const trusted = new Site({ "/": `<title>Trusted</title><h1>Trusted</h1>` });

describe("e2e / control / navigation", () => {
  let relay: Relay;
  let browser: Browser;
  let stage: Stage;

  const goTo = async (address: string): Promise<void> => {
    await stage.agent.page.getByLabel("Address for the visitor's browser").fill(address);
    await stage.agent.page.getByRole("button", { name: "Go", exact: true }).click();
  };

  before(async () => {
    // The server has to know what it trusts when it starts.
    await trusted.start("");
    relay = await new Relay({ GLANCE_TRUSTED_ORIGINS: trusted.url }).start();
    await site.start(relay.url);
    browser = await launchChromium();
    stage = await Stage.open(browser, relay, site.url);
  });
  after(async () => {
    await browser.close();
    await site.stop();
    await trusted.stop();
    await relay.stop();
  });

  it("C-31: without remote control the visitor is asked, and stays when declining", async () => {
    await stage.page.evaluate(`window.answer = "decline"`);
    await goTo("/second");
    await stage.said("declined");
    expect(new URL(stage.page.url()).pathname).to.equal("/");
    expect(await stage.heard()).to.include("confirm /second");
  });

  it("C-31: goes to a relative address when the visitor accepts", async () => {
    await stage.page.evaluate(`window.answer = "accept"`);
    await goTo("/second");
    await stage.agent.sees("h1", "Second");
  });

  it("C-31: goes back, forward, refreshes and to addresses of the site at once with remote control", async () => {
    await stage.takeControl();
    await stage.agent.page.getByRole("button", { name: "Back" }).click();
    await stage.agent.sees("h1", "First");
    await stage.agent.page.getByRole("button", { name: "Forward" }).click();
    await stage.agent.sees("h1", "Second");
    await stage.page.evaluate(`window.mark = true`);
    await stage.agent.page.getByRole("button", { name: "Refresh" }).click();
    await stage.page.waitForFunction(`window.mark === undefined && document.readyState === "complete"`);
    await stage.agent.waitFor("live");
    await goTo(`${site.url}/`);
    await stage.agent.sees("h1", "First");
    expect(await stage.heard()).to.not.include("confirm /");
  });

  it("C-31: goes nowhere else, and says so", async () => {
    for (const address of ["https://elsewhere.example/", "javascript:alert(1)"]) {
      await goTo(address);
      await stage.said("not one of the trusted ones");
      await stage.agent.page.evaluate(() => (document.querySelector(".refusal")!.textContent = ""));
    }
    expect(new URL(stage.page.url()).origin).to.equal(site.url);
  });

  it("C-31: goes to a trusted site", async () => {
    await goTo(`${trusted.url}/`);
    await stage.page.waitForURL((url) => url.origin === trusted.url);
  });
});
