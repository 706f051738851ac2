// A visitor and an agent, each in a browser of their own, doing what people do.
import type { Browser, BrowserContext, BrowserContextOptions, Frame, Page } from "playwright-core";
import { ADMIN } from "./relay.ts";

/** A visitor's browser window. */
export class Visitor {
  readonly context: BrowserContext;
  readonly page: Page;

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
  }

  /** Opens `url` in a new browser context. */
  static async open(browser: Browser, url: string): Promise<Visitor> {
    const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
    const page = await context.newPage();
    await page.goto(url);
    return new Visitor(context, page);
  }

  /** Asks for help by the page's own button and resolves to the session code on the screen. */
  async askForHelp(): Promise<string> {
    await this.page.locator("[glance_button=startSession]").first().click();
    return this.code();
  }

  /** The session code on the screen, once it is there. */
  async code(): Promise<string> {
    const key = this.page.locator("#glance_ssn_key");
    await key.filter({ hasText: /\d{9}/ }).waitFor();
    return ((await key.textContent()) ?? "").trim();
  }
}

/** An agent's browser window. */
export class Agent {
  readonly context: BrowserContext;
  readonly page: Page;

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
  }

  /** Signs in and opens the viewer on the session of `code`. */
  static async join(
    browser: Browser,
    server: string,
    code: string,
    account: { readonly username: string; readonly password: string } = ADMIN,
    device: BrowserContextOptions = {},
  ): Promise<Agent> {
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...device });
    const answer = await context.request.post(`${server}/api/v1/sign-in`, { data: account });
    if (!answer.ok()) throw new Error(`sign-in: ${answer.status()}`);
    const page = await context.newPage();
    await page.goto(`${server}/agentjoin/AgentView.aspx?SessionKey=${code}&Wait=1`);
    return new Agent(context, page);
  }

  /** Waits until the viewer says that it is in `state` (data-glance-state). */
  async waitFor(state: string): Promise<void> {
    await this.page
      .locator(`html[data-glance-state=${state}]`)
      .waitFor({ state: "attached", timeout: 20_000 });
  }

  /** The replica's frame. */
  async replica(): Promise<Frame> {
    const element = await this.page.locator("#glance_replica").elementHandle();
    const frame = await element.contentFrame();
    if (frame === null) throw new Error("no replica frame");
    return frame;
  }

  /** Waits until `selector` in the replica has `text` in it. */
  async sees(selector: string, text: string): Promise<void> {
    const frame = await this.replica();
    await frame
      .locator(selector)
      .filter({ hasText: text })
      .first()
      .waitFor({ state: "attached", timeout: 20_000 });
  }
}
