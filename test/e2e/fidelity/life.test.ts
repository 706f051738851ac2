// F23–F25, F106–F109, F111, F115: what a page lives through, in a real session.
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "../../support/browser.ts";
import { Agent, Visitor } from "../../support/people.ts";
import { Relay } from "../../support/relay.ts";
import { Site, TAG, taggedPage } from "../../support/site.ts";

/** What other scripts did before ours came: a wrapped observer that comes late, getters that hide a tree's content as synthetic shadow
 * roots do, methods in everybody's prototypes as old libraries had them. */
const HOSTILE = `<script>
  const Native = MutationObserver;
  window.__zone_symbol__MutationObserver = Native;
  window.MutationObserver = class { constructor(work) { this.inner = new Native(() => setTimeout(work, 60_000)); }
    observe(...all) { this.inner.observe(...all); } disconnect() { this.inner.disconnect(); } takeRecords() { return []; } };
  for (const name of ["firstChild", "childNodes", "textContent"]) {
    const { get, set } = Object.getOwnPropertyDescriptor(Node.prototype, name);
    Object.defineProperty(Node.prototype, name, { configurable: true, set,
      get() { return this.id === "title" ? null : get.call(this); } });
  }
  Array.prototype.toJSON = function () { return "patched"; };
  Object.prototype.keys = () => [];
</script>`;

describe("e2e / fidelity / life of a page", function () {
  this.timeout(60_000);
  const site = new Site({
    "/": taggedPage(`<h1 id=title>one</h1><a id=next href="/second">next</a>`),
    "/second": taggedPage(`<h1 id=title>two</h1>`),
    "/hostile": `<!doctype html><title>h</title>${HOSTILE}${TAG}
      <a href="#" glance_button=startSession>help</a><div id=title>hostile</div>`,
    "/quirks": `<title>q</title>${TAG}<a href="#" glance_button=startSession>help</a><table><tr><td id=title>quirks</table>`,
    "/limited": `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
      <title>l</title>${TAG}<a href="#" glance_button=startSession>help</a><div id=title><small>limited quirks</small></div>`,
    "/early": `<!doctype html><title>e</title>${TAG}<a href="#" glance_button=startSession>help</a><p id=title>early</p>`,
  });
  const relay = new Relay();
  let browser: Browser;
  const open: { close(): Promise<void> }[] = [];

  before(async () => {
    await relay.start();
    await site.start(relay.url);
    browser = await launchChromium();
  });
  afterEach(async () => {
    for (const context of open.splice(0)) await context.close();
  });
  after(async () => {
    await browser.close();
    await site.stop();
    await relay.stop();
  });

  /** A visitor at `path` and an agent who sees it. */
  async function session(path: string): Promise<{ visitor: Visitor; agent: Agent }> {
    const visitor = await Visitor.open(browser, site.url + path);
    open.push(visitor.context);
    const agent = await Agent.join(browser, relay.url, await visitor.askForHelp());
    open.push(agent.context);
    await agent.waitFor("live");
    return { visitor, agent };
  }

  const change = (page: Page, text: string): Promise<void> =>
    page.evaluate((words) => void (document.querySelector("#title")!.textContent = words), text);

  it("F23, F24, F25: mirrors a page that wrapped observers, replaced getters and JSON before the tag came", async () => {
    const { visitor, agent } = await session("/hostile");
    await agent.sees("#title", "hostile");
    await change(visitor.page, "changed all the same");
    await agent.sees("#title", "changed all the same");
  });

  it("F12: rebuilds a page in quirks mode in quirks mode", async () => {
    const { agent } = await session("/quirks");
    await agent.sees("#title", "quirks");
    const modes = await agent.page.evaluate(
      () => document.querySelector<HTMLIFrameElement>("#glance_replica")!.contentDocument!.compatMode,
    );
    expect(modes).to.equal("BackCompat");
  });

  it("F12: rebuilds a page in limited quirks mode as high as it is", async () => {
    const { visitor, agent } = await session("/limited");
    await agent.sees("#title", "limited quirks");
    const height = (): number => document.querySelector("#title")!.getBoundingClientRect().height;
    const shown = await visitor.page.evaluate(height);
    expect(await (await agent.replica()).evaluate(height)).to.equal(shown);
    // In standards mode the line would be as high as one of the div's own text.
    expect(shown).to.be.lessThan(17);
  });

  it("F106: goes on over a navigation, back by the browser's cache, pushState and a hash", async () => {
    const { visitor, agent } = await session("/");
    await visitor.page.click("#next");
    await agent.sees("#title", "two");
    await visitor.page.goBack();
    await agent.sees("#title", "one");
    await visitor.page.evaluate(() => history.pushState(null, "", "/pushed"));
    await change(visitor.page, "pushed");
    await agent.sees("#title", "pushed");
    await visitor.page.evaluate(() => (location.hash = "#part"));
    await change(visitor.page, "at a part");
    await agent.sees("#title", "at a part");
  });

  it("F107: drains what changes in a tab that is not looked at", async () => {
    const { visitor, agent } = await session("/");
    const other = await visitor.context.newPage();
    await other.bringToFront();
    // Chromium without a screen hides no tab: what a hidden one lacks is its frames.
    await visitor.page.evaluate(() => {
      window.requestAnimationFrame = () => 0;
    });
    for (const text of ["hidden 1", "hidden 2"]) {
      await change(visitor.page, text);
      await agent.sees("#title", text);
    }
  });

  // Playwright's Chromium prerenders nothing: a page that says it is prerendered stands for one that is.
  it("F108: takes nothing over on a page that is only prerendered, and goes on there once it is shown", async () => {
    const { visitor, agent } = await session("/");
    const prepared = await visitor.context.newPage();
    await prepared.addInitScript(
      'Object.defineProperty(document, "prerendering", { configurable: true, value: true })',
    );
    await prepared.goto(`${site.url}/second`, { waitUntil: "networkidle" });
    expect(await prepared.evaluate(() => window.GLANCE!.Cobrowse.Visitor.loaded)).to.equal(false);
    await change(visitor.page, "still here");
    await agent.sees("#title", "still here");
    await prepared.evaluate(() => {
      Object.defineProperty(document, "prerendering", { value: false });
      document.dispatchEvent(new Event("prerenderingchange"));
    });
    await agent.sees("#title", "two");
  });

  it("F109: keeps a second tab of the site, and a duplicate, from being mixed up with the first", async () => {
    const { visitor, agent } = await session("/");
    const second = await visitor.context.newPage();
    await second.goto(`${site.url}/second`);
    await agent.sees("#title", "two");
    await change(visitor.page, "the first, not shown");
    await change(second, "the second");
    await agent.sees("#title", "the second");
    await visitor.page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await agent.sees("#title", "the first, not shown");
  });

  it("F111: gives a late agent a page that changes all the time, without a pause for the first", async () => {
    const { visitor, agent } = await session("/");
    const code = await visitor.code();
    await visitor.page.evaluate(() => {
      const list = document.body.appendChild(document.createElement("ul"));
      let count = 0;
      setInterval(() => {
        const item = document.createElement("li");
        item.textContent = `item ${(count += 1)}`;
        list.append(item);
        if (list.children.length > 50) list.firstElementChild!.remove();
      }, 5);
    });
    const late = await Agent.join(browser, relay.url, code);
    open.push(late.context);
    await late.waitFor("live");
    const followed = async (who: Agent): Promise<boolean> => {
      const at = await visitor.page.evaluate(() => document.querySelector("li:last-child")!.textContent);
      await who.page.waitForFunction((wanted) => {
        const copy = document.querySelector<HTMLIFrameElement>("#glance_replica")!.contentDocument!;
        const items = [...copy.querySelectorAll("li")].map((item) => Number(item.textContent.slice(5)));
        const isInOrder = items.every((item, index) => index === 0 || item === items[index - 1]! + 1);
        return isInOrder && items.at(-1)! >= Number(wanted.slice(5));
      }, at);
      return true;
    };
    expect(await followed(late)).to.equal(true);
    expect(await followed(agent)).to.equal(true);
  });

  it("F115: ends the same whether it starts while the page is parsed or after", async () => {
    const { visitor, agent } = await session("/early");
    await agent.sees("#title", "early");
    await visitor.page.reload({ waitUntil: "commit" });
    await agent.sees("#title", "early");
    await change(visitor.page, "after the reload");
    await agent.sees("#title", "after the reload");
  });
});
