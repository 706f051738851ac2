// P31: what the page around masks is masked in its frames of other origins too, whatever those know of it; and in a frame that is masked,
// everything.
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../support/browser.ts";
import { Agent, Visitor } from "../../support/people.ts";
import { Relay } from "../../support/relay.ts";
import { Site, taggedPage } from "../../support/site.ts";
import { Wire } from "../../support/wire.ts";
import { goOn, says } from "./stage.ts";

/** Only the page around knows that `.inside` is masked. */
const DESCRIBED = `<script>window.GLANCE_COBROWSE = { getMaskingDescriptor: () => Promise.resolve({ maskedelements: [".inside"] }) }</script>`;

/** Says `canary-<what>` in its frame whenever the page around asks for it. */
const INNER =
  taggedPage(`<p id="seen">frame-0</p><p class="inside" title="canary-title">canary-text</p><input class="inside" value="canary-value">
  <script>addEventListener("message", ({ data }) => { if (!String(data).startsWith("say ")) return; const word = data.slice(4);
    document.querySelector("#seen").textContent = "frame-" + word; document.querySelector("p.inside").textContent = "canary-" + word;
    document.querySelector("input").value = "canary-" + word + "-typed" })</script>`);

describe("e2e / privacy / frames of other origins", function () {
  this.timeout(90_000);
  let browser: Browser;
  before(async () => (browser = await launchChromium("--site-per-process")));
  after(() => browser.close());

  /** All that left the visitor's browser in a session on such a page; `hide` masks the frame as a whole in the middle of it. */
  async function sentOf(isMasked: boolean, hide: boolean): Promise<string> {
    const inner = await new Site({ "/": INNER }).start("");
    const frame = `<p id="public">public-0</p><div id="around"><iframe src="${inner.url}/"></iframe></div>`;
    const site = await new Site({ "/": taggedPage(frame, isMasked ? DESCRIBED : "") }).start("");
    const relay = await new Relay({ GLANCE_TRUSTED_ORIGINS: `${site.url},${inner.url}` }).start();
    const wire = await new Wire().start(relay.url);
    for (const each of [site, inner]) each.serveFor(wire.url);
    try {
      const visitor = await Visitor.open(browser, site.url);
      const agent = await Agent.join(browser, relay.url, await visitor.askForHelp());
      const asks = (word: string): Promise<void> =>
        visitor.page.evaluate((said) => window.frames[0]!.postMessage(`say ${said}`, "*"), word);
      await agent.sees("#public", "public-0");
      await seesInFrame(agent, "frame-0");
      await asks("1");
      await seesInFrame(agent, "frame-1");
      if (hide) {
        await visitor.page.evaluate(() => (document.querySelector("#around")!.className = "glance_masked"));
        await says(visitor, agent, "public-hidden");
        await asks("hidden");
      }
      await goOn(browser, relay, wire, visitor, agent);
      await Promise.all([visitor.context.close(), agent.context.close()]);
      return wire.sent();
    } finally {
      await Promise.all([site.stop(), inner.stop(), wire.stop()]);
      await relay.stop();
    }
  }

  it("P31: inherit the masks of the page around", async () => {
    const sent = await sentOf(true, false);
    expect(sent).to.include("frame-1").and.include("public-2");
    expect(sent).to.not.include("canary-");
  });

  it("P31: tell nothing any more once they are masked as a whole", async () => {
    const sent = await sentOf(true, true);
    expect(sent).to.include("frame-1").and.include("public-2");
    expect(sent).to.not.include("frame-hidden");
    expect(sent).to.not.include("canary-");
  });

  it("P31: would tell all of it without the masks", async () => {
    const sent = await sentOf(false, false);
    for (const what of ["title", "text", "value", "1", "1-typed"]) expect(sent).to.include(`canary-${what}`);
  });
});

async function seesInFrame(agent: Agent, text: string): Promise<void> {
  await agent.page
    .frameLocator("#glance_replica")
    .frameLocator("iframe")
    .getByText(text, { exact: true })
    .waitFor({ state: "attached", timeout: 20_000 });
}
