// What an agent points at is seen by the visitor and by other agents, on the same element, wherever that is.
import { expect } from "chai";
import { Agent } from "../../support/people.ts";
import { taggedPage } from "../../support/site.ts";
import { surroundings } from "../../support/surroundings.ts";
import { LISTENING, Stage } from "./stage.ts";

const PAGES = {
  "/": taggedPage(
    `<div style="height:250px"></div><button id="buy" aria-label="Buy the plant">Buy</button>
     <div style="height:3000px"></div>`,
    LISTENING,
  ),
};

const OVERLAY = `document.querySelector("glance-cobrowse-gestures")?.shadowRoot`;

describe("e2e / control / gestures", () => {
  const around = surroundings(PAGES);
  let stage: Stage;

  before(async () => {
    stage = await Stage.in(around);
  });

  it("AV-02: shows the visitor the agent's pointer, with the agent's name, where the agent points", async () => {
    await stage.tool("Point");
    const { x, y } = await stage.middleOf("#buy");
    await stage.agent.page.mouse.move(x - 50, y - 50);
    await stage.agent.page.mouse.move(x, y, { steps: 4 });
    await stage.until(`(() => { const p = ${OVERLAY}?.querySelector(".pointer"); if (!p || p.hidden) return false;
      const b = document.querySelector("#buy").getBoundingClientRect(), a = p.getBoundingClientRect();
      return Math.abs(a.left - b.left - b.width / 2) < 3 && Math.abs(a.top - b.top - b.height / 2) < 3; })()`);
    await stage.until(`${OVERLAY}.querySelector(".pointer bdi").textContent.length > 0`);
  });

  it("AV-02: shows a click's ripple, and leaves the page alone", async () => {
    await stage.page.evaluate(() => {
      const counted = globalThis as unknown as { clicks: number };
      counted.clicks = 0;
      document.addEventListener("click", () => (counted.clicks += 1));
    });
    const seen = stage.until(`${OVERLAY}.querySelector(".ripple") !== null`);
    await stage.click("#buy");
    await seen;
    expect(await stage.page.evaluate(() => (globalThis as unknown as { clicks: number }).clicks)).to.equal(0);
  });

  it("AV-02: frames an element, which stays framed when the visitor scrolls and resizes", async () => {
    await stage.tool("Highlight");
    await stage.click("#buy");
    const isFramed = `(() => { const f = ${OVERLAY}?.querySelector(".frame"); if (!f || f.hidden) return false;
      const b = document.querySelector("#buy").getBoundingClientRect(), a = f.getBoundingClientRect();
      return Math.abs(a.left - b.left) < 2 && Math.abs(a.top - b.top) < 2 && Math.abs(a.width - b.width) < 2; })()`;
    await stage.until(isFramed);
    await stage.page.evaluate(() => scrollTo(0, 120));
    await stage.until(isFramed);
    await stage.page.evaluate(() => scrollTo(0, 0));
    await stage.page.setViewportSize({ width: 800, height: 700 });
    await stage.until(isFramed);
    await stage.page.setViewportSize({ width: 1000, height: 700 });
    await stage.until(isFramed);
  });

  it("AV-02: has the screen reader read the element, when that is switched on", async () => {
    const said = `${OVERLAY}.querySelector("[role=status]").textContent`;
    expect(await stage.page.evaluate(said), "the control").to.equal("");
    await stage.tool("Read aloud");
    await stage.click("#buy");
    await stage.until(`${said}.endsWith(": Buy the plant")`);
  });

  it("shows drawings, which fade or stay until they are cleared", async () => {
    const drawn = `${OVERLAY}.querySelectorAll(".drawn").length`;
    const draw = async (): Promise<void> => {
      const { x, y } = await stage.middleOf("#buy");
      await stage.agent.page.mouse.move(x - 20, y - 20);
      await stage.agent.page.mouse.down();
      await stage.agent.page.mouse.move(x + 40, y + 30, { steps: 5 });
      await stage.agent.page.mouse.up();
    };
    await stage.tool("Keep drawings");
    for (const [count, shape] of [
      [1, "Draw"],
      [2, "Rectangle"],
      [3, "Arrow"],
    ] as const) {
      await stage.agent.page.getByRole("button", { name: shape, exact: true }).click();
      await draw();
      await stage.until(`${drawn} === ${String(count)}`);
    }
    await stage.tool("Keep drawings");
    await draw();
    await stage.until(`${drawn} === 4`);
    await stage.until(`${drawn} === 3`);
    await stage.tool("Clear");
    await stage.until(`${drawn} === 0`);
  });

  it("shows other agents the pointer, and nothing of it in the page that they see", async () => {
    const other = await Agent.join(around.browser, around.relay.url, stage.code);
    await other.waitFor("live");
    await stage.tool("Point");
    const { x, y } = await stage.middleOf("#buy");
    await stage.agent.page.mouse.move(x - 9, y - 9);
    await stage.agent.page.mouse.move(x, y, { steps: 6 });
    await other.page.waitForFunction(() => {
      const pointer = document
        .querySelector("glance-gestures")
        ?.shadowRoot?.querySelector<HTMLElement>(".pointer");
      return pointer !== null && pointer !== undefined && !pointer.hidden;
    });
    const replica = await other.replica();
    expect(await replica.evaluate(() => document.querySelector("glance-cobrowse-gestures"))).to.equal(null);
    await other.context.close();
  });
});
