// F45, F49, F50, F55, F57, F58, F113: a real mouse and real keys, policies and origins of real servers, two browsers that differ.
import { expect } from "chai";
import { type Browser, type BrowserContextOptions, chromium, type Frame, type Page } from "playwright-core";
import { CHROMIUM_FLAGS, chromiumPath } from "../../../scripts/chromium.mjs";
import { launchChromium } from "../../support/browser.ts";
import { Agent, Visitor } from "../../support/people.ts";
import { ADMIN, Relay } from "../../support/relay.ts";
import { Site, taggedPage } from "../../support/site.ts";

const RED = "rgb(255, 0, 0)";

const STATES = `<style>body { margin: 0; font: 16px sans-serif } a, button { display: inline-block; margin: 20px; padding: 10px }
  #menu ul { display: none } #menu:hover ul { display: block; background: #def } li:hover { color: red }
  #press:active { background: rgb(255, 0, 0) } #link:focus-visible { background: #fed } </style>
  <div id=menu>Menu<ul><li id=item>Item</li></ul></div><button id=press>Press</button><a id=link href="#link">Link</a>`;

/** A sheet that the page may use, and its scripts and workers may not fetch. */
const LOCKED = `<link rel=stylesheet href="/site.css"><p id=a>A</p><style nonce=n>#b { color: red }</style><p id=b>B</p>
  <p id=c>C</p><script nonce=n>
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("#c { color: red }");
    document.adoptedStyleSheets = [sheet];
    document.getElementById("a").style.setProperty("text-indent", "7px");
  </script>`;
const POLICY =
  "default-src 'none'; style-src 'self' 'nonce-n'; script-src {{server}} 'nonce-n' blob:; worker-src blob:; " +
  "connect-src {{server}} ws:; img-src data:; require-trusted-types-for 'script'";

const SCHEME = `<style>:root { color-scheme: light dark; background: Canvas; color: light-dark(green, red) }
  @media (prefers-color-scheme: dark) { #a { color: red } }</style><p id=a>A</p><p id=b>B</p>`;

const colours = (frame: Frame, ...selectors: readonly string[]): Promise<string[]> =>
  frame.evaluate((all) => all.map((one) => getComputedStyle(document.querySelector(one)!).color), selectors);

/** Resolves when `holds` does, asked again and again; rejects with what it said last. */
async function until<T>(ask: () => Promise<T>, wanted: T): Promise<void> {
  const end = performance.now() + 15_000;
  for (;;) {
    const said = await ask();
    if (JSON.stringify(said) === JSON.stringify(wanted)) return;
    if (performance.now() > end) expect(said).to.deep.equal(wanted);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Browsers of the two sides. */
interface Sides {
  readonly agents: Browser;
  readonly visitors: Browser;
  readonly device: BrowserContextOptions;
}

describe("e2e / fidelity / css", function () {
  this.timeout(90_000);
  const relay = new Relay();
  const free = new Site({
    "/states": taggedPage(STATES),
    "/scheme": taggedPage(SCHEME),
    "/bars": taggedPage(
      `<style>body { margin: 0 } #box { width: 200px; height: 100px; overflow-y: scroll }</style>
       <div id=box><p id=text>${"word ".repeat(200)}</p></div><div style="height:3000px"></div>`,
    ),
  });
  const locked = new Site(
    { "/": taggedPage(LOCKED), "/site.css": "#a { color: red }" },
    { "content-security-policy": POLICY },
  );
  let browser: Browser;

  before(async () => {
    await relay.start();
    await free.start(relay.url);
    await locked.start(relay.url);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await locked.stop();
    await free.stop();
    await relay.stop();
  });

  /** A session on `url`, each side in its browser; the agent's is one of such a device. */
  async function session(
    url: string,
    { agents = browser, visitors = browser, device = {} }: Partial<Sides> = {},
    prepare?: (page: Page) => Promise<void>,
  ): Promise<{ visitor: Visitor; agent: Agent; frame: Frame; close(): Promise<void> }> {
    const visitor = await Visitor.open(visitors, url);
    await prepare?.(visitor.page);
    const agent = await Agent.join(agents, relay.url, await visitor.askForHelp(), ADMIN, device);
    await agent.waitFor("live");
    const close = async (): Promise<void> => {
      await visitor.context.close();
      await agent.context.close();
    };
    return { visitor, agent, frame: await agent.replica(), close };
  }

  it("F49, F50: shows what the visitor hovers, presses and focuses, and ends it; the agent's own mouse and focus do nothing", async () => {
    const { visitor, agent, frame, close } = await session(`${free.url}/states`);
    try {
      const height = (): Promise<number> =>
        frame.evaluate(() => document.querySelector("#menu ul")!.getBoundingClientRect().height);
      await visitor.page.hover("#menu");
      await visitor.page.hover("#item");
      await until(() => colours(frame, "#item"), [RED]);
      expect(await height()).to.be.above(10);

      const background = (selector: string): Promise<string> =>
        frame.evaluate((one) => getComputedStyle(document.querySelector(one)!).backgroundColor, selector);
      await visitor.page.hover("#press");
      await visitor.page.mouse.down();
      await until(() => background("#press"), RED);
      expect(await height()).to.equal(0);
      await visitor.page.mouse.up();
      const rest = await visitor.page.evaluate(
        () => getComputedStyle(document.querySelector("#press")!).backgroundColor,
      );
      await until(() => background("#press"), rest);

      // A mouse shows no ring, keys do.
      const marks = (): Promise<number> =>
        frame.evaluate(() => document.querySelectorAll("[glance-focus-ring]").length);
      expect(await marks()).to.equal(0);
      await visitor.page.keyboard.press("Tab");
      await until(() => background("#link"), "rgb(255, 238, 221)");
      await visitor.page.mouse.move(5, 690);
      await until(() => frame.evaluate(() => document.querySelectorAll("[glance-hover]").length <= 2), true);
      expect(await frame.evaluate(() => document.activeElement?.localName)).to.equal("body");

      await agent.page.locator("#glance_replica").hover({ position: { x: 30, y: 60 }, force: true });
      expect(await height()).to.equal(0);
    } finally {
      await close();
    }
  });

  it("F45, F113: is styled where the page's policy lets nobody fetch its sheet, and no style without a nonce be", async () => {
    const { frame, close } = await session(locked.url);
    try {
      await until(() => colours(frame, "#a", "#b", "#c"), [RED, RED, RED]);
      expect(await frame.evaluate(() => getComputedStyle(document.querySelector("#a")!).textIndent)).to.equal(
        "7px",
      );
    } finally {
      await close();
    }
  });

  it("F55: shows the visitor's dark page to an agent who prefers light ones, and follows", async () => {
    const { visitor, frame, close } = await session(`${free.url}/scheme`, {}, (page) =>
      page.emulateMedia({ colorScheme: "dark" }),
    );
    try {
      await until(() => colours(frame, "#a", "#b"), [RED, RED]);
      await visitor.page.emulateMedia({ colorScheme: "light" });
      await until(() => colours(frame, "#a", "#b"), ["rgb(0, 128, 0)", "rgb(0, 128, 0)"]);
    } finally {
      await close();
    }
  });

  const widths = (target: Frame | Page): Promise<number[]> =>
    (target as Frame).evaluate(() => [
      document.querySelector("#box")!.clientWidth,
      document.querySelector("#text")!.getBoundingClientRect().height,
      document.documentElement.clientWidth,
    ]);
  /** Width in px that a scroll bar leaves of 99. */
  const bare = (page: Page): Promise<number> =>
    page.evaluate(() => {
      const probe = document.createElement("div");
      probe.style.cssText = "position:fixed;width:99px;height:99px;overflow:scroll";
      document.body.append(probe);
      return probe.clientWidth;
    });

  it("F58: wraps text beside scroll bars as wide as the visitor's: none at all, or such as take space", async () => {
    // As playwright has it, a browser has none. With these, it has some, unless it is a phone's, whose lie over the page.
    const withBars = await chromium.launch({
      executablePath: chromiumPath()!,
      args: [...CHROMIUM_FLAGS],
      ignoreDefaultArgs: ["--hide-scrollbars"],
    });
    const phone = { isMobile: true, hasTouch: true } as const;
    try {
      for (const [visitors, device] of [
        [browser, {}],
        [withBars, phone],
      ] as const) {
        const { visitor, agent, frame, close } = await session(`${free.url}/bars`, {
          agents: withBars,
          visitors,
          device,
        });
        expect(await bare(visitor.page)).to.not.equal(await bare(agent.page));
        await until(() => widths(frame), await widths(visitor.page));
        await close();
      }
    } finally {
      await withBars.close();
    }
  });

  it("F57: frames for the agent what the visitor sees while two fingers zoom the page, and no longer", async () => {
    const { visitor, agent, close } = await session(`${free.url}/bars`);
    try {
      const cdp = await visitor.context.newCDPSession(visitor.page);
      const zoom = (pageScaleFactor: number): Promise<unknown> =>
        cdp.send("Emulation.setPageScaleFactor", { pageScaleFactor });
      const visible = (): Promise<readonly number[]> =>
        agent.page.evaluate(() => {
          const page = document.querySelector("#glance_replica")!.getBoundingClientRect();
          const { width, height } = document.querySelector(".visible-area")!.getBoundingClientRect();
          return [width / page.width, height / page.height].map((share) => Math.round(share * 100));
        });
      expect(await visible()).to.deep.equal([0, 0]);
      await zoom(2);
      await until(visible, [50, 50]);
      await zoom(1);
      await until(visible, [0, 0]);
    } finally {
      await close();
    }
  });
});
