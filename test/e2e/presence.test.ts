// Presence end to end: a visitor's page that says it is there, an agent's console that calls it, and what becomes of that.
import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import type { PresenceVisitorApi } from "../../core/presence/api.ts";
import type {} from "../../loader/api.ts";
import { Console, Consoles } from "./agent-api/console.ts";

const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

interface Probe {
  signals: unknown[];
  ids: [string, number][];
  closed: number;
  called: unknown[];
  errors: string[];
  visitor?: PresenceVisitorApi;
}
const probeOf = (page: Page): Promise<Omit<Probe, "visitor">> =>
  page.evaluate(() => {
    const { signals, ids, closed, called, errors } = (window as unknown as { probe: Probe }).probe;
    return { signals, ids, closed, called, errors };
  });

/** A page of a shop with presence, which notes what it hears. */
function shopPage(attributes: string): string {
  return `<!doctype html><html lang="en"><head><title>Shop</title>
    <script>window.GLANCE_COBROWSE = { visitorid: new URLSearchParams(location.search).get("as") ?? "" }; window.probe = { signals: [], ids: [], closed: 0, called: [], errors: [] };</script>
    <script id="glance-cobrowse" src="{{server}}/cobrowse/CobrowseJS.ashx?group=1&site=production"
      data-groupid="1" data-site="production" ${attributes}></script>
    </head><body><h1 id="title">At the shop</h1><label>Note <input id="note"></label></body></html>`;
}

describe("e2e / presence", () => {
  const all = new Consoles();
  let agent: Console;
  /** Another one for each test: who was there a moment ago is there still. */
  let visitorid = "";
  let count = 0;
  const contexts: BrowserContext[] = [];

  before(async () => {
    all.site.add({
      "/on": shopPage(`data-presence="on"`),
      "/private": shopPage(`data-presence="on"`),
      "/api": shopPage(`data-presence="api"`),
      "/off": shopPage(`data-presence="off"`),
    });
    await all.start({ GLANCE_MASK: `{"pages":["/private"]}` });
  });
  after(() => all.stop());
  beforeEach(async () => {
    visitorid = `visitor-${(count += 1)}`;
    agent = await all.open();
    await agent.page.evaluate((loginkey) => {
      window.GLANCE!.Agent!.authenticate({ partnerid: "1", partneruserid: "ada", loginkey });
    }, all.key());
  });
  afterEach(async () => {
    await agent.close();
    for (const context of contexts.splice(0)) await context.close();
  });

  async function visit(path: string, context?: BrowserContext): Promise<Page> {
    const own = context ?? (await all.browser.newContext({ viewport: { width: 1000, height: 700 } }));
    if (context === undefined) contexts.push(own);
    const page = await own.newPage();
    await page.goto(`${all.shop}${path}?as=${path === "/api" ? "" : visitorid}`);
    return page;
  }
  const presence = (): Promise<void> =>
    agent.page.evaluate((id) => window.GLANCE!.Agent!.presenceConnect(id), visitorid);
  const startSession = (): Promise<void> =>
    agent.page.evaluate((id) => {
      const frame = document.querySelector<HTMLIFrameElement>("#viewer")!;
      void window.GLANCE!.Agent!.presenceStartSession(id, { frame }).catch(() => undefined);
    }, visitorid);
  const question = (page: Page): ReturnType<Page["locator"]> => page.locator("#glance_confirm");

  it("C-44, PRS-03, PRS-08: on: present without code; one click of the agent, a yes of the visitor, and the session is live", async () => {
    const page = await visit("/on");
    await presence();
    await agent.hears("visitorConnected", ({ connected }: { connected: boolean }) => connected);
    const told = (await agent.hears(
      "presence",
      ({ connected }: { connected?: boolean }) => connected === true,
    )) as Record<string, unknown>;
    expect(told).to.deep.include({ visitorpresent: true, visitorid, url: `${all.shop}/on?as=${visitorid}` });
    expect(told["browser"]).to.match(/^Chrome \d+$/);
    await agent.hears("presenceAuthorized");

    await page.locator("#note").focus();
    await startSession();
    await question(page).filter({ hasText: "ada" }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type("still typing");
    expect(await page.locator("#note").inputValue(), "the question takes no keys").to.equal("still typing");
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run()).violations
        .filter(({ nodes }) => nodes.some(({ html }) => html.includes("glance")))
        .map(({ id }) => id);
    });
    expect(violations).to.deep.equal([]);
    expect(await page.evaluate(() => window.GLANCE!.Cobrowse.Visitor.inSession()), "not yet").to.equal(false);

    await page.locator("#glance_yes").click();
    await agent.waitFor("live");
    await agent.hears("presenceSessionStart");
    await agent.hears("sessionStarted");
    expect(await page.evaluate(() => window.GLANCE!.Cobrowse.Visitor.getKey())).to.equal(visitorid);
    await page.evaluate(() => window.GLANCE!.Cobrowse.Visitor.stopSession());
    await agent.hears("presenceSessionEnd");
  });

  it("PRS-08: the visitor says no: the agent hears it, and no session starts", async () => {
    const page = await visit("/on");
    await presence();
    await agent.hears("visitorConnected");
    await startSession();
    await question(page).waitFor();
    await page.locator("#glance_no").click();
    expect(await agent.hears("joinFailed")).to.deep.equal({ key: visitorid, reason: "declined" });
    expect(await page.evaluate(() => window.GLANCE!.Cobrowse.Visitor.status)).to.equal("idle");
  });

  it("a masked page tells no address", async () => {
    const page = await visit("/on");
    await presence();
    await agent.hears("presence", ({ url }: { url?: string }) => url !== undefined);
    await page.goto(`${all.shop}/private?as=${visitorid}`);
    await agent.until("a presence without an address", async () =>
      (await agent.heard())
        .filter(({ name }) => name === "presence")
        .find(
          ({ data }) => (data as { connected?: boolean }).connected === true && !("url" in (data as object)),
        ),
    );
    const addresses = (await agent.heard()).map(({ data }) => (data as { url?: string } | undefined)?.url);
    expect(addresses.filter((url) => url?.includes("private"))).to.deep.equal([]);
  });

  it("C-44: off, and without a visitor id: loads nothing, and nobody is present", async () => {
    const page = await visit("/off");
    const scripts = await page.locator("script[src*=GlancePresenceVisitor]").count();
    expect([scripts, await page.evaluate(() => window.GLANCE!.Presence)]).to.deep.equal([0, undefined]);
    await startSession();
    expect(await agent.hears("joinFailed")).to.deep.equal({ key: visitorid, reason: "visitornotpresent" });
  });

  it("PRS-07: of two tabs the one that was used last is asked", async () => {
    const first = await visit("/on");
    const second = await visit("/on", first.context());
    await presence();
    await agent.hears("visitorConnected");
    await second.locator("#note").click();
    await startSession();
    await question(second).waitFor();
    expect(await question(first).count()).to.equal(0);
    await second.locator("#glance_no").click();
    await agent.hears("joinFailed");
    await first.bringToFront();
    await first.locator("#note").click();
    await startSession();
    await question(first).waitFor();
  });

  it("C-44: api: nothing by itself; reports, signals, registered functions, setVisitorId, disconnect by the page's code", async () => {
    const page = await visit("/api");
    await page.waitForFunction(() => window.GLANCE?.Presence?.Visitor !== undefined);
    await presence();
    await agent.hears("presence", ({ visitorpresent }: { visitorpresent: boolean }) => !visitorpresent);
    await page.evaluate((id) => {
      const { Visitor } = window.GLANCE!.Presence!;
      const { probe } = window as unknown as { probe: Probe };
      const visitor = (probe.visitor = new Visitor!());
      visitor.onsignal = (message) => probe.signals.push(message);
      visitor.onerror = ({ code }) => probe.errors.push(code);
      visitor.onclose = () => (probe.closed += 1);
      visitor.connect();
      Visitor!.register(
        Object.fromEntries([["shop.openOffer", (...args: never[]) => probe.called.push(args)]]),
      );
      Visitor!.setVisitorId(id);
      visitor.presence({ data: { cart: 2 } });
      visitor.presence({ data: { plan: "gold" } });
      visitor.connect();
    }, visitorid);
    await agent.hears("visitorConnected");
    await agent.hears(
      "presence",
      ({ data }: { data?: { plan?: string; cart?: number } }) => data?.plan === "gold" && data.cart === 2,
    );

    const signal = async (params: object): Promise<string> => {
      const answer = await agent.page.evaluate(
        ([id, given]) =>
          new Promise<string | { status: string }>((resolve) => {
            const visitor = new window.GLANCE!.Presence!.Agent!({ visitorid: id });
            visitor.signalVisitor({ ...given, onsuccess: resolve, onfail: resolve });
          }),
        [visitorid, params] as const,
      );
      return typeof answer === "string" ? answer : answer.status;
    };
    expect(await signal({ data: { text: "hello" } })).to.equal("sent");
    expect(await signal({ func: "shop.openOffer", args: [1, "two"] })).to.equal("sent");
    await signal({ func: "document.write", args: ["<h1>evil"] });
    await signal({ func: "shop.toString" });
    await signal({ mtype: "signal", data: "last" });
    await agent.until("the last signal", async () => (await probeOf(page)).signals.length === 2 || undefined);
    expect(await probeOf(page)).to.deep.include({
      signals: [{ text: "hello" }, "last"],
      called: [[1, "two"]],
      errors: ["invalid-id"],
    });
    expect(await page.locator("#title").textContent()).to.equal("At the shop");

    await page.evaluate(() => (window as unknown as { probe: Probe }).probe.visitor?.disconnect());
    await agent.hears("visitorConnected", ({ connected }: { connected: boolean }) => !connected);
    expect(await signal({ data: "nobody" })).to.equal("visitornotpresent");
    expect((await probeOf(page)).closed).to.equal(1);
  });

  it("connectUnique: a few digits that lead an agent here, also from the next page", async () => {
    const page = await visit("/api");
    const connect = async (): Promise<string> => {
      await page.waitForFunction(() => window.GLANCE?.Presence?.Visitor !== undefined);
      return page.evaluate(() => {
        const { probe } = window as unknown as { probe: Probe };
        const visitor = (probe.visitor = new window.GLANCE!.Presence!.Visitor!());
        return new Promise<string>((resolve) => {
          visitor.onuniqueid = (id, timeout) => {
            probe.ids.push([id, timeout]);
            resolve(id);
          };
          visitor.connectUnique({ data: { topic: "loan" } });
        });
      });
    };
    const id = await connect();
    expect(id).to.match(/^\d{6}$/);
    await page.goto(`${all.shop}/api?next`);
    expect(await connect()).to.equal(id);
    await page.evaluate(() => (window as unknown as { probe: Probe }).probe.visitor?.extendUnique());
    await agent.until("an extension", async () => (await probeOf(page)).ids.length === 2 || undefined);
    await presence();
    await agent.hears("presenceAuthorized");
    const found = await agent.page.evaluate(
      (uniqueid) =>
        new Promise((resolve) => {
          const visitor = new window.GLANCE!.Presence!.Agent!({ uniqueid });
          visitor.lookupVisitor({ onsuccess: resolve, onfail: resolve });
        }),
      id,
    );
    expect(found).to.deep.include({ visitorpresent: true, connected: true, data: { topic: "loan" } });
  });

  it("PRS-09: a console of an origin that the group does not trust is refused", async () => {
    await agent.close();
    agent = await all.open(all.evil);
    await agent.page.evaluate((loginkey) => {
      window.GLANCE!.Agent!.authenticate({ partnerid: "1", partneruserid: "ada", loginkey });
    }, all.key());
    await presence();
    const { reason } = (await agent.hears("joinFailed")) as { reason: string };
    expect(reason, "the browser lets it read no answer").to.equal("service");
  });
});
