// Consoles around a viewer: pages of origins that the group trusts or does not, under real host names, which Chromium finds on this
// machine (--host-resolver-rules). The server is on another site than all of them.
import type { Browser, BrowserContext, Frame, Page } from "playwright-core";
import { createLoginKey } from "../../../scripts/login-key.mjs";
import type {} from "../../../loader/api.ts";
import { launchChromium } from "../../support/browser.ts";
import { Visitor } from "../../support/people.ts";
import { ADMIN, Relay } from "../../support/relay.ts";
import { Site, taggedPage } from "../../support/site.ts";

export const SECRET = "a secret of at least thirty-two characters";

/** The tag of PRODUCT.md 6.2. */
const AGENT_TAG = `<script id="glance-cobrowse" data-groupid="1" data-site="production" charset="UTF-8"
  src="{{server}}/cobrowse/CobrowseJS.ashx?group=1&site=production&script=Agent"></script>`;

/** A console; `heard` has what its listeners have heard, the first of which throws. */
const CONSOLE = `<!doctype html><html lang="en"><head><title>Console</title>${AGENT_TAG}</head><body>
  <iframe id="viewer" name="viewer" width="900" height="700"></iframe>
  <script>
    window.heard = [];
    addEventListener("error", (event) => event.preventDefault());
    const names = ["accessdenied", "connectfailed", "agents", "navigate", "pagevisibility", "rc", "rcrequest", "accessibility",
      "refused", "sessionstart", "sessionend", "state", "userstate", "notavailable"];
    for (const name of names) {
      GLANCE.Cobrowse.Agent.addEventListener(name, () => { throw new Error("a listener that throws"); });
      GLANCE.Cobrowse.Agent.addEventListener(name, (data) => heard.push({ name, data }));
    }
    GLANCE.Agent.addEventListenerAll((name, data) => heard.push({ name, data }));
  </script></body></html>`;

/** A page with the tag; it says what it hears. */
const VISITED = taggedPage(
  `<h1 id="title">At the shop</h1><a href="/next">Next</a>
  <script>window.messages = []; addEventListener("load", () => {
    const v = GLANCE.Cobrowse.Visitor;
    v.addSessionMessageListener("offer", (name, message) => { messages.push(message); v.sendSessionMessage("answer", { to: message.number }); });
    v.addEventListener("rcrequested", (request) => { window.rc = request; });
    v.addEventListener("confirm", (request) => { window.asked = request; });
    v.addEventListener("accessibility", (event) => { window.access = event.enabled; });
  });</script>`,
);

/** What a console has heard. */
export interface Heard {
  readonly name: string;
  readonly data: unknown;
}

/** The servers and the browser of a suite. */
export class Consoles {
  readonly site = new Site({
    "/": VISITED,
    "/next": taggedPage(`<h1 id="title">Next page</h1>`),
    "/console": CONSOLE,
    "/plain": `<!doctype html><html lang="en"><title>Plain</title><p>Plain page</p></html>`,
  });
  relay!: Relay;
  browser!: Browser;
  shop = "";
  crm = "";
  evil = "";

  async start(environment: Record<string, string> = {}): Promise<void> {
    const { port } = new URL((await this.site.start("")).url);
    const at = (host: string): string => `http://${host}.test:${port}`;
    [this.shop, this.crm, this.evil] = [at("shop"), at("crm"), at("evil")];
    this.relay = await new Relay({
      GLANCE_TRUSTED_ORIGINS: `${this.crm},${this.shop}`,
      GLANCE_LOGIN_SECRET: SECRET,
      ...environment,
    }).start();
    this.site.serveFor(this.relay.url);
    this.browser = await launchChromium("--host-resolver-rules=MAP *.test 127.0.0.1");
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.site.stop();
    await this.relay.stop();
  }

  visitor(): Promise<Visitor> {
    return Visitor.open(this.browser, this.shop);
  }

  /** A console at `origin`, without a viewer yet. */
  async open(origin = this.crm): Promise<Console> {
    const context = await this.browser.newContext({ viewport: { width: 1100, height: 850 } });
    const page = await context.newPage();
    await page.goto(`${origin}/console`);
    return new Console(context, page, this.relay.url);
  }

  /** A key that signs `partneruserid` in. */
  key(partneruserid = "ada", lifeS = 60, secret = SECRET): string {
    return createLoginKey({ secret, partnerid: "1", partneruserid, lifeS });
  }

  /** The viewer's address with a key, as PRODUCT.md 18 row 19 writes it. */
  viewerUrl(code: string, loginkey: string, partneruserid = "ada", partnerid = "1"): string {
    const query = new URLSearchParams({ partnerid, partneruserid, loginkey, SessionKey: code, Wait: "1" });
    return `${this.relay.url}/agentjoin/AgentView.aspx?${String(query)}`;
  }
}

/** One console's window. */
export class Console {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly #server: string;

  constructor(context: BrowserContext, page: Page, server: string) {
    this.context = context;
    this.page = page;
    this.#server = server;
  }

  /** Shows `url` in the frame, and has the API follow it. */
  async show(url: string): Promise<void> {
    await this.page.evaluate((address) => {
      const frame = document.querySelector<HTMLIFrameElement>("#viewer")!;
      frame.src = address;
      window.GLANCE!.Cobrowse.Agent!.init(frame);
    }, url);
  }

  /** The viewer's frame, once it has a page of the server. */
  async viewer(): Promise<Frame> {
    return this.until("the viewer's page", () =>
      this.page
        .frames()
        .find((frame) => frame.url().startsWith(this.#server) && !frame.url().includes("/replica")),
    );
  }

  /** Signs in inside the frame. */
  async signIn(): Promise<void> {
    const viewer = await this.viewer();
    await viewer.locator("#glance_username").fill(ADMIN.username);
    await viewer.locator("#glance_password").fill(ADMIN.password);
    await viewer.locator("button.main").click();
  }

  /** Waits until the viewer says that it is in `state`. */
  async waitFor(state: string): Promise<void> {
    const viewer = await this.viewer();
    await viewer.locator(`html[data-glance-state=${state}]`).waitFor({ state: "attached", timeout: 20_000 });
  }

  /** The data of the first event `name` for which `fits` holds, once the page has heard it. */
  async hears(name: string, fits: (data: never) => boolean = () => true): Promise<unknown> {
    return this.until(`the event ${name}`, async () =>
      (await this.heard()).find((heard) => heard.name === name && fits(heard.data as never)),
    ).then(({ data }) => data);
  }

  heard(): Promise<readonly Heard[]> {
    return this.page.evaluate(() => (window as unknown as { heard: Heard[] }).heard);
  }

  async until<T>(what: string, find: () => T | undefined | Promise<T | undefined>): Promise<T> {
    const start = Date.now();
    for (;;) {
      const found = await find();
      if (found !== undefined) return found;
      if (Date.now() - start > 15_000)
        throw new Error(`never: ${what}; heard ${JSON.stringify(await this.heard().catch(() => "?"))}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
