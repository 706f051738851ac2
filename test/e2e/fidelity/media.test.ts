// F45, F60, F74, F75, F100, F101, F110: what needs a real browser's own dialogs and lists, or sites that let nobody read their files.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Browser, Dialog } from "playwright-core";
import { RELEASE } from "../../../core/protocol/index.ts";
import { createLog } from "../../../server/log.ts";
import { type RunningServer, startServer } from "../../../server/server.ts";
import { readSettings } from "../../../server/settings.ts";
import { launchChromium } from "../../support/browser.ts";
import { Agent, Visitor } from "../../support/people.ts";
import { ADMIN, Relay } from "../../support/relay.ts";
import { Site, taggedPage } from "../../support/site.ts";

const PICTURE = readFileSync(new URL("../../browser/fixtures/media/square.svg", import.meta.url));

const SHEET = `@font-face { font-family: A; src: url(fonts/a.woff2) } #font { font-family: A }
  #styled { color: rgb(1, 2, 3); background: url(pictures/back.svg) }`;

/** A site of pictures and sheets without CORS headers, which counts who asks for them. */
class ForeignSite {
  readonly asked: string[] = [];
  readonly #server: Server;
  url = "";

  constructor() {
    this.#server = createServer((request, response) => {
      const path = request.url ?? "";
      this.asked.push(path);
      const type = path.endsWith(".css")
        ? "text/css"
        : path.endsWith(".svg")
          ? "image/svg+xml"
          : "font/woff2";
      response.setHeader("content-type", type);
      response.end(type === "text/css" ? SHEET : type === "font/woff2" ? "wOF2" : PICTURE);
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `http://localhost:${String((this.#server.address() as AddressInfo).port)}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

describe("fidelity / media, with real browsers", () => {
  let browser: Browser;
  let relay: Relay;
  let foreign: ForeignSite;
  let site: Site;
  let visitor: Visitor;
  let agent: Agent;

  before(async () => {
    browser = await launchChromium();
    relay = await new Relay().start();
    foreign = await new ForeignSite().start();
    const page = taggedPage(
      `<p id=styled>styled</p><img id=foreign alt="A view" src="${foreign.url}/a.svg">
      <select id=s><option>One<option selected>Two<option disabled>Three</select>
      <select id=masked class=glance_masked><option>Secret</select>
      <input id=d type=date><input id=f type=file><input id=l list=all><datalist id=all><option value=Anna></datalist>
      <button id=alert onclick="alert('secret words')">Alert</button><button id=confirm onclick="answer.textContent = confirm('?')">Confirm</button>
      <button id=prompt onclick="prompt('?')">Prompt</button><p id=answer></p><p id=before></p>`,
      `<link rel=stylesheet href="${foreign.url}/a.css">`,
    );
    site = await new Site({ "/": page }).start(relay.url);
    visitor = await Visitor.open(browser, `${site.url}/`);
    agent = await Agent.join(browser, relay.url, await visitor.askForHelp());
    await agent.waitFor("live");
  });
  after(async () => {
    await browser.close();
    await Promise.all([site.stop(), foreign.stop()]);
    await relay.stop();
  });

  const banner = (text: RegExp): Promise<void> =>
    agent.page.locator(".banner").filter({ hasText: text }).waitFor({ timeout: 10_000 });
  const noBanner = (): Promise<void> =>
    agent.page.locator(".banner:empty").waitFor({ state: "attached", timeout: 10_000 });

  for (const [id, words] of [
    ["alert", /shows a message/],
    ["confirm", /asks them a question/],
    ["prompt", /type something/],
  ] as const)
    it(`F110: says that ${id}() is open while the page stands still, nothing of what it says, and when it is over`, async () => {
      const opened = new Promise<Dialog>((resolve) => visitor.page.once("dialog", resolve));
      await visitor.page.evaluate(`document.querySelector("#before").textContent = "before ${id}"`);
      const clicked = visitor.page.locator(`#${id}`).click();
      const dialog = await opened;
      await banner(words);
      await agent.sees("#before", `before ${id}`);
      expect(await agent.page.content()).not.to.include("secret words");
      await dialog.accept();
      await clicked;
      await noBanner();
    });

  it("F74: draws the list of a select while it is open, with what is highlighted, and takes it away", async () => {
    const replica = await agent.replica();
    await visitor.page.locator("#s").click();
    await replica.locator("glance-popup .list").waitFor({ state: "attached", timeout: 10_000 });
    const rows = await replica
      .locator("glance-popup .row")
      .evaluateAll((all) => all.map((row) => [row.textContent, row.getAttribute("class")] as const));
    expect(rows).to.deep.equal([
      ["One", "row"],
      ["Two", "row on"],
      ["Three", "row off"],
    ]);
    const [list, select] = await Promise.all([
      replica.locator("glance-popup .list").boundingBox(),
      replica.locator("#s").boundingBox(),
    ]);
    expect(Math.abs(list!.x - select!.x)).to.be.below(2);
    expect(Math.abs(list!.y - (select!.y + select!.height))).to.be.below(2);
    await visitor.page.keyboard.press("Escape");
    await replica.locator("glance-popup").waitFor({ state: "detached", timeout: 10_000 });
  });

  it("F74: draws no list of a masked select", async () => {
    await visitor.page.locator("#masked").click();
    await visitor.page.keyboard.press("Escape");
    await visitor.page.locator("#s").click();
    const replica = await agent.replica();
    await replica.locator("glance-popup .list").waitFor({ state: "attached", timeout: 10_000 });
    expect(
      await replica.locator("glance-popup").evaluate((host) => host.shadowRoot!.textContent),
    ).not.to.include("Secret");
    await visitor.page.keyboard.press("Escape");
    await replica.locator("glance-popup").waitFor({ state: "detached", timeout: 10_000 });
  });

  it("F75: says that a file is being chosen, and not which", async () => {
    const chooser = visitor.page.waitForEvent("filechooser");
    await visitor.page.locator("#f").click();
    await banner(/choosing a file/);
    await (
      await chooser
    ).setFiles({ name: "my-tax-return.pdf", mimeType: "application/pdf", buffer: Buffer.from("x") });
    await noBanner();
    expect(await (await agent.replica()).content()).not.to.include("my-tax-return");
  });

  it("F75: says that a date picker is open, and tells what was chosen", async () => {
    await visitor.page
      .locator("#d")
      .evaluate((input: HTMLInputElement) =>
        input.addEventListener("click", () => input.showPicker(), { once: true }),
      );
    await visitor.page.locator("#d").click();
    await banner(/date picker/);
    await visitor.page.keyboard.press("Escape");
    await visitor.page.locator("#d").fill("2026-02-03");
    await visitor.page.locator("#d").blur();
    await noBanner();
    const replica = await agent.replica();
    await expectSoon(() => replica.locator("#d").inputValue(), "2026-02-03");
  });

  it("F75: says that values are suggested for a field, and tells the one that was chosen", async () => {
    await visitor.page.locator("#l").pressSequentially("An");
    await banner(/suggests values/);
    await visitor.page.locator("#l").fill("Anna");
    await visitor.page.locator("#l").blur();
    await noBanner();
    const replica = await agent.replica();
    await expectSoon(() => replica.locator("#l").inputValue(), "Anna");
  });

  it("F45, F100: without fetching by the server, a labelled box of its size stands for what nobody may read", async () => {
    const replica = await agent.replica();
    const image = replica.locator("#foreign");
    await expectSoon(
      async () => decodeURIComponent((await image.getAttribute("src")) ?? "").includes(">A view<"),
      true,
    );
    const box = await image.evaluate((one: HTMLElement) => [one.offsetWidth, one.offsetHeight]);
    expect(box).to.deep.equal([40, 40]);
  });
});

/** The built release in `folder`, under the names that a server which was not built asks for, too. */
function builtAs(release: string, folder: string): string {
  cpSync("dist", folder, { recursive: true });
  for (const file of readdirSync(folder)) {
    const other = file.replace(/_\d+\.\d+\.\d+M\.js$/, `_${release}.js`);
    if (other !== file) cpSync(join(folder, file), join(folder, other));
  }
  return folder;
}

describe("fidelity / media, fetched by the server", () => {
  let browser: Browser;
  let server: RunningServer;
  let foreign: ForeignSite;
  let site: Site;
  const folder = mkdtempSync(join(tmpdir(), "glance-e2e-"));

  before(async () => {
    foreign = await new ForeignSite().start();
    const environment = {
      PORT: "0",
      DATA_DIR: folder,
      GLANCE_ADMIN_USER: ADMIN.username,
      GLANCE_ADMIN_PASSWORD: ADMIN.password,
      GLANCE_FETCH_HOSTS: "files.example",
    };
    server = await startServer({
      settings: readSettings(environment),
      folder: builtAs(RELEASE, join(folder, "dist")),
      log: createLog({ write: () => undefined }, "error"),
      onpassword: () => undefined,
      // An internet of one host.
      network: {
        resolve: () => Promise.resolve(["127.0.0.1"]),
        isAllowed: () => true,
        isPort: () => true,
      },
    });
    browser = await launchChromium("--host-resolver-rules=MAP files.example 127.0.0.1");
    const files = foreign.url.replace("localhost", "files.example");
    const page = taggedPage(
      `<p id=styled>styled</p><img id=foreign src="${files}/a.svg"><p id=font>font</p>`,
      `<link rel=stylesheet href="${files}/a.css">`,
    );
    site = await new Site({ "/": page }).start(server.url);
  });
  after(async () => {
    await browser.close();
    await Promise.all([site.stop(), foreign.stop()]);
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("F45, F60, F101: shows sheets, and the fonts and pictures in them, that the visitor's browser lets nobody read", async () => {
    const visitor = await Visitor.open(browser, `${site.url}/`);
    const agent = await Agent.join(browser, server.url, await visitor.askForHelp());
    await agent.waitFor("live");
    const replica = await agent.replica();
    const styled = replica.locator("#styled");
    await expectSoon(() => styled.evaluate((one) => getComputedStyle(one).color), "rgb(1, 2, 3)");
    await expectSoon(
      () => replica.locator("#foreign").evaluate((one: HTMLImageElement) => one.naturalWidth),
      40,
    );
    // Both are named relative to the sheet, by a sheet that came through the server.
    await expectSoon(
      () =>
        replica
          .locator("#foreign")
          .getAttribute("src")
          .then((src) => src?.slice(0, 14)),
      "data:image/svg",
    );
    expect(foreign.asked).to.include.members(["/a.css", "/a.svg", "/pictures/back.svg", "/fonts/a.woff2"]);
    await expectSoon(
      () => styled.evaluate((one) => getComputedStyle(one).backgroundImage.slice(0, 19)),
      'url("data:image/svg',
    );
  });
});

/** Resolves when `read` gives `wanted`. */
async function expectSoon<T>(read: () => Promise<T>, wanted: T): Promise<void> {
  const end = Date.now() + 10_000;
  for (;;) {
    const found = await read();
    if (found === wanted) return;
    if (Date.now() > end) expect(found).to.equal(wanted);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
