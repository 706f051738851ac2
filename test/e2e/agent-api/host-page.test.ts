// `GLANCE.Cobrowse.Agent` in a console of another site than the server's, around a real viewer with a real visitor.
import { expect } from "chai";
import type { Visitor } from "../../support/people.ts";
import { type Console, Consoles } from "./console.ts";

describe("e2e / agent-api / host page", () => {
  const all = new Consoles();
  let visitor: Visitor;
  let crm: Console;
  let code: string;

  before(() => all.start());
  after(() => all.stop());
  beforeEach(async () => {
    visitor = await all.visitor();
    code = await visitor.askForHelp();
    crm = await all.open();
  });
  afterEach(async () => {
    await crm.close();
    await visitor.context.close();
  });

  const joined = async (): Promise<void> => {
    await crm.show(all.viewerUrl(code, all.key()));
    await crm.waitFor("live");
    await crm.hears("navigate");
  };

  it("AGT-05, AGT-07, C-36: a login key signs the agent in, in a frame of another site, and the page hears 7.1's events", async () => {
    await joined();
    const names = (await crm.heard()).map(({ name }) => name);
    expect(names).to.include.members(["sessionstart", "state", "agents", "navigate", "pagevisibility"]);
    expect(await crm.hears("agents", ({ count }: { count: number }) => count === 1)).to.deep.equal({
      count: 1,
      agentlist: [{ name: "ada", username: "ada@1", partnerid: "1", partneruserid: "ada" }],
    });
    const navigated = (await crm.hears("navigate")) as Record<string, unknown>;
    expect(navigated).to.include({ url: `${all.shop}/#`, title: "A customer's page", pagemasked: false });
    expect(navigated["browser"]).to.match(/^Chrome \d+$/);
    expect(navigated["visitorversion"]).to.match(/^6\./);
    expect(await crm.hears("pagevisibility")).to.equal("visible");
  });

  it("AGT-03: without a key the agent signs in inside the frame, and stays signed in when it is reloaded", async () => {
    await crm.show(`${all.relay.url}/agentjoin/AgentView.aspx?SessionKey=${code}&Wait=1`);
    await crm.signIn();
    await crm.waitFor("live");
    await crm.hears("state", ({ status }: { status: string }) => status === "live");
    await crm.page.evaluate(() => {
      (window as unknown as { heard: unknown[] }).heard.length = 0;
      const frame = document.querySelector<HTMLIFrameElement>("#viewer")!;
      const { src } = frame;
      frame.src = src;
    });
    await crm.hears("state", ({ status }: { status: string }) => status === "live");
    const [cookie] = await crm.context.cookies(all.relay.url);
    expect(cookie).to.include({
      name: "glance_agent_framed",
      httpOnly: true,
      sameSite: "None",
      secure: true,
    });
    // CHIPS: it is of this console's site alone.
    expect((cookie as { partitionKey?: string }).partitionKey).to.equal("http://crm.test");
  });

  it("6.3, C-32: what is called before the viewer is there is done when it is; session messages both ways, objects only", async () => {
    await crm.page.evaluate(() => {
      const agent = window.GLANCE!.Cobrowse.Agent!;
      agent.addSessionMessageListener("answer", (name, message) =>
        (window as unknown as { heard: unknown[] }).heard.push({ name: `message ${name}`, data: message }),
      );
      agent.sendSessionMessage("offer", { number: 7 });
      agent.sendSessionMessage("offer", "no object" as unknown as object);
      agent.sendSessionMessage("offer", [1]);
      agent.sendSessionMessage("offer", { number: 8 });
    });
    await joined();
    await crm.hears("message answer", ({ to }: { to: number }) => to === 8);
    const messages = await visitor.page.evaluate(
      () => (window as unknown as { messages: unknown[] }).messages,
    );
    expect(messages).to.deep.equal([{ number: 7 }, { number: 8 }]);
  });

  it("C-33: getUserState and getSessionState tell what was told last, also to a page that comes late", async () => {
    await crm.page.evaluate(
      (url) => {
        document.querySelector<HTMLIFrameElement>("#viewer")!.src = url;
      },
      all.viewerUrl(code, all.key()),
    );
    await crm.waitFor("live");
    await visitor.page.evaluate(() => window.GLANCE!.Cobrowse.Visitor.setUserState("cart", { items: 3 }));
    expect(await crm.heard(), "before init").to.deep.equal([]);
    await crm.page.evaluate(() =>
      window.GLANCE!.Cobrowse.Agent!.init(document.querySelector<HTMLIFrameElement>("#viewer")!),
    );
    await crm.hears("userstate");
    await crm.hears("agents", ({ count }: { count: number }) => count === 1);
    const told = await crm.page.evaluate(() => {
      const agent = window.GLANCE!.Cobrowse.Agent!;
      const late: unknown[] = [];
      agent.addEventListener("state", (state) => late.push(state));
      return new Promise((resolve) =>
        setTimeout(() =>
          resolve([
            agent.getUserState("cart"),
            agent.getUserState("no"),
            agent.getSessionState("agents")?.count,
            late,
          ]),
        ),
      );
    });
    expect(told).to.deep.equal([{ items: 3 }, undefined, 1, [{ status: "live" }]]);
  });

  it("6.3 row 14, C-28: requestRC asks, rc tells; requestRC(false) gives it back", async () => {
    await joined();
    await crm.page.evaluate(() => window.GLANCE!.Cobrowse.Agent!.requestRC(true));
    await crm.hears("rcrequest");
    await visitor.page.waitForFunction(() => "rc" in window);
    await visitor.page.evaluate(() => (window as unknown as { rc: { accept(): void } }).rc.accept());
    await crm.hears("rc", ({ enabled }: { enabled: boolean }) => enabled);
    const state = await crm.page.evaluate(
      () => window.GLANCE!.Cobrowse.Agent!.getSessionState("rc")?.enabled,
    );
    expect(state).to.equal(true);
    await crm.page.evaluate(() => window.GLANCE!.Cobrowse.Agent!.requestRC(false));
    await crm.hears("rc", ({ enabled }: { enabled: boolean }) => !enabled);
  });

  it("6.4, C-31: navigate with confirm asks the visitor, then goes; an untrusted address is told as a violation", async () => {
    await joined();
    await crm.page.evaluate(() =>
      window.GLANCE!.Cobrowse.Agent!.navigate({ url: "/next", confirm: { why: "the form" } }),
    );
    await visitor.page.waitForFunction(() => "asked" in window);
    await visitor.page.evaluate(() => (window as unknown as { asked: { accept(): void } }).asked.accept());
    await crm.hears("navigate", ({ url }: { url: string }) => url === `${all.shop}/next`);
    await crm.page.evaluate(() =>
      window.GLANCE!.Cobrowse.Agent!.navigate({ url: "https://elsewhere.example/", confirm: true }),
    );
    expect(await crm.hears("accessdenied")).to.include({ reason: "untrusted" });
  });

  it("7.1 row 10: hears navigate again when the visitor loads the same address anew, and not while nothing is loaded", async () => {
    await joined();
    const navigated = async (): Promise<readonly unknown[]> =>
      (await crm.heard()).filter(({ name }) => name === "navigate").map(({ data }) => data);
    const [first, ...none] = await navigated();
    expect(none).to.deep.equal([]);
    await visitor.page.evaluate(() => (document.title = "Another title"));
    await visitor.page.reload();
    const all = await crm.until("another navigate", async () => {
      const heard = await navigated();
      return heard.length > 1 ? heard : undefined;
    });
    expect(all).to.deep.equal([first, first]);
  });

  it("6.3 rows 2, 3: enableAccessibility and accessibilityEnabled", async () => {
    await joined();
    await crm.page.evaluate(() => window.GLANCE!.Cobrowse.Agent!.enableAccessibility(true));
    await crm.hears("accessibility", ({ enabled }: { enabled: boolean }) => enabled);
    expect(await crm.page.evaluate(() => window.GLANCE!.Cobrowse.Agent!.accessibilityEnabled())).to.equal(
      true,
    );
    await visitor.page.waitForFunction(() => (window as unknown as { access?: boolean }).access === true);
  });

  it("C-34: leaveSession leaves, the session goes on, and the viewer goes to http and https alone", async () => {
    await joined();
    await crm.page.evaluate(() => window.GLANCE!.Cobrowse.Agent!.leaveSession("javascript:alert(1)"));
    expect(await crm.hears("accessdenied")).to.include({ reason: "invalid-url" });
    await crm.waitFor("live");
    await crm.page.evaluate((url) => window.GLANCE!.Cobrowse.Agent!.leaveSession(url), `${all.crm}/plain`);
    expect(await crm.hears("sessionend")).to.deep.equal({ reason: "left" });
    await crm.page.frameLocator("#viewer").getByText("Plain page").waitFor();
    await visitor.page.waitForFunction(
      () => window.GLANCE!.Cobrowse.Visitor.getSessionState("agents")?.count === 0,
    );
    expect(await visitor.page.evaluate(() => window.GLANCE!.Cobrowse.Visitor.inSession())).to.equal(true);
  });

  it("6.3 rows 10 – 13, 15, 18, 19: screen share and video are declared, both spellings, and answer notavailable", async () => {
    const members = [
      "addScreenshare",
      "pauseScreenshare",
      "pauseScreeenshare",
      "resumeScreenshare",
      "closeScreenshare",
      "requestVisitorVideo",
      "toggleAgentVideo",
      "updateVideoOptions",
    ] as const;
    const answers = await crm.page.evaluate(
      (names) => names.map((name) => window.GLANCE!.Cobrowse.Agent![name]()),
      members,
    );
    expect(answers).to.deep.equal(members.map(() => "notavailable"));
    const told = (await crm.heard()).filter(({ name }) => name === "notavailable");
    expect(told.map(({ data }) => (data as { member: string }).member)).to.deep.equal(members);
  });

  it("7.1: a visitor who ends it, and a session that there is not, are told with a reason", async () => {
    await joined();
    await visitor.page.evaluate(() => window.GLANCE!.Cobrowse.Visitor.stopSession());
    expect(await crm.hears("sessionend")).to.deep.equal({ reason: "visitor" });
    const url = `${all.relay.url}/agentjoin/AgentView.aspx?SessionKey=000000000`;
    await crm.show(url);
    expect(await crm.hears("connectfailed")).to.include({ reason: "not-started" });
  });

  it("C-36, 7.1: a group that is not the agent's is told as accessdenied", async () => {
    await crm.show(`${all.viewerUrl(code, all.key())}&groupid=2`);
    expect(await crm.hears("accessdenied")).to.include({ reason: "wrong-group" });
    await (await crm.viewer()).getByRole("heading", { name: /group/i }).waitFor();
  });
});
