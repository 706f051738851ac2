// What goes wrong before a session is there: the event and its code, and a page that works as if there were no script.
import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { StartParams } from "../../core/visitor/api.ts";
import type {} from "../../loader/api.ts";
import { launchChromium } from "../support/browser.ts";
import { Agent } from "../support/people.ts";
import { Relay } from "../support/relay.ts";
import { Site, TAG } from "../support/site.ts";

const BODY = `<button onclick="document.title = 'Bought'">Buy</button><h1 id="title">A shop</h1>`;
const page = (tag: string): string => `<!doctype html><title>Shop</title>${tag}${BODY}`;
const site = new Site({
  "/": page(TAG),
  "/unknown": page(TAG.replace('data-groupid="1"', 'data-groupid="404"')),
  "/no-group": page(`<script id="glance-cobrowse" src="{{server}}/GlanceCobrowseLoader.js"></script>`),
  "/rejects": page(
    `<script>var GLANCE_COBROWSE = { getMaskingDescriptor: () => Promise.reject(new Error("no rules")) }</script>${TAG}`,
  ),
  "/german": page(TAG)
    .replace("<title>", '<html lang="de"><title>')
    .replace("<h1", '<button glance_button="startSession">Hilfe</button><h1'),
  "/bad-keys": page(TAG.replace("<script", `<script data-inputevents="{ctrl-13: startSession}"`)),
});

interface Row {
  readonly what: string;
  readonly path: string;
  readonly start: StartParams;
  readonly code: string;
  readonly prepare?: (context: BrowserContext) => Promise<unknown>;
}

const unreachable = (pattern: string) => (context: BrowserContext) =>
  context.route(pattern, (route) => route.abort());

const ROWS: readonly Row[] = [
  { what: "an unknown group", path: "/unknown", start: {}, code: "unknown-group" },
  { what: "a tag without a group", path: "/no-group", start: {}, code: "unknown-group" },
  { what: "a group that the tag does not name", path: "/", start: { groupid: 7 }, code: "unknown-group" },
  { what: "an invalid key", path: "/", start: { sessionKey: "no blanks" }, code: "invalid-key" },
  { what: "a key in use", path: "/", start: { sessionKey: "taken" }, code: "dupkey" },
  {
    what: "a service that is not reached",
    path: "/",
    start: {},
    code: "service",
    prepare: unreachable("**/api/v1/**"),
  },
  {
    what: "a script that is blocked",
    path: "/",
    start: {},
    code: "SCRIPT_NOT_LOADED",
    prepare: unreachable("**/GlanceCobrowseVisitor_*"),
  },
];

describe("e2e / bad input", () => {
  const relay = new Relay();
  let browser: Browser;
  let context: BrowserContext;
  let visitor: Page;
  let thrown: string[];

  before(async () => {
    await relay.start();
    await site.start(relay.url);
    browser = await launchChromium();
    const taken = await fetch(`${relay.url}/api/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ groupid: "1", site: "production", key: "taken" }),
    });
    expect(taken.status).to.equal(201);
  });
  after(async () => {
    await browser.close();
    await site.stop();
    await relay.stop();
  });
  beforeEach(async () => {
    context = await browser.newContext();
    thrown = [];
  });
  afterEach(() => context.close());

  async function open(path: string): Promise<void> {
    visitor = await context.newPage();
    visitor.on("pageerror", (error) => thrown.push(String(error)));
    await visitor.goto(site.url + path);
    await visitor.waitForFunction(() => "GLANCE" in globalThis);
  }

  /** Starts a session and resolves to the code of the first error. */
  const startFails = (start: StartParams): Promise<string> =>
    visitor.evaluate(
      (params) =>
        new Promise<string>((resolve) => {
          const { Visitor } = window.GLANCE!.Cobrowse;
          Visitor.addEventListener("error", ({ code, msg }) => resolve(msg === "" ? "no message" : code));
          Visitor.startSession(params);
        }),
      start,
    );

  /** The page's own code works, and nothing of ours has thrown into it. */
  async function expectPageWorks(): Promise<void> {
    await visitor.getByRole("button", { name: "Buy" }).click();
    expect(await visitor.title()).to.equal("Bought");
    expect(thrown).to.deep.equal([]);
  }

  for (const { what, path, start, code, prepare } of ROWS)
    it(`5.1: tells ${code} for ${what}, and leaves the page as it was`, async () => {
      await prepare?.(context);
      await open(path);
      expect(await startFails(start)).to.equal(code);
      expect(await visitor.evaluate(() => window.GLANCE?.Cobrowse.Visitor.inSession())).to.equal(false);
      await expectPageWorks();
    });

  it("5.1, C-26: tells maskingerror for a masking descriptor that is rejected, and shows the agent nothing of the page", async () => {
    await open("/rejects");
    const failed = startFails({ sessionKey: "masked" });
    const agent = await Agent.join(browser, relay.url, "masked");
    expect(await failed).to.equal("maskingerror");
    await agent.waitFor("live");
    const shown = await (
      await agent.replica()
    ).evaluate(() => document.querySelector("*")?.textContent ?? "");
    expect(shown).to.not.include("A shop");
    await agent.context.close();
    await expectPageWorks();
  });

  it("starts a session where the browser keeps nothing, and warns that it ends with the page", async () => {
    await context.addInitScript(() => {
      // As browsers do in sandboxed frames, and where people forbid cookies.
      const forbidden: PropertyDescriptor = {
        get() {
          throw new DOMException("forbidden", "SecurityError");
        },
        set() {
          throw new DOMException("forbidden", "SecurityError");
        },
      };
      for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, forbidden);
      Object.defineProperty(Document.prototype, "cookie", forbidden);
    });
    await open("/");
    const warned = visitor.waitForEvent("console", (message) => message.text().includes("keeps no session"));
    await visitor.evaluate(() => window.GLANCE?.Cobrowse.Visitor.startSession("forgetful"));
    await warned;
    const agent = await Agent.join(browser, relay.url, "forgetful");
    await agent.waitFor("live");
    await agent.sees("#title", "A shop");
    await agent.context.close();
    await expectPageWorks();
  });

  for (const { what, prepare, says } of [
    {
      what: "a browser too old to parse the scripts",
      // No browser of any age parses this; what follows is as in one that knows no private fields.
      prepare: (on: BrowserContext) =>
        on.route(/GlanceCobrowseVisitor(UI)?_/, (route) =>
          route.fulfill({ contentType: "text/javascript", body: "class {" }),
        ),
      says: "Dieser Browser ist dafür zu alt.",
    },
    {
      what: "scripts that are blocked",
      prepare: unreachable(String.raw`**/GlanceCobrowseVisitor*`),
      says: "Prüfen Sie Ihre Internetverbindung",
    },
  ])
    it(`tells the visitor of ${what}, and leaves the page as it was`, async () => {
      await open("/german");
      await prepare(context);
      await visitor.getByRole("button", { name: "Hilfe" }).click();
      const alert = visitor.getByRole("alert");
      await alert.getByText(says).waitFor();
      thrown = thrown.filter((text) => !text.includes("SyntaxError"));
      await expectPageWorks();
    });

  it("tells the visitor, in the browser's own dialog, of a line that is down", async () => {
    await open("/german");
    await unreachable("**/*M.js")(context);
    const said = visitor.waitForEvent("dialog");
    const clicked = visitor.getByRole("button", { name: "Hilfe" }).click();
    const dialog = await said;
    expect(dialog.message()).to.include("Check your connection");
    await dialog.accept();
    await clicked;
    await expectPageWorks();
  });

  it("works without the loader when that is blocked", async () => {
    await unreachable(`${relay.url}/**`)(context);
    visitor = await context.newPage();
    visitor.on("pageerror", (error) => thrown.push(String(error)));
    await visitor.goto(site.url);
    expect(await visitor.evaluate(() => "GLANCE" in globalThis)).to.equal(false);
    await expectPageWorks();
  });

  it("C-05: ignores hot keys that are no JSON, with a console warning", async () => {
    visitor = await context.newPage();
    const warned = visitor.waitForEvent("console", (message) => message.text().includes("data-inputevents"));
    await visitor.goto(`${site.url}/bad-keys`);
    await warned;
    await expectPageWorks();
  });
});
