// `GLANCE.Agent`: looks sessions up from a console of another site, opens viewers in windows and frames, and closes them.
import { expect } from "chai";
import type { Page } from "playwright-core";
import type { Visitor } from "../../support/people.ts";
import { type Console, Consoles } from "./console.ts";

describe("e2e / agent-api / GLANCE.Agent", () => {
  const all = new Consoles();
  let visitor: Visitor | undefined;
  let crm: Console;

  before(() => all.start());
  after(() => all.stop());
  beforeEach(async () => {
    crm = await all.open();
  });
  afterEach(async () => {
    await crm.close();
    await visitor?.context.close();
    visitor = undefined;
  });

  const startSession = async (): Promise<string> => {
    visitor = await all.visitor();
    return visitor.askForHelp();
  };

  const authenticate = (loginkey = all.key()): Promise<void> =>
    crm.page.evaluate((key) => {
      window.GLANCE!.Agent!.authenticate({ partnerid: "1", partneruserid: "ada", loginkey: key });
    }, loginkey);

  /** Runs in a click, as browsers want it of pages that open windows; resolves to the window. */
  async function popup(act: string): Promise<Page> {
    const opened = crm.context.waitForEvent("page");
    await crm.page.evaluate((code) => {
      const button = document.createElement("button");
      button.id = "act";
      button.setAttribute("data-act", code);
      button.textContent = "Act";
      document.body.prepend(button);
    }, act);
    await crm.page.evaluate(() => {
      document.querySelector("#act")!.addEventListener("click", () => {
        const [member, key] = document.querySelector("#act")!.getAttribute("data-act")!.split(" ");
        void window.GLANCE!.Agent![member as "openViewer" | "joinSession"](key!);
      });
    });
    await crm.page.click("#act");
    return opened;
  }

  const live = (page: Page): Promise<void> =>
    page.locator("html[data-glance-state=live]").waitFor({ state: "attached", timeout: 20_000 });

  it("6.6 row 4: joinSession waits for a session, opens a window, tells what happens, and end() leaves and closes it", async () => {
    await authenticate();
    await crm.page.evaluate(() => window.GLANCE!.Agent!.lookupSession("000000001", true));
    expect(await crm.hears("lookupWaiting")).to.deep.equal({ key: "000000001" });
    const code = await startSession();
    const page = await popup(`joinSession ${code}`);
    await live(page);
    expect(page.url()).to.not.include("loginkey").and.not.include("partneruserid");
    await crm.hears("sessionStarted");
    const names = (await crm.heard()).map(({ name }) => name);
    expect(names).to.include.members([
      "lookupFound",
      "viewerOpened",
      "agentJoined",
      "sessionStarted",
      "joinFailed",
    ]);
    expect(await crm.hears("joinFailed"), "what was looked for before").to.deep.equal({
      key: "000000001",
      reason: "cancelled",
    });
    await Promise.all([page.waitForEvent("close"), crm.page.evaluate(() => window.GLANCE!.Agent!.end())]);
    await visitor!.page.waitForFunction(
      () => window.GLANCE!.Cobrowse.Visitor.getSessionState("agents")?.count === 0,
    );
  });

  it("6.6 row 5: openViewer opens a window without looking the session up; AGT-02: name, e-mail and phone go with it", async () => {
    const code = await startSession();
    await authenticate();
    const page = await popup(`openViewer ${code}`);
    await live(page);
    await visitor!.page.waitForFunction(
      () => window.GLANCE!.Cobrowse.Visitor.getSessionState("agents")?.agentlist[0]?.name === "ada",
    );
    await page.close();
    await authenticate(all.key());
    await crm.page.evaluate((key) => {
      const frame = document.querySelector<HTMLIFrameElement>("#viewer")!;
      void window.GLANCE!.Agent!.openViewer(key, { frame, name: "Ada Lovelace", email: "ada@bank.example" });
    }, code);
    await crm.waitFor("live");
    await visitor!.page.waitForFunction(() =>
      window
        .GLANCE!.Cobrowse.Visitor.getSessionState("agents")
        ?.agentlist.some(({ name }) => name === "Ada Lovelace"),
    );
    await crm.hears("sessionStarted");
    await crm.page.evaluate(() => window.GLANCE!.Agent!.end());
    await crm.until("an empty frame", async () =>
      (await crm.page.locator("#viewer").getAttribute("src")) === null ? true : undefined,
    );
  });

  for (const { what, before, key, reason } of [
    { what: "without credentials", before: "none", key: "123456789", reason: "not-authenticated" },
    { what: "with a code that nobody has", before: "good", key: "123456789", reason: "unknown-key" },
    { what: "with a forged key", before: "forged", key: "123456789", reason: "login-key-forged" },
    { what: "with what is no code", before: "good", key: "no code!", reason: "invalid-key" },
  ] as const)
    it(`7.2: tells a look-up ${what} as joinFailed, ${reason}`, async () => {
      if (before !== "none") await authenticate(before === "good" ? all.key() : all.key("eve"));
      const rejected = await crm.page.evaluate(
        (wanted) =>
          window.GLANCE!.Agent!.joinSession(wanted, { wait: false }).then(
            () => "opened",
            (error: unknown) => (error as Error).message,
          ),
        key,
      );
      expect(rejected).to.equal(reason);
      expect(await crm.hears("joinFailed")).to.deep.equal({ key, reason });
    });

  it("6.6 row 10: cancelLookup stops waiting", async () => {
    await authenticate();
    await crm.page.evaluate(() => window.GLANCE!.Agent!.lookupSession("nobody", true));
    await crm.hears("lookupWaiting");
    await crm.page.evaluate(() => window.GLANCE!.Agent!.cancelLookup());
    expect(await crm.hears("joinFailed")).to.deep.equal({ key: "nobody", reason: "cancelled" });
  });

  it("7.2: says when the browser lets no window open", async () => {
    const code = await startSession();
    await authenticate();
    const reason = await crm.page.evaluate((key) => {
      window.open = () => null;
      return window.GLANCE!.Agent!.openViewer(key).catch((error: unknown) => (error as Error).message);
    }, code);
    expect(reason).to.equal("popupblocked");
    await crm.hears("popupblocked");
  });

  it("6.6 row 7: opens no address of another origin", async () => {
    const answers = await crm.page.evaluate(async () => {
      const agent = window.GLANCE!.Agent!;
      const foreign = await agent
        .openAgentJoinURL("https://evil.example/")
        .catch((error: unknown) => (error as Error).message);
      return [foreign, agent.webserver];
    });
    expect(answers).to.deep.equal(["untrusted", all.relay.url]);
  });

  it("SEC-06: a page of an untrusted origin may look nothing up, not even with a good key", async () => {
    await crm.close();
    crm = await all.open(all.evil);
    await authenticate();
    const reason = await crm.page.evaluate(() =>
      window
        .GLANCE!.Agent!.joinSession("123456789", { wait: false })
        .catch((error: unknown) => (error as Error).message),
    );
    expect(reason, "the browser lets it read no answer; from a trusted one it would be unknown-key").to.equal(
      "service",
    );
  });
});
