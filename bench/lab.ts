// The bench's laboratory: one Chromium, a server of pages that reaches no other host, and pages with the bench's code in them.
import { existsSync, mkdirSync } from "node:fs";
import { build } from "esbuild";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchChromium } from "../test/support/browser.ts";
import { MirrorServer } from "../test/support/mirror.ts";
import type { AgentPage } from "./page/agent.ts";
import type { MirroredPage } from "./page/mirrored.ts";
import type { VisitorPage } from "./page/visitor.ts";
import { buildModules, MODULES } from "./modules.ts";
import { CORPUS, GENERATED } from "./pages.ts";

const EMPTY_FOLDER = ".cache/bench/empty";

/** Bundles one of bench/page/ into a classic script, as text. */
async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    minify: true,
  });
  return outputFiles[0]!.text;
}

type Scripts = Readonly<Record<"visitor" | "agent" | "mirrored", string>>;

/** Where all benches of a run take place. */
export class Lab {
  readonly browser: Browser;
  readonly #server: MirrorServer;
  readonly #scripts: Scripts;

  private constructor(browser: Browser, server: MirrorServer, scripts: Scripts) {
    this.browser = browser;
    this.#server = server;
    this.#scripts = scripts;
  }

  /** Builds the modules, starts Chromium and the server. `readable` keeps the modules' names, `folder` has the saved pages. */
  static async open({ readable = false, folder = CORPUS } = {}): Promise<Lab> {
    mkdirSync(EMPTY_FOLDER, { recursive: true });
    const [visitor, agent, mirrored] = await Promise.all([
      bundle("bench/page/visitor.ts"),
      bundle("bench/page/agent.ts"),
      bundle("bench/page/mirrored.ts"),
      buildModules(readable),
    ]);
    const server = await new MirrorServer(existsSync(folder) ? folder : EMPTY_FOLDER, MODULES).start();
    return new Lab(await launchChromium(), server, { visitor, agent, mirrored });
  }

  /** A context of its own that reaches our server alone. The caller closes it. */
  async context(height = 800): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      viewport: { width: 1280, height },
      bypassCSP: true,
    });
    await context.route(
      (url) => url.protocol.startsWith("http") && url.origin !== this.#server.url,
      (route) => route.abort(),
    );
    await context.route(`${this.#server.url}/__generated/*`, (route) => {
      const html = GENERATED[new URL(route.request().url()).pathname]?.();
      return html === undefined
        ? route.abort()
        : route.fulfill({ body: html, contentType: "text/html; charset=utf-8" });
    });
    return context;
  }

  /** Opens `path` with what the bench needs loaded, and waits until it is quiet. Its style sheets' animations stand still. */
  async visitor(context: BrowserContext, path: string): Promise<Page> {
    const page = await context.newPage();
    await page.goto(this.#server.url + path, { waitUntil: "load" });
    await page.evaluate(this.#scripts.visitor);
    await page.evaluate("visitor.preload()");
    await freeze(page);
    await quiet(page);
    return page;
  }

  /** Opens `path` with both recorders in it, not started yet. */
  async mirrored(context: BrowserContext, path: string): Promise<Page> {
    const page = await context.newPage();
    await page.goto(this.#server.url + path, { waitUntil: "load" });
    await page.evaluate(this.#scripts.mirrored);
    await quiet(page);
    return page;
  }

  /** Opens the page in which replicas are built. */
  async agent(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    await page.goto(`${this.#server.url}/__generated/agent.html`);
    await page.evaluate(this.#scripts.agent);
    await page.evaluate("agent.preload()");
    return page;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.#server.stop();
  }
}

/** Share of the time in which a page may still be at work when it counts as quiet. */
const QUIET_SHARE = 0.03;
/** Longest wait for a page to become quiet, in ms: some never do. */
const QUIET_WAIT_MS = 4_000;
/** Time over which it is watched, in ms. */
const WATCH_MS = 250;

/** Stops a page's animations where they are: at rest they cost as much as a recorder at work. Lasts as long as the page. */
async function freeze(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Animation.enable");
  await session.send("Animation.setPlaybackRate", { playbackRate: 0 });
}

/** Resolves when a page's own scripts have come to rest. */
async function quiet(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const spentMs = async (): Promise<number> => {
    const { metrics } = await session.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1_000;
  };
  for (let waited = 0; waited < QUIET_WAIT_MS; waited += WATCH_MS) {
    const before = await spentMs();
    await page.waitForTimeout(WATCH_MS);
    if ((await spentMs()) - before < WATCH_MS * QUIET_SHARE) break;
  }
  await session.detach();
}

type Remote<Api> = {
  [Name in keyof Api]: Api[Name] extends (...values: infer Values) => infer Result
    ? (...values: Values) => Promise<Awaited<Result>>
    : never;
};

/** Calls what a page of the bench offers: `remote(page).capture("rrweb")`. */
function remoteOf<Api>(page: Page, name: string): Remote<Api> {
  return new Proxy({} as Remote<Api>, {
    get:
      (_, method: string) =>
      (...values: unknown[]) =>
        page.evaluate(`${name}.${method}(${values.map((value) => JSON.stringify(value)).join(",")})`),
  });
}

/** What a visitor's page offers ({@link Lab.visitor}). */
export function visitorOf(page: Page): Remote<VisitorPage> {
  return remoteOf<VisitorPage>(page, "visitor");
}

/** What a page with both recorders offers ({@link Lab.mirrored}). */
export function mirroredOf(page: Page): Remote<MirroredPage> {
  return remoteOf<MirroredPage>(page, "mirrored");
}

/** What an agent's page offers ({@link Lab.agent}). */
export function agentOf(page: Page): Remote<AgentPage> {
  return remoteOf<AgentPage>(page, "agent");
}
