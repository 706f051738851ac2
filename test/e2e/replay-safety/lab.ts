// Builds an attack's page in a real browser in one of the ways, lets a person act on it, and tells what came of it.
import type { Browser, BrowserContext, JSHandle, Page } from "playwright-core";
import { createOpWriter, encodeMessage, MESSAGE } from "../../../core/protocol/index.ts";
import { launchChromium } from "../../support/browser.ts";
import type { Attack, Effect } from "./attacks/attack.ts";
import { EvilServer, StageServer } from "./servers.ts";
import type { Stage, Way } from "./stage/stage.ts";

/** An attack's page as a keyframe. */
function messageOf(attack: Attack, evil: string): string {
  const page = createOpWriter();
  page.at(0, 0);
  page.frameDocument(1, 0);
  page.at(1, 0);
  page.element(2, 0, "html", []);
  page.at(2, 0);
  page.element(3, 0, "head", []);
  page.element(4, 0, "body", []);
  attack.tell(page, evil, `top.detected(1)`);
  page.at(4, 0);
  page.element(900, 0, "i", []);
  page.at(900, 0);
  page.text(901, "built to the end");
  return Buffer.from(encodeMessage(MESSAGE.keyframe, page.finish())).toString("base64");
}

/** A viewer's page, open. */
interface Viewer {
  readonly way: Way;
  readonly page: Page;
  readonly stage: JSHandle<Stage>;
}

/** What an attack achieved. */
export interface Outcome {
  readonly effects: ReadonlySet<Effect>;
  /** Of building; undefined when it was built to the end. */
  readonly error: string | undefined;
  readonly text: string;
}

export class Lab {
  readonly #browser: Browser;
  readonly #context: BrowserContext;
  readonly #stage: StageServer;
  readonly #evil: EvilServer;
  #viewer: Viewer | undefined;
  #noticed = new Set<Effect>();

  private constructor(browser: Browser, context: BrowserContext, stage: StageServer, evil: EvilServer) {
    this.#browser = browser;
    this.#context = context;
    this.#stage = stage;
    this.#evil = evil;
    // Every page but those that this lab opens is one that an attack opened.
    context.on("page", () => this.#noticed.add("popup"));
  }

  static async open(): Promise<Lab> {
    const [stage, evil] = await Promise.all([StageServer.start(), EvilServer.start()]);
    const browser = await launchChromium("--autoplay-policy=no-user-gesture-required");
    return new Lab(browser, await browser.newContext({ viewport: { width: 800, height: 600 } }), stage, evil);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await Promise.all([this.#stage.stop(), this.#evil.stop()]);
  }

  /** Requests that reached the attacker from pages built in this way, late ones included. */
  contacts(way: Way): string[] {
    return this.#evil.hits.filter((path) => path.startsWith(`/${way}/`));
  }

  /** Builds the attack's page and acts. With `awaited` it returns as soon as that is seen, or after some seconds. */
  async try(attack: Attack, number: number, way: Way, awaited?: Effect): Promise<Outcome> {
    const viewer = await this.#viewerFor(way);
    const path = `/${way}/${number}`;
    this.#noticed = new Set();
    const error = await viewer.stage.evaluate((stage, [how, message]) => stage.build(how, [message]), [
      way,
      messageOf(attack, this.#evil.url + path),
    ] as const);
    const text = await viewer.stage.evaluate((stage) => stage.text()).catch(() => "");
    if (attack.act !== undefined) await this.#act(viewer, attack.act);
    const effects = await this.#effects(viewer, path, awaited);
    // An attack that works leaves nothing behind that could be built in.
    if (way === "control" || effects.size > 0) await this.#leave();
    return { effects, error, text };
  }

  /** Ways to parse markup or run text that work in the replica that was built last. */
  async sinks(): Promise<readonly string[] | undefined> {
    return this.#viewer?.stage.evaluate((stage) => stage.sinks());
  }

  /** What `look` finds in the viewer's page that was built in last. */
  async inViewer<T>(look: (frame: HTMLIFrameElement) => T | Promise<T>): Promise<T> {
    const frame = await this.#viewer?.page.$("#replica");
    if (!frame) throw new Error("no replica");
    return frame.evaluate(look as never);
  }

  async #viewerFor(way: Way): Promise<Viewer> {
    if (this.#viewer?.way === way) return this.#viewer;
    await this.#leave();
    const page = await this.#context.newPage();
    const home = this.#stage.url + (way === "shipped" || way === "frame" ? "/viewer" : "/");
    await page.goto(home);
    page.on("dialog", (dialog) => {
      this.#noticed.add("ran");
      void dialog.dismiss();
    });
    page.on("download", () => this.#noticed.add("download"));
    page.on("filechooser", () => this.#noticed.add("chooser"));
    page.on("framenavigated", (frame) => {
      if (frame === page.mainFrame() && frame.url() !== home) this.#noticed.add("navigated");
    });
    this.#viewer = { way, page, stage: await page.evaluateHandle("stage") };
    return this.#viewer;
  }

  async #leave(): Promise<void> {
    const left = this.#viewer;
    this.#viewer = undefined;
    await left?.page.close();
  }

  async #act({ page, stage }: Viewer, act: "click" | "enter"): Promise<void> {
    const target = await stage.evaluate((there) => there.target());
    if (target === undefined) return;
    await page.mouse.click(target.x, target.y);
    if (act === "enter") await page.keyboard.press("Enter");
  }

  async #effects(viewer: Viewer, path: string, awaited: Effect | undefined): Promise<Set<Effect>> {
    const end = performance.now() + 3_000;
    for (;;) {
      const effects = await this.#look(viewer, path);
      if (awaited === undefined || effects.has(awaited) || performance.now() > end) return effects;
    }
  }

  /** What is to be seen by now: what was started before has had a frame and a round trip of the network. */
  async #look({ stage }: Viewer, path: string): Promise<Set<Effect>> {
    const effects = new Set(this.#noticed);
    const seen = await stage
      .evaluate((there, url) => there.settled(url), `${this.#evil.url}/round-trip`)
      .catch(() => undefined);
    if (seen === undefined) effects.add("navigated");
    else {
      if (seen.ran.length > 0) effects.add("ran");
      if (seen.playing > 0) effects.add("plays");
      if (seen.focus !== "mine") effects.add("focus");
    }
    for (const effect of this.#noticed) effects.add(effect);
    if (this.#evil.hits.some((hit) => hit.startsWith(`${path}/`))) effects.add("contact");
    return effects;
  }
}
