// Capture and replay side by side without a server: a page of some folder, and its replica in another window of the same
// Chromium, compared by their pictures.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import pixelmatch from "pixelmatch";
import type { Browser, Page } from "playwright-core";
import { PNG } from "pngjs";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
};

const AGENT_PAGE = `<!doctype html><style>body{margin:0}iframe{border:0;display:block}</style><iframe id="replica"></iframe>
<script type="module">
  import { Replica } from "/__glance/replay.js";
  const replica = new Replica(document.querySelector("#replica"));
  globalThis.applyMessage = (base64) => replica.apply(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
</script>`;

/** Serves `folder` at `/`, and capture, replay and an agent's page under `/__glance/`. */
export class MirrorServer {
  #server: Server | undefined;
  readonly #folder: string;
  url = "";

  constructor(folder: string) {
    this.#folder = folder;
  }

  async start(): Promise<this> {
    this.#server = createServer((request, response) => {
      const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname));
      if (path === "/__glance/agent.html") {
        response.setHeader("content-type", "text/html");
        response.end(AGENT_PAGE);
        return;
      }
      const file = path.startsWith("/__glance/") ? `dist/esm/${path.slice(10)}` : join(this.#folder, path);
      if (!existsSync(file) || !statSync(file).isFile()) {
        response.statusCode = 404;
        response.end();
        return;
      }
      response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
      createReadStream(file).pipe(response);
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }
}

/** What came of comparing a page with its replica. */
export interface Comparison {
  /** Share of differing pixels, 0 to 1. */
  readonly differs: number;
  readonly visitor: Buffer;
  readonly replica: Buffer;
  readonly difference: Buffer;
}

/** A page and its replica. */
export class Mirror {
  readonly visitor: Page;
  readonly agent: Page;
  #applied: Promise<void> = Promise.resolve();
  /** Bytes of all messages so far. */
  bytes = 0;
  readonly errors: string[] = [];

  private constructor(visitor: Page, agent: Page) {
    this.visitor = visitor;
    this.agent = agent;
  }

  /** Opens `path` of `server` and starts mirroring it. */
  static async open(
    browser: Browser,
    server: MirrorServer,
    path: string,
    viewport = { width: 1280, height: 1600 },
  ): Promise<Mirror> {
    const context = await browser.newContext({ viewport });
    await context.route(
      (url) => !url.href.startsWith(server.url) && url.protocol.startsWith("http"),
      (route) => route.abort(),
    );
    const visitor = await context.newPage();
    const agent = await context.newPage();
    const mirror = new Mirror(visitor, agent);
    agent.on("pageerror", (error) => mirror.errors.push(`agent: ${String(error)}`));
    visitor.on("console", (message) => {
      if (message.text().includes("glance")) mirror.errors.push(`visitor: ${message.text()}`);
    });
    await agent.goto(`${server.url}/__glance/agent.html`);
    await visitor.bringToFront();
    await visitor.goto(server.url + path, { waitUntil: "load" });
    await visitor.exposeFunction("__message", (base64: string) => mirror.#receive(base64));
    await visitor.evaluate(`(async () => {
      const { capture } = await import("/__glance/capture.js");
      globalThis.__capture = capture(document, { assets: "fetch", onMessage(bytes) {
        let text = ""; for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
        globalThis.__message(btoa(text));
      } });
      await globalThis.__capture.ready;
    })()`);
    return mirror;
  }

  #receive(base64: string): void {
    this.bytes += (base64.length * 3) / 4;
    this.#applied = this.#applied.then(async () => {
      try {
        await this.agent.evaluate(
          (message) =>
            (globalThis as unknown as { applyMessage(m: string): Promise<void> }).applyMessage(message),
          base64,
        );
      } catch (error) {
        this.errors.push(`apply: ${String(error)}`);
      }
    });
  }

  /** Resolves when the replica shows all that the page is now. */
  async settle(): Promise<void> {
    await this.visitor.evaluate(`globalThis.__capture.flush()`);
    await this.#applied;
  }

  /** Pictures of both, and how far they differ. */
  async compare(): Promise<Comparison> {
    await this.settle();
    const size = this.visitor.viewportSize() ?? { width: 1280, height: 1600 };
    await this.visitor.bringToFront();
    const visitor = await this.visitor.screenshot({ animations: "disabled", caret: "hide" });
    await this.agent.bringToFront();
    const replica = await this.agent.screenshot({
      animations: "disabled",
      caret: "hide",
      clip: { x: 0, y: 0, ...size },
    });
    return compare(visitor, replica);
  }

  async close(): Promise<void> {
    await this.visitor.context().close();
  }
}

function compare(visitor: Buffer, replica: Buffer): Comparison {
  const [one, other] = [PNG.sync.read(visitor), PNG.sync.read(replica)];
  const picture = new PNG({ width: one.width, height: one.height });
  if (one.width !== other.width || one.height !== other.height) {
    return { differs: 1, visitor, replica, difference: PNG.sync.write(picture) };
  }
  const count = pixelmatch(one.data, other.data, picture.data, one.width, one.height, { threshold: 0.1 });
  return { differs: count / (one.width * one.height), visitor, replica, difference: PNG.sync.write(picture) };
}
