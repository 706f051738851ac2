// The part that performs what agents do comes late, on pages with a strict policy too, and may not come at all.
import { expect } from "chai";
import { builtFile } from "../../support/staged-web.ts";
import { surroundings } from "../../support/surroundings.ts";
import { taggedPage } from "../../support/site.ts";
import { LISTENING, Stage } from "./stage.ts";

const CONTROL = builtFile("GlanceCobrowseControl");
const POLICY = `script-src 'nonce-n0nce' 'strict-dynamic'; connect-src {{server}} ws://127.0.0.1:*; worker-src blob:;
  require-trusted-types-for 'script'; trusted-types glance-cobrowse; base-uri 'none'`;
const plain = taggedPage(`<button id="buy">Buy</button>`, LISTENING);
const PAGES = {
  "/": plain,
  "/strict": plain
    .replace(/<script/g, `<script nonce="n0nce"`)
    .replace("<head>", `<head><meta http-equiv="content-security-policy" content="${POLICY}">`),
};

describe("e2e / control / the part that comes late", () => {
  const around = surroundings(PAGES);
  let stage: Stage;

  /** Starts a session at `path`; returns the addresses of the part that the page asks for from then on. */
  async function open(path: string): Promise<string[]> {
    stage = await Stage.open(around.browser, around.relay, around.site.url + path);
    const asked: string[] = [];
    stage.page.on("request", (request) => request.url().includes(CONTROL) && asked.push(request.url()));
    return asked;
  }
  afterEach(() => stage.close());

  /** Asked from outside: the page's policy lets no text become a script in it. */
  async function points(): Promise<void> {
    await stage.tool("Point");
    const { x, y } = await stage.middleOf("#buy");
    for (let i = 0; i < 100; i += 1) {
      await stage.agent.page.mouse.move(x + (i % 5), y);
      const isShown = await stage.page.evaluate(
        () =>
          document.querySelector("glance-cobrowse-gestures")?.shadowRoot?.querySelector(".pointer") != null,
      );
      if (isShown) return;
    }
    throw new Error("no pointer was shown");
  }

  for (const path of ["/", "/strict"])
    it(`EMB-27: comes once, when an agent first points, at ${path}`, async () => {
      const asked = await open(path);
      const loaded = await stage.page.evaluate(() =>
        performance.getEntriesByType("resource").map(({ name }) => name),
      );
      expect(loaded.filter((name) => name.includes("GlanceCobrowseVisitor_"))).to.have.length(1);
      expect(loaded.filter((name) => name.includes(CONTROL))).to.deep.equal([]);
      await points();
      await points();
      expect(asked).to.have.length(1);
    });

  it("EMB-27: refuses agents when it is kept away, takes remote control back, and goes on with the page", async () => {
    await open("/");
    await stage.visitor.context.route(`**/${CONTROL}`, (route) => route.abort());
    await stage.tool("Request control");
    await stage.until(`heard.includes('rc {"enabled":true}') && heard.at(-1) === 'rc {"enabled":false}'`);
    await stage.page.evaluate(() => (document.querySelector("#buy")!.textContent = "Sold"));
    const replica = await stage.agent.replica();
    await replica.locator("#buy", { hasText: "Sold" }).waitFor();
  });
});
