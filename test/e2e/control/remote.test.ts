// Remote control: asked for, given, used, interrupted, taken back.
import { expect } from "chai";
import { taggedPage } from "../../support/site.ts";
import { surroundings } from "../../support/surroundings.ts";
import { LISTENING, Stage } from "./stage.ts";

const FORM = `<form id="form" onsubmit="event.preventDefault(); window.sent = true">
  <input id="name" aria-label="Name"><textarea id="note" aria-label="Note"></textarea>
  <input id="news" type="checkbox" aria-label="News"><select id="size" aria-label="Size"><option>S<option>M<option>L</select>
  <input id="level" type="range" min="0" max="10" value="0" aria-label="Level" style="width:200px"><input id="day" type="date" aria-label="Day">
  <div id="rich" contenteditable style="min-height:20px;width:200px;border:1px solid"></div>
  <button id="send">Send</button></form>
  <button id="button" onclick="window.clicked = (window.clicked ?? 0) + 1" ondblclick="window.doubled = true"
    oncontextmenu="window.menu = true; event.preventDefault()">Button</button>
  <div id="box" style="height:60px;width:200px;overflow:auto"><div style="height:600px">Long</div></div>
  <div id="drag" draggable="true" style="width:60px;height:20px">Drag</div>
  <div id="drop" style="width:60px;height:30px" ondragover="event.preventDefault()" ondrop="window.dropped = true">Drop</div>
  <script>document.addEventListener("keydown", (e) => { if (e.ctrlKey && e.key === "k") { window.shortcut = true; e.preventDefault(); } });</script>`;

const PAGES = {
  "/": taggedPage(FORM + `<a id="next" href="/second">Next</a>`, LISTENING),
  "/second": taggedPage(`<h1>Second</h1>${FORM}`, LISTENING),
};

describe("e2e / control / remote control", () => {
  const around = surroundings(PAGES);
  let stage: Stage;

  before(async () => {
    stage = await Stage.in(around);
  });

  it("AV-03, C-28: does nothing until the visitor has accepted", async () => {
    await stage.page.evaluate(`window.answer = "decline"`);
    await stage.tool("Request control");
    await stage.said("declined");
    await stage.click("#button");
    await stage.page.evaluate(`window.answer = "accept"`);
    await stage.takeControl();
    expect(await stage.page.evaluate(`window.clicked`)).to.equal(undefined);
    await stage.click("#button");
    await stage.until(`window.clicked === 1`);
    expect((await stage.heard()).filter((event) => event.startsWith("rc "))).to.deep.equal([
      `rc {"enabled":true}`,
    ]);
  });

  it("C-29: tells the page which element is used", async () => {
    const paths = (await stage.heard())
      .filter((event) => event.startsWith("rcevent"))
      .map((event) => (JSON.parse(event.slice(8)) as { path: string }).path);
    expect(await stage.page.evaluate((path) => document.querySelector(path)!.id, paths.at(-1)!)).to.equal(
      "button",
    );
  });

  for (const { what, act, holds } of [
    {
      what: "types",
      act: async () => {
        await stage.click("#name");
        await stage.type("Ada");
      },
      holds: `document.querySelector("#name").value === "Ada"`,
    },
    {
      what: "deletes",
      act: () => stage.press("Backspace"),
      holds: `document.querySelector("#name").value === "Ad"`,
    },
    {
      what: "goes on with Tab",
      act: () => stage.press("Tab"),
      holds: `document.activeElement.id === "note"`,
    },
    {
      what: "begins lines",
      act: async () => {
        await stage.type("a");
        await stage.press("Enter");
        await stage.type("b");
      },
      holds: `document.querySelector("#note").value === "a\\nb"`,
    },
    { what: "ticks", act: () => stage.click("#news"), holds: `document.querySelector("#news").checked` },
    {
      what: "chooses",
      act: async () => {
        await stage.click("#size");
        await stage.agent.page.getByRole("dialog").getByRole("listbox").selectOption("M");
        await stage.agent.page.getByRole("button", { name: "Apply" }).click();
      },
      holds: `document.querySelector("#size").value === "M"`,
    },
    {
      what: "slides",
      act: () => stage.click("#level"),
      holds: `document.querySelector("#level").value === "5"`,
    },
    {
      what: "sets a date",
      act: async () => {
        await stage.click("#day");
        await stage.agent.page.getByLabel("Value").fill("2026-01-02");
        await stage.agent.page.getByRole("button", { name: "Apply" }).click();
      },
      holds: `document.querySelector("#day").value === "2026-01-02"`,
    },
    {
      what: "types rich text",
      act: async () => {
        await stage.click("#rich");
        await stage.type("Hi");
      },
      holds: `document.querySelector("#rich").textContent === "Hi"`,
    },
    { what: "clicks twice", act: () => stage.click("#button", { clickCount: 2 }), holds: `window.doubled` },
    {
      what: "opens context menus",
      act: () => stage.click("#button", { button: "right" }),
      holds: `window.menu`,
    },
    { what: "uses the page's shortcuts", act: () => stage.press("Control+k"), holds: `window.shortcut` },
    {
      what: "scrolls",
      act: async () => {
        const { x, y } = await stage.middleOf("#box");
        await stage.agent.page.mouse.move(x, y);
        await stage.agent.page.mouse.wheel(0, 100);
      },
      holds: `document.querySelector("#box").scrollTop === 100`,
    },
    {
      what: "drags",
      act: async () => {
        const [from, to] = [await stage.middleOf("#drag"), await stage.middleOf("#drop")];
        await stage.agent.page.mouse.move(from.x, from.y);
        await stage.agent.page.mouse.down();
        for (const part of [0.3, 0.6, 1]) {
          await stage.agent.page.mouse.move(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
        }
        await stage.agent.page.mouse.up();
      },
      holds: `window.dropped`,
    },
    {
      what: "submits by Enter",
      act: async () => {
        await stage.click("#name");
        await stage.press("Enter");
      },
      holds: `window.sent`,
    },
  ] as const)
    it(`AV-03: ${what}`, async () => {
      expect(await stage.page.evaluate(holds), "not before").to.not.equal(true);
      await act();
      await stage.until(holds);
    });

  it("AV-03: rests while the visitor uses the mouse, and goes on", async () => {
    await stage.page.evaluate(`window.clicked = 0`);
    await stage.page.mouse.move(300, 300);
    await stage.page.mouse.move(340, 340);
    await stage.said("The visitor is using the page");
    await stage.click("#button");
    await stage.said("Not done: the visitor is using the page");
    await stage.said("You can use the page");
    expect(await stage.page.evaluate(`window.clicked`)).to.equal(0);
    await stage.click("#button");
    await stage.until(`window.clicked === 1`);
  });

  it("AV-03: goes on, on the next page", async () => {
    await stage.click("#next");
    await stage.agent.sees("h1", "Second");
    await stage.click("#button");
    await stage.until(`window.clicked === 1`);
    expect(await stage.heard()).to.include(`rc {"enabled":true}`);
  });

  it("AV-03: ends when the visitor presses Escape", async () => {
    await stage.page.keyboard.press("Escape");
    await stage.said("You can't use the page any more");
    expect((await stage.heard()).at(-1)).to.equal(`rc {"enabled":false}`);
    await stage.click("#button");
    await stage.takeControl();
    await stage.click("#button");
    await stage.until(`window.clicked > 1`);
    expect(await stage.page.evaluate(`window.clicked`), "the first did nothing").to.equal(2);
  });

  it("AV-03: ends when the agent stops it", async () => {
    await stage.tool("Stop control");
    await stage.said("You can't use the page any more");
    expect((await stage.heard()).at(-1)).to.equal(`rc {"enabled":false}`);
  });
});
