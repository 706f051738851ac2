// The example console at /examples/crm/, used as its people would: from a code to the end, by its own controls.
import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "../../support/browser.ts";
import { Visitor } from "../../support/people.ts";
import { ADMIN, Relay } from "../../support/relay.ts";

const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

/** What axe-core finds wrong with the page around the viewer. */
async function violations(page: Page): Promise<unknown[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(
          context: object,
          options: object,
        ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    const result = await axe.run({ exclude: ["iframe"] }, { iframes: false });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}

describe("e2e / agent-api / examples/crm", () => {
  let relay: Relay;
  let browser: Browser;

  before(async () => {
    relay = await new Relay().start();
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await relay.stop();
  });

  it("joins by a code, follows the customer, takes control, sends a message, goes elsewhere together, leaves", async () => {
    const visitor = await Visitor.open(browser, `${relay.url}/demo/`);
    const code = await visitor.askForHelp();
    await visitor.page.evaluate(() => {
      const api = window.GLANCE!.Cobrowse.Visitor;
      api.setUserState("cart", { items: 2 });
      api.addEventListener("rcrequested", (request) => {
        setTimeout(() => {
          request.accept();
        });
      });
      api.addSessionMessageListener("note", (_name, message) => (document.title = JSON.stringify(message)));
    });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const crm = await context.newPage();
    await crm.goto(`${relay.url}/examples/crm/`);
    expect(await violations(crm), "before").to.deep.equal([]);

    await crm.getByRole("button", { name: /Grace Hopper/ }).click();
    await crm.getByRole("heading", { name: "Grace Hopper" }).waitFor();
    await crm.getByLabel("Code from the visitor's screen").fill(code);
    await crm.getByRole("button", { name: "Join" }).click();
    const viewer = crm.frameLocator("#viewer");
    await viewer.locator("#glance_username").fill(ADMIN.username);
    await viewer.locator("#glance_password").fill(ADMIN.password);
    await viewer.getByRole("button", { name: "Sign in" }).click();
    await crm.locator(".status[data-status=live]").waitFor({ timeout: 20_000 });
    await crm
      .locator("#where")
      .filter({ hasText: /Chrome \d+/ })
      .waitFor();
    await crm.locator("#state").filter({ hasText: `{"items":2}` }).waitFor();
    expect(await violations(crm), "live").to.deep.equal([]);

    await crm.getByRole("button", { name: "Ask for control" }).click();
    await crm.getByRole("button", { name: /Give control back|In control/ }).waitFor();
    await crm.getByLabel("Message to the customer's page").fill("Hello");
    await crm.getByRole("button", { name: "Send" }).click();
    await visitor.page.waitForFunction(() => document.title === `{"text":"Hello"}`);

    await visitor.page.evaluate(() =>
      window.GLANCE!.Cobrowse.Visitor.addEventListener("confirm", (request) => {
        setTimeout(() => {
          request.accept();
        });
      }),
    );
    await crm.getByRole("button", { name: "Go", exact: true }).click();
    await visitor.page.waitForURL(/cart\.html/);
    await crm.locator("#events").filter({ hasText: "/demo/cart.html" }).waitFor();

    await crm.getByRole("button", { name: "Leave", exact: true }).first().click();
    await crm.locator(".status[data-status=ended]").waitFor();
    await visitor.page.waitForFunction(
      () => window.GLANCE!.Cobrowse.Visitor.getSessionState("agents")?.count === 0,
    );
    await context.close();
    await visitor.context.close();
  });

  it("sees that a customer is on the site, offers help with one click, and is told no, then yes", async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const crm = await context.newPage();
    await crm.goto(`${relay.url}/examples/crm/`);
    await crm.getByRole("button", { name: /Ada Lovelace/ }).click();
    await crm.locator("#here").filter({ hasText: "Sign in to see" }).waitFor();
    await crm.getByRole("button", { name: "Sign in", exact: true }).click();
    const viewer = crm.frameLocator("#viewer");
    await viewer.locator("#glance_username").fill(ADMIN.username);
    await viewer.locator("#glance_password").fill(ADMIN.password);
    await viewer.getByRole("button", { name: "Sign in" }).click();
    await crm.locator("#here").filter({ hasText: "Not on the site now" }).waitFor();
    await crm.locator("#sign-in").waitFor({ state: "hidden" });

    const visitor = await Visitor.open(browser, `${relay.url}/demo/?visitor=ada.lovelace`);
    await crm
      .locator("#here")
      .filter({ hasText: "On the site now · /demo/ · items in the cart: 0" })
      .waitFor();
    expect(await violations(crm), "present").to.deep.equal([]);
    await crm.getByRole("button", { name: "Offer help" }).click();
    await visitor.page.locator("#glance_confirm").filter({ hasText: ADMIN.username }).waitFor();
    await visitor.page.locator("#glance_no").click();
    await crm.locator("#problem").filter({ hasText: "not now" }).waitFor();
    await crm.getByRole("button", { name: "Offer help" }).click();
    await visitor.page.locator("#glance_yes").click();
    await crm.locator(".status[data-status=live]").waitFor({ timeout: 20_000 });
    await context.close();
    await visitor.context.close();
  });
});
