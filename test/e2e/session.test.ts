import { expect } from "chai";
import type { Browser } from "playwright-core";
import { launchChromium } from "../support/browser.ts";
import { Agent, Visitor } from "../support/people.ts";
import { Relay } from "../support/relay.ts";
import { Site, taggedPage } from "../support/site.ts";

const site = new Site({
  "/": taggedPage(`<h1 id="title">Welcome</h1><input id="name" value="default">
    <select id="size"><option>S</option><option>M</option></select><input id="news" type="checkbox">
    <div id="list"></div><div style="height:3000px"></div><a id="next" href="/second">Next page</a>`),
  "/second": taggedPage(`<h1 id="title">Second page</h1>`),
});

describe("e2e / session", () => {
  const relay = new Relay();
  let browser: Browser;
  let visitor: Visitor;
  let agent: Agent;
  let code: string;

  before(async () => {
    await relay.start();
    await site.start(relay.url);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await site.stop();
    await relay.stop();
  });

  it("loads the loader alone before anybody asks for help", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const requests: string[] = [];
    page.on("request", (request) => requests.push(new URL(request.url()).pathname));
    const workers: unknown[] = [];
    page.on("worker", (worker) => workers.push(worker));
    await page.goto(site.url);
    await page.waitForLoadState("networkidle");
    expect(requests.filter((path) => !["/", "/favicon.ico"].includes(path))).to.deep.equal([
      "/cobrowse/CobrowseJS.ashx",
    ]);
    expect(workers).to.have.length(0);
    expect(await page.locator("#glance_cobrowse_btn").count()).to.equal(0);
    await context.close();
  });

  it("gives the visitor a code of nine digits and shows the agent the page", async () => {
    visitor = await Visitor.open(browser, site.url);
    code = await visitor.askForHelp();
    expect(code).to.match(/^\d{9}$/);
    agent = await Agent.join(browser, relay.url, code);
    await agent.waitFor("live");
    await agent.sees("#title", "Welcome");
    const frame = await agent.replica();
    expect(await frame.evaluate(() => [innerWidth, innerHeight])).to.deep.equal([1000, 700]);
  });

  it("shows what the visitor types, ticks, chooses, scrolls and what the page changes", async () => {
    await visitor.page.fill("#name", "Ada");
    await visitor.page.check("#news");
    await visitor.page.selectOption("#size", "M");
    await visitor.page.evaluate(() => {
      scrollTo(0, 800);
      document.querySelector("#list")!.innerHTML = "<p class=new>Added later</p>";
    });
    await agent.sees("#list .new", "Added later");
    const frame = await agent.replica();
    // Where it is in the end: browsers scroll on by themselves when something is put in above.
    const scrolled = await visitor.page.evaluate(() => scrollY);
    expect(scrolled).to.be.at.least(800);
    await frame.waitForFunction(
      (top) =>
        document.querySelector<HTMLInputElement>("#name")!.value === "Ada" &&
        document.querySelector<HTMLInputElement>("#news")!.checked &&
        document.querySelector<HTMLSelectElement>("#size")!.value === "M" &&
        scrollY === top,
      scrolled,
    );
  });

  it("goes on by itself when the visitor goes to another page, reloads and goes back", async () => {
    await visitor.page.click("#next");
    await agent.sees("#title", "Second page");
    await visitor.page.reload();
    await agent.sees("#title", "Second page");
    await visitor.page.evaluate(() => {
      document.querySelector("#title")!.textContent = "Changed after the reload";
    });
    await agent.sees("#title", "Changed after the reload");
    await visitor.page.goBack();
    await agent.sees("#title", "Welcome");
    await visitor.page.evaluate(() => {
      document.querySelector("#title")!.textContent = "Changed after going back";
    });
    await agent.sees("#title", "Changed after going back");
    await agent.waitFor("live");
  });

  it("goes on when the agent reloads the viewer", async () => {
    await agent.page.reload();
    await agent.waitFor("live");
    await agent.sees("#title", "Changed after going back");
  });

  it("shows a second agent the same, as it is now", async () => {
    const second = await Agent.join(browser, relay.url, code);
    await second.waitFor("live");
    await second.sees("#title", "Changed after going back");
    await visitor.page.evaluate(() => {
      document.querySelector("#title")!.textContent = "For both";
    });
    await second.sees("#title", "For both");
    await agent.sees("#title", "For both");
    await second.context.close();
  });

  it("ends for both when the visitor ends it, and leaves no cookie", async () => {
    const cookies = async (): Promise<string[]> =>
      (await visitor.context.cookies())
        .map((cookie) => cookie.name)
        .filter((name) => name.includes("glance"));
    expect(await cookies()).to.have.length(1);
    await visitor.page.evaluate(() => {
      (
        globalThis as unknown as { GLANCE: { Cobrowse: { Visitor: { stopSession(): void } } } }
      ).GLANCE.Cobrowse.Visitor.stopSession();
    });
    await agent.waitFor("ended");
    await visitor.page.waitForFunction(() => !document.cookie.includes("glance"));
    expect(await cookies()).to.have.length(0);
  });

  it("ends for both when the agent ends it", async () => {
    const other = await Visitor.open(browser, site.url);
    const its = await Agent.join(browser, relay.url, await other.askForHelp());
    await its.waitFor("live");
    const ended = other.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          interface Visitor {
            addEventListener(name: string, handler: (event: { reason: string }) => void): void;
          }
          const { Visitor } = (globalThis as unknown as { GLANCE: { Cobrowse: { Visitor: Visitor } } }).GLANCE
            .Cobrowse;
          Visitor.addEventListener("sessionend", (event) => resolve(event.reason));
        }),
    );
    await its.page
      .getByRole("button", { name: /end session/i })
      .first()
      .click();
    await its.page.getByRole("dialog").getByRole("button", { name: /end/i }).first().click();
    expect(await ended).to.equal("agent");
    await its.waitFor("ended");
    await other.page.waitForFunction(() => !document.cookie.includes("glance"));
  });
});
