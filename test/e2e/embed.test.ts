import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Browser } from "playwright-core";
import type {} from "../../loader/api.ts";
import { launchChromium } from "../support/browser.ts";
import { builtFile } from "../support/staged-web.ts";
import { Agent, Visitor } from "../support/people.ts";
import { Relay } from "../support/relay.ts";
import { Site, taggedPage } from "../support/site.ts";

const START = `<a href="#" glance_button="startSession">Get help</a><h1 id="title">A page of the site</h1>`;

/** As a tag manager does it: the element first, its address last, long after the page has loaded. */
const INJECTED = `<!doctype html><title>Injected</title>${START}<script>
  addEventListener("load", () => setTimeout(() => {
    const tag = document.createElement("script");
    tag.id = "cobrowsescript";
    tag.setAttribute("data-groupid", "1");
    tag.setAttribute("data-site", "production");
    document.body.append(tag);
    tag.onload = () => { window.version = GLANCE.VERSION; };
    tag.src = "{{server}}/cobrowse/CobrowseJS.ashx?group=1&site=production";
  }, 50));
</script>`;

/** Attributes on a meta tag, the loader by its plain name and without any. */
const META = `<!doctype html><title>Meta</title><meta id="glance-cobrowse" data-groupid="1" data-site="production">
  <script defer src="{{server}}/GlanceCobrowseLoader.js"></script>${START}`;

const strict = (policy: string): Site =>
  new Site(
    { "/": taggedPage(`<h1 id="title">A page of the site</h1>`) },
    { "content-security-policy": policy },
  );

const socket = "{{server}} ws://127.0.0.1:*";

/** What a page's policy has to allow where it names scripts by nonce: docs/EMBEDDING.md. */
const nonced = new Site(
  { "/": taggedPage(`<h1 id="title">A page of the site</h1>`).replace(/<script/g, `<script nonce="n0nce"`) },
  {
    "content-security-policy": `default-src 'none'; script-src 'nonce-n0nce' 'strict-dynamic'; connect-src ${socket}; worker-src blob:; require-trusted-types-for 'script'; trusted-types glance-cobrowse; base-uri 'none'`,
  },
);

/** The loader's hash, as a site's build writes it. Known once the loader is built. */
const hashOf = (file: string): string =>
  `sha384-${createHash("sha384").update(readFileSync(file)).digest("base64")}`;
const withIntegrity = (hash: string): Site => {
  const tag = `<script id="glance-cobrowse" src="{{server}}/${builtFile("GlanceCobrowseLoader")}" integrity="${hash}"
    crossorigin="anonymous" data-groupid="1" data-site="production"></script>`;
  return new Site({ "/": `<!doctype html><title>Integrity</title>${tag}${START}` });
};

/** Each row: a way to embed, and the site that does it. */
const ROWS = [
  { way: "EMB-07: injected late by a tag manager", site: new Site({ "/": INJECTED }) },
  { way: "EMB-13: by a meta tag and a deferred loader", site: new Site({ "/": META }) },
  {
    way: "C-50: under a strict policy that allows worker-src blob:",
    site: strict(`default-src 'self'; script-src {{server}}; connect-src ${socket}; worker-src blob:`),
  },
  {
    way: "C-50: under a strict policy that allows no worker (the last rung)",
    site: strict(`default-src 'self'; script-src {{server}}; connect-src ${socket}; worker-src 'none'`),
  },
  {
    way: "EMB-23: with the version in the address and integrity on the tag",
    site: withIntegrity(hashOf(`dist/${builtFile("GlanceCobrowseLoader")}`)),
  },
  { way: "C-50: by a nonce that is passed on, where nothing else is allowed", site: nonced },
  {
    way: "C-50: where Trusted Types are enforced",
    site: strict(
      `script-src {{server}}; connect-src ${socket}; worker-src blob:; require-trusted-types-for 'script'; trusted-types glance-cobrowse`,
    ),
  },
] as const;

describe("e2e / embed", () => {
  const relay = new Relay();
  let browser: Browser;

  before(async () => {
    await relay.start();
    for (const { site } of ROWS) await site.start(relay.url);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    for (const { site } of ROWS) await site.stop();
    await relay.stop();
  });

  for (const { way, site } of ROWS) {
    it(`shows a page to an agent when embedded ${way}`, async () => {
      const visitor = await Visitor.open(browser, site.url);
      const errors: string[] = [];
      visitor.page.on("pageerror", (error) => errors.push(String(error)));
      await visitor.page.waitForFunction(() => "GLANCE" in globalThis);
      const agent = await Agent.join(browser, relay.url, await visitor.askForHelp());
      await agent.waitFor("live");
      await agent.sees("#title", "A page of the site");
      expect(errors).to.deep.equal([]);
      await visitor.context.close();
      await agent.context.close();
    });
  }

  it("EMB-23: runs no loader that is not the one of its integrity (negative control)", async () => {
    const other = await withIntegrity(hashOf("package.json")).start(relay.url);
    const context = await browser.newContext();
    const page = await context.newPage();
    const refused = page.waitForEvent("console", (message) => message.text().includes("integrity"));
    await page.goto(other.url);
    await refused;
    expect(await page.evaluate(() => "GLANCE" in globalThis)).to.equal(false);
    await context.close();
    await other.stop();
  });

  it("EMB-05: uses one tag when a page has two, and says so on the console", async () => {
    const twice = await new Site({
      "/": taggedPage("<h1 id=title>Twice</h1>", /<script[\s\S]*?<\/script>/.exec(taggedPage(""))?.[0] ?? ""),
    }).start(relay.url);
    const context = await browser.newContext();
    const page = await context.newPage();
    const warnings: string[] = [];
    page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
    await page.goto(twice.url);
    await page.waitForFunction(() => "GLANCE" in globalThis);
    expect(warnings).to.have.length(1);
    await context.close();
    await twice.stop();
  });
});
