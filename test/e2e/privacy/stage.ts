// A session in which everything happens that makes a page be told: at its start, as it changes, to those who come late or come back,
// on another page. And everything that left the visitor's browser meanwhile.
import type { Browser } from "playwright-core";
import { Agent, Visitor } from "../../support/people.ts";
import { Relay } from "../../support/relay.ts";
import { Site, taggedPage } from "../../support/site.ts";
import { Wire } from "../../support/wire.ts";
import { bareRow, type Row, sections } from "./rows.ts";

/** Marks of the canaries of frames, and of the second page. */
export const FRAME = "F";
export const SECOND = "S";

/** Keeps what the page says to other windows: nothing of ours may be in it. */
const LISTEN = `window.__said = [];
  for (const [owner, name] of [[window, "postMessage"], [BroadcastChannel.prototype, "postMessage"], [navigator, "sendBeacon"]]) {
    const original = owner[name];
    owner[name] = function (...values) { try { window.__said.push(JSON.stringify(values)) } catch {} return original.apply(this, values) };
  }`;

/** What left a browser. */
export interface Left {
  /** Sockets and requests, taken apart and inflated. */
  readonly sent: string;
  /** To other windows. */
  readonly said: string;
  /** What stayed in the browser's storage. */
  readonly stored: string;
  /** What the server printed. */
  readonly logged: string;
}

/** Runs a session over pages of `rows`; without masks when `bare`. */
export async function leftOf(browser: Browser, rows: readonly Row[], bare: boolean): Promise<Left> {
  const shown = bare ? rows.map(bareRow) : rows;
  const patterns = { cards: !bare, ibans: !bare, ssns: !bare, emails: false };
  const mask = { selectors: bare ? [] : ["[name=iban]", ".listed"], patterns };
  const relay = await new Relay({ GLANCE_MASK: JSON.stringify(mask) }).start();
  const wire = await new Wire().start(relay.url);
  const site = await siteOf(shown).start(wire.url);
  try {
    const visitor = await Visitor.open(browser, `${site.url}/empty`);
    await visitor.context.addInitScript(LISTEN);
    await visitor.page.goto(site.url);
    await drive(browser, relay, wire, visitor, shown);
    const { said, stored } = await visitor.page.evaluate(() => ({
      said: ((window as { __said?: string[] }).__said ?? []).join("\n"),
      stored: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]),
    }));
    await visitor.context.close();
    return { sent: wire.sent(), said, stored, logged: relay.output };
  } finally {
    await site.stop();
    await wire.stop();
    await relay.stop();
  }
}

function siteOf(rows: readonly Row[]): Site {
  const counter = `<p id="public">public-0</p>`;
  return new Site({
    "/": taggedPage(`${counter}${sections(rows)}<iframe src="/frame"></iframe>`),
    "/frame": `<!doctype html>${sections(rows, FRAME)}`,
    "/second": taggedPage(`${counter}${sections(rows, SECOND)}`),
    "/empty": "<!doctype html>",
  });
}

async function drive(
  browser: Browser,
  relay: Relay,
  wire: Wire,
  visitor: Visitor,
  rows: readonly Row[],
): Promise<void> {
  const agent = await Agent.join(browser, relay.url, await visitor.askForHelp());
  await agent.waitFor("live");
  await agent.sees("#public", "public-0");
  for (const { id, act } of rows) if (act !== undefined) await perform(visitor, id, act);
  await goOn(browser, relay, wire, visitor, agent);
  await visitor.page.goto(new URL("/second", visitor.page.url()).href);
  await agent.sees("#public", "public-0");
  await says(visitor, agent, "public-3");
  await agent.context.close();
}

/** What makes a page be told again: a change, a viewer that is loaded anew, a cut, another agent. */
export async function goOn(
  browser: Browser,
  relay: Relay,
  wire: Wire,
  visitor: Visitor,
  agent: Agent,
): Promise<void> {
  await says(visitor, agent, "public-1");
  // Its keyframe comes from the worker's model, as that of a resync does.
  await agent.page.reload();
  await agent.sees("#public", "public-1");
  wire.cut();
  await says(visitor, agent, "public-2");
  const late = await Agent.join(browser, relay.url, await visitor.code());
  await late.sees("#public", "public-2");
  await late.context.close();
}

async function perform(visitor: Visitor, id: string, act: string): Promise<void> {
  await visitor.page.evaluate(`{
    const row = document.getElementById("row-${id}");
    const q = (selector) => row.querySelector(selector);
    ${act}
  }`);
}

/** Shows `text` on the visitor's page, and waits until the agent has it: and all that was before it. */
export async function says(visitor: Visitor, agent: Agent, text: string): Promise<void> {
  await visitor.page.evaluate((said) => {
    document.querySelector("#public")!.textContent = said;
  }, text);
  await agent.sees("#public", text);
}
