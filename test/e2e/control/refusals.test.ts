// What an agent must not be able to do, whatever its side sends. Each row has a live control: the same done where it is allowed.
import { expect } from "chai";
import type { Page } from "playwright-core";
import { Visitor } from "../../support/people.ts";
import { Relay } from "../../support/relay.ts";
import { Site, taggedPage } from "../../support/site.ts";
import { Hostile } from "./hostile.ts";
import { surroundings } from "../../support/surroundings.ts";
import { LISTENING } from "./stage.ts";

// A masked element's id is not told: what comes right after a `b` has the number after it.
const FIELDS = `<input id="free"><button id="ok" onclick="window.clicks = (window.clicks ?? 0) + 1">OK</button>
  <b id="b-password"></b><input id="password" type="password">
  <b id="b-masked"></b><input id="masked" class="glance_masked">
  <b id="b-card"></b><input id="card" autocomplete="cc-number">
  <b id="b-hidden"></b><input id="hidden" type="hidden" value="">
  <b id="b-file"></b><input id="file" type="file" onclick="window.opened = true">
  <input id="off" disabled>
  <label id="label" for="password">Password</label>
  <button id="pay" data-cb-noclick onclick="window.paid = true">Pay now</button>
  <input id="tricky" onkeydown="document.querySelector('#password').focus()">
  <a id="away" href="https://elsewhere.example/">Away</a>
  <a id="own" href="javascript:void(window.ran = true)">Own</a>
  <iframe id="other" src="{{server}}/healthz" width="100" height="40"></iframe>`;

const PAGES = {
  "/": taggedPage(FIELDS, LISTENING),
  "/regions": taggedPage(
    `<input id="outside"><div class="glance_controllable"><input id="inside">
     <b id="b-secret"></b><input id="secret" class="glance_masked"></div>`,
    LISTENING,
  ),
};

const valueOf = (page: Page, id: string): Promise<string> =>
  page.evaluate((wanted) => (document.getElementById(wanted) as HTMLInputElement).value, id);

describe("e2e / control / what an agent must not do", () => {
  const around = surroundings(PAGES);
  let visitor: Visitor;
  let agent: Hostile;
  let code: string;

  /** The control of all: a field that may be used takes a value now. */
  async function works(field = "free"): Promise<void> {
    const value = `value ${Math.random()}`;
    agent.send({ type: "set", at: agent.at(field), value });
    await visitor.page.waitForFunction(
      ([id, wanted]) => (document.getElementById(id!) as HTMLInputElement).value === wanted,
      [field, value],
      { timeout: 5_000 },
    );
    agent.refusals();
  }

  async function open(path: string): Promise<void> {
    visitor = await Visitor.open(around.browser, around.site.url + path);
    code = await visitor.askForHelp();
    agent = await Hostile.join(around.relay, code);
  }

  async function grant(): Promise<void> {
    agent.ask();
    await agent.until(() => agent.rc === true);
    agent.refusals();
  }

  async function close(): Promise<void> {
    agent.close();
    await visitor.context.close();
  }

  describe("who may", () => {
    before(() => open("/"));
    after(close);

    it("S41, AV-03: nothing without a grant", async () => {
      agent.send({ type: "set", at: agent.at("free"), value: "x" });
      expect(await agent.refusal()).to.equal("no-grant");
      expect(await valueOf(visitor.page, "free")).to.equal("");
      await grant();
      await works();
    });

    it("AV-03: nothing by another agent than the one who was let", async () => {
      const other = await Hostile.join(around.relay, code);
      other.send({ type: "set", at: other.at("free"), value: "other" });
      expect(await other.refusal()).to.equal("no-grant");
      other.close();
      await works();
    });

    it("AV-03: nothing while the visitor uses the mouse", async () => {
      await works();
      const before = await valueOf(visitor.page, "free");
      const { rests } = agent;
      await visitor.page.mouse.move(100, 300);
      await visitor.page.mouse.move(150, 350);
      agent.send({ type: "set", at: agent.at("free"), value: "suspended" });
      expect(await agent.refusal()).to.equal("suspended");
      expect(await valueOf(visitor.page, "free")).to.equal(before);
      await agent.until(() => agent.rests > rests);
      await works();
    });

    it("S41, AV-03: nothing after the visitor has taken it back", async () => {
      await visitor.page.evaluate(`GLANCE.Cobrowse.Visitor.enableRC(false)`);
      await agent.until(() => agent.rc === false);
      agent.send({ type: "set", at: agent.at("free"), value: "revoked" });
      expect(await agent.refusal()).to.equal("no-grant");
      expect(await valueOf(visitor.page, "free")).to.not.equal("revoked");
    });
  });

  describe("with a grant", () => {
    before(async () => {
      await open("/");
      await grant();
    });
    after(close);
    beforeEach(() => works());

    for (const { id, after, field, reason } of [
      { id: "S43, AV-06: a password", after: "b-password", field: "password", reason: "protected" },
      { id: "AV-06: what is masked by class", after: "b-masked", field: "masked", reason: "protected" },
      { id: "AV-06: a card's number", after: "b-card", field: "card", reason: "protected" },
      { id: "AV-06: a hidden field", after: "b-hidden", field: "hidden", reason: "protected" },
      { id: "AV-06: a file", after: "b-file", field: "file", reason: "file" },
      { id: "a field that is switched off", after: "", field: "off", reason: "disabled" },
    ])
      it(`${id} takes no value`, async () => {
        agent.send({ type: "set", at: agent.at(after || field, after !== ""), value: "x" });
        expect(await agent.refusal()).to.equal(reason);
        expect(await valueOf(visitor.page, field)).to.equal("");
      });

    it("AV-06: a press opens no file dialog", async () => {
      agent.click(agent.at("b-file", true));
      expect(await agent.refusal()).to.equal("file");
      expect(await visitor.page.evaluate(`window.opened`)).to.equal(undefined);
    });

    it("AV-06: a label does not lead to a password", async () => {
      agent.click(agent.at("label"));
      expect(await agent.refusal()).to.equal("protected");
      expect(await visitor.page.evaluate(`document.activeElement.id`)).to.not.equal("password");
    });

    it("AV-06: keys do not reach a password that has the focus", async () => {
      await visitor.page.evaluate(`document.querySelector("#password").focus()`);
      agent.key("x");
      agent.text("secret");
      expect(await agent.refusal()).to.equal("protected");
      await works();
      expect(await valueOf(visitor.page, "password")).to.equal("");
    });

    it("AV-06: nor one that the page gives the focus to in the middle of a stroke", async () => {
      agent.click(agent.at("tricky"));
      await visitor.page.waitForFunction(`document.activeElement.id === "tricky"`);
      agent.key("x");
      await visitor.page.waitForFunction(`document.activeElement.id === "password"`);
      await works();
      expect(await valueOf(visitor.page, "password")).to.equal("");
    });

    it("AV-06: the Tab key passes protected fields over", async () => {
      agent.click(agent.at("ok"));
      await visitor.page.waitForFunction(`document.activeElement.id === "ok"`);
      agent.key("Tab");
      await visitor.page.waitForFunction(`document.activeElement.id !== "ok"`);
      expect(await visitor.page.evaluate(`document.activeElement.id`)).to.equal("tricky");
    });

    it("what the site keeps for the visitor is not pressed", async () => {
      agent.click(agent.at("pay"));
      expect(await agent.refusal()).to.equal("visitor-only");
      expect(await visitor.page.evaluate(`window.paid`)).to.equal(undefined);
      agent.click(agent.at("ok"));
      await visitor.page.waitForFunction(`window.clicks > 0`);
    });

    it("other sites' frames are theirs", async () => {
      agent.click(agent.at("other"));
      expect(await agent.refusal()).to.equal("other-site");
    });

    it("the visitor's own card is not pressed", async () => {
      const { x, y } = await visitor.page.evaluate(() => {
        const card = document
          .querySelector("glance-cobrowse-ui")!
          .shadowRoot!.querySelector("#glance_stop_btn")!;
        const { left, top, width, height } = card.getBoundingClientRect();
        const page = document.querySelector("#ok")!.getBoundingClientRect();
        return {
          x: (left + width / 2 - page.left) / page.width,
          y: (top + height / 2 - page.top) / page.height,
        };
      });
      agent.click(agent.at("ok", false, x, y));
      expect(await agent.refusal()).to.equal("own-ui");
    });

    it("a link to a site that is not trusted is not followed, one of the page's own code is", async () => {
      agent.click(agent.at("away"));
      expect(await agent.refusal()).to.equal("untrusted");
      agent.click(agent.at("own"));
      await visitor.page.waitForFunction(`window.ran === true`);
      expect(visitor.page.url()).to.include(around.site.url);
    });

    for (const url of [
      "javascript:document.title='ran'",
      " java\nscript:document.title='ran'",
      "data:text/html,<script>1</script>",
      "https://elsewhere.example/",
      "//elsewhere.example/",
      "file:///etc/passwd",
      "blob:https://elsewhere.example/1",
      "http://",
    ])
      it(`S42, C-31: goes nowhere for ${JSON.stringify(url)}`, async () => {
        for (const how of ["", "open", "link"] as const) {
          agent.send({ type: "navigate", url, how, confirm: null });
          expect(await agent.refusal()).to.equal("untrusted");
        }
        expect(await visitor.page.title()).to.equal("A customer's page");
      });

    it("S43: a flood is cut to the pace of people", async () => {
      const other = await Hostile.join(around.relay, code);
      other.ask();
      await other.until(() => other.rc === true);
      await visitor.page.evaluate(`window.clicks = 0`);
      for (let count = 0; count < 500; count += 1) other.click(other.at("ok"));
      await other.until(() =>
        other.answers.some((answer) => answer.type === "refused" && answer.reason === "too-fast"),
      );
      // What is let through again comes after all of the flood.
      const isThere = async (): Promise<boolean> => (await valueOf(visitor.page, "free")) === "after";
      while (!(await isThere())) other.send({ type: "set", at: other.at("free"), value: "after" });
      expect(Number(await visitor.page.evaluate(`window.clicks`))).to.be.within(1, 60);
      other.close();
    });
  });

  describe("where the site marks what agents may use", () => {
    before(async () => {
      await open("/regions");
      await grant();
    });
    after(close);

    it("C-30, AV-04: nothing outside is used, what is inside is", async () => {
      agent.send({ type: "set", at: agent.at("outside"), value: "x" });
      expect(await agent.refusal()).to.equal("outside");
      expect(await valueOf(visitor.page, "outside")).to.equal("");
      await works("inside");
    });

    it("C-25, AV-05: what is masked inside stays untouchable", async () => {
      agent.send({ type: "set", at: agent.at("b-secret", true), value: "x" });
      expect(await agent.refusal()).to.equal("protected");
      expect(await valueOf(visitor.page, "secret")).to.equal("");
      await works("inside");
    });
  });

  it("a group that allows no remote control has its visitors not even asked", async () => {
    const strict = await new Relay({ GLANCE_CONTROL: '{"remoteControl":false}' }).start();
    const strictSite = await new Site({ "/": taggedPage(FIELDS, LISTENING) }).start(strict.url);
    const asked = await Visitor.open(around.browser, strictSite.url);
    const mallory = await Hostile.join(strict, await asked.askForHelp());
    mallory.ask();
    expect(await mallory.refusal()).to.equal("no-permission");
    expect(
      await asked.page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard),
    ).to.not.include("rcrequested ");
    mallory.close();
    await asked.context.close();
    await strictSite.stop();
    await strict.stop();
  });
});
