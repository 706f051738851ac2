// The viewer's own features in a real session: zoom, a window of its own, what is known of the visitor, who may not come in.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { Agent } from "../../support/people.ts";
import { taggedPage } from "../../support/site.ts";
import { surroundings } from "../../support/surroundings.ts";
import { LISTENING, Stage } from "./stage.ts";

const PAGES = {
  "/": taggedPage(`<h1>A shop</h1><input aria-label="Name"><button id="buy">Buy</button>`, LISTENING),
};
const PASSWORD = "a password of theirs";
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds in the viewer; the visitor's page in it is the visitor's to make accessible. */
async function barriers(page: Page): Promise<string> {
  await page.evaluate(AXE);
  // Colours on their way from one scheme to another are none of either.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  return page.evaluate(
    `axe.run(document, { iframes: false }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join()).join("\\n"))`,
  );
}

describe("e2e / control / viewer", () => {
  const around = surroundings(PAGES, { GLANCE_SESSION: '{"agents":2}' });
  let stage: Stage;

  async function addAccount(username: string, roles: readonly string[]): Promise<typeof account> {
    const account = { username, password: PASSWORD };
    const url = `${around.relay.url}/api/v1/users`;
    const answer = await stage.agent.context.request.post(url, { data: { ...account, roles } });
    expect(answer.status()).to.equal(201);
    return account;
  }

  before(async () => {
    stage = await Stage.in(around);
  });

  it("tells what the visitor browses with, in what window, where, and how good the connection is", async () => {
    const { page } = stage.agent;
    await page.locator(".connection[data-quality=good]").waitFor();
    expect(await page.locator(".delay").textContent()).to.match(/^\d+ ms$/);
    await page.getByRole("button", { name: "About the visitor" }).click();
    const details = await page.locator("#glance_details").innerText();
    for (const told of [/Chrome \d+/, /Linux/, /1000 × 700/, /A customer's page/, /Good \d+ ms/])
      expect(details).to.match(told);
    expect(details).to.include(around.site.url);
    await page.keyboard.press("Escape");
    await page.locator("#glance_details").waitFor({ state: "hidden" });
  });

  it("zooms by the keyboard, and points at the same element at any scale", async () => {
    const { page } = stage.agent;
    await page.locator(".stage").focus();
    for (const [key, scale] of [
      ["1", "100 %"],
      ["+", "125 %"],
      ["-", "100 %"],
    ] as const) {
      await page.keyboard.press(key);
      expect(await page.locator(".scale").textContent()).to.equal(scale);
    }
    await page.keyboard.press("+");
    await stage.tool("Highlight");
    await stage.click("#buy");
    await stage.until(`(() => {
      const frame = document.querySelector("glance-cobrowse-gestures")?.shadowRoot.querySelector(".frame");
      if (!frame || frame.hidden) return false;
      return Math.abs(frame.getBoundingClientRect().top - document.querySelector("#buy").getBoundingClientRect().top) < 2; })()`);
    await page.getByRole("button", { name: "Fit", exact: true }).click();
  });

  for (const [what, media] of [
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["forced colours", { forcedColors: "active" }],
  ] as const)
    for (const width of [1200, 480])
      it(`has no barrier that axe finds, ${what}, ${String(width)} px wide, nor a bar of the window to scroll sideways`, async () => {
        const { page } = stage.agent;
        await page.emulateMedia({ colorScheme: null, forcedColors: null, ...media });
        await page.setViewportSize({ width, height: 800 });
        expect(await barriers(page)).to.equal("");
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(width);
        await page.emulateMedia({ colorScheme: null, forcedColors: null });
        await page.setViewportSize({ width: 1200, height: 900 });
      });

  it("AGT-04: goes on in a window of its own, and here again", async () => {
    const { page } = stage.agent;
    const opening = page.waitForEvent("popup");
    await page.getByRole("button", { name: "Own window" }).click();
    const popup = await opening;
    const live = (which: Page): Promise<void> =>
      which.locator("html[data-glance-state=live]").waitFor({ state: "attached" });
    await live(popup);
    await page.getByText("The session is open in another window").waitFor();
    await page.getByRole("button", { name: "Continue here" }).click();
    await live(page);
    await popup.getByText("The session is open in another window").waitFor();
    await stage.page.evaluate(() => (document.querySelector("h1")!.textContent = "Still here"));
    await stage.agent.sees("h1", "Still here");
    await popup.close();
  });

  it("lets in whom the group allows, and says why it lets others not in", async () => {
    const grace = await Agent.join(
      around.browser,
      around.relay.url,
      stage.code,
      await addAccount("grace", ["agent"]),
    );
    await grace.waitFor("live");
    for (const [username, roles, query, says] of [
      ["third", ["agent"], "", "The session is full"],
      ["boss", ["administrator"], "", "Your account can't join sessions"],
      ["other", ["agent"], "&GroupId=2", "This session is another group's"],
    ] as const) {
      const account = await addAccount(username, roles);
      const context = await around.browser.newContext();
      await context.request.post(`${around.relay.url}/api/v1/sign-in`, { data: account });
      const page = await context.newPage();
      await page.goto(`${around.relay.url}/agentjoin/AgentView.aspx?SessionKey=${stage.code}${query}`);
      await page.getByText(says).waitFor();
      expect(await page.locator("html").getAttribute("data-glance-state")).to.equal("error");
      expect(await barriers(page)).to.equal("");
      await context.close();
    }
    await grace.context.close();
  });

  it("is over at once where the agent has signed out in another window", async () => {
    const { context, page } = stage.agent;
    const answer = await context.request.post(`${around.relay.url}/api/v1/sign-out`, { data: {} });
    expect(answer.status()).to.equal(204);
    await page.getByText("You are not admitted to this session any more").waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByLabel("User name").waitFor();
  });
});
