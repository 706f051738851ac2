// A session goes on at another domain: real host names, which Chromium finds on this machine (--host-resolver-rules).
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import type {} from "../../loader/api.ts";
import { launchChromium } from "../support/browser.ts";
import { Agent, Visitor } from "../support/people.ts";
import { Relay } from "../support/relay.ts";
import { Site, taggedPage } from "../support/site.ts";

const page = (title: string, body = ""): string => taggedPage(`<h1 id="title">${title}</h1>${body}`);
const HELPER = `<!doctype html><head><title>Helper</title><script id="glance-cobrowse" data-groupid="1" data-site="production"
  src="{{server}}/cobrowse/CobrowseJS.ashx?groupid=1&site=production&script=XDOM"></script></head>`;
/** What each page's own code finds in its address: it is not to see codes. */
const SEEN = `<script>window.seen = location.href</script>`;

const site = new Site({
  "/": page("At the shop"),
  "/account": page("At the bank", SEEN),
  "/xdom": HELPER,
});

describe("e2e / cross-domain", () => {
  let relay: Relay;
  let browser: Browser;
  let visitor: Visitor;
  let agent: Agent;
  let shop: string;
  let bank: string;
  let elsewhere: string;

  before(async () => {
    // The site's address has to be known to the server, and the server's to the site.
    const { port } = new URL((await site.start("")).url);
    [shop, bank, elsewhere] = ["shop", "bank", "elsewhere"].map((host) => `http://${host}.test:${port}`) as [
      string,
      string,
      string,
    ];
    relay = await new Relay({ GLANCE_TRUSTED_ORIGINS: `${shop},${bank}` }).start();
    site.serveFor(relay.url);
    browser = await launchChromium("--host-resolver-rules=MAP *.test 127.0.0.1");
  });
  after(async () => {
    await browser.close();
    await site.stop();
    await relay.stop();
  });
  beforeEach(async () => {
    visitor = await Visitor.open(browser, shop);
    agent = await Agent.join(browser, relay.url, await visitor.askForHelp());
    await agent.waitFor("live");
    await agent.sees("#title", "At the shop");
  });
  afterEach(async () => {
    await visitor.context.close();
    await agent.context.close();
  });

  /** Adds a link to the visitor's page and clicks it. */
  async function follow(href: string, attributes: Readonly<Record<string, string>> = {}): Promise<void> {
    await visitor.page.evaluate(
      ([address, more]) => {
        const link = Object.assign(document.createElement("a"), {
          href: address,
          id: "away",
          textContent: "Away",
        });
        for (const [name, value] of Object.entries(more)) link.setAttribute(name, value);
        document.body.prepend(link);
      },
      [href, attributes] as const,
    );
    await visitor.page.click("#away");
  }

  /** The events `error` of the visitor's page from now on, and what `run` resolves to. */
  const refusals = (url: string): Promise<readonly unknown[]> =>
    visitor.page.evaluate(async (address) => {
      const heard: unknown[] = [];
      const api = window.GLANCE!.Cobrowse.Visitor;
      api.addEventListener("error", ({ code, params }) => heard.push(code, params?.["url"]));
      return [await api.crossDomain({ url: address }), ...heard];
    }, url);

  const inSession = (where: Page): Promise<unknown> =>
    where.evaluate(() => window.GLANCE!.Cobrowse.Visitor.inSession());

  it("C-17, SES-27: goes on by a link, and leaves no code in the address that the page sees", async () => {
    await follow(`${bank}/account#top`);
    await agent.sees("#title", "At the bank");
    await agent.waitFor("live");
    expect(visitor.page.url()).to.equal(`${bank}/account#top`);
    const seen = await visitor.page.evaluate(() => (window as { seen?: string }).seen);
    expect(seen, "what the page's own code saw").to.equal(`${bank}/account#top`);
    await visitor.page.reload();
    await agent.sees("#title", "At the bank");
  });

  it("SES-18, C-33: comes back by a link, as a later page of the session", async () => {
    await follow(`${bank}/account`);
    await agent.sees("#title", "At the bank");
    await follow(`${shop}/`);
    await agent.sees("#title", "At the shop");
    await visitor.page.evaluate(() => (document.querySelector("#title")!.textContent = "Back"));
    await agent.sees("#title", "Back");
  });

  it("C-17: goes on in a new tab by a link with a target", async () => {
    const opened = visitor.context.waitForEvent("page");
    await follow(`${bank}/account`, { target: "_blank" });
    await agent.sees("#title", "At the bank");
    expect(await inSession(await opened)).to.equal(true);
  });

  it("C-17: goes on by crossDomain", async () => {
    await visitor.page.evaluate(
      (url) => void window.GLANCE!.Cobrowse.Visitor.crossDomain({ url, target: "_self" }),
      `${bank}/account`,
    );
    await agent.sees("#title", "At the bank");
  });

  for (const path of ["/xdom", "/account"])
    it(`C-17, C-18: continueSessionAt prepares a domain by ${path}, whose window closes by itself`, async () => {
      const opened = visitor.context.waitForEvent("page");
      await visitor.page.evaluate((destination) => {
        document.body.addEventListener("click", () =>
          window.GLANCE!.Cobrowse.Visitor.continueSessionAt({
            destination,
            oncomplete() {
              document.title = "Prepared";
            },
          }),
        );
      }, `${bank}${path}`);
      await visitor.page.click("#title");
      const helper = await opened;
      if (!helper.isClosed()) await helper.waitForEvent("close");
      await visitor.page.waitForFunction(() => document.title === "Prepared");
      await agent.sees("#title", "At the shop");
      // Without any link: by an address that is typed.
      await visitor.page.goto(`${bank}/account`);
      await agent.sees("#title", "At the bank");
    });

  it("C-17, SEC-07: refuses crossDomain to a domain that is not listed, and goes nowhere", async () => {
    expect(await refusals(`${elsewhere}/account`)).to.deep.equal([
      false,
      "untrusted-domain",
      `${elsewhere}/account`,
    ]);
    expect(new URL(visitor.page.url()).origin).to.equal(shop);
  });

  it("SES-17, SES-26: a link to a domain that is not listed leads there without the session", async () => {
    await follow(`${elsewhere}/account`);
    await visitor.page.waitForURL(`${elsewhere}/account`);
    expect(await inSession(visitor.page)).to.equal(false);
    await agent.waitFor("paused");
  });

  it("hands nothing over twice: a copied address has no session", async () => {
    const first = visitor.page.waitForRequest((request) => request.url().endsWith("/take-over"));
    await follow(`${bank}/account`);
    const { handOver } = (await first).postDataJSON() as { handOver: string };
    await agent.sees("#title", "At the bank");
    const thief = await Visitor.open(browser, `${bank}/account#glance_continue=${handOver}`);
    await thief.page.waitForFunction(() => window.GLANCE?.Cobrowse.Visitor.loaded === true);
    expect(await inSession(thief.page)).to.equal(false);
    await thief.context.close();
    await agent.sees("#title", "At the bank");
  });
});
