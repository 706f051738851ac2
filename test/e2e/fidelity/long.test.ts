// F20, F114, F116: what a page and its agent's browser are left with after hours, counted by the browser once it has collected garbage;
// and how long a large page's thread is held up.
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { Heap, type Held } from "../../../bench/heap.ts";
import { traced } from "../../../bench/trace.ts";
import { launchChromium } from "../../support/browser.ts";
import { MirrorServer } from "../../support/mirror.ts";
import { SideBySide } from "./side-by-side.ts";

/** Rounds of each kind of change: half of them before memory is looked at first. */
const ROUNDS = Number(process.env["LONG_ROUNDS"] ?? 12);
/** Frames that one round mounts, and rows that it swaps. */
const FRAMES = 20;
const ROWS = 60;
/** Of the rows that went last, ten nodes and more each, the browser itself may keep hold for a while; a leak keeps those of every round. */
const MAX_LEFT_NODES = 15 * ROWS;
/** Characters of each sheet's text; no two have the same. */
const SHEET_LENGTH = 20_000;
/** What may be left over of all that, in kB: code that was compiled, buffers that are kept. All sheets together are twenty times as much. */
const MAX_LEFT_KB = 1_000;
const MAX_TASK_MS = 50;

function lessThan(held: Held, before: Held): Held {
  return {
    page: held.page - before.page,
    workers: held.workers - before.workers,
    documents: held.documents - before.documents,
    nodes: held.nodes - before.nodes,
  };
}

/** What the page and its recorder have. */
interface LongPage {
  /** CSS that no other call has returned. */
  sheetText(length: number): string;
  adoptSheet(root: Document | ShadowRoot, window: Window, length: number): void;
  readonly capture: { flush(): Promise<void> };
}

/** What pages do for hours: frames and components that come and go, lists that are swapped, styles and texts that change. */
async function live(page: Page, keep: boolean): Promise<void> {
  await page.evaluate(
    async ([frames, rows, length, keeps]) => {
      const tab = globalThis as unknown as LongPage;
      const all = Array.from({ length: frames }, () => document.createElement("iframe"));
      document.body.append(...all);
      for (const frame of all) {
        frame.contentDocument!.body.innerHTML = "<p>in a frame</p><input value=x>";
        tab.adoptSheet(frame.contentDocument!, frame.contentWindow!, length);
      }
      const list = document.querySelector("#list")!;
      list.innerHTML = Array.from({ length: rows }, (_, i) => `<tr><td>${i}<td><x-cell>cell</x-cell>`).join(
        "",
      );
      for (const host of list.querySelectorAll("x-cell")) {
        const root = host.attachShadow({ mode: "open", slotAssignment: "manual" });
        root.innerHTML = `<style>${tab.sheetText(length)}</style><b><slot></slot></b>`;
        tab.adoptSheet(root, window, length);
        root.querySelector("slot")!.assign(host.firstChild as Text);
      }
      list.querySelector("td")!.animate({ opacity: [0, 1] }, 10);
      await tab.capture.flush();
      if (keeps) return;
      for (const frame of all) frame.remove();
      list.replaceChildren();
      await tab.capture.flush();
    },
    [FRAMES, ROWS, SHEET_LENGTH, keep] as const,
  );
}

describe("e2e / fidelity / long sessions", function () {
  this.timeout(Math.max(300_000, ROUNDS * 10_000));
  const server = new MirrorServer("test/e2e/fidelity/pages");
  let browser: Browser;
  let sides: SideBySide | undefined;

  before(async () => {
    await server.start();
    browser = await launchChromium();
  });
  afterEach(() => sides?.close());
  after(async () => {
    await browser.close();
    await server.stop();
  });

  /** What half of the rounds has left in the visitor's tab and in the agent's. */
  async function left(keep = false): Promise<readonly Held[]> {
    sides = await SideBySide.open(browser, server, "/long/list.html");
    const { page, agent } = sides;
    const heaps = await Promise.all([page, agent].map((tab) => Heap.of(tab)));
    /** Once more when the page had time to say what the first look let go of. */
    const look = async (): Promise<Held[]> => {
      await Promise.all(heaps.map((heap) => heap.look()));
      await sides!.follow();
      return Promise.all(heaps.map((heap) => heap.look()));
    };
    const rounds = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i += 1) await live(page, keep);
      await sides!.follow();
    };
    await page.bringToFront();
    await rounds(keep ? 1 : ROUNDS / 2);
    const before = await look();
    await rounds(keep ? 2 : ROUNDS / 2);
    const after = await look();
    return after.map((held, i) => lessThan(held, before[i]!));
  }

  it("F114, F116: leaves nothing of what came and went, neither in the visitor's page nor in the agent's", async () => {
    for (const { page, workers, documents, nodes } of await left()) {
      expect(documents).to.be.at.most(2);
      expect(nodes).to.be.at.most(MAX_LEFT_NODES);
      expect(page).to.be.at.most(MAX_LEFT_KB);
      expect(workers).to.be.at.most(MAX_LEFT_KB);
    }
  });

  it("F114, F116: finds what a page does keep, in both", async () => {
    const both = await left(true);
    const sheetsKb = (2 * FRAMES * SHEET_LENGTH) / 1_000;
    for (const { page, documents } of both) {
      expect(documents).to.be.at.least(2 * FRAMES);
      expect(page).to.be.at.least(sheetsKb);
    }
    // The agent's worker knows which sheets there are, and nothing of their texts.
    expect(both[0]!.workers).to.be.at.least(sheetsKb);
  });

  it(`F20: holds up a page of 250,000 nodes for ${MAX_TASK_MS} ms at a time at most, in processor time`, async () => {
    const context = await browser.newContext({ bypassCSP: true });
    try {
      const page = await context.newPage();
      await page.goto(`${server.url}/long/large.html`);
      const { largest, tasks } = await traced(browser, page, () =>
        page.evaluate(async () => {
          const module = "/__glance/capture.js";
          const { capture } = (await import(module)) as {
            capture(document: Document, options: object): { ready: Promise<void>; flush(): Promise<void> };
          };
          performance.mark("bench-rest");
          await new Promise((resolve) => setTimeout(resolve, 200));
          performance.mark("bench-start");
          let messages = 0;
          const running = capture(document, {
            onMessage() {
              messages += 1;
            },
            assets: "none",
            compress: true,
          });
          await running.ready;
          await running.flush();
          performance.mark("bench-done");
          performance.mark("bench-end");
          if (messages === 0) throw new Error("nothing was captured");
        }),
      );
      expect(tasks).to.be.above(20);
      expect(largest).to.be.at.most(MAX_TASK_MS);
    } finally {
      await context.close();
    }
  });
});
