// P46, P68: pixels. Of what is masked no picture is taken, and there is nothing in the visitor's scripts that could take one of the screen.
import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../support/browser.ts";
import { Agent, Visitor } from "../../support/people.ts";
import { Relay } from "../../support/relay.ts";
import { Site, taggedPage } from "../../support/site.ts";
import { Wire } from "../../support/wire.ts";
import { goOn, says } from "./stage.ts";

/** Files of pictures begin with one of these. */
const PICTURE = /RIFF[^]{4,12}WEBP|\x89?PNG\r\n|JFIF|canary-svg/g;

const PAGE = `<p id="public">public-0</p><div id="box" class="glance_masked">
  <canvas id="flat" width="80" height="40"></canvas><canvas id="deep" width="80" height="40"></canvas><canvas id="bitmap" width="80" height="40"></canvas>
  <img id="blob" width="80" height="40"><img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><title>canary-svg</title></svg>" width="80" height="40">
  <video id="video" width="80" height="40" muted></video></div>
  <script>
    window.draw = async (color) => {
      const flat = document.querySelector("#flat").getContext("2d"); flat.fillStyle = color; flat.fillRect(0, 0, 80, 40);
      const gl = document.querySelector("#deep").getContext("webgl"); if (gl) { gl.clearColor(Math.random(), 0, 0, 1); gl.clear(gl.COLOR_BUFFER_BIT) }
      document.querySelector("#bitmap").getContext("bitmaprenderer").transferFromImageBitmap(await createImageBitmap(document.querySelector("#flat")));
      const svg = "<svg xmlns='http://www.w3.org/2000/svg' fill='" + color + "'><title>canary-svg</title></svg>";
      document.querySelector("#blob").src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    };
    draw("red");
  </script>`;

/** Calls that give pictures of more than one element. */
const SCREEN = /getDisplayMedia|captureStream|ImageCapture|drawElement(Image)?\b|CropTarget/;

describe("e2e / privacy / pictures", function () {
  this.timeout(90_000);
  const site = new Site({
    "/": taggedPage(PAGE),
    "/bare": taggedPage(PAGE.replaceAll("glance_masked", "bare")),
  });
  let browser: Browser;
  let relay: Relay;
  let wire: Wire;
  let visitor: Visitor;
  let agent: Agent;
  before(async () => (browser = await launchChromium()));
  after(() => browser.close());
  afterEach(async () => {
    await Promise.all([visitor.context.close(), agent.context.close()]);
    await site.stop();
    await wire.stop();
    await relay.stop();
  });

  async function open(path: string): Promise<void> {
    relay = await new Relay().start();
    wire = await new Wire().start(relay.url);
    await site.start(wire.url);
    visitor = await Visitor.open(browser, site.url + path);
    agent = await Agent.join(browser, relay.url, await visitor.askForHelp());
    await agent.sees("#public", "public-0");
  }

  const draw = (color: string): Promise<void> =>
    visitor.page.evaluate(
      (wanted) => (window as unknown as { draw(color: string): Promise<void> }).draw(wanted),
      color,
    );
  const pictures = (): number => [...wire.sent().matchAll(PICTURE)].length;
  const until = async (condition: () => boolean): Promise<void> => {
    for (let i = 0; i < 400 && !condition(); i += 1) await visitor.page.waitForTimeout(50);
    expect(condition()).to.equal(true);
  };

  it("P46: takes none of canvases and images that are masked", async () => {
    await open("/");
    await draw("green");
    // Twice as long as between two pictures of a canvas.
    await visitor.page.waitForTimeout(1_000);
    await goOn(browser, relay, wire, visitor, agent);
    expect(wire.sent()).to.include("public-2");
    expect(pictures()).to.equal(0);
  });

  it("P46: takes some without the mask, and none any more once it is there, whatever is under way", async () => {
    await open("/bare");
    await draw("green");
    await until(() => pictures() >= 3);
    await visitor.page.evaluate(() => {
      document.querySelector("#box")!.className = "glance_masked";
      void (window as unknown as { draw(color: string): Promise<void> }).draw("blue");
    });
    await says(visitor, agent, "public-masked");
    const before = pictures();
    for (const color of ["yellow", "black"]) await draw(color);
    await visitor.page.waitForTimeout(1_000);
    await goOn(browser, relay, wire, visitor, agent);
    expect(pictures()).to.equal(before);
  });

  it("P68: has no call in it that gives the screen, a window or a part of a page as a picture", async () => {
    await open("/");
    const parts = readdirSync("dist").filter((name) => /^GlanceCobrowse(Loader|Visitor).*\.js$/.test(name));
    expect(parts.length).to.be.above(1);
    const code = parts.map((name) => readFileSync(`dist/${name}`, "utf8")).join("\n");
    expect(code, "what it has for single elements").to.include("createImageBitmap");
    expect(code).to.not.match(SCREEN);
  });
});
