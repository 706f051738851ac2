// A page and its replicas as pictures: capture alone in one tab, replay alone in others, of one browser and one origin.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { compare, type MirrorServer } from "../../support/mirror.ts";

const SIZE = { width: 1280, height: 1600 } as const;
const AGENT = `<!doctype html><title>Agent</title><style>body { margin: 0 } iframe { border: 0; display: block }</style>`;
const CAPTURE = "/__glance/capture.js";
const REPLAY = "/__glance/replay.js";
/** Longest wait for what was sent, in ms. */
const SENT_WAIT_MS = 20_000;

/** What the tabs keep between calls. */
interface Tab {
  /** Messages that were sent, or came. */
  count: number;
  applied: Promise<unknown>;
  capture: {
    readonly ready: Promise<void>;
    flush(): Promise<void>;
    keyframe(): Promise<Uint8Array>;
    stop(): void;
  };
  frame: HTMLIFrameElement;
  change?(): void;
}

/** A page, the replica that follows it, and late ones. */
export class SideBySide {
  readonly #context: BrowserContext;
  readonly #server: MirrorServer;
  readonly page: Page;
  #first: Page | undefined;
  #isStopped = false;

  private constructor(context: BrowserContext, server: MirrorServer, page: Page) {
    this.#context = context;
    this.#server = server;
    this.page = page;
  }

  /** Opens `path` of `server`, and has a replica follow it. */
  static async open(browser: Browser, server: MirrorServer, path: string): Promise<SideBySide> {
    const context = await browser.newContext({ viewport: SIZE, bypassCSP: true });
    await context.route(`${server.url}/agent.html`, (route) =>
      route.fulfill({ body: AGENT, contentType: "text/html" }),
    );
    const sides = new SideBySide(context, server, await context.newPage());
    sides.#first = await sides.#agent("first");
    await sides.page.goto(server.url + path, { waitUntil: "load" });
    await sides.page.evaluate(async (module) => {
      const tab = globalThis as unknown as Tab;
      const { capture } = (await import(module)) as {
        capture(document: Document, options: object): Tab["capture"];
      };
      const channel = new BroadcastChannel("first");
      tab.count = 0;
      tab.capture = capture(document, {
        onMessage(message: Uint8Array) {
          tab.count += 1;
          channel.postMessage(message);
        },
        assets: "fetch",
        compress: true,
      });
      await tab.capture.ready;
    }, CAPTURE);
    return sides;
  }

  /** The page of the agent who follows. */
  get agent(): Page {
    return this.#first!;
  }

  /** Resolves when the agent who follows has all that the page has become. */
  async follow(): Promise<void> {
    await this.page.evaluate(() => (globalThis as unknown as Tab).capture.flush());
    const sent = await this.page.evaluate(() => (globalThis as unknown as Tab).count);
    await this.agent.waitForFunction((count) => (globalThis as unknown as Tab).count >= count, sent, {
      timeout: SENT_WAIT_MS,
    });
    await this.agent.evaluate(() => (globalThis as unknown as Tab).applied.then(() => undefined));
  }

  /** Has the page do what it calls its change. */
  async change(): Promise<void> {
    await this.page.bringToFront();
    await this.page.evaluate(() => (globalThis as unknown as Tab).change?.());
  }

  /** Ends the mirroring. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.page.evaluate(() => (globalThis as unknown as Tab).capture.stop());
  }

  /** Share of pixels in which the replica that follows differs from the page, 0 to 1. */
  async differs(): Promise<number> {
    await this.#flush();
    const sent = await this.page.evaluate(() => (globalThis as unknown as Tab).count);
    return this.#compare(this.#first!, sent);
  }

  /** The same of a replica that comes now. */
  async differsLate(): Promise<number> {
    await this.#flush();
    const late = await this.#agent("late");
    await this.page.evaluate(async () => {
      const whole = await (globalThis as unknown as Tab).capture.keyframe();
      new BroadcastChannel("late").postMessage(whole);
    });
    return this.#compare(late, 1);
  }

  close(): Promise<void> {
    return this.#context.close();
  }

  async #agent(channel: string): Promise<Page> {
    const page = await this.#context.newPage();
    await page.goto(`${this.#server.url}/agent.html`);
    await page.evaluate(
      async ([module, name]) => {
        const tab = globalThis as unknown as Tab;
        const { Replica } = (await import(module)) as {
          Replica: new (frame: HTMLIFrameElement) => { apply(bytes: Uint8Array): Promise<void> };
        };
        tab.frame = document.body.appendChild(document.createElement("iframe"));
        const replica = new Replica(tab.frame);
        tab.count = 0;
        tab.applied = Promise.resolve();
        new BroadcastChannel(name).onmessage = ({ data }: MessageEvent<Uint8Array>) => {
          tab.count += 1;
          tab.applied = Promise.all([tab.applied, replica.apply(data)]);
        };
      },
      [REPLAY, channel] as const,
    );
    return page;
  }

  /** Waits until all that the page has become is sent. Scrolling is told of in a frame, what a page does then in the next ones. */
  async #flush(): Promise<void> {
    await this.page.bringToFront();
    await painted(this.page);
    if (!this.#isStopped) await this.page.evaluate(() => (globalThis as unknown as Tab).capture.flush());
  }

  async #compare(agent: Page, sent: number): Promise<number> {
    const page = await picture(this.page);
    await agent.bringToFront();
    await agent.waitForFunction((count) => (globalThis as unknown as Tab).count >= count, sent, {
      timeout: SENT_WAIT_MS,
    });
    await agent.evaluate(async () => {
      const tab = globalThis as unknown as Tab;
      await tab.applied;
      const { fonts, images } = tab.frame.contentDocument!;
      await Promise.all([fonts.ready, ...[...images].map((image) => image.decode().catch(() => undefined))]);
    });
    return compare(page, await picture(agent)).differs;
  }
}

async function picture(page: Page): Promise<Buffer> {
  await page.bringToFront();
  await painted(page);
  return page.screenshot({ animations: "disabled", caret: "hide", clip: { x: 0, y: 0, ...SIZE } });
}

/** Resolves a few frames later. */
async function painted(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let i = 0; i < 3; i += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}
