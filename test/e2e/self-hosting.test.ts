// The scripts from a folder of the customer's, on another origin than the service: two releases side by side, a group's own files.
import { expect } from "chai";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "../support/browser.ts";
import { Agent, Visitor } from "../support/people.ts";
import { Relay } from "../support/relay.ts";
import { Site } from "../support/site.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
const NOW = `${version}M`;
/** The same code under the name of a release before. */
const BEFORE = "5.9.9M";
const TYPES: Readonly<Record<string, string>> = { ".js": "text/javascript", ".css": "text/css" };

/** A plain web server of files, as a customer has it. */
function serveFolder(folder: string): Server {
  return createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://files").pathname;
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("content-type", TYPES[extname(path)] ?? "application/json");
    try {
      response.end(readFileSync(join(folder, path)));
    } catch {
      response.writeHead(404).end();
    }
  });
}

/** Puts `dist/` into `folder`, and once more as the release before. */
function putReleases(folder: string): void {
  for (const name of readdirSync("dist")) {
    if (!name.startsWith("GlanceCobrowse") || !name.endsWith(".js")) continue;
    cpSync(join("dist", name), join(folder, name));
    const before = readFileSync(join("dist", name), "utf8").replaceAll(NOW, BEFORE);
    writeFileSync(join(folder, name.replace(NOW, BEFORE)), before);
  }
  cpSync("dist/text", join(folder, "text"), { recursive: true });
}

const page = (lang: string, attributes: string): string =>
  `<!doctype html><html lang="${lang}"><title>A customer's page</title>
   <script id="glance-cobrowse" data-groupid="1" data-site="production" data-ws="{{server}}" ${attributes}></script>
   <h1 id="title">A page of the site</h1><a href="#" glance_button="startSession">Get help</a>`;

describe("e2e / self-hosting", () => {
  const relay = new Relay();
  const folder = mkdtempSync(join(tmpdir(), "glance-files-"));
  const files = serveFolder(folder);
  let base = "";
  let browser: Browser;

  before(async () => {
    putReleases(folder);
    await relay.start();
    await new Promise<void>((resolve) => files.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${String((files.address() as AddressInfo).port)}`;
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    files.closeAllConnections();
    files.close();
    await relay.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const loader = (release: string): string => `src="${base}/GlanceCobrowseLoader_${release}.js"`;

  /** Opens a page with that tag, notes which scripts it loads. */
  async function open(site: Site): Promise<{ visitor: Visitor; scripts: string[] }> {
    await site.start(relay.url);
    const visitor = await Visitor.open(browser, "about:blank");
    const scripts: string[] = [];
    visitor.page.on("request", (request) => {
      const { origin, pathname } = new URL(request.url());
      if (origin === base && pathname.endsWith(".js")) scripts.push(pathname.slice(1));
    });
    await visitor.page.goto(site.url);
    return { visitor, scripts };
  }

  const seen = async (visitor: Page, id: string): Promise<string> =>
    (await visitor.locator(`#${id}`).textContent()) ?? "";

  for (const release of [NOW, BEFORE]) {
    it(`EMB-33: runs the release ${release} from a folder that has two, with the service as it is`, async () => {
      const site = new Site({ "/": page("en", loader(release)) });
      const { visitor, scripts } = await open(site);
      const agent = await Agent.join(browser, relay.url, await visitor.askForHelp());
      await agent.sees("#title", "A page of the site");
      expect(scripts).to.deep.equal([
        `GlanceCobrowseLoader_${release}.js`,
        `GlanceCobrowseVisitor_${release}.js`,
        `GlanceCobrowseVisitorUI_${release}.js`,
      ]);
      await agent.context.close();
      await visitor.context.close();
      await site.stop();
    });
  }

  it("EMB-24, L10N-01: has the texts of the page's language, and the group's own style and texts", async () => {
    mkdirSync(join(folder, "customstyles"), { recursive: true });
    mkdirSync(join(folder, "text/1"), { recursive: true });
    writeFileSync(
      join(folder, "customstyles/CustomSkin_1_P.css"),
      "#glance_cobrowse_btn.in_session #glance_stop_btn { color: rgb(1, 2, 3) }",
    );
    writeFileSync(join(folder, "text/1/VisitorText_1_de_P.json"), `{"keyPrompt":"Ihr Code für Fern & Clay"}`);
    const site = new Site({ "/": page("de-DE", loader(NOW)) });
    const { visitor } = await open(site);
    await visitor.askForHelp();
    expect(await seen(visitor.page, "glance_showing_status")).to.equal("Warten auf Ihre Beratung");
    expect(await seen(visitor.page, "glance_key_prompt")).to.equal("Ihr Code für Fern & Clay");
    const color = await visitor.page
      .locator("#glance_stop_btn")
      .evaluate((stop) => getComputedStyle(stop).color);
    expect(color).to.equal("rgb(1, 2, 3)");
    await visitor.context.close();
    await site.stop();
  });

  for (const { whose, integrity, runs } of [
    {
      whose: "the release's",
      integrity: (list: Record<string, string>) => list[`GlanceCobrowseLoader_${NOW}.js`],
      runs: true,
    },
    {
      whose: "another file's",
      integrity: (list: Record<string, string>) => list[`GlanceCobrowseViewer_${NOW}.js`],
      runs: false,
    },
  ]) {
    it(`${runs ? "runs" : "does not run"} with ${whose} hash of integrity.json in the tag`, async () => {
      const list = JSON.parse(readFileSync("dist/integrity.json", "utf8")) as Record<string, string>;
      const attributes = `${loader(NOW)} integrity="${integrity(list) ?? ""}" crossorigin="anonymous"`;
      const site = new Site({ "/": page("en", attributes) });
      const { visitor } = await open(site);
      expect(await visitor.page.evaluate(() => "GLANCE" in window)).to.equal(runs);
      await visitor.context.close();
      await site.stop();
    });
  }
});
