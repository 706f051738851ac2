// Documents of the site in a session: both see the same, either goes on, either closes.
import { expect } from "chai";
import type { FrameLocator } from "playwright-core";
import { Agent, Visitor } from "../../support/people.ts";
import { surroundings } from "../../support/surroundings.ts";

interface SiteWindow {
  GLANCE: {
    Cobrowse: {
      Visitor: {
        viewPDF(params: { url: string }): void;
        viewXLS(params: { url: string }): void;
        pauseSession(options: { pause: boolean }): void;
      };
    };
  };
}

const PDF = "files/plant-care.pdf";
const WORKBOOK = "files/care-calendar.xlsx";

describe("e2e / documents / session", function () {
  this.timeout(60_000);
  const around = surroundings();
  let visitor: Visitor;
  let agent: Agent;
  let code: string;

  beforeEach(async () => {
    visitor = await Visitor.open(around.browser, `${around.relay.url}/demo/help.html`);
    code = await visitor.askForHelp();
    agent = await Agent.join(around.browser, around.relay.url, code);
    await agent.waitFor("live");
  });
  afterEach(async () => {
    await agent.context.close();
    await visitor.context.close();
  });

  const atVisitor = (): FrameLocator => visitor.page.frameLocator("iframe[src$='/documents.html']");
  const atAgent = (): FrameLocator => agent.page.frameLocator("#glance_document");
  const page = (number: number): string => `.page[data-page="${number}"][data-shown]`;
  const view = (method: "viewPDF" | "viewXLS", url: string): Promise<void> =>
    visitor.page.evaluate(
      ([method, url]) => (window as unknown as SiteWindow).GLANCE.Cobrowse.Visitor[method]({ url }),
      [method, url] as const,
    );
  const pause = (paused: boolean): Promise<void> =>
    visitor.page.evaluate(
      (pause) => (window as unknown as SiteWindow).GLANCE.Cobrowse.Visitor.pauseSession({ pause }),
      paused,
    );
  const closed = async (): Promise<void> => {
    await visitor.page.locator("iframe[src$='/documents.html']").waitFor({ state: "detached" });
    await agent.page.locator("#glance_document").waitFor({ state: "detached" });
  };

  it("DOC-14: a link to a PDF opens it for both: a picture with its words at the agent, and no file", async () => {
    const asked: string[] = [];
    agent.page.on("request", (request) => asked.push(request.url()));
    await visitor.page.getByRole("link", { name: "Plant care guide" }).click();
    await atVisitor()
      .locator(`${page(1)} canvas`)
      .waitFor();
    await atAgent()
      .locator(`${page(1)} img`)
      .waitFor();
    expect(await atAgent().locator("h1").textContent()).to.equal("plant-care.pdf");
    expect(await atAgent().locator(page(1)).innerText()).to.include("Push a finger into the soil");
    expect(await atAgent().locator(page(1)).getAttribute("aria-label")).to.equal("Page 1 of 2");
    expect(asked.filter((url) => /pdf\.|\.pdf|sheets\.mjs/.test(url))).to.deep.equal([]);
    // The page behind it is not disturbed, and not told of it.
    await agent.sees("h1", "Plant care");
    expect(await (await agent.replica()).locator("dialog").count()).to.equal(0);
  });

  it("C-41: either side turns pages, zooms and turns, and the other follows", async () => {
    await view("viewPDF", PDF);
    await atAgent().locator(page(1)).waitFor();
    await atAgent().getByRole("button", { name: "Next page" }).click();
    await atVisitor().locator(page(2)).waitFor();
    await atVisitor().locator("main").getByText("Fern & Clay, page 2 of 2").waitFor();
    await atVisitor().getByRole("button", { name: "Previous page" }).click();
    await atVisitor().getByRole("button", { name: "Zoom in" }).click();
    const percent = await atVisitor().locator(".percent").textContent();
    await atAgent()
      .locator(".percent")
      .filter({ hasText: percent ?? "?" })
      .waitFor();
    await atAgent().getByRole("button", { name: "Turn clockwise" }).click();
    await atVisitor()
      .locator(`${page(1)} .turned[style*="rotate(90deg)"]`)
      .waitFor();
  });

  it("C-41: scrolling at one side scrolls the other to the same place of the page, whatever its size", async () => {
    await view("viewPDF", PDF);
    await atAgent().locator(page(1)).waitFor();
    await atAgent()
      .locator(".pages")
      .evaluate((pages) => pages.scrollTo(0, pages.scrollHeight / 4));
    const placeIn = (frame: FrameLocator): Promise<number> =>
      frame.locator(".pages").evaluate((pages) => {
        const first = pages.querySelector<HTMLElement>('[data-page="1"]')!;
        return pages.scrollTop / first.offsetHeight;
      });
    const wanted = await placeIn(atAgent());
    expect(wanted).to.be.above(0.3);
    for (;;) if (Math.abs((await placeIn(atVisitor())) - wanted) < 0.02) break;
  });

  it("C-41: what one side looks for is found, counted and marked at both", async () => {
    await view("viewPDF", PDF);
    await atAgent().locator(page(1)).waitFor();
    await atAgent().locator(".pages").press("Control+f");
    await atAgent().getByRole("searchbox").fill("PLANT");
    await atAgent()
      .locator(".find .count")
      .filter({ hasText: /^1 of \d+$/ })
      .waitFor();
    await atVisitor().locator(".hit.current").first().waitFor();
    const count = await atAgent().locator(".find .count").textContent();
    await atVisitor()
      .locator(".find .count")
      .filter({ hasText: count ?? "?" })
      .waitFor();
    expect(await atVisitor().getByRole("searchbox").inputValue()).to.equal("PLANT");
    await atAgent().getByRole("searchbox").press("Enter");
    await atVisitor().locator(".find .count").filter({ hasText: /^2 of/ }).waitFor();
    await atAgent().getByRole("searchbox").press("Escape");
    await atVisitor().locator(".find").waitFor({ state: "hidden" });
    await atVisitor().locator(".hit").first().waitFor({ state: "detached" });
  });

  it("C-41: the cross closes it at both sides, whoever clicks it", async () => {
    await view("viewPDF", PDF);
    await atAgent().locator(page(1)).waitFor();
    // The frame is gone before the click is answered for.
    void atAgent()
      .getByRole("button", { name: "Close" })
      .click()
      .catch(() => undefined);
    await closed();
    await view("viewPDF", PDF);
    await atAgent().locator(page(1)).waitFor();
    void atVisitor()
      .locator(".pages")
      .press("Escape")
      .catch(() => undefined);
    await closed();
    // The page has the keyboard again.
    expect(await visitor.page.evaluate(() => document.activeElement?.localName)).to.not.equal("iframe");
  });

  it("C-41: a workbook: cells at both sides, the chosen one and the sheet are everybody's", async () => {
    await view("viewXLS", WORKBOOK);
    await atVisitor().getByRole("gridcell", { name: "Monstera" }).waitFor();
    await atAgent().getByRole("gridcell", { name: "Monstera" }).click();
    await atVisitor().locator('.gridcell[aria-selected="true"]').filter({ hasText: "Monstera" }).waitFor();
    await atAgent().locator(".grid").press("ArrowRight");
    await atAgent().locator(".cell-name").filter({ hasText: "B2" }).waitFor();
    await atVisitor().locator(".cell-name").filter({ hasText: "B2" }).waitFor();
    await atVisitor().getByRole("tab", { name: "Feeding" }).click();
    await atAgent().getByRole("gridcell", { name: "Half dose" }).first().waitFor();
  });

  it("C-41: separated values: what is looked for is found in them", async () => {
    await visitor.page.getByRole("link", { name: "Price list", exact: true }).click();
    await atAgent().getByRole("gridcell").first().waitFor();
    await atAgent().getByRole("button", { name: "Search in the document" }).click();
    await atAgent().getByRole("searchbox").fill("monstera");
    await atVisitor()
      .locator(".gridcell.hit.current")
      .filter({ hasText: /monstera/i })
      .waitFor();
  });

  it("an agent who comes later, or loads the viewer anew, sees it where the others are", async () => {
    await view("viewPDF", PDF);
    await atAgent().locator(page(1)).waitFor();
    await atAgent().getByRole("button", { name: "Next page" }).click();
    await agent.page.reload();
    await atAgent().locator(page(2)).waitFor();
    const other = await Agent.join(around.browser, around.relay.url, code);
    await other.page.frameLocator("#glance_document").locator(page(2)).waitFor();
    await other.context.close();
  });

  it("while the visitor pauses, agents have no document; afterwards it is there again", async () => {
    await view("viewPDF", PDF);
    await atAgent().locator(page(1)).waitFor();
    await pause(true);
    await agent.page.locator("#glance_document").waitFor({ state: "detached" });
    expect(await atVisitor().locator(page(1)).count()).to.equal(1);
    await pause(false);
    await atAgent().locator(page(1)).waitFor();
  });

  it("what is opened while the visitor pauses is not told either, not even its name", async () => {
    await pause(true);
    await agent.waitFor("paused");
    await view("viewPDF", PDF);
    await atVisitor().locator(page(1)).waitFor();
    expect(await agent.page.locator("#glance_document").count()).to.equal(0);
    expect(await agent.page.content()).to.not.include("plant-care");
  });

  it("goes with the session: nothing of it stays over the page", async () => {
    await view("viewPDF", PDF);
    await atAgent().locator(page(1)).waitFor();
    await agent.page.getByRole("button", { name: "End session" }).click();
    await agent.page.getByRole("dialog").getByRole("button", { name: "End session" }).click();
    await closed();
  });

  it("outside of a session the browser opens it, as any link", async () => {
    const context = await around.browser.newContext();
    const alone = await context.newPage();
    await alone.goto(`${around.relay.url}/demo/help.html`);
    const [opened] = await Promise.all([
      context.waitForEvent("page"),
      alone.evaluate(
        (url) => (window as unknown as SiteWindow).GLANCE.Cobrowse.Visitor.viewPDF({ url }),
        PDF,
      ),
    ]);
    expect(opened.url()).to.match(/plant-care\.pdf$|^about:blank$|^$/);
    expect(await alone.locator("iframe[src$='/documents.html']").count()).to.equal(0);
    await context.close();
  });
});
