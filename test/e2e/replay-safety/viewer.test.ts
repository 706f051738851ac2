// A forged visitor and the real viewer: what a page can do to the viewer around it, and to the agent's browser.
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { CHANNEL, encodeAsset, encodeMessage, MESSAGE, type PageOps } from "../../../core/protocol/index.ts";
import { launchChromium } from "../../support/browser.ts";
import { Agent } from "../../support/people.ts";
import { PICTURE_FILES } from "../../support/picture-files.ts";
import { Relay } from "../../support/relay.ts";
import { deflated, delta, ForgedVisitor, type Told } from "./forged-visitor.ts";

const LARGE = "position:fixed;inset:0;width:9999px;height:9999px;z-index:2147483647;";
const MARKUP = `<img src=x onerror="window.ran=true">`;

/** An element in the body with a text. */
function add(page: PageOps, id: number, name: string, attributes: Record<string, string>, text = ""): void {
  page.at(4, 0);
  page.element(id, 0, name, Object.entries(attributes).flat());
  page.at(id, 0);
  page.text(id + 1, text);
}

const plain: Told = (page) => {
  page.pageState("https://shop.example/", "A shop", 0);
  add(page, 100, "p", { id: "text" }, "Words of the page");
};

describe("e2e / replay safety / viewer", function () {
  this.timeout(60_000);
  const relay = new Relay();
  let browser: Browser;
  let visitor: ForgedVisitor;
  let agent: Agent;
  let viewer: Page;

  before(async () => {
    await relay.start();
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await relay.stop();
  });

  async function open(told: Told, name = ""): Promise<void> {
    visitor = await ForgedVisitor.start(relay, told, name);
    agent = await Agent.join(browser, relay.url, visitor.key);
    viewer = agent.page;
    await agent.waitFor("live");
  }
  async function close(): Promise<void> {
    visitor.close();
    await agent.context.close();
  }

  /** Shows a page and waits until it is there. */
  async function show(told: Told): Promise<void> {
    const mark = `mark ${Math.random()}`;
    visitor.page((page) => {
      told(page);
      add(page, 900, "i", { id: "mark" }, mark);
    });
    await agent.sees("#mark", mark);
  }

  const inReplica = async <T>(look: () => T): Promise<T> => (await agent.replica()).evaluate(look);

  describe("a page that wants to be the viewer", () => {
    before(() => open(plain));
    after(close);

    it("S19: covers no tool of the viewer, however large and high it is", async () => {
      await show((page) =>
        add(page, 100, "dialog", { open: "", style: `${LARGE}background:red` }, "Sign in"),
      );
      const [covered, tools] = await viewer.evaluate(() => {
        const all = [...document.querySelectorAll<HTMLElement>("header.bar button")].filter((each) =>
          each.checkVisibility(),
        );
        const hidden = all.filter((each) => {
          const { left, top, width, height } = each.getBoundingClientRect();
          return !each.contains(document.elementFromPoint(left + width / 2, top + height / 2));
        });
        return [hidden.map((each) => each.outerHTML), all.length] as const;
      });
      expect(tools).to.be.above(3);
      expect(covered).to.deep.equal([]);
    });

    it("S19, S7: gets no click, since a glass lies over it", async () => {
      await show((page) => add(page, 100, "button", { style: LARGE }, "End session"));
      const hits = await viewer.evaluate(() => {
        const { left, top, width, height } = document
          .querySelector("#glance_replica")!
          .getBoundingClientRect();
        return [0.1, 0.5, 0.9].map((part) => {
          const hit = document.elementFromPoint(left + width * part, top + height * part);
          return hit?.closest(".glass, #glance_replica")?.className;
        });
      });
      expect(hits).to.deep.equal(["glass", "glass", "glass"]);
    });

    it("S26: opens no choice of files, and takes no focus, by mouse, by keyboard, or by itself", async () => {
      let choosers = 0;
      viewer.on("filechooser", () => (choosers += 1));
      await show((page) => {
        add(page, 100, "input", { type: "file", style: LARGE, accesskey: "u", tabindex: "1" });
        add(page, 110, "input", { autofocus: "", accesskey: "i" });
        page.focus(110);
      });
      await viewer.locator(".glass").click({ position: { x: 50, y: 50 } });
      const focused = new Set<string | undefined>();
      for (const key of ["Enter", "Space", "Alt+u", "Alt+i", ...Array.from({ length: 30 }, () => "Tab")]) {
        await viewer.keyboard.press(key);
        focused.add(await viewer.evaluate(() => document.activeElement?.id));
      }
      expect(focused).to.not.include("glance_replica");
      expect(choosers).to.equal(0);
    });

    it("S26: has no field that a browser would fill in for the agent", async () => {
      await show((page) => {
        add(page, 100, "input", { type: "text", name: "username", autocomplete: "username" });
        add(page, 110, "input", { type: "password", name: "password", autocomplete: "current-password" });
      });
      const fields = await inReplica(() =>
        [...document.querySelectorAll("input")].map((input) => [input.autocomplete, input.name]),
      );
      expect(fields).to.deep.equal([
        ["off", ""],
        ["off", ""],
      ]);
    });

    it("S27: has no text that a browser would send away to be checked or translated", async () => {
      await show((page) => {
        add(page, 100, "div", { contenteditable: "true", spellcheck: "true", translate: "yes" }, "secrett");
        add(page, 110, "textarea", { spellcheck: "true", writingsuggestions: "true" }, "secrett");
      });
      const checked = await inReplica(() =>
        [...document.querySelectorAll<HTMLElement>("div, textarea")].map((each) => [
          each.isContentEditable,
          each.getAttribute("spellcheck"),
        ]),
      );
      expect(checked).to.deep.equal([
        [false, null],
        [false, null],
      ]);
      // Browsers translate a window or do not, with all frames in it.
      expect(await viewer.evaluate(() => document.documentElement.translate)).to.equal(false);
    });

    it("S29: leaves nothing behind in the viewer's origin", async () => {
      await show((page) => {
        add(
          page,
          100,
          "script",
          {},
          `localStorage.setItem("left", "1"); navigator.serviceWorker.register("/x.js")`,
        );
        add(page, 110, "iframe", { src: "/sw.js" });
      });
      const left = await viewer.evaluate(async () => [
        localStorage.length,
        (await navigator.serviceWorker.getRegistrations()).length,
        (await caches.keys()).length,
        (await indexedDB.databases()).length,
        document.cookie,
      ]);
      expect(left).to.deep.equal([0, 0, 0, 0, ""]);
      // The sign-in is there, where no script reaches it.
      const cookies = await agent.context.cookies();
      expect(cookies).to.have.length.above(0);
      expect(cookies.every(({ httpOnly }) => httpOnly)).to.equal(true);
    });

    it("S44: and strangers' pages tell the viewer nothing by messages", async () => {
      const stranger = await agent.context.newPage();
      await stranger.goto("about:blank");
      const before = await viewer.evaluate(() => document.body.innerText);
      await viewer.evaluate(() => {
        const frame = document.querySelector<HTMLIFrameElement>("#glance_replica")!.contentWindow!;
        for (const type of ["end", "message", "leave", "glance", "sessionstart"])
          dispatchEvent(
            new MessageEvent("message", {
              data: { type, glance: 1 },
              origin: "https://evil.example",
              source: frame,
            }),
          );
      });
      await show(plain);
      expect(await viewer.evaluate(() => document.body.innerText)).to.equal(before);
      await agent.waitFor("live");
      await stranger.close();
    });

    it("S45: gives away nothing by the clipboard or by dragging", async () => {
      await agent.context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await show((page) => {
        add(page, 100, "p", { style: "font-size:99px" }, "COPIED WORDS");
        add(
          page,
          110,
          "a",
          { href: "https://evil.example/", draggable: "true", style: "font-size:99px" },
          "Drag",
        );
      });
      await viewer.evaluate(() => navigator.clipboard.writeText("what was there"));
      const box = (await viewer.locator(".glass").boundingBox())!;
      await viewer.mouse.move(box.x + 10, box.y + 20);
      await viewer.mouse.down();
      await viewer.mouse.move(box.x + 300, box.y + 60, { steps: 5 });
      await viewer.mouse.up();
      await viewer.keyboard.press("Control+a");
      await viewer.keyboard.press("Control+c");
      const copied = await viewer.evaluate(() => navigator.clipboard.readText());
      expect(copied).to.not.include("COPIED");
      const selected = await inReplica(() => String(getSelection()));
      expect(selected).to.equal("");
    });

    it("S42, S46: says titles, addresses and names as text of their own, short and in their direction", async () => {
      await close();
      await open((page) => {
        page.pageState(
          `https://bank.example@evil.example/${"a".repeat(9_000)}`,
          `${MARKUP}\u202Egpj.exe${"t".repeat(9_000)}`,
          0,
        );
        add(page, 100, "p", {}, "x");
      }, `<b>\u202Eeman`);
      visitor.say({ type: "paused", paused: true, message: `${MARKUP}\u202Edesuap` });
      await agent.waitFor("paused");
      const found = await viewer.evaluate(() => {
        const texts = [...document.querySelectorAll("bdi")].map((each) => each.textContent);
        const outside = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const loose: string[] = [];
        while (outside.nextNode()) {
          const { data, parentElement } = outside.currentNode as Text;
          if (/[\u202a-\u202e\u2066-\u2069]/.test(data) && parentElement?.closest("bdi") === null)
            loose.push(data);
        }
        return {
          longest: Math.max(...texts.map((text) => text.length)),
          kinds: ["gpj", "eman", "desuap", "bank.example"].filter((part) =>
            texts.some((text) => text.includes(part)),
          ),
          loose,
          images: document.querySelectorAll("img").length,
          ran: "ran" in window,
          title: document.title.length,
        };
      });
      expect(found.kinds).to.deep.equal(["gpj", "eman", "desuap", "bank.example"]);
      expect(found).to.deep.include({ loose: [], images: 0, ran: false });
      expect(found.longest).to.be.below(1_000);
      expect(found.title).to.be.below(300);
    });
  });

  describe("pictures", () => {
    before(() => open(plain));
    after(close);

    /** Tells asset 1 as the picture of `#shown`. */
    async function picture(bytes: Uint8Array, mime = "image/png"): Promise<void> {
      const hash = Buffer.from(bytes.slice(0, 16)).toString("hex").padEnd(32, "0");
      const asset = { id: 1, hash, mime, sizeBytes: bytes.length, bytes };
      visitor.send(CHANNEL.assets, encodeMessage(MESSAGE.asset, encodeAsset(asset)));
      await show((page) =>
        add(page, 100, "img", { id: "shown", src: "glance-asset:1", width: "50", height: "50" }),
      );
    }
    const naturalWidth = (): Promise<number> =>
      inReplica(() => document.querySelector<HTMLImageElement>("#shown")!.naturalWidth);

    it("S24: a picture of 30,000 × 30,000 px is not decoded", async () => {
      const bomb = PICTURE_FILES[0]!.bytes.slice();
      bomb.set([0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30], 16);
      await picture(bomb);
      expect(await naturalWidth()).to.equal(0);
      const data = `data:image/png;base64,${Buffer.from(bomb).toString("base64")}`;
      await show((page) => add(page, 100, "img", { id: "shown", src: data }));
      expect(await naturalWidth()).to.equal(0);
    });

    it("S24: a canvas of 30,000 × 30,000 px holds none", async () => {
      await show((page) => add(page, 100, "canvas", { id: "shown", width: "30000", height: "30000" }));
      const took = await viewer.evaluate(async () => {
        const started = performance.now();
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return performance.now() - started;
      });
      expect(took).to.be.below(2_000);
    });

    it("a small one is shown (control)", async () => {
      await picture(PICTURE_FILES[0]!.bytes);
      await expect8(naturalWidth);
    });

    it("S24: SVG that copies itself a million times is not shown, and nobody waits for it", async () => {
      const level = (_: unknown, i: number): string =>
        `<g id="a${i + 1}">${`<use href="#a${i}"/>`.repeat(10)}</g>`;
      const uses = Array.from({ length: 6 }, level).join("");
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g id="a0"><path/></g>${uses}<use href="#a6"/></svg>`;
      await picture(new TextEncoder().encode(svg), "image/svg+xml");
      expect(await naturalWidth()).to.equal(0);
    });
  });

  describe("floods", function () {
    this.timeout(120_000);
    const floods: readonly { what: string; bytes: () => Uint8Array; times: number }[] = [
      {
        what: "lists of half a million items each",
        times: 100,
        bytes: () =>
          deflated(
            delta((page) => {
              // Of nobody: it is read and counted, and that is all, so that no machine is too slow for it to be a flood.
              page.selected(99_999, new Array<number>(490_000).fill(0));
            }),
          ),
      },
      {
        what: "more steps than a message may have",
        times: 1,
        bytes: () =>
          delta((page) => {
            for (let i = 0; i < 600_000; i += 1) page.attribute(100, "title", "a");
          }),
      },
      { what: "bytes that are no message", times: 1, bytes: () => new Uint8Array(1_000_000).fill(7) },
      {
        what: "copies of copies without end",
        times: 1,
        bytes: () =>
          delta((page) => {
            page.at(4, 0);
            page.element(10_000, 1, "svg", []);
            for (let level = 0, id = 10_001; level < 7; level += 1) {
              page.at(10_000, 0);
              page.element(id, 1, "g", ["id", `a${level}`]);
              page.at(id++, 0);
              for (let i = 0; i < 10; i += 1) page.element(id++, 1, "use", ["href", `#a${level - 1}`]);
            }
          }),
      },
    ];
    for (const { what, bytes, times } of floods)
      it(`S39: ${what} end the link with a clear message, and the viewer answers all the while`, async () => {
        await open(plain);
        await viewer.evaluate(() => {
          const tasks: number[] = [];
          Object.assign(window, { tasks });
          new PerformanceObserver((list) => {
            for (const { duration } of list.getEntries()) tasks.push(duration);
          }).observe({ type: "longtask" });
        });
        const flood = bytes();
        for (let i = 0; i < times; i += 1) visitor.send(CHANNEL.page, flood);
        await agent.waitFor("error");
        await viewer.getByText("The visitor's page can't be shown").waitFor();
        await visitor.refused();
        const tasks = await viewer.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
        expect(tasks, "tasks of more than 50 ms").to.deep.equal([]);
        await close();
      });

    it("a busy page is no flood (control)", async () => {
      await open(plain);
      for (let i = 0; i < 200; i += 1)
        visitor.send(
          CHANNEL.page,
          delta((page) => {
            for (let step = 0; step < 1_000; step += 1) page.attribute(100, "title", `${i} ${step}`);
          }),
        );
      await show(plain);
      await agent.waitFor("live");
      await close();
    });
  });
});

async function expect8(width: () => Promise<number>): Promise<void> {
  const end = performance.now() + 5_000;
  while ((await width()) !== 8 && performance.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await width()).to.equal(8);
}
