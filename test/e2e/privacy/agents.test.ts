// P56, P67: what an agent does to what is masked brings nothing back: neither what was typed, nor what is there, nor how it is called.
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../support/browser.ts";
import { Visitor } from "../../support/people.ts";
import { Relay } from "../../support/relay.ts";
import { Site, taggedPage } from "../../support/site.ts";
import { Wire } from "../../support/wire.ts";
import { Hostile } from "../control/hostile.ts";
import { LISTENING } from "../control/stage.ts";

// A masked element's id is not told: what comes right after a `b` has the number after it.
const PAGE = taggedPage(
  `<input id="free"><b id="b-field"></b><input id="field" class="glance_masked" value="canary-value" title="canary-title">
  <b id="b-button"></b><button class="glance_masked" aria-label="canary-label">canary-button</button>
  <input id="turns" onfocus="this.className = 'glance_masked'">
  <input id="copied"><p id="copy" class="glance_masked" title="x">x</p>
  <script>document.querySelector("#copied").oninput = ({ target }) => {
    const copy = document.querySelector("#copy"); copy.textContent = copy.title = "canary-copy " + target.value.length; target.value = "" };
  </script>`,
  LISTENING,
);

describe("e2e / privacy / agents", function () {
  this.timeout(60_000);
  const site = new Site({ "/": PAGE });
  const relay = new Relay();
  const wire = new Wire();
  let browser: Browser;
  let visitor: Visitor;
  let agent: Hostile;

  before(async () => {
    await relay.start();
    await wire.start(relay.url);
    await site.start(wire.url);
    browser = await launchChromium();
    visitor = await Visitor.open(browser, site.url);
    agent = await Hostile.join(relay, await visitor.askForHelp());
    agent.ask();
    await agent.until(() => agent.rc === true);
    agent.refusals();
  });
  after(async () => {
    agent.close();
    await browser.close();
    await site.stop();
    await wire.stop();
    await relay.stop();
  });

  const valueOf = (id: string): Promise<string> =>
    visitor.page.evaluate((wanted) => document.querySelector<HTMLInputElement>(`#${wanted}`)!.value, id);
  /** Resolves when something said later has come back: all before it has left. */
  const settled = async (word: string): Promise<void> => {
    agent.send({ type: "set", at: agent.at("free"), value: word });
    await agent.until(() => wire.sent().includes(word));
  };

  it("P67: brings back what is typed into a field that is not masked: the control of what follows", () =>
    settled("public-typed"));

  it("P67: brings back nothing of a masked field that is set, typed into and read", async () => {
    agent.send({ type: "set", at: agent.at("b-field", true), value: "typed-set" });
    expect(await agent.refusal()).to.equal("protected");
    agent.click(agent.at("b-field", true));
    expect(await agent.refusal()).to.equal("protected");
    await visitor.page.focus("#field");
    agent.text("typed-text");
    expect(await agent.refusal()).to.equal("protected");
    expect(await valueOf("field")).to.equal("canary-value");
    await settled("public-field");
    expect(wire.sent()).to.not.match(/canary-|typed-/);
  });

  it("P67: does not set a field that is masked as it gets the focus", async () => {
    agent.send({ type: "set", at: agent.at("turns"), value: "typed-turns" });
    expect(await agent.refusal()).to.equal("protected");
    expect(await valueOf("turns")).to.equal("");
    await settled("public-turns");
    expect(wire.sent()).to.not.include("typed-");
  });

  it("P67: tells nothing of what a page makes of it in what is masked", async () => {
    agent.send({ type: "set", at: agent.at("copied"), value: "abc" });
    await visitor.page.waitForFunction(() =>
      document.querySelector("#copy")!.textContent.startsWith("canary-copy"),
    );
    await settled("public-copy");
    expect(wire.sent()).to.not.include("canary-");
  });

  it("P56: refuses to press what is masked without saying how it is called", async () => {
    agent.click(agent.at("b-button", true));
    expect(await agent.refusal()).to.equal("protected");
    await settled("public-button");
    expect(wire.sent()).to.not.include("canary-");
  });
});
