// The visitor's session beyond one page: storage, windows, pauses, what is said beside the page. Real host names of one site, which
// Chromium finds on this machine (--host-resolver-rules).
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import type { VisitorEventName } from "../../core/visitor/api.ts";
import type {} from "../../loader/api.ts";
import { launchChromium } from "../support/browser.ts";
import { Agent, Visitor } from "../support/people.ts";
import { Relay } from "../support/relay.ts";
import { Site, TAG, taggedPage } from "../support/site.ts";

const page = (title: string, attributes = ""): string =>
  taggedPage(
    `<h1 id="title">${title}</h1><a id="popup" href="/second" target="_blank" rel="opener">More</a>`,
  ).replace(TAG, TAG.replace("<script", `<script ${attributes}`));

const TYPES = ["normal", "ls", "dual"] as const;
const site = new Site({
  "/": page("First"),
  "/second": page("Second"),
  "/untagged": "<!doctype html><title>No tag</title><h1>Not shared</h1>",
  "/paused": page("Never seen", `data-startpaused="1"`),
  ...Object.fromEntries(
    TYPES.flatMap((type) => [
      [`/${type}`, page("First", `data-cookietype="${type}"`)],
      [`/${type}/second`, page("Second", `data-cookietype="${type}"`)],
    ]),
  ),
});

describe("e2e / visitor sessions", () => {
  const relay = new Relay({ GLANCE_SESSION: JSON.stringify({ waitingS: 600 }) });
  let browser: Browser;
  let visitor: Visitor;
  let agent: Agent;
  let port: string;

  before(async () => {
    await relay.start();
    port = new URL((await site.start(relay.url)).url).port;
    browser = await launchChromium("--host-resolver-rules=MAP *.test 127.0.0.1");
  });
  after(async () => {
    await browser.close();
    await site.stop();
    await relay.stop();
  });
  afterEach(async () => {
    await visitor.context.close();
    await agent.context.close();
  });

  const at = (path: string, host = "www.shop.test"): string => `http://${host}:${port}${path}`;

  async function begin(path: string): Promise<void> {
    visitor = await Visitor.open(browser, at(path));
    agent = await Agent.join(browser, relay.url, await visitor.askForHelp());
    await agent.waitFor("live");
    await agent.sees("#title", "First");
  }

  const inSession = (where: Page): Promise<unknown> =>
    where.evaluate(() => window.GLANCE?.Cobrowse.Visitor.inSession());

  /** Notes these events of a page in `window.heard`. */
  const listen = (where: Page, ...names: VisitorEventName[]): Promise<void> =>
    where.evaluate((all) => {
      const heard: string[] = ((window as { heard?: string[] }).heard = []);
      for (const name of all) window.GLANCE!.Cobrowse.Visitor.addEventListener(name, () => heard.push(name));
    }, names);
  const untilHeard = (where: Page, name: string): Promise<unknown> =>
    where.waitForFunction((wanted) => (window as { heard?: string[] }).heard?.includes(wanted), name);

  for (const type of TYPES)
    it(`C-12: goes on on the next page with data-cookietype="${type}"`, async () => {
      await begin(`/${type}`);
      await visitor.page.goto(at(`/${type}/second`));
      await agent.sees("#title", "Second");
    });

  for (const { type, goesOn } of [
    { type: "normal", goesOn: true },
    { type: "dual", goesOn: true },
    { type: "ls", goesOn: false },
  ])
    it(`C-13, SES-15: ${goesOn ? "goes on" : "does not go on"} at another sub-domain with data-cookietype="${type}"`, async () => {
      await begin(`/${type}`);
      await visitor.page.goto(at(`/${type}/second`, "help.shop.test"));
      if (goesOn) await agent.sees("#title", "Second");
      else await agent.waitFor("paused");
      expect(await inSession(visitor.page)).to.equal(goesOn);
    });

  it("C-14: goes on with dual after the site's code has deleted its cookies", async () => {
    await begin("/dual");
    await visitor.context.clearCookies();
    await visitor.page.goto(at("/dual/second"));
    await agent.sees("#title", "Second");
  });

  it("gives the session to no other browser that has copied the cookie", async () => {
    await begin("/normal");
    const cookies = await visitor.context.cookies();
    expect(cookies.map(({ name }) => name)).to.deep.equal(["glance_session"]);
    const thief = await browser.newContext();
    await thief.addCookies(cookies);
    const stolen = await thief.newPage();
    await stolen.goto(at("/normal/second"));
    await stolen.waitForFunction(() => window.GLANCE?.Cobrowse.Visitor.loaded === true);
    expect(await inSession(stolen)).to.equal(false);
    // Not by a second way either: the relay and the service take the whole token alone.
    const [session = "", token = ""] = cookies[0]!.value.split(":").map(decodeURIComponent);
    const half = await thief.request.post(`${relay.url}/api/v1/sessions/resume`, {
      data: { session, token },
    });
    expect(half.status()).to.equal(410);
    const [, other = ""] = (await visitor.page.evaluate(() => localStorage.getItem("glance_half")))!.split(
      " ",
    );
    const data = { session, token: token.slice(0, -1) + other };
    const whole = await thief.request.post(`${relay.url}/api/v1/sessions/resume`, { data });
    expect(whole.status(), "negative control: the whole token").to.equal(200);
    await thief.close();
    await visitor.page.goto(at("/normal/second"));
    await agent.sees("#title", "Second");
  });

  it("keeps ids and a secret in the browser, and nothing of the page", async () => {
    await begin("/dual");
    const kept = await visitor.page.evaluate(() => [
      document.cookie,
      ...Object.entries(localStorage).map((entry) => entry.join("=")),
    ]);
    for (const text of kept) expect(text).to.match(/^glance_(session|half|card)[=\w%:.~ -]*$/);
  });

  it("C-15, SES-19: moves to the tab that the visitor looks at, which hears focus, the other blur", async () => {
    await begin("/");
    await listen(visitor.page, "blur", "focus");
    const second = await visitor.context.newPage();
    await second.goto(at("/second"));
    await agent.sees("#title", "Second");
    await untilHeard(visitor.page, "blur");
    await listen(second, "blur");
    await visitor.page.evaluate(() => dispatchEvent(new Event("focus")));
    await untilHeard(visitor.page, "focus");
    await untilHeard(second, "blur");
    await agent.sees("#title", "First");
  });

  it("C-16, SES-20: goes on in a pop-up", async () => {
    await begin("/");
    const opened = visitor.context.waitForEvent("page");
    await visitor.page.click("#popup");
    await agent.sees("#title", "Second");
    expect(await inSession(await opened)).to.equal(true);
  });

  it("SES-17: shows the agent a pause while the visitor is on a page without the tag, and goes on after it", async () => {
    await begin("/");
    await visitor.page.goto(at("/untagged"));
    await agent.waitFor("paused");
    await visitor.page.goto(at("/second"));
    await agent.waitFor("live");
    await agent.sees("#title", "Second");
  });

  it("C-19, SES-30, SES-31: starts paused where the tag says so, and sends nothing of such a page", async () => {
    await begin("/");
    await visitor.page.goto(at("/paused"));
    await agent.waitFor("paused");
    expect(await visitor.page.evaluate(() => window.GLANCE?.Cobrowse.Visitor.isSessionPaused())).to.equal(
      true,
    );
    await visitor.page.evaluate(() =>
      window.GLANCE?.Cobrowse.Visitor.pauseSession({ pause: true, message: "Back in a minute" }),
    );
    await agent.page.getByText("Back in a minute").first().waitFor();
    expect(await (await agent.replica()).locator("body").innerText()).to.not.include("Never seen");
    await visitor.page.evaluate(() => window.GLANCE?.Cobrowse.Visitor.pauseSession({ pause: false }));
    await agent.sees("#title", "Never seen");
  });

  it("C-10, C-38, EVT-01, EVT-02: tells a further page's events in order", async () => {
    await begin("/");
    await visitor.context.addInitScript(() => {
      const heard: string[] = ((window as { heard?: string[] }).heard = []);
      addEventListener("DOMContentLoaded", () => {
        const visitor = window.GLANCE?.Cobrowse.Visitor;
        for (const name of ["sessionstart", "sessioncontinue", "agents", "statereceived", "rc"] as const)
          visitor?.addEventListener(name, (event) =>
            heard.push(name === "agents" ? `agents ${String((event as { count: number }).count)}` : name),
          );
      });
    });
    await visitor.page.evaluate(() => window.GLANCE?.Cobrowse.Visitor.enableRC(true));
    await visitor.page.goto(at("/second"));
    await untilHeard(visitor.page, "statereceived");
    const heard = await visitor.page.evaluate(() => (window as { heard?: string[] }).heard);
    expect(heard).to.deep.equal(["sessioncontinue", "rc", "agents 1", "statereceived"]);
  });
});
