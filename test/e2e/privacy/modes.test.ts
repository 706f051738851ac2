// What a group may choose: which pages and elements are masked, and for whom.
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../support/browser.ts";
import { Agent, Visitor } from "../../support/people.ts";
import { ADMIN, Relay } from "../../support/relay.ts";
import { Site, taggedPage } from "../../support/site.ts";
import { Wire } from "../../support/wire.ts";

const ROLES = {
  maskingSelectors: { number: "#number", mail: ".mail" },
  roleBasedMasking: { Senior: [], Trainee: ["number", "mail"] },
};

const DESCRIBED = (code: string): string =>
  `<script>window.GLANCE_COBROWSE = { getMaskingDescriptor: ({ agents }) => ${code} }</script>`;

const site = new Site({
  "/": taggedPage(`<p id="public">public</p><p id="number">canary-number</p><p class="mail">canary-mail</p>
    <iframe src="/account/frame"></iframe>`),
  "/account/frame": "<!doctype html><p>canary-frame</p>",
  "/Account/overview": taggedPage(`<title>canary-title</title><p id="public">canary-account</p>`),
  "/referring": taggedPage(`<p id="public">public</p>`).replace(
    "<head>",
    `<head><meta name="referrer" content="unsafe-url">`,
  ),
  "/broken": taggedPage(`<p>canary-broken</p>`, DESCRIBED(`Promise.reject(new Error("no"))`)),
  "/late": taggedPage(`<p>canary-late</p>`, DESCRIBED(`new Promise(() => undefined)`)),
  "/odd": taggedPage(`<p>canary-odd</p>`, DESCRIBED(`Promise.resolve({ maskedelements: [":nope"] })`)),
  "/described": taggedPage(
    `<p id="public">public</p><p id="number">canary-described</p>`,
    DESCRIBED(`Promise.resolve({ maskedelements: ["#number"] })`),
  ),
});

/** A server whose first group has `mask`, with what its visitors send. */
class Stage {
  readonly wire = new Wire();
  readonly relay: Relay;
  #site: Site | undefined;

  constructor(mask: object, environment: Record<string, string> = {}) {
    this.relay = new Relay({ GLANCE_MASK: JSON.stringify(mask), ...environment });
  }

  async start(): Promise<this> {
    await this.relay.start();
    await this.wire.start(this.relay.url);
    await site.start(this.wire.url);
    this.#site = site;
    return this;
  }

  async stop(): Promise<void> {
    await this.#site?.stop();
    await this.wire.stop();
    await this.relay.stop();
  }
}

/** The code of the event `error` that the page had, or has next. */
function errorOf(visitor: Visitor): Promise<string> {
  return visitor.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const api = window.GLANCE!.Cobrowse.Visitor;
        const known = api.getSessionState("error");
        if (known !== undefined) resolve(known.code);
        else api.addEventListener("error", ({ code }) => resolve(code));
      }),
  );
}

describe("e2e / privacy / modes", function () {
  this.timeout(60_000);
  let browser: Browser;
  let stage: Stage | undefined;
  before(async () => (browser = await launchChromium()));
  after(() => browser.close());
  afterEach(() => stage?.stop());

  const open = async (mask: object, path: string): Promise<Visitor> => {
    stage = await new Stage(mask).start();
    return Visitor.open(browser, `${site.url}${path}`);
  };
  const joined = async (visitor: Visitor): Promise<Agent> =>
    Agent.join(browser, stage!.relay.url, await visitor.askForHelp());
  const withheld = (agent: Agent): Promise<void> =>
    agent.page.getByText("All masked").first().waitFor({ timeout: 20_000 });

  it("shows all of it without rules: the negative control of what follows", async () => {
    const agent = await joined(await open({}, "/"));
    await agent.sees("#number", "canary-number");
    for (const text of ["canary-number", "canary-mail", "canary-frame"])
      expect(stage!.wire.sent()).to.include(text);
  });

  it("P75: masks everything but what is listed", async () => {
    const agent = await joined(await open({ mode: "except", selectors: ["#public"] }, "/"));
    await agent.sees("#public", "public");
    expect(stage!.wire.sent()).to.not.include("canary-");
    expect(stage!.wire.sent()).to.not.include("A customer's page");
  });

  it("P51, P52: withholds pages by their address, frames among them, and after pushState", async () => {
    const visitor = await open({ pages: ["/account/*"] }, "/");
    const agent = await joined(visitor);
    await agent.sees("#public", "public");
    await visitor.page.evaluate(() => {
      history.pushState({}, "", "/account/canary-path?canary-query#canary-hash");
      document.title = "canary-title";
      document.querySelector("#public")!.textContent = "canary-pushed";
    });
    await withheld(agent);
    await visitor.page.evaluate(() => {
      document.querySelector("#public")!.textContent = "public again";
      document.title = "public title";
      history.pushState({}, "", "/");
    });
    await agent.sees("#public", "public again");
    await visitor.page.goto(`${site.url}/Account/overview`);
    await withheld(agent);
    await visitor.page.goto(site.url);
    await agent.sees("#public", "public");
    const sent = stage!.wire.sent();
    for (const text of ["frame", "path", "query", "hash", "title", "pushed", "account"])
      expect(sent).to.not.include(`canary-${text}`);
    expect(sent).to.include("canary-number");
  });

  it("P51, P69: asks the server for nothing with the page's address in it, whatever the page tells others", async () => {
    const visitor = await open({}, "/referring?canary-query");
    const agent = await joined(visitor);
    await agent.sees("#public", "public");
    const requests = stage!.wire.sent().split(/(?=^(?:GET|POST) )/m);
    const about = (path: string): string =>
      requests.filter((each) => each.split("\n")[0]!.includes(path)).join("");
    expect(about("CobrowseJS"), "the site's own tag tells it").to.match(/^referer: \S*canary-/im);
    for (const path of ["GlanceCobrowseVisitor_", "GlanceCobrowseVisitorUI_", "customstyles", "/api/"])
      expect(about(path), path)
        .to.match(/^(GET|POST) /)
        .and.not.include("canary-");
  });

  for (const [path, why] of [
    ["/broken", "is rejected"],
    ["/late", "does not answer in time"],
    ["/odd", "names what is no selector"],
  ] as const)
    it(`P61, P62, MSK-11: withholds the page and says so when its descriptor ${why}`, async () => {
      const visitor = await open({}, path);
      const agent = await joined(visitor);
      expect(await errorOf(visitor)).to.equal("maskingerror");
      await withheld(agent);
      expect(stage!.wire.sent()).to.not.include("canary-");
    });

  it("P61: withholds the page when a rule of the group is no selector", async () => {
    const visitor = await open({ selectors: [".fine", "p:nope"] }, "/");
    const agent = await joined(visitor);
    expect(await errorOf(visitor)).to.equal("maskingerror");
    await withheld(agent);
    expect(stage!.wire.sent()).to.not.include("canary-");
  });

  it("MSK-15: masks what the descriptor names, besides the group's list", async () => {
    const agent = await joined(await open({}, "/described"));
    await agent.sees("#public", "public");
    expect(stage!.wire.sent()).to.not.include("canary-");
  });

  it("MSK-12, MSK-16: masks what one of the agents may not see, and shows it when that one is gone", async () => {
    stage = await new Stage(ROLES).start();
    await addAgents(stage.relay.url);
    const visitor = await Visitor.open(browser, site.url);
    const code = await visitor.askForHelp();
    const senior = await joinAs(browser, stage.relay.url, code, "senior");
    await senior.sees("#number", "canary-number");
    const before = stage.wire.sent().length;
    const trainee = await joinAs(browser, stage.relay.url, code, "trainee");
    await trainee.sees("#public", "public");
    await visitor.page.evaluate(() => {
      document.querySelector("#number")!.textContent = "canary-secret";
      document.querySelector("#public")!.textContent = "public later";
    });
    for (const agent of [senior, trainee]) await agent.sees("#public", "public later");
    expect(stage.wire.sent().slice(before)).to.not.include("canary-secret");
    await trainee.context.close();
    await senior.sees("#number", "canary-secret");
  });

  it("MSK-12, MSK-16: masks at once what an agent may not see any more, whose role an administrator has changed", async () => {
    stage = await new Stage(ROLES).start();
    const { url } = stage.relay;
    await addAgents(url);
    const visitor = await Visitor.open(browser, site.url);
    const agent = await joinAs(browser, url, await visitor.askForHelp(), "senior");
    await agent.sees("#number", "canary-number");
    const roleOf = (): Promise<string | undefined> =>
      visitor.page.evaluate(() => {
        const agents = window.GLANCE!.Cobrowse.Visitor.getSessionState("agents");
        return agents?.agentlist[0]?.agentrole;
      });
    await administer(url, "/api/v1/users/role", { username: "senior", agentrole: "Trainee" });
    for (let i = 0; i < 200 && (await roleOf()) !== "Trainee"; i += 1) await visitor.page.waitForTimeout(20);
    expect(await roleOf()).to.equal("Trainee");
    const before = stage.wire.sent().length;
    await visitor.page.evaluate(() => {
      document.querySelector("#number")!.textContent = "canary-secret";
      document.querySelector("#public")!.textContent = "public later";
    });
    await agent.sees("#public", "public later");
    expect(stage.wire.sent().slice(before)).to.not.include("canary-secret");
    await administer(url, "/api/v1/users/role", { username: "senior", agentrole: "Senior" });
    await agent.sees("#number", "canary-secret");
  });
});

/** Asks the server for something as its administrator does. */
async function administer(server: string, path: string, body: object): Promise<void> {
  const post = async (to: string, sent: object, cookie = ""): Promise<Response> => {
    const headers = { "content-type": "application/json", cookie };
    const answer = await fetch(server + to, { method: "POST", headers, body: JSON.stringify(sent) });
    if (!answer.ok) throw new Error(`${to}: ${answer.status}`);
    return answer;
  };
  const signedIn = await post("/api/v1/sign-in", ADMIN);
  await post(path, body, signedIn.headers.getSetCookie()[0]?.split(";")[0]);
}

async function addAgents(server: string): Promise<void> {
  const { password } = ADMIN;
  for (const [username, agentrole] of [
    ["senior", "Senior"],
    ["trainee", "Trainee"],
  ])
    await administer(server, "/api/v1/users", { username, password, agentrole });
}

async function joinAs(browser: Browser, server: string, code: string, username: string): Promise<Agent> {
  return Agent.join(browser, server, code, { ...ADMIN, username });
}
