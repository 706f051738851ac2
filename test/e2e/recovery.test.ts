import type { Browser } from "playwright-core";
import { launchChromium } from "../support/browser.ts";
import { Agent, Visitor } from "../support/people.ts";
import { Relay } from "../support/relay.ts";
import { Site, taggedPage } from "../support/site.ts";
import { Wire } from "../support/wire.ts";

const PAGES = {
  "/": taggedPage(`<ol id="log"></ol><p id="count">0</p><script>
    let n = 0;
    setInterval(() => {
      n += 1;
      const item = document.createElement("li");
      item.textContent = "item " + n;
      log.append(item);
      if (n % 7 === 0) log.children[Math.floor(n / 2)].remove();
      if (n % 5 === 0) log.append(log.firstElementChild);
      count.textContent = n;
    }, 20);
    window.freeze = () => { for (let id = setInterval(() => {}, 1e9); id > 0; id -= 1) clearInterval(id); };
  </script>`),
};
const site = new Site(PAGES);

/** Stops the page's changes and waits until the replica has exactly what the page has. */
async function expectSame(visitor: Visitor, agent: Agent): Promise<void> {
  const html = await visitor.page.evaluate(() => {
    (globalThis as unknown as { freeze(): void }).freeze();
    return document.querySelector("#log")!.innerHTML + document.querySelector("#count")!.innerHTML;
  });
  const frame = await agent.replica();
  const shown = (): Promise<string> =>
    frame.evaluate(
      () =>
        (document.querySelector("#log")?.innerHTML ?? "") +
        (document.querySelector("#count")?.innerHTML ?? ""),
    );
  // Asked from here: nothing that waits runs in a frame without scripts.
  const deadline = Date.now() + 20_000;
  while ((await shown()) !== html)
    if (Date.now() > deadline) throw new Error(`the page has\n${html}\nthe replica\n${await shown()}`);
}

describe("e2e / recovery", () => {
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

  it("F112: loses and doubles nothing when the relay is killed while the page changes", async () => {
    const visitor = await Visitor.open(browser, site.url);
    const agent = await Agent.join(browser, relay.url, await visitor.askForHelp());
    await agent.waitFor("live");
    for (let round = 0; round < 3; round += 1) {
      const before = Number(await visitor.page.textContent("#count"));
      await relay.kill();
      await agent.waitFor("reconnecting");
      await visitor.page.waitForFunction(
        (n) => Number(document.querySelector("#count")!.textContent) > n + 10,
        before,
      );
      await relay.start();
      await agent.waitFor("live");
    }
    await expectSame(visitor, agent);
    await visitor.context.close();
    await agent.context.close();
  });

  it("F112: loses and doubles nothing when connections are cut and slowed", async () => {
    const wire = await new Wire().start(relay.url);
    const slowSite = await new Site(PAGES).start(wire.url);
    const visitor = await Visitor.open(browser, slowSite.url);
    const agent = await Agent.join(browser, wire.url, await visitor.askForHelp());
    await agent.waitFor("live");
    for (const delayMs of [0, 40, 200]) {
      wire.slow(delayMs);
      wire.cut();
      const before = Number(await visitor.page.textContent("#count"));
      await visitor.page.waitForFunction(
        (n) => Number(document.querySelector("#count")!.textContent) > n + 20,
        before,
      );
    }
    wire.slow(0);
    await agent.waitFor("live");
    await expectSame(visitor, agent);
    await visitor.context.close();
    await agent.context.close();
    await slowSite.stop();
    await wire.stop();
  });
});
