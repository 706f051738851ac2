// Gestures and remote control over a whole session: visitor's page, real server, real viewer. Ours alone: no peer has them.
import type { CDPSession, Page } from "playwright-core";
import { launchChromium } from "../test/support/browser.ts";
import { Relay } from "../test/support/relay.ts";
import { Site, taggedPage } from "../test/support/site.ts";
import { Stage } from "../test/e2e/control/stage.ts";
import { median, quantile } from "./results.ts";

const FORM = `<input id="name" aria-label="Name"><select id="size" aria-label="Size"><option>S<option>M<option>L</select>
  <input id="news" type="checkbox"><button id="button" onclick="this.textContent = String(performance.now() | 0)">Button</button>
  <div id="box" style="height:80px;width:240px;overflow:auto"><div style="height:900px">Long</div></div>`;

/** Says yes, and keeps nothing: what a test's page notes down would grow. */
const WILLING = `<script>addEventListener("load", () =>
  GLANCE.Cobrowse.Visitor.addEventListener("rcrequested", (request) => setTimeout(() => request.accept())));</script>`;

const MOVES = 80;
/** Time between two moves, in ms: longer than what is told of one mouse. */
const APART_MS = 40;
const DEFAULT_MINUTES = 10;
/** Time between two looks at memory, in ms. */
const LOOK_MS = 20_000;

/** Times from a move of one side's mouse to its being drawn at the other, in ms. */
interface Way {
  readonly name: string;
  readonly from: Page;
  readonly to: Page;
  /** Expressions: what moves, and the element whose style follows. */
  readonly moved: string;
  readonly drawn: string;
  readonly place: (step: number) => { x: number; y: number };
}

/** `npm run bench -- pointer`. */
export async function benchPointer(): Promise<void> {
  await inSession(async (stage) => {
    await stage.tool("Point");
    const { x, y } = await stage.middleOf("#button");
    await stage.agent.page.mouse.move(x, y);
    await stage.until(`${OVERLAY}?.querySelector(".pointer") != null`);
    const ways: readonly Way[] = [
      {
        name: "agent to visitor",
        from: stage.agent.page,
        to: stage.page,
        moved: `document.querySelector(".glass")`,
        drawn: `${OVERLAY}.querySelector(".pointer")`,
        place: (step) => ({ x: x + (step % 20), y: y + (step % 7) }),
      },
      {
        name: "visitor to agent",
        from: stage.page,
        to: stage.agent.page,
        moved: `document`,
        drawn: `document.querySelector(".glass > .pointer")`,
        place: (step) => ({ x: 200 + (step % 40) * 5, y: 300 + (step % 11) * 5 }),
      },
    ];
    for (const way of ways) {
      const times = await timesOf(way);
      console.log(
        `pointer  ${way.name}  median ${figure(median(times))}  95 of 100 ${figure(quantile(times, 0.95))} ms`,
      );
    }
  });
}

async function timesOf({ from, to, moved, drawn, place }: Way): Promise<number[]> {
  await from.evaluate(`window.moves = [];
    ${moved}.addEventListener("pointermove", () => moves.push(performance.timeOrigin + performance.now()), true)`);
  await to.evaluate(`window.draws = []; new MutationObserver(() => draws.push(performance.timeOrigin + performance.now()))
    .observe(${drawn}, { attributes: true, attributeFilter: ["style"] })`);
  const times: number[] = [];
  // From 1 on: the mouse is where step 0 would be.
  for (let step = 1; step <= MOVES; step += 1) {
    await from.evaluate(`moves.length = 0`);
    await to.evaluate(`draws.length = 0`);
    const { x, y } = place(step);
    await from.waitForTimeout(APART_MS);
    await from.mouse.move(x, y);
    // The viewer's policy lets no text become a script in it: it is asked from outside.
    let draws: readonly number[] = [];
    while (draws.length === 0) draws = await to.evaluate<number[]>(`draws`);
    const moves = await from.evaluate<number[]>(`moves`);
    times.push(draws[0]! - moves[0]!);
  }
  return times;
}

/** `npm run bench -- control-memory [--minutes N]`. */
export async function benchControlMemory(options: readonly string[]): Promise<void> {
  const at = options.indexOf("--minutes");
  const minutes = at < 0 ? DEFAULT_MINUTES : Number(options[at + 1]);
  await inSession(async (stage) => {
    await stage.takeControl();
    const sides = [await Heap.of("visitor", stage.page), await Heap.of("agent", stage.agent.page)];
    const start = performance.now();
    const isOver = (): boolean => performance.now() - start > minutes * 60_000;
    let acts = 0;
    while (!isOver()) {
      const look = performance.now() + LOOK_MS;
      while (performance.now() < look && !isOver()) acts += await actAll(stage);
      const minute = (performance.now() - start) / 60_000;
      for (const side of sides) await side.look(minute);
      console.log(`control-memory  ${minute.toFixed(1)} min  ${acts} acts  ${sides.map(String).join("  ")}`);
    }
    for (const side of sides) console.log(side.report());
  });
}

/** One round of everything that remote control and gestures have; returns how many acts that was. */
async function actAll(stage: Stage): Promise<number> {
  const { page } = stage.agent;
  await stage.click("#name");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Ada Lovelace", { delay: 40 });
  await stage.click("#news");
  await stage.click("#button");
  const box = await stage.middleOf("#box");
  await page.mouse.move(box.x, box.y, { steps: 10 });
  await page.mouse.wheel(0, 120);
  await page.mouse.wheel(0, -120);
  await stage.tool("Arrow");
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + 20, { steps: 6 });
  await page.mouse.up();
  await stage.tool("Point");
  await page.mouse.move(box.x, box.y, { steps: 10 });
  await stage.tool("Use the page");
  return 12 + 6;
}

/** The heap of a page after garbage was collected, over time. */
class Heap {
  readonly #name: string;
  readonly #session: CDPSession;
  readonly #looks: { readonly minute: number; readonly kB: number; readonly nodes: number }[] = [];

  private constructor(name: string, session: CDPSession) {
    this.#name = name;
    this.#session = session;
  }

  static async of(name: string, page: Page): Promise<Heap> {
    return new Heap(name, await page.context().newCDPSession(page));
  }

  async look(minute: number): Promise<void> {
    for (let times = 0; times < 3; times += 1) await this.#session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await this.#session.send("Runtime.getHeapUsage");
    const { nodes } = await this.#session.send("Memory.getDOMCounters");
    this.#looks.push({ minute, kB: usedSize / 1_000, nodes });
  }

  toString(): string {
    const { kB = 0, nodes = 0 } = this.#looks.at(-1) ?? {};
    return `${this.#name} ${kB.toFixed(0)} kB ${nodes} nodes`;
  }

  /** Growth by a straight line through all looks but those of the first quarter: code that is compiled late, caches that fill. */
  report(): string {
    const looks = this.#looks.slice(Math.floor(this.#looks.length / 4));
    const growth = (of: "kB" | "nodes"): string =>
      slope(looks.map((look) => [look.minute, look[of]] as const)).toFixed(1);
    return `control-memory  ${this.#name}  ${growth("kB")} kB a minute  ${growth("nodes")} nodes a minute  (${looks.length} looks)`;
  }
}

/** Of the straight line with the least squares. */
function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (at: 0 | 1): number => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

const OVERLAY = `document.querySelector("glance-cobrowse-gestures")?.shadowRoot`;

function figure(ms: number): string {
  return ms.toFixed(1);
}

/** A session of a visitor and an agent on a page with a form, over the built release. */
async function inSession(measure: (stage: Stage) => Promise<void>): Promise<void> {
  const relay = await new Relay().start();
  const site = await new Site({ "/": taggedPage(FORM, WILLING) }).start(relay.url);
  const browser = await launchChromium();
  try {
    await measure(await Stage.open(browser, relay, site.url));
  } finally {
    await browser.close();
    await site.stop();
    await relay.stop();
  }
}
