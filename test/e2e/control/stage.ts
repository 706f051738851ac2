// A visitor and an agent in one session, and what an agent does by mouse and keyboard in the viewer.
import type { Browser, Page } from "playwright-core";
import { Agent, Visitor } from "../../support/people.ts";
import type { Relay } from "../../support/relay.ts";
import type { Surroundings } from "../../support/surroundings.ts";

/** Events of `GLANCE.Cobrowse.Visitor` that a page has heard, kept in `heard`; `answer` is what it says to requests. */
export const LISTENING = `<script>window.heard = []; window.answer = "accept"; window.requests = [];
  addEventListener("load", () => { const v = GLANCE.Cobrowse.Visitor;
    for (const name of ["rc", "rcevent", "accessibility"]) v.addEventListener(name, (e) => heard.push(name + " " + JSON.stringify(e)));
    for (const name of ["rcrequested", "confirm"]) v.addEventListener(name, (e) => {
      heard.push(name + " " + (e.url ?? "")); requests.push(e); if (answer !== "") setTimeout(() => e[answer]()); });
  });</script>`;

/** One session. */
export class Stage {
  readonly visitor: Visitor;
  readonly agent: Agent;
  readonly code: string;

  private constructor(visitor: Visitor, agent: Agent, code: string) {
    this.visitor = visitor;
    this.agent = agent;
    this.code = code;
  }

  static async open(browser: Browser, relay: Relay, url: string): Promise<Stage> {
    const visitor = await Visitor.open(browser, url);
    const code = await visitor.askForHelp();
    const agent = await Agent.join(browser, relay.url, code);
    await agent.waitFor("live");
    return new Stage(visitor, agent, code);
  }

  /** The same, in such surroundings. */
  static in({ browser, relay, site }: Surroundings): Promise<Stage> {
    return Stage.open(browser, relay, site.url);
  }

  async close(): Promise<void> {
    await this.visitor.context.close();
    await this.agent.context.close();
  }

  get page(): Page {
    return this.visitor.page;
  }

  /** Presses a tool of the viewer. */
  async tool(name: string | RegExp): Promise<void> {
    await this.agent.page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name }).click();
  }

  /** Asks for control, and waits until the viewer has it. */
  async takeControl(): Promise<void> {
    await this.tool("Request control");
    await this.said(/You can use the page/);
  }

  /** Waits until the viewer says that. */
  async said(text: string | RegExp): Promise<void> {
    await this.agent.page.locator(".refusal").filter({ hasText: text }).waitFor({ timeout: 10_000 });
  }

  /** Where the middle of what `selector` finds in the replica is in the viewer's window. */
  async middleOf(selector: string, fx = 0.5, fy = 0.5): Promise<{ x: number; y: number }> {
    const frame = await this.agent.replica();
    await frame.locator(selector).first().waitFor({ state: "attached" });
    const inside = await frame.evaluate((wanted) => {
      const { left, top, width, height } = document.querySelector(wanted)!.getBoundingClientRect();
      return { left, top, width, height };
    }, selector);
    return this.agent.page.evaluate(
      ({ left, top, width, height, x, y }) => {
        const glass = document.querySelector<HTMLElement>(".glass")!;
        const box = glass.getBoundingClientRect();
        const scale = box.width / document.querySelector<HTMLElement>("#glance_replica")!.offsetWidth;
        return { x: box.left + (left + x * width) * scale, y: box.top + (top + y * height) * scale };
      },
      { ...inside, x: fx, y: fy },
    );
  }

  async click(
    selector: string,
    options: { button?: "left" | "right"; clickCount?: number } = {},
  ): Promise<void> {
    const { x, y } = await this.middleOf(selector);
    await this.agent.page.mouse.click(x, y, options);
  }

  /** Types into what the visitor's page has focused. */
  async type(text: string): Promise<void> {
    await this.agent.page.keyboard.type(text, { delay: 40 });
  }

  async press(key: string): Promise<void> {
    await this.agent.page.keyboard.press(key);
  }

  /** Waits until `expression` holds in the visitor's page. */
  async until(expression: string): Promise<void> {
    await this.page.waitForFunction(expression, undefined, { timeout: 10_000 }).catch((error: unknown) => {
      throw new Error(`never: ${expression} (${String(error)})`);
    });
  }

  heard(): Promise<string[]> {
    return this.page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
  }
}
