import { expect } from "chai";
import type { Browser } from "playwright-core";
import { launchChromium } from "../support/browser.ts";
import { Agent, Visitor } from "../support/people.ts";
import { Relay } from "../support/relay.ts";
import { Site, taggedPage } from "../support/site.ts";
import { Wire } from "../support/wire.ts";

/** Each row plants a secret; `body` holds it from the start, `later` puts or types another one in. */
const ROWS = [
  { id: "P1", what: "a password", body: `<input type="password" value="canary-P1a">`, type: "canary-P1b" },
  {
    id: "MSK-01a",
    what: "a masked input by class",
    body: `<input class="glance_masked" value="canary-Ca" placeholder="canary-Cp">`,
    type: "canary-Cb",
  },
  {
    id: "MSK-01b",
    what: "a masked input by attribute",
    body: `<input glance_masked="true" value="canary-Aa" aria-label="canary-Al">`,
    type: "canary-Ab",
  },
  {
    id: "MSK-01c",
    what: "a field of the group's selectors",
    body: `<input name="iban" value="canary-Sa" title="canary-St">`,
    type: "canary-Sb",
  },
  {
    id: "MSK-08",
    what: "a masked element and everything in it",
    body: `<div class="glance_masked" title="canary-Dt" data-x="canary-Dx">canary-D1 <p>canary-D2</p><a href="/canary-D3">x</a><img alt="canary-D4"><textarea>canary-D5</textarea><select><option>canary-D6</option></select><svg><text>canary-D7</text></svg></div>`,
    type: undefined,
  },
  { id: "P12", what: "a hidden input", body: `<input type="hidden" value="canary-H">`, type: undefined },
  {
    id: "P58",
    what: "a card number by its autocomplete",
    body: `<input autocomplete="section-a cc-number" value="canary-Na">`,
    type: "canary-Nb",
  },
] as const;

const site = new Site({
  "/": taggedPage(
    ROWS.map(({ id, body }) => `<section id="${id}">${body}</section>`).join("") +
      `<p id="public">canary-public</p>`,
  ),
});

describe("e2e / privacy", () => {
  const relay = new Relay({ GLANCE_MASK_SELECTORS: JSON.stringify(["[name=iban]"]) });
  const wire = new Wire();
  let browser: Browser;
  let visitor: Visitor;
  let sent: string;

  before(async () => {
    await relay.start();
    await wire.start(relay.url);
    await site.start(wire.url);
    browser = await launchChromium();
    visitor = await Visitor.open(browser, site.url);
    const agent = await Agent.join(browser, relay.url, await visitor.askForHelp());
    await agent.waitFor("live");
    for (const { id, type } of ROWS) {
      if (type !== undefined) await visitor.page.locator(`[id="${id}"] input`).fill(type);
    }
    await visitor.page.evaluate(() => {
      const masked = document.querySelector("[id=MSK-08]")!.firstElementChild!;
      masked.append("canary-late-text");
      masked.firstElementChild!.setAttribute("data-y", "canary-late-attribute");
      document.querySelector("#public")!.textContent = "canary-changed";
    });
    await agent.sees("#public", "canary-changed");
    await visitor.page.reload();
    await agent.sees("#public", "canary-public");
    await visitor.page.evaluate(() => {
      document.querySelector("#public")!.textContent = "canary-after";
    });
    await agent.sees("#public", "canary-after");
    const late = await Agent.join(browser, relay.url, await visitor.code());
    await late.sees("#public", "canary-after");
    sent = wire.sent();
  });
  after(async () => {
    await browser.close();
    await site.stop();
    await wire.stop();
    await relay.stop();
  });

  it("finds what is not masked in the recorded bytes: the search works", () => {
    for (const text of ["canary-public", "canary-changed", "canary-after"]) expect(sent).to.include(text);
  });

  for (const { id, what, body, type } of ROWS) {
    it(`${id}: sends no byte of ${what}`, () => {
      const secrets = [...body.matchAll(/canary-\w+/g)].map(([text]) => text);
      for (const secret of type === undefined ? secrets : [...secrets, type])
        expect(sent).to.not.include(secret);
    });
  }

  it("P22: sends no byte of what is put into a masked element later", () => {
    expect(sent).to.not.include("canary-late");
  });

  it("keeps nothing of the page in the browser's storage", async () => {
    const stored = await visitor.page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect(stored).to.not.include("canary");
  });

  it("T27: the server's log holds no content and no code", async () => {
    expect(relay.output).to.not.include("canary");
    expect(relay.output).to.not.include(await visitor.code());
  });
});
