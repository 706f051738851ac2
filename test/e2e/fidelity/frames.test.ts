// F95–F97: frames of other origins. With the tag, and at an origin that the group trusts, they are part of the session of the page
// around them; without, a labelled box stands for them.
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../support/browser.ts";
import { Agent, Visitor } from "../../support/people.ts";
import { Relay } from "../../support/relay.ts";
import { Site, taggedPage } from "../../support/site.ts";
import { Wire } from "../../support/wire.ts";

const BLOCKED = "Content of another site";

const INNER = taggedPage(`<p id=text>of another origin</p><input id=field><input type=password value=hunter2>
  <div class=glance_masked id=hidden>framed secret</div><a id=next href=/second>next</a>`);
const STRANGER = taggedPage("<p>stranger's words</p>");

describe("e2e / fidelity / frames of other origins", function () {
  this.timeout(60_000);
  const trusted = new Site({
    "/": INNER,
    "/second": taggedPage("<p id=text>second page</p>"),
    "/plain": "<!doctype html><title>p</title><p>untagged words</p>",
  });
  const stranger = new Site({ "/": STRANGER });
  const wire = new Wire();
  let relay: Relay;
  let site: Site;
  let browser: Browser;
  let visitor: Visitor;
  let agent: Agent;
  let code: string;

  before(async () => {
    await Promise.all([trusted.start(""), stranger.start("")]);
    const frame = (id: string, src: string, more = ""): string =>
      `<iframe id=${id} src="${src}" style="width:320px;height:180px;border:0" ${more}></iframe>`;
    site = new Site({
      "/": taggedPage(
        `<p id=mine>around</p>${frame("f", `${trusted.url}/`)}${frame("plain", `${trusted.url}/plain`)}
        ${frame("stranger", `${stranger.url}/`)}${frame("masked", `${trusted.url}/second`, "class=glance_masked")}
        ${frame("sandboxed", `${trusted.url}/`, "sandbox")}`,
      ),
    });
    await site.start("");
    relay = await new Relay({ GLANCE_TRUSTED_ORIGINS: `${site.url},${trusted.url}` }).start();
    await wire.start(relay.url);
    for (const each of [site, trusted, stranger]) each.serveFor(wire.url);
    browser = await launchChromium("--site-per-process");
    visitor = await Visitor.open(browser, site.url);
    code = await visitor.askForHelp();
    agent = await Agent.join(browser, relay.url, code);
    await agent.waitFor("live");
  });
  after(async () => {
    await browser.close();
    await Promise.all([site.stop(), trusted.stop(), stranger.stop(), wire.stop()]);
    await relay.stop();
  });

  /** Waits until the frame at `selector` of the replica has `text` in it. */
  async function sees(who: Agent, selector: string, text: string): Promise<void> {
    await who.page.waitForFunction(
      ([frame, wanted]) => {
        const copy = document.querySelector<HTMLIFrameElement>("#glance_replica")?.contentDocument;
        const inner = copy?.querySelector<HTMLIFrameElement>(frame!)?.contentDocument;
        return inner?.body.textContent.includes(wanted!) === true;
      },
      [selector, text],
      { timeout: 15_000 },
    );
  }

  const framed = () => visitor.page.frame({ url: `${trusted.url}/` })!;

  it("F95: shows a tagged frame of a trusted origin, and what becomes of it", async () => {
    await sees(agent, "#f", "of another origin");
    await framed().evaluate(() => (document.querySelector("#text")!.textContent = "changed within"));
    await sees(agent, "#f", "changed within");
    await framed().fill("#field", "typed within");
    await agent.page.waitForFunction(() => {
      const copy = document.querySelector<HTMLIFrameElement>("#glance_replica")!.contentDocument!;
      const inner = copy.querySelector<HTMLIFrameElement>("#f")!.contentDocument!;
      return inner.querySelector<HTMLInputElement>("#field")!.value === "typed within";
    });
  });

  it("F95: shows it to an agent who comes later, beside what changed around it meanwhile", async () => {
    await visitor.page.evaluate(() => document.querySelector("#mine")!.append(", later"));
    const late = await Agent.join(browser, relay.url, code);
    await late.waitFor("live");
    await late.sees("#mine", "around, later");
    await sees(late, "#f", "changed within");
    await late.context.close();
  });

  it("F95: keeps it when the page around is told anew", async () => {
    const pause = (on: boolean): Promise<void> =>
      visitor.page.evaluate((paused) => window.GLANCE!.Cobrowse.Visitor.pauseSession({ pause: paused }), on);
    await pause(true);
    await agent.waitFor("paused");
    await framed().evaluate(() => (document.querySelector("#text")!.textContent = "while it was paused"));
    await pause(false);
    await agent.waitFor("live");
    await sees(agent, "#f", "while it was paused");
  });

  it("F95: follows it to another page", async () => {
    await framed().evaluate(() => document.querySelector<HTMLAnchorElement>("#next")!.click());
    await sees(agent, "#f", "second page");
  });

  it("F96, F97: shows labelled boxes of the right size for frames without the tag, in a sandbox, or of an origin that is not trusted", async () => {
    for (const id of ["#plain", "#sandboxed", "#stranger"]) await sees(agent, id, BLOCKED);
    // What is masked has no id.
    await sees(agent, "iframe[id=''], iframe:not([id])", "Hidden by the visitor's site");
    const replica = await agent.replica();
    const sizes = await replica.evaluate(() =>
      [...document.querySelectorAll("iframe")].map((frame) => [frame.clientWidth, frame.clientHeight]),
    );
    expect(sizes).to.deep.equal(Array.from({ length: 5 }, () => [320, 180]));
  });

  it("F95: sends nothing of what is masked, and nothing of an origin that is not trusted", () => {
    const sent = wire.sent();
    // The control: what is shown went over this wire.
    expect(sent).to.include("changed within");
    for (const secret of ["hunter2", "framed secret", "stranger's words", "untagged words"])
      expect(sent).to.not.include(secret);
  });
});

describe("e2e / fidelity / a tagged page in a frame of a stranger", function () {
  this.timeout(60_000);

  it("F95: says to the page around that it is tagged, and nothing more", async () => {
    const bank = new Site({ "/": taggedPage("<p>balance: 1,000,000</p>") });
    await bank.start("");
    // A page that asks for it as a session of ours does, and keeps all that it is sent.
    const thief = new Site({
      "/": `<!doctype html><title>t</title><script>
        window.heard = [];
        addEventListener("message", (event) => {
          heard.push(event.data);
          event.source.postMessage({ glanceFrame: "call" }, "*");
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => heard.push(data);
          event.source.postMessage({ glanceFrame: "join", rules: { mode: "listed", selectors: [] } }, "*", [port2]);
        });
        </script><iframe src="${bank.url}/"></iframe>`,
    });
    await thief.start("");
    const relay = await new Relay({ GLANCE_TRUSTED_ORIGINS: bank.url }).start();
    bank.serveFor(relay.url);
    const browser = await launchChromium("--site-per-process");
    const page = await browser.newPage();
    const refused = page.waitForResponse((response) => response.url().endsWith("/api/v1/sessions/frame"));
    await page.goto(thief.url);
    expect((await refused).status()).to.equal(403);
    const framed = page.frame({ url: `${bank.url}/` })!;
    await framed.waitForFunction(() => window.GLANCE?.Cobrowse.Visitor.loaded === true);
    const heard = await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
    for (const message of heard) expect(message).to.deep.equal({ glanceFrame: "hello" });
    await browser.close();
    await Promise.all([bank.stop(), thief.stop(), relay.stop()]);
  });
});
