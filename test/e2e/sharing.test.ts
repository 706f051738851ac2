// What a page decides about its own sharing: a masking descriptor, and pauses.
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { launchChromium } from "../support/browser.ts";
import { Agent, Visitor } from "../support/people.ts";
import { Relay } from "../support/relay.ts";
import { Site, taggedPage } from "../support/site.ts";

/** A page whose descriptor does `what`; `asked` counts how many agents it was asked about, each time. */
const described = (what: string): string =>
  taggedPage(
    `<p id="shown">shown</p><p id="hidden">canary</p>`,
    `<script>window.asked = []; window.errors = []; window.GLANCE_COBROWSE = { getMaskingDescriptor({ agents }) {
       asked.push(agents.count); return ${what}; } };
     addEventListener("load", () => GLANCE.Cobrowse.Visitor.addEventListener("error", (e) => errors.push(e.code)));</script>`,
  );

const site = new Site({
  "/": taggedPage(`<p id="shown">shown</p><p id="hidden">canary</p>`),
  "/elements": described(`Promise.resolve({ maskedelements: ["#hidden"] })`),
  "/guests": described(`Promise.resolve({ maskpage: agents.count > 1 })`),
  "/rejected": described(`Promise.reject(new Error("no"))`),
  "/nonsense": described(`Promise.resolve(7)`),
});

const ROWS = [
  { id: "the control: without a descriptor", path: "/", shown: true, hidden: true, errors: [] },
  { id: "MSK-15: elements", path: "/elements", shown: true, hidden: false, errors: [] },
  {
    id: "MSK-13: a descriptor that fails",
    path: "/rejected",
    shown: false,
    hidden: false,
    errors: ["maskingerror"],
  },
  {
    id: "MSK-13: no descriptor at all",
    path: "/nonsense",
    shown: false,
    hidden: false,
    errors: ["maskingerror"],
  },
];

async function textOf(agent: Agent): Promise<string> {
  return (await agent.replica()).evaluate(() => (document.body as HTMLElement | null)?.textContent ?? "");
}

describe("e2e / sharing", () => {
  const relay = new Relay();
  let browser: Browser;

  before(async () => {
    await relay.start();
    await site.start(relay.url);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await site.stop();
    await relay.stop();
  });

  for (const { id, path, shown, hidden, errors } of ROWS)
    it(`masks what the page asks for: ${id}`, async () => {
      const visitor = await Visitor.open(browser, site.url + path);
      const agent = await Agent.join(browser, relay.url, await visitor.askForHelp());
      await agent.waitFor("live");
      const text = await textOf(agent);
      expect([text.includes("shown"), text.includes("canary")]).to.deep.equal([shown, hidden]);
      const told = await visitor.page.evaluate(() => (globalThis as { errors?: string[] }).errors ?? []);
      expect([...new Set(told)]).to.deep.equal(errors);
      await visitor.context.close();
      await agent.context.close();
    });

  it("MSK-16: asks again when another agent comes, who sees nothing before the answer", async () => {
    const visitor = await Visitor.open(browser, `${site.url}/guests`);
    const code = await visitor.askForHelp();
    const first = await Agent.join(browser, relay.url, code);
    await first.waitFor("live");
    expect(await textOf(first)).to.include("canary");
    const second = await Agent.join(browser, relay.url, code);
    await second.waitFor("live");
    expect(await textOf(second)).to.not.include("canary");
    // The first one's page is told anew, under the same masks.
    const replica = await first.replica();
    const deadline = Date.now() + 10_000;
    while (
      await replica.evaluate(() =>
        ((document.body as HTMLElement | null)?.textContent ?? "").includes("canary"),
      )
    )
      if (Date.now() > deadline) throw new Error("the first agent still sees it");
    const asked = await visitor.page.evaluate(() => (globalThis as unknown as { asked: number[] }).asked);
    expect(asked.at(-1)).to.equal(2);
    for (const { context } of [visitor, first, second]) await context.close();
  });

  it("shows agents a pause and its message, and nothing of what changes meanwhile", async () => {
    const visitor = await Visitor.open(browser, site.url);
    const code = await visitor.askForHelp();
    const agent = await Agent.join(browser, relay.url, code);
    await agent.waitFor("live");
    const pause = (paused: boolean): Promise<void> =>
      visitor.page.evaluate((value) => {
        const { Visitor: api } = (
          globalThis as unknown as { GLANCE: { Cobrowse: { Visitor: { pauseSession(o: object): void } } } }
        ).GLANCE.Cobrowse;
        api.pauseSession({ pause: value, message: "One moment" });
      }, paused);
    await pause(true);
    await agent.waitFor("paused");
    await agent.page.getByText("One moment").first().waitFor();
    await visitor.page.evaluate(
      () => (document.querySelector("#shown")!.textContent = "changed in the pause"),
    );
    const late = await Agent.join(browser, relay.url, code);
    await late.waitFor("paused");
    expect(await textOf(agent)).to.not.include("changed");
    await pause(false);
    await agent.sees("#shown", "changed in the pause");
    await late.sees("#shown", "changed in the pause");
    for (const { context } of [visitor, agent, late]) await context.close();
  });
});
