// Pages that should get nothing, beside those that should: each attack has the same steps from a page that may, as its control.
import { expect } from "chai";
import type { Page } from "playwright-core";
import type { Visitor } from "../../support/people.ts";
import { type Console, Consoles } from "./console.ts";

/** Has the page keep every window message, and the words of every port it is given. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const said: unknown[] = [];
    (window as unknown as { said: unknown[] }).said = said;
    addEventListener("message", ({ data, ports }) => {
      said.push(data);
      for (const port of ports) port.onmessage = (event) => void said.push(event.data);
    });
  });
}

const said = (page: Page): Promise<unknown[]> =>
  page.evaluate(() => (window as unknown as { said: unknown[] }).said);

/** Asks the viewer for a port, as the script for host pages does, or somebody who has read it. */
const ask = (page: Page, origin: string): Promise<void> =>
  page.evaluate((to) => {
    document
      .querySelector<HTMLIFrameElement>("#viewer")!
      .contentWindow!.postMessage({ glanceAgent: "hello" }, to);
  }, origin);

describe("e2e / agent-api / hostile", () => {
  const all = new Consoles();
  let visitor: Visitor;
  let code: string;
  let crm: Console;

  before(() => all.start());
  after(() => all.stop());
  beforeEach(async () => {
    visitor = await all.visitor();
    code = await visitor.askForHelp();
  });
  afterEach(async () => {
    await crm.close();
    await visitor.context.close();
  });

  for (const { who, allowed } of [
    { who: "crm", allowed: true },
    { who: "evil", allowed: false },
  ] as const)
    it(`SEC-06: a page of ${who}.test ${allowed ? "shows the viewer, and hears it" : "gets no viewer in its frame, and no word"}`, async () => {
      crm = await all.open(all[who]);
      await listen(crm.page);
      await crm.show(all.viewerUrl(code, all.key()));
      if (allowed) {
        await crm.waitFor("live");
        expect((await said(crm.page)).length).to.be.above(0);
        return;
      }
      await crm.until("the refused frame", () =>
        crm.page.frames().find((frame) => frame.url().startsWith("chrome-error:")),
      );
      await ask(crm.page, "*");
      expect(await said(crm.page)).to.deep.equal([]);
      expect(await crm.heard()).to.deep.equal([]);
    });

  it("SEC-06: a group that does not trust the page's origin does not let it show its agents' viewer", async () => {
    crm = await all.open();
    await crm.show(`${all.relay.url}/agentjoin/AgentView.aspx?SessionKey=${code}&groupid=2`);
    await crm.until("the refused frame", () =>
      crm.page.frames().find((frame) => frame.url().startsWith("chrome-error:")),
    );
  });

  it("hands its port out once: a second script of the same page, which asks later, gets none", async () => {
    crm = await all.open();
    await crm.show(all.viewerUrl(code, all.key()));
    await crm.waitFor("live");
    await listen(crm.page);
    await ask(crm.page, all.relay.url);
    await crm.page.evaluate(() =>
      window.GLANCE!.Cobrowse.Agent!.init(document.querySelector<HTMLIFrameElement>("#viewer")!),
    );
    await crm.page.evaluate(() => window.GLANCE!.Cobrowse.Agent!.enableAccessibility(true));
    await crm.hears("accessibility");
    expect(await said(crm.page)).to.deep.equal([]);
  });

  it("hears no port of a frame that is not the viewer's, and believes it nothing", async () => {
    crm = await all.open();
    await crm.show(all.viewerUrl(code, all.key()));
    await crm.waitFor("live");
    await crm.page.evaluate((url) => {
      const frame = document.createElement("iframe");
      frame.id = "other";
      frame.src = url;
      document.body.append(frame);
    }, `${all.evil}/plain`);
    const other = await crm.until("the other frame", () =>
      crm.page.frames().find((frame) => frame.url().startsWith(all.evil)),
    );
    await other.evaluate(() => {
      const { port1, port2 } = new MessageChannel();
      window.parent.postMessage({ glanceAgent: "port" }, "*", [port2]);
      port1.postMessage({ type: "event", name: "accessdenied", data: { reason: "forged" } });
    });
    await crm.page.evaluate(() => window.GLANCE!.Cobrowse.Agent!.enableAccessibility(true));
    await crm.hears("accessibility");
    expect((await crm.heard()).filter(({ name }) => name === "accessdenied")).to.deep.equal([]);
  });

  it("takes nothing but calls from its port: other words do nothing, and the session goes on", async () => {
    crm = await all.open();
    await listen(crm.page);
    await crm.page.evaluate(
      ([url, origin]) => {
        addEventListener("message", ({ ports: [port] }) => {
          const forged = [
            null,
            7,
            [],
            { type: "leave" },
            { type: "end" },
            { type: "navigate", options: "x" },
            { type: "toString" },
          ];
          for (const word of forged) port?.postMessage(word);
          port?.postMessage({ type: "accessibility", enabled: true });
        });
        const frame = document.querySelector<HTMLIFrameElement>("#viewer")!;
        frame.onload = () => frame.contentWindow!.postMessage({ glanceAgent: "hello" }, origin!);
        frame.src = url!;
      },
      [all.viewerUrl(code, all.key()), all.relay.url],
    );
    await crm.waitFor("live");
    await crm.until("the control: a call that is one", async () =>
      (await said(crm.page)).find((word) => (word as { name?: string }).name === "accessibility"),
    );
    await crm.waitFor("live");
  });

  for (const { what, key, reason, heading } of [
    {
      what: "a key that was used elsewhere",
      key: "used",
      reason: "login-key-used",
      heading: /has been used/,
    },
    { what: "a key whose time is over", key: "late", reason: "login-key-expired", heading: /has run out/ },
    { what: "a key of another secret", key: "forged", reason: "login-key-forged", heading: /is not valid/ },
    { what: "a key of an unknown partner", key: "partner", reason: "unknown-partner", heading: /not set up/ },
    { what: "a good key", key: "good", reason: undefined, heading: undefined },
  ] as const)
    it(`C-36, SSO-01: ${what} ${reason === undefined ? "signs the agent in" : `is told as ${reason}, on a page that says so`}`, async () => {
      const lifeS = key === "late" ? -1 : 60;
      const loginkey = all.key("ada", lifeS, key === "forged" ? "x".repeat(40) : undefined);
      if (key === "used") {
        const other = await all.open();
        await other.show(all.viewerUrl(code, loginkey));
        await other.waitFor("live");
        await other.close();
      }
      crm = await all.open();
      const page = await crm.context.newPage();
      await page.goto(all.viewerUrl(code, loginkey, "ada", key === "partner" ? "77" : "1"));
      if (heading === undefined)
        await page.locator("html[data-glance-state=live]").waitFor({ state: "attached" });
      else {
        await page.getByRole("heading", { name: heading }).waitFor();
        await page.getByRole("button", { name: "Sign in" }).click();
        await page.locator("#glance_username").waitFor();
        await crm.show(all.viewerUrl(code, loginkey, "ada", key === "partner" ? "77" : "1"));
        if (key !== "partner") expect(await crm.hears("accessdenied")).to.include({ reason });
      }
      expect(page.url(), "the address bar").to.not.include("loginkey");
      expect(all.relay.output, "the log")
        .to.not.include(loginkey)
        .and.not.include(encodeURIComponent(loginkey));
    });

  for (const { target, goes } of [
    { target: "/agentjoin/AgentView.aspx?SessionKey=000000000", goes: true },
    { target: "//evil.test/", goes: false },
    { target: "/\\evil.test/", goes: false },
    { target: "https://evil.test/", goes: false },
    { target: "javascript:alert(1)", goes: false },
  ])
    it(`AGT-06: after signing in at /cbjoin, ${goes ? "goes" : "does not go"} to ${target}`, async () => {
      crm = await all.open();
      const page = await crm.context.newPage();
      const query = new URLSearchParams({
        returnurl: target,
        partnerid: "1",
        partneruserid: "ada",
        loginkey: all.key(),
      });
      await page.goto(`${all.relay.url}/cbjoin?${String(query)}`);
      await page
        .getByRole("heading", { name: goes ? /no session with this code/ : "Join a session" })
        .waitFor();
      expect(new URL(page.url()).origin).to.equal(all.relay.url);
      expect(page.url().endsWith(target)).to.equal(goes);
    });
});
