// A guest beside a visitor and an agent, each in a browser of their own.
import { mkdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import type { BrowserContextOptions, Page } from "playwright-core";
import { Agent, Visitor } from "../support/people.ts";
import { taggedPage } from "../support/site.ts";
import { surroundings } from "../support/surroundings.ts";

const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
/** Where pictures of the screens go, for whoever wants to look. */
const PICTURES = process.env["GUEST_PICTURES"];

/** What axe-core finds wrong; the visitor's page in a frame is the visitor's to make accessible. */
async function barriers(page: Page): Promise<unknown> {
  await page.evaluate(AXE);
  return page.evaluate(
    `axe.run(document, { iframes: false }).then(({ violations }) =>
       violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))`,
  );
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

const SECRETS = {
  maskingSelectors: { salary: "#salary" },
  roleBasedMasking: { Senior: [] },
};

describe("e2e / guests", function () {
  this.timeout(60_000);
  const around = surroundings(
    {
      "/": taggedPage(
        `<h1>Account</h1><p id="salary">4711 a month</p><button id="press" onclick="this.textContent = 'pressed'">press</button>`,
      ),
      "/next": taggedPage("<h1>Next page</h1>"),
    },
    { GLANCE_MASK: JSON.stringify(SECRETS), GLANCE_GUESTS: '{"atOnce":20}' },
  );
  let visitor: Visitor;
  let agent: Agent;

  beforeEach(async () => {
    const { browser, relay, site } = around;
    visitor = await Visitor.open(browser, `${site.url}/`);
    const key = await visitor.askForHelp();
    agent = await Agent.join(browser, relay.url, key);
    const role = { username: "admin", agentrole: "Senior" };
    await agent.context.request.post(`${relay.url}/api/v1/users/role`, {
      data: role,
      headers: { origin: relay.url },
    });
    await agent.waitFor("live");
    await agent.sees("#salary", "4711 a month");
  });
  afterEach(async () => {
    await Promise.all([visitor.context.close(), agent.context.close()]);
  });

  /** A guest at our own page, by the address that the agent copies; with the code on the screen. */
  async function guestWith(
    name: string,
    device: BrowserContextOptions = {},
  ): Promise<{ page: Page; code: string }> {
    await agent.page.getByRole("button", { name: "Guests" }).click();
    const address = await agent.page.locator("#glance_guest_address").inputValue();
    const context = await around.browser.newContext({ viewport: { width: 1000, height: 700 }, ...device });
    const page = await context.newPage();
    await page.goto(address);
    await page.locator("#glance_guest_name").fill(name);
    await page.locator("form button").click();
    const shown = page.locator("#glance_guest_code");
    await shown.filter({ hasText: /\d/ }).waitFor();
    return { page, code: await shown.innerText() };
  }

  async function typeCode(code: string): Promise<void> {
    await agent.page.locator("#glance_guest_code").fill(code);
    await agent.page.getByRole("button", { name: "Admit" }).click();
  }

  const question = (): ReturnType<Page["locator"]> => visitor.page.locator("#glance_confirm");
  const invited = (text: string): Promise<void> =>
    agent.page.locator(".invited").filter({ hasText: text }).waitFor();
  /** Asked from outside: a replica that was told nothing has no element to ask. */
  const replicaText = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const { contentDocument } = document.querySelector<HTMLIFrameElement>("#glance_replica")!;
      return (contentDocument!.body as HTMLElement | null)?.textContent ?? "";
    });
  /** Waits until the guest's replica has `text`. */
  async function sees(page: Page, text: string): Promise<void> {
    await page
      .frameLocator("#glance_replica")
      .locator("body")
      .filter({ hasText: text })
      .waitFor({ state: "attached", timeout: 20_000 });
  }

  it("C-45: is admitted by code, seen by name, watches under the strictest masks, resumes after a reload, and is ejected", async () => {
    const { page, code } = await guestWith("Gil", { locale: "de-DE" });
    expect(await page.locator("h1").innerText()).to.equal("Nennen Sie der Beratung diesen Code");
    await picture(page, "code");
    await picture(agent.page, "dialog");
    await typeCode(code);
    await question().filter({ hasText: "Gil" }).waitFor();
    await picture(visitor.page, "asked");
    await invited("The visitor is asked whether Gil may watch.");
    await visitor.page.locator("#glance_yes").click();
    await invited("The visitor agreed.");
    await page.waitForURL("**/guestview**");
    await sees(page, "Account");
    expect(page.url(), "the token is gone from the address").to.not.include("token");
    await visitor.page.locator("#glance_agents, .head, section").filter({ hasText: "Gil" }).first().waitFor();
    await agent.page.locator(".guests").filter({ hasText: "Gil" }).waitFor();
    expect(await replicaText(page), "under the strictest masks").to.not.include("4711");
    const list = await visitor.page.evaluate(
      () => window.GLANCE!.Cobrowse.Visitor.getSessionState("agents")?.agentlist,
    );
    expect(list?.at(-1)).to.deep.equal({ name: "Gil", username: "", guest: true });
    for (const name of ["End session", "Guests", "Request control"])
      expect(await page.getByRole("button", { name }).filter({ visible: true }).count(), name).to.equal(0);
    await picture(page, "watching");

    await visitor.page.goto(`${around.site.url}/next`);
    await sees(page, "Next page");
    await page.reload();
    await sees(page, "Next page");

    await agent.page.getByRole("button", { name: "Remove Gil" }).click();
    await page.getByText("You are not in the session any more").waitFor();
    await picture(page, "ejected");
    await page.reload();
    await page.getByText("The session has ended").waitFor();
    await page.context().close();
  });

  it("C-45: is not let in when the visitor declines, and both hear of it", async () => {
    const { page, code } = await guestWith("Gil");
    await typeCode(code);
    await question().filter({ hasText: "Gil" }).waitFor();
    await visitor.page.locator("#glance_no").click();
    await invited("The visitor does not want Gil to watch.");
    await page.getByText("You were not let in.").waitFor();
    await page.context().close();
  });

  it("SEC-07: a guest whom an agent lets in behind the visitor's back is sent nothing, until the visitor is asked and agrees", async () => {
    const { page, code } = await guestWith("Gil");
    const url = around.relay.url;
    const place = await agent.page.evaluate(
      () =>
        JSON.parse(sessionStorage.getItem("glance-agent-session") ?? "{}") as {
          session: string;
          token: string;
        },
    );
    const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
      const { session, token } = place;
      const headers = { origin: url };
      const answer = await agent.context.request.post(`${url}${path}`, {
        data: { session, token, ...body },
        headers,
      });
      return (await answer.json()) as Record<string, unknown>;
    };
    const { slot } = await post("/api/v1/guests/find", { code: code.replaceAll(/\s/g, "") });
    await post("/api/v1/guests/answer", { slot, accepted: true });
    await page.waitForURL("**/guestview**");
    await agent.page.locator(".guests").filter({ hasText: "Gil" }).waitFor();
    await page.getByText("Waiting for the visitor's page").first().waitFor();
    // What an agent is sent by now, the guest is not.
    await visitor.page.evaluate(() => (document.querySelector("h1")!.textContent = "Changed"));
    await agent.sees("h1", "Changed");
    expect(await replicaText(page)).to.equal("");
    await page.context().close();
  });

  it("C-45: a code that has run out, or that nobody has, lets nobody in and says so", async () => {
    await agent.page.getByRole("button", { name: "Guests" }).click();
    await typeCode("000000");
    await agent.page.getByText("No guest waits with this code.").waitFor();
    const context = await around.browser.newContext();
    const page = await context.newPage();
    await page.goto(`${around.relay.url}/guestview#token=made-up`);
    await page.getByText("This way in does not count any more").waitFor();
    await context.close();
  });

  it("A11Y-03, C-45: warns a minute before the end, offers more time, and a new code when it is over", async () => {
    const context = await around.browser.newContext({ colorScheme: "dark" });
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${around.relay.url}/guestjoin?groupid=1`);
    expect(await barriers(page)).to.deep.equal([]);
    await page.locator("#glance_guest_name").fill("Gil");
    await page.locator("form button").click();
    const shown = page.locator("#glance_guest_code");
    await shown.filter({ hasText: /\d/ }).waitFor();
    await page.clock.fastForward(245_000);
    await page.getByText("Your code runs out in a minute.").waitFor();
    expect(await barriers(page)).to.deep.equal([]);
    await picture(page, "warned-dark");
    await page.getByRole("button", { name: "I need more time" }).click();
    await page.getByText("You have more time now.").waitFor({ state: "attached" });
    await page.clock.fastForward(200_000);
    expect(await shown.isVisible(), "past its first time").to.equal(true);
    await page.clock.fastForward(120_000);
    await page.getByText("Your code has run out").waitFor();
    expect(await page.getByRole("button", { name: "Get another code" }).isVisible()).to.equal(true);
    await context.close();
  });

  it("has no barrier that axe finds in the agent's dialog, nor where the guest watches, on a small screen too", async () => {
    const { page, code } = await guestWith("Gil", { viewport: { width: 360, height: 640 } });
    await picture(page, "code-small");
    expect(await barriers(page)).to.deep.equal([]);
    await typeCode(code);
    expect(await barriers(agent.page)).to.deep.equal([]);
    await question().filter({ hasText: "Gil" }).waitFor();
    await visitor.page.locator("#glance_yes").click();
    await page.waitForURL("**/guestview**");
    await sees(page, "Account");
    expect(await barriers(page)).to.deep.equal([]);
    await picture(page, "watching-small");
    await visitor.page.evaluate(() => window.GLANCE!.Cobrowse.Visitor.stopSession());
    await page.getByText("The session has ended").waitFor();
    await page.context().close();
  });
});
