// Several agents at once: what each sees of the others, what its role lets it do, and what is kept of it.
import { expect } from "chai";
import { Agent } from "../../support/people.ts";
import { taggedPage } from "../../support/site.ts";
import { Hostile } from "./hostile.ts";
import { surroundings } from "../../support/surroundings.ts";
import { LISTENING, Stage } from "./stage.ts";

const PAGES = {
  "/": taggedPage(
    `<input id="name" aria-label="Name"><div style="height:150px"></div><button id="buy">Buy</button>
     <div style="height:3000px"></div>`,
    LISTENING,
  ),
};
const CONTROL = JSON.stringify({ roles: { Trainee: { pointing: true }, Observer: {} } });
const GRACE = { username: "grace", password: "a password of hers" };

/** Where the other agents' marks are drawn over a replica. */
const MARKS = `document.querySelector("glance-gestures").shadowRoot`;

describe("e2e / control / several agents", () => {
  const around = surroundings(PAGES, { GLANCE_CONTROL: CONTROL });
  let stage: Stage;
  let grace: Agent;

  async function asAdministrator(path: string, data?: object): Promise<unknown> {
    const { request } = stage.agent.context;
    const url = around.relay.url + path;
    const answer = data === undefined ? await request.get(url) : await request.post(url, { data });
    if (!answer.ok()) throw new Error(`${path}: ${String(answer.status())}`);
    return answer.json();
  }

  /** Waits until `expression` holds in Grace's viewer, whose policy lets no text become a script: so it is asked from outside. */
  async function seesAtGrace(expression: string): Promise<void> {
    const deadline = Date.now() + 10_000;
    while ((await grace.page.evaluate(expression)) !== true)
      if (Date.now() > deadline) throw new Error(`never: ${expression}`);
  }

  before(async () => {
    stage = await Stage.in(around);
    await asAdministrator("/api/v1/users", { ...GRACE, name: "Grace Hopper", agentrole: "Trainee" });
    grace = await Agent.join(around.browser, around.relay.url, stage.code, GRACE);
    await grace.waitFor("live");
  });

  it("AV-01: names who helps, with the role", async () => {
    const people = stage.agent.page.locator(".people");
    await people.filter({ hasText: "Grace Hopper" }).waitFor();
    await people.filter({ hasText: "Trainee" }).waitFor();
  });

  it("shows one agent's pointer to the other, with the name, on the same element", async () => {
    await stage.tool("Point");
    const { x, y } = await stage.middleOf("#buy");
    await stage.agent.page.mouse.move(x - 30, y);
    await stage.agent.page.mouse.move(x, y, { steps: 5 });
    await seesAtGrace(`(() => {
      const pointer = ${MARKS}.querySelector(".pointer:not([hidden])");
      const button = document.querySelector("#glance_replica").contentDocument.querySelector("#buy");
      if (!pointer || pointer.querySelector("bdi").textContent !== "admin") return false;
      const frame = document.querySelector("#glance_replica").getBoundingClientRect();
      const scale = frame.width / document.querySelector("#glance_replica").offsetWidth;
      const box = button.getBoundingClientRect(), at = pointer.getBoundingClientRect();
      return Math.abs(at.left - frame.left - (box.left + box.width / 2) * scale) < 4
        && Math.abs(at.top - frame.top - (box.top + box.height / 2) * scale) < 4; })()`);
  });

  for (const { what, mark, show } of [
    {
      what: "frame",
      mark: ".frame:not([hidden])",
      show: () => stage.tool("Highlight").then(() => stage.click("#buy")),
    },
    {
      what: "drawing",
      mark: ".drawn",
      show: async () => {
        await stage.tool("Keep drawings");
        await stage.tool("Rectangle");
        const { x, y } = await stage.middleOf("#buy");
        await stage.agent.page.mouse.move(x - 10, y - 8);
        await stage.agent.page.mouse.down();
        await stage.agent.page.mouse.move(x + 10, y + 8, { steps: 3 });
        await stage.agent.page.mouse.up();
      },
    },
  ])
    it(`keeps one agent's ${what} on its element at the other, also when the visitor scrolls`, async () => {
      const isOn = `(() => {
        const mark = ${MARKS}.querySelector("${mark}"), replica = document.querySelector("#glance_replica");
        if (!mark) return false;
        const { top, width } = replica.getBoundingClientRect();
        const button = replica.contentDocument.querySelector("#buy").getBoundingClientRect();
        return Math.abs(mark.getBoundingClientRect().top - top - button.top * width / replica.offsetWidth) < 8; })()`;
      await show();
      await seesAtGrace(isOn);
      await stage.page.evaluate(() => scrollTo(0, 120));
      await seesAtGrace(
        `document.querySelector("#glance_replica").contentDocument.scrollingElement.scrollTop > 100`,
      );
      await seesAtGrace(isOn);
      await stage.page.evaluate(() => scrollTo(0, 0));
    });

  it("ROL-01: lets a role do what it may, and explains what it may not", async () => {
    const draw = grace.page.getByRole("button", { name: "Draw", exact: true });
    expect(await draw.getAttribute("aria-disabled")).to.equal("true");
    await draw.click({ force: true });
    await grace.page.locator(".refusal").filter({ hasText: "may not draw" }).waitFor();
    await grace.page.getByRole("button", { name: "Request control" }).click({ force: true });
    await grace.page.locator(".refusal").filter({ hasText: "may not use remote control" }).waitFor();
    expect(await stage.heard(), "the visitor is not asked").to.not.include("rcrequested ");
    await grace.page.getByRole("button", { name: "Point", exact: true }).click();
    const at = await grace.page.locator(".glass").boundingBox();
    await grace.page.mouse.move(at!.x + 40, at!.y + 40);
    await grace.page.mouse.move(at!.x + 60, at!.y + 60, { steps: 4 });
    await stage.until(`[...document.querySelector("glance-cobrowse-gestures").shadowRoot.querySelectorAll(".pointer:not([hidden]) bdi")]
      .some((name) => name.textContent === "Grace Hopper")`);
  });

  it("ROL-01: the visitor's side refuses what a role may not, whatever the agent's side sends", async () => {
    const hostile = await Hostile.join(around.relay, stage.code, GRACE);
    const at = hostile.at("name");
    for (const message of [
      { type: "draw", at, shape: "pen", stays: true, points: [0, 0, 1, 1] },
      { type: "set", at, value: "x" },
      { type: "navigate", url: "/", how: "", confirm: null },
    ] as const) {
      hostile.send(message);
      expect(await hostile.refusal()).to.equal("no-permission");
    }
    hostile.ask();
    expect(await hostile.refusal()).to.equal("no-permission");
    hostile.send({ type: "highlight", at });
    const framed = `[...document.querySelector("glance-cobrowse-gestures").shadowRoot.querySelectorAll(".frame")]
      .some((frame) => !frame.hidden && frame.getBoundingClientRect().top === document.querySelector("#name").getBoundingClientRect().top)`;
    await stage.until(framed);
    hostile.close();
  });

  it("AV-03: takes control back from an agent whose role may not have it any more", async () => {
    await stage.takeControl();
    await asAdministrator("/api/v1/users/role", { username: "admin", agentrole: "Observer" });
    await stage.said("You can't use the page any more");
    expect((await stage.heard()).at(-1)).to.equal(`rc {"enabled":false}`);
    await asAdministrator("/api/v1/users/role", { username: "admin", agentrole: null });
  });

  it("keeps who asked, was let and used what how often, without a word of the page", async () => {
    await stage.takeControl();
    await stage.click("#name");
    await stage.type("hunter2");
    await stage.until(`document.querySelector("#name").value === "hunter2"`);
    await stage.tool("Stop control");
    await stage.said("You can't use the page any more");
    let lines: readonly Record<string, unknown>[] = [];
    const deadline = Date.now() + 10_000;
    while (lines[0]?.["what"] !== "stopped" || lines[0]["by"] !== "agent") {
      if (Date.now() > deadline) throw new Error(`never: ${JSON.stringify(lines.slice(0, 5))}`);
      ({ entries: lines } = (await asAdministrator("/api/v1/control-log")) as { entries: typeof lines });
    }
    const told = lines.map(({ what, by, counts, username }) => ({ what, by, counts, username }));
    const by = (what: string, more: object = {}): object => ({
      what,
      by: undefined,
      counts: undefined,
      username: "admin",
      ...more,
    });
    expect(told.slice(0, 4)).to.deep.equal([
      by("stopped", { by: "agent" }),
      by("used", { counts: { clicked: 1, typed: 1 } }),
      by("granted"),
      by("asked"),
    ]);
    expect(told.map(({ what, by: who }) => `${String(what)} ${String(who)}`)).to.include("stopped gone");
    for (const text of [JSON.stringify(lines), around.relay.output])
      for (const secret of ["hunter2", "#name", "Buy"]) expect(text).to.not.include(secret);
  });
});
