// The other direction: what an agent sends runs nothing in the visitor's page, reaches no masked or file field, sends no form to a
// stranger, and presses none of the visitor's own buttons. Agents here send what no viewer would.
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { type AgentControlMessage, CHANNEL, type Channel } from "../../../core/protocol/index.ts";
import { launchChromium } from "../../support/browser.ts";
import { Visitor } from "../../support/people.ts";
import { Relay } from "../../support/relay.ts";
import { Site, taggedPage } from "../../support/site.ts";
import { Hostile } from "./hostile.ts";
import { RawAgent } from "./raw-agent.ts";
import { LISTENING } from "./stage.ts";

const NOTING = `<script>window.faults = []; addEventListener("error", (e) => faults.push(String(e.message)));
  addEventListener("unhandledrejection", (e) => faults.push(String(e.reason)));
  addEventListener("submit", (e) => { window.submitted = (window.submitted ?? []).concat(e.submitter?.id ?? "-"); });
  window.ran = false;</script>`;
const MARKUP = `<img src=x onerror="ran=true"><script>ran=true</script>`;

const site = new Site({
  "/": taggedPage(
    `<input id="free"><div id="editor" contenteditable>text</div><select id="list" multiple><option>a<option disabled>b</select>
    <button id="ok" onclick="window.clicks = (window.clicks ?? 0) + 1">OK</button>
    <b id="b-masked"></b><input id="masked" class="glance_masked">
    <form id="strange" action="https://elsewhere.example/take" method="post"><input id="strange-text"
      name="q"><button id="strange-send">Send</button></form>
    <form id="own" action="/sent"><input id="own-text" name="q"><button id="own-send">Send</button>
      <button id="own-strange" formaction="//elsewhere.example/">Elsewhere</button></form>
    <iframe id="inner" srcdoc="<input id='in-frame'>" width="200" height="40"></iframe>`,
    LISTENING + NOTING,
  ),
  "/sent": taggedPage(`<h1 id="sent">Sent</h1>`, LISTENING + NOTING),
});

const at = { telling: 1, node: 5, fx: 0.5, fy: 0.5, x: 1, y: 1 };
const json = (message: object): string => JSON.stringify(message);
const control = (what: string, message: string | Uint8Array): Row => ({
  what,
  channel: CHANNEL.control,
  message,
});

interface Row {
  readonly what: string;
  readonly channel: Channel;
  readonly message: string | Uint8Array;
}

/** What no agent's side says: its link is closed. */
const MALFORMED: readonly Row[] = [
  control("bytes that are no text", new Uint8Array([0xff, 0xfe, 0x00])),
  control("no JSON", "{"),
  control("no object", "7"),
  control("no type", "{}"),
  control("a type that is no text", json({ type: { toString: "press" } })),
  control("30,000 brackets", "[".repeat(30_000)),
  control("a press nowhere", json({ type: "press" })),
  control(
    "a node that is no number",
    json({ type: "press", at: { ...at, node: "5" }, button: 0, keys: 0, clicks: 1 }),
  ),
  control(
    "a node below nothing",
    json({ type: "press", at: { ...at, node: -1 }, button: 0, keys: 0, clicks: 1 }),
  ),
  control("a place without end", `{"type":"ripple","at":{"node":5,"fx":1e999,"fy":0,"x":0,"y":0}}`),
  control("a fourth button", json({ type: "press", at, button: 3, keys: 0, clicks: 1 })),
  control("a key of many letters", json({ type: "key", key: "a".repeat(33), code: "", keys: 0 })),
  control("a text of 10,241 units", json({ type: "text", text: "a".repeat(10_241) })),
  control("a value that is an object", json({ type: "set", at, value: { toString: 1 } })),
  control("options that are none", json({ type: "choose", at, indexes: [-1] })),
  control("1,001 options", json({ type: "choose", at, indexes: new Array(1_001).fill(0) })),
  control("a drawing of no shape", json({ type: "draw", at, shape: "script", stays: true, points: [] })),
  control(
    "a drawing of 3,000 numbers",
    json({ type: "draw", at, shape: "pen", stays: true, points: new Array(3_000).fill(0) }),
  ),
  control(
    "an address of 9,000 letters",
    json({ type: "navigate", url: "/".repeat(9_000), how: "", confirm: null }),
  ),
  control("a way to go that is none", json({ type: "navigate", url: "/", how: "eval", confirm: null })),
  {
    what: "a session message that is a list",
    channel: CHANNEL.session,
    message: json({ type: "message", name: "x", body: [] }),
  },
  { what: "a page for the visitor", channel: CHANNEL.assets, message: new Uint8Array([1, 0, 0, 0, 0, 0]) },
];

/** What is passed over: types of others, and fields that there are not. */
const PASSED_OVER: readonly Row[] = [
  control("a type of the visitor's", json({ type: "refused", reason: "gone" })),
  control("a type that every object has", json({ type: "constructor" })),
  control("__proto__", `{"type":"__proto__","__proto__":{"enabled":true}}`),
  control("a prototype in a message", `{"type":"access","enabled":false,"__proto__":{"type":"press"}}`),
  {
    what: "the visitor's rc",
    channel: CHANNEL.session,
    message: json({ type: "rc", enabled: true, slot: 1 }),
  },
  {
    what: "the visitor's pause",
    channel: CHANNEL.session,
    message: json({ type: "paused", paused: true, message: MARKUP }),
  },
  { what: "the relay's end", channel: CHANNEL.session, message: json({ type: "ended", reason: "visitor" }) },
  {
    what: "a message called __proto__",
    channel: CHANNEL.session,
    message: json({ type: "message", name: "__proto__", body: { a: 1 } }),
  },
  {
    what: "a message called rcrequested",
    channel: CHANNEL.session,
    message: json({ type: "message", name: "rcrequested", body: {} }),
  },
  { what: "a name in markup", channel: CHANNEL.session, message: json({ type: "about", name: MARKUP }) },
];

describe("e2e / control / hostile agents", function () {
  this.timeout(60_000);
  const relay = new Relay();
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;
  let code: string;
  let agent: Hostile;

  before(async () => {
    await relay.start();
    await site.start(relay.url);
    browser = await launchChromium();
    visitor = await Visitor.open(browser, `${site.url}/`);
    page = visitor.page;
    code = await visitor.askForHelp();
    agent = await Hostile.join(relay, code);
  });
  after(async () => {
    agent.close();
    await browser.close();
    await site.stop();
    await relay.stop();
  });

  async function grant(): Promise<void> {
    agent.ask();
    await agent.until(() => agent.rc === true);
    agent.refusals();
  }

  /** The control of all: what is allowed is done. */
  async function works(): Promise<void> {
    const value = `value ${Math.random()}`;
    agent.send({ type: "set", at: agent.at("free"), value });
    await page.waitForFunction(
      (wanted) => document.querySelector<HTMLInputElement>("#free")!.value === wanted,
      value,
    );
    agent.refusals();
  }

  /** Nothing has run, failed or gone anywhere. */
  async function expectUnharmed(): Promise<void> {
    const seen = await page.evaluate(() => {
      const { ran, faults } = window as unknown as { ran: boolean; faults: string[] };
      return { ran, faults, path: location.pathname, polluted: "enabled" in {} || "a" in {} };
    });
    expect(seen).to.deep.equal({ ran: false, faults: [], path: "/", polluted: false });
  }

  describe("on the wire", () => {
    for (const { what, channel, message } of MALFORMED)
      it(`closes the link of one that says ${what}, and of nobody else`, async () => {
        const raw = await RawAgent.join(relay, code);
        raw.send(channel, message);
        await raw.until(() => raw.isRefused);
        raw.close();
        await expectUnharmed();
      });

    for (const { what, channel, message } of PASSED_OVER)
      it(`passes over ${what}`, async () => {
        const raw = await RawAgent.join(relay, code);
        raw.send(channel, message);
        // What comes behind it is heard: it was read.
        raw.send(CHANNEL.session, json({ type: "message", name: "behind", body: { what } }));
        raw.send(channel, "{");
        await raw.until(() => raw.isRefused);
        raw.close();
        await expectUnharmed();
        expect(await page.evaluate("GLANCE.Cobrowse.Visitor.isSessionPaused()")).to.equal(false);
        expect(await page.evaluate("GLANCE.Cobrowse.Visitor.inSession()")).to.equal(true);
      });

    it("lets the others act as before (control)", async () => {
      await grant();
      await works();
    });
  });

  describe("with a grant", () => {
    beforeEach(() => works());

    for (const { what, node } of [
      { what: "nothing", node: 0 },
      { what: "the document", node: 1 },
      { what: "no element", node: 4_294_967_295 },
    ])
      it(`finds ${what} gone`, async () => {
        const nowhere = { ...agent.at("free"), node };
        for (const message of [
          { type: "press", at: nowhere, button: 0, keys: 0, clicks: 1 },
          { type: "set", at: nowhere, value: "x" },
          { type: "choose", at: nowhere, indexes: [0] },
        ] as const) {
          agent.send(message);
          expect(await agent.refusal()).to.equal("gone");
        }
      });

    it("sets no values of what has none, and no options that are not to be chosen", async () => {
      for (const id of ["ok", "editor", "strange", "inner"]) {
        agent.send({ type: "set", at: agent.at(id), value: MARKUP });
        expect(await agent.refusal()).to.be.oneOf(["not-possible", "other-site"]);
      }
      agent.send({ type: "choose", at: agent.at("list"), indexes: [1, 999, 4_294_967_295] });
      await works();
      expect(
        await page.evaluate(() => document.querySelector<HTMLSelectElement>("#list")!.selectedOptions.length),
      ).to.equal(0);
      await expectUnharmed();
    });

    it("S42: types markup as text", async () => {
      agent.click(agent.at("editor"));
      await page.waitForFunction(() => document.activeElement?.id === "editor");
      agent.text(MARKUP);
      await page.waitForFunction(() => document.querySelector("#editor")!.textContent.includes("<img"));
      expect(
        await page.evaluate(() => document.querySelector("#editor")!.querySelectorAll("img, script").length),
      ).to.equal(0);
      await expectUnharmed();
    });

    it("passes over keys that there are not, and those of the browser itself", async () => {
      agent.click(agent.at("free"));
      for (const key of ["F5", "constructor", "__proto__", "Enter\0", "BrowserBack"]) agent.key(key);
      for (const key of ["w", "t", "r", "l"]) agent.key(key, 2);
      await works();
      await expectUnharmed();
    });

    it("AV-06: never reaches a masked field, by whatever kind of message", async () => {
      const masked = agent.at("b-masked", true);
      const messages: readonly AgentControlMessage[] = [
        { type: "set", at: masked, value: "x" },
        { type: "choose", at: masked, indexes: [0] },
        { type: "press", at: masked, button: 0, keys: 0, clicks: 1 },
        { type: "press", at: masked, button: 2, keys: 0, clicks: 1 },
      ];
      for (const message of messages) {
        agent.send(message);
        expect(await agent.refusal()).to.equal("protected");
      }
      await page.evaluate(() => document.querySelector<HTMLInputElement>("#masked")!.focus());
      for (const act of [() => agent.key("x"), () => agent.key("Backspace"), () => agent.text("x")]) {
        act();
        expect(await agent.refusal()).to.equal("protected");
      }
      expect(await page.evaluate(() => document.querySelector<HTMLInputElement>("#masked")!.value)).to.equal(
        "",
      );
    });

    it("sends no form to a site that is not trusted, by its buttons or by Enter, and says why", async () => {
      for (const id of ["strange-send", "own-strange"]) {
        agent.click(agent.at(id));
        expect(await agent.refusal(), id).to.equal("untrusted");
      }
      agent.click(agent.at("strange-text"));
      await page.waitForFunction(() => document.activeElement?.id === "strange-text");
      agent.refusals();
      agent.key("Enter");
      expect(await agent.refusal()).to.equal("untrusted");
      expect(await page.evaluate("window.submitted")).to.equal(undefined);
      await expectUnharmed();
    });

    it("S42: shows names and gestures as text and lines, and no more of them than a page can bear", async () => {
      for (let i = 0; i < 100; i += 1)
        agent.send({
          type: "draw",
          at: agent.at("ok"),
          shape: "pen",
          stays: true,
          points: [0, 0, i, i, -1e7, 1e7],
        });
      agent.send({ type: "highlight", at: agent.at("ok") });
      await works();
      const shown = await page.evaluate(() => {
        const { shadowRoot } = document.querySelector("glance-cobrowse-gestures")!;
        return {
          drawings: shadowRoot!.querySelectorAll("path.drawn").length,
          images: shadowRoot!.querySelectorAll("img, script, a").length,
        };
      });
      expect(shown.drawings).to.be.within(1, 50);
      expect(shown.images).to.equal(0);
      agent.send({ type: "clear" });
    });
  });

  describe("and the visitor's own buttons", () => {
    /** A place relative to `#ok` that is the middle of `id` in the visitor's card. */
    async function over(id: string): Promise<ReturnType<Hostile["at"]>> {
      const { fx, fy } = await page.evaluate((wanted) => {
        const root = document.querySelector("glance-cobrowse-ui")!.shadowRoot!;
        const [target, ok] = [root.querySelector(wanted)!, document.querySelector("#ok")!].map((each) =>
          each.getBoundingClientRect(),
        );
        return {
          fx: (target!.left + target!.width / 2 - ok!.left) / ok!.width,
          fy: (target!.top + target!.height / 2 - ok!.top) / ok!.height,
        };
      }, id);
      return agent.at("ok", false, fx, fy);
    }

    let other: Hostile;
    before(async () => {
      // Nobody of the page answers: the visitor is asked by the card.
      await page.evaluate(`window.answer = ""`);
      await works();
      other = await Hostile.join(relay, code);
      other.ask();
      await page.locator("#glance_yes").waitFor();
      // It slides in: places in it are known once it stands.
      await page.evaluate(() => {
        const root = document.querySelector("glance-cobrowse-ui")!.shadowRoot!;
        return Promise.all(root.getAnimations().map(({ finished }) => finished)).then(() => undefined);
      });
    });
    after(() => other.close());

    const isAsked = (): Promise<boolean> => page.locator("#glance_yes").isVisible();

    it("presses no Accept for another agent, wherever the click begins or ends", async () => {
      const [yes, ok] = [await over("#glance_yes"), agent.at("ok")];
      for (const [from, to] of [
        [yes, yes],
        [ok, yes],
        [yes, ok],
      ]) {
        agent.send({ type: "press", at: from!, button: 0, keys: 0, clicks: 1 });
        agent.send({ type: "release", at: to!, button: 0, keys: 0, clicks: 1 });
        expect(await agent.refusal()).to.equal("own-ui");
      }
      agent.send({ type: "wheel", at: yes, left: 0, top: 100, keys: 0 });
      expect(await agent.refusal()).to.equal("own-ui");
      expect(await isAsked()).to.equal(true);
    });

    it("presses it by no key, with the focus on it or on the way there", async () => {
      await page.locator("#glance_yes").focus();
      for (const key of ["Enter", " ", "x"]) {
        agent.key(key);
        expect(await agent.refusal()).to.equal("own-ui");
      }
      await page.evaluate(() => document.querySelector<HTMLElement>("#own-strange")!.focus());
      for (let i = 0; i < 12; i += 1) agent.key("Tab");
      await works();
      const focused = await page.evaluate(() => document.activeElement?.localName);
      expect(focused).to.not.equal("glance-cobrowse-ui");
      expect(await isAsked()).to.equal(true);
      other.send({ type: "set", at: other.at("free"), value: "the other" });
      expect(await other.refusal()).to.equal("no-grant");
    });

    it("but the visitor does (control)", async () => {
      const { rests } = other;
      await page.locator("#glance_yes").click();
      await other.until(() => other.rests > rests);
      other.send({ type: "set", at: other.at("free"), value: "the other" });
      await page.waitForFunction(
        () => document.querySelector<HTMLInputElement>("#free")!.value === "the other",
      );
      expect(await isAsked()).to.equal(false);
    });
  });

  describe("in the end", () => {
    it("a page that is told anew does nothing that is meant for the one before, and at once what is meant for it", async () => {
      await page.evaluate(`window.answer = "accept"; window.clicks = 0`);
      await grant();
      await works();
      const [before, at] = [agent.telling, agent.at("ok")];
      await page.evaluate(`GLANCE.Cobrowse.Visitor.pauseSession({ pause: true })`);
      await page.evaluate(`GLANCE.Cobrowse.Visitor.pauseSession({ pause: false })`);
      agent.click(at);
      expect(await agent.refusal()).to.equal("gone");
      await agent.until(() => agent.telling !== before);
      agent.click(at);
      agent.click(agent.at("ok"));
      await page.waitForFunction("window.clicks > 0");
      await works();
      expect(await page.evaluate("window.clicks"), "the last alone").to.equal(1);
    });

    it("sends a form of the site (control)", async () => {
      await works();
      agent.click(agent.at("own-send"));
      await page.waitForURL((url) => url.pathname === "/sent");
    });

    it("the next page does nothing that is meant for the one before, though an element there has the same number", async () => {
      const [before, at] = [agent.telling, agent.at("ok")];
      await page.goto(`${site.url}/`);
      await agent.until(() => agent.telling !== before && agent.rc === true);
      await page.evaluate(`window.clicks = 0`);
      expect(agent.at("ok").node, "the same number").to.equal(at.node);
      agent.refusals();
      agent.click(at);
      expect(await agent.refusal()).to.equal("gone");
      await works();
      expect(await page.evaluate("window.clicks")).to.equal(0);
      agent.click(agent.at("ok"));
      await page.waitForFunction("window.clicks === 1");
    });
  });
});
