// P74: a script of the page that hears all that our script hands to other threads and windows, and lies about what is marked. It may read its own page without us;
// what it must not find is a way to make us read, or send, what is masked.
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../support/browser.ts";
import { Agent, Visitor } from "../../support/people.ts";
import { Relay } from "../../support/relay.ts";
import { Site, taggedPage } from "../../support/site.ts";
import { Wire } from "../../support/wire.ts";
import { goOn } from "./stage.ts";

/** Keeps what passes in `stolen`, from the page's first script on. */
const SPY = `<script>
  window.stolen = "";
  const text = (value, depth = 0) => { try {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
    if (typeof value !== "object" || value === null || depth > 4) return String(value);
    return Object.values(value).map((one) => text(one, depth + 1)).join(" ");
  } catch { return "" } };
  for (const { prototype } of [Worker, MessagePort, BroadcastChannel]) {
    const original = prototype.postMessage;
    prototype.postMessage = function (...values) { window.stolen += text(values) + "\\n"; return original.apply(this, values) };
  }
</script>`;

/** Says of everything that it is not marked, from when our script is there on. */
const LIE = `for (const name of ["getAttribute", "hasAttribute", "matches", "closest", "getAttributeNames"]) {
    const original = Element.prototype[name];
    Element.prototype[name] = function (what) {
      if (/masked|password|listed/.test(String(what))) return name === "getAttribute" ? null : false;
      const answer = original.call(this, what);
      return typeof answer === "string" ? answer.replaceAll("glance_masked", "").replaceAll("password", "text") : answer;
    };
  }
  Object.defineProperty(Element.prototype, "className", { get: () => "" });
  Object.defineProperty(Element.prototype, "classList", { get: () => ({ contains: () => false }) });
  Object.defineProperty(HTMLInputElement.prototype, "type", { get: () => "text" });`;

const BODY = `<p id="public">public-0</p><div id="box"><p class="glance_masked" title="canary-title">canary-text</p>
  <p glance_masked="true">canary-attribute</p><p class="listed">canary-listed</p><input type="password" value="canary-password">
  <div class="glance_masked"><b id="inner">x</b></div></div>`;

describe("e2e / privacy / a hostile page", function () {
  this.timeout(90_000);
  let browser: Browser;
  before(async () => (browser = await launchChromium()));
  after(() => browser.close());

  async function session(
    body: string,
    selectors: readonly string[],
  ): Promise<{ stolen: string; sent: string }> {
    const relay = await new Relay({ GLANCE_MASK: JSON.stringify({ selectors }) }).start();
    const wire = await new Wire().start(relay.url);
    const site = await new Site({ "/": taggedPage(SPY + body) }).start(wire.url);
    try {
      const visitor = await Visitor.open(browser, site.url);
      const agent = await Agent.join(browser, relay.url, await visitor.askForHelp());
      await agent.sees("#public", "public-0");
      await visitor.page.evaluate(LIE);
      await visitor.page.evaluate(() => {
        document.querySelector("#inner")!.textContent = "canary-later";
        document
          .querySelector("#box")!
          .insertAdjacentHTML("beforeend", document.querySelector("#box")!.innerHTML);
      });
      await goOn(browser, relay, wire, visitor, agent);
      const stolen = await visitor.page.evaluate(() => (window as unknown as { stolen: string }).stolen);
      await Promise.all([visitor.context.close(), agent.context.close()]);
      return { stolen, sent: wire.sent() };
    } finally {
      await site.stop();
      await wire.stop();
      await relay.stop();
    }
  }

  it("P74: gets nothing that is masked handed out or sent, whatever it says of its elements", async () => {
    const { stolen, sent } = await session(BODY, [".listed"]);
    for (const text of [stolen, sent]) expect(text).to.include("public-2").and.not.include("canary-");
  });

  it("P74: would hear of it without the masks", async () => {
    const bare = BODY.replaceAll("glance_masked", "bare").replaceAll('"password"', '"text"');
    const { stolen, sent } = await session(bare, []);
    for (const text of [stolen, sent])
      for (const what of ["title", "text", "attribute", "listed", "later"])
        expect(text).to.include(`canary-${what}`);
  });
});
