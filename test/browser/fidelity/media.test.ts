// F17, F21, F98–F105: pictures, players, plug-ins, parts of other files. What needs other origins and real dialogs is in
// test/e2e/fidelity/media.test.ts.
import { expect } from "chai";
import { MirroredPage } from "./mirrored-page.ts";
import { describeRows, fired, type Row } from "./rows.ts";

const SPRITE = "/base/test/browser/fixtures/media/sprite.svg";
/** A 2 × 1 picture: red, then blue. */
const RED_BLUE =
  "data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20width=%222%22%20height=%221%22%3E%3Crect%20width=%221%22%20height=%221%22%20fill=%22red%22/%3E%3Crect%20x=%221%22%20width=%221%22%20height=%221%22%20fill=%22blue%22/%3E%3C/svg%3E";

/** Resolves when `condition` holds; after some seconds it rejects with what there is in its place. */
async function until(
  condition: () => boolean | Promise<boolean>,
  found: () => unknown = () => "",
): Promise<void> {
  for (const end = performance.now() + 8_000; !(await condition());) {
    if (performance.now() > end) throw new Error(`not within 8 s: ${JSON.stringify(found())}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The picture that stands in `element`; "" for none. */
function pictureIn(element: Element): string {
  return /url\("([^"]+)"\)/.exec((element as HTMLElement).style.getPropertyValue("content"))?.[1] ?? "";
}

/** What a placeholder says. */
function labelOf(url: string): string {
  return />([^<]+)<\/text>/.exec(decodeURIComponent(url))?.[1] ?? "";
}

/** Red, green, blue of the middle of a picture. */
async function middleOf(url: string): Promise<readonly number[]> {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const context = canvas.getContext("2d")!;
  context.drawImage(image, 0, 0);
  return [...context.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data].slice(0, 3);
}

const isNear = (one: readonly number[], other: readonly number[]): boolean =>
  one.every((value, i) => Math.abs(value - (other[i] ?? 0)) < 12);

/** Resolves when the replica's element shows a picture of this colour. */
async function shows(page: MirroredPage, selector: string, colour: readonly number[]): Promise<void> {
  await until(
    async () => {
      const url = pictureIn(page.copyOf(selector));
      // One that was replaced meanwhile cannot be read any more.
      return url.startsWith("blob:") && isNear(await middleOf(url).catch(() => [-99]), colour);
    },
    () => page.copyOf(selector).outerHTML,
  );
}

const RED = [255, 0, 0];
const GREEN = [0, 128, 0];

function fill(canvas: HTMLElement, colour: string): void {
  const { width, height } = canvas as HTMLCanvasElement;
  const context = (canvas as HTMLCanvasElement).getContext("2d")!;
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
}

function clearWebGl(canvas: HTMLElement, ...colour: readonly [number, number, number]): void {
  const gl = (canvas as HTMLCanvasElement).getContext("webgl")!;
  gl.clearColor(...colour, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
}

/** A second of a video, green. */
async function greenVideo(window: Window & typeof globalThis): Promise<string> {
  const canvas = window.document.createElement("canvas");
  canvas.width = 64;
  canvas.height = 48;
  const recorder = new window.MediaRecorder(canvas.captureStream(20), { mimeType: "video/webm" });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start();
  const timer = setInterval(() => fill(canvas, "green"), 30);
  await new Promise((resolve) => setTimeout(resolve, 900));
  const stopped = fired(recorder, "stop");
  recorder.stop();
  await stopped;
  clearInterval(timer);
  return URL.createObjectURL(new Blob(parts, { type: "video/webm" }));
}

const canvases: readonly Row[] = [
  {
    title:
      "F102: shows what was drawn on a 2D canvas before and after, under its own name and in its own size",
    html: `<style>canvas { border: 3px solid }</style><canvas id=c width=80 height=40></canvas>
      <script>const x = c.getContext("2d"); x.fillStyle = "red"; x.fillRect(0, 0, 80, 40)</script>`,
    async act(page) {
      await shows(page, "#c", RED);
      fill(page.of("#c"), "green");
      await shows(page, "#c", GREEN);
    },
    shows(copy) {
      const canvas = copy.querySelector<HTMLElement>("canvas#c")!;
      expect([canvas.offsetWidth, canvas.offsetHeight]).to.deep.equal([86, 46]);
      expect(pictureIn(canvas)).to.match(/^blob:/);
    },
  },
  {
    title: "F102: keeps the size of a canvas that nothing was drawn on, and follows it",
    html: `<canvas id=c width=70 height=20></canvas>`,
    act: (page) => page.of("#c").setAttribute("width", "90"),
    shows(copy) {
      const canvas = copy.querySelector<HTMLElement>("#c")!;
      expect([canvas.offsetWidth, canvas.offsetHeight]).to.deep.equal([90, 20]);
    },
  },
  {
    title:
      "F102: labels a canvas with a picture of another site in it, and shows it again once it was cleared",
    html: `<canvas id=c width=300 height=40></canvas>`,
    async act(page) {
      const image = new page.window.Image();
      image.src =
        location.origin.replace("127.0.0.1", "localhost") + SPRITE.replace("sprite.svg", "square.svg");
      await image.decode();
      (page.of("#c") as HTMLCanvasElement).getContext("2d")!.drawImage(image, 0, 0);
      await until(() => labelOf(pictureIn(page.copyOf("#c"))) === "Content of another site");
      expect(page.copyOf("#c").offsetWidth).to.equal(300);
      page.of("#c").setAttribute("width", "200");
      fill(page.of("#c"), "green");
      await shows(page, "#c", GREEN);
    },
    shows(copy) {
      expect(pictureIn(copy.querySelector("#c")!)).to.match(/^blob:/);
    },
  },
  {
    title: "F102: takes no picture of a masked canvas, and labels it",
    html: `<canvas id=c class=glance_masked width=80 height=40></canvas><canvas id=d width=10 height=10></canvas>
      <script>const x = c.getContext("2d"); x.fillStyle = "red"; x.fillRect(0, 0, 80, 40)</script>`,
    async act(page) {
      fill(page.of("#c"), "green");
      fill(page.of("#d"), "green");
      await shows(page, "#d", GREEN);
    },
    shows(copy) {
      expect(labelOf(pictureIn(copy.querySelector("canvas")!))).to.equal("Hidden by the visitor's site");
    },
  },
  {
    title: "F102: shows bitmaps that are transferred to a canvas",
    html: `<canvas id=c width=20 height=20></canvas>`,
    async act(page) {
      const drawn = new OffscreenCanvas(20, 20);
      drawn.getContext("2d")!.fillStyle = "green";
      drawn.getContext("2d")!.fillRect(0, 0, 20, 20);
      const renderer = (page.of("#c") as HTMLCanvasElement).getContext("bitmaprenderer")!;
      renderer.transferFromImageBitmap(drawn.transferToImageBitmap());
      await shows(page, "#c", GREEN);
    },
    shows(copy) {
      expect(pictureIn(copy.querySelector("#c")!)).to.match(/^blob:/);
    },
  },
  {
    title: "F102: looks at a canvas that another thread draws on",
    html: `<canvas id=c width=20 height=20></canvas>`,
    async act(page) {
      const off = (page.of("#c") as HTMLCanvasElement).transferControlToOffscreen();
      const context = off.getContext("2d")!;
      context.fillStyle = "red";
      context.fillRect(0, 0, 20, 20);
      await shows(page, "#c", RED);
      context.fillStyle = "green";
      context.fillRect(0, 0, 20, 20);
      await shows(page, "#c", GREEN);
    },
    shows(copy) {
      expect(pictureIn(copy.querySelector("#c")!)).to.match(/^blob:/);
    },
  },
  {
    title: "F102: shows each of forty canvases",
    html: `<style>canvas { width: 10px; height: 10px }</style>${"<canvas width=20 height=20></canvas>".repeat(40)}`,
    async act(page) {
      const all = [...page.document.querySelectorAll("canvas")];
      for (const canvas of all) fill(canvas, "green");
      await until(() =>
        [...page.copy.querySelectorAll("canvas")].every((canvas) => pictureIn(canvas).startsWith("blob:")),
      );
    },
    shows(copy) {
      for (const canvas of copy.querySelectorAll("canvas")) expect(pictureIn(canvas)).to.match(/^blob:/);
    },
  },
  {
    title: "F103: shows WebGL without preserveDrawingBuffer, drawn once and drawn in a row",
    html: `<canvas id=c width=20 height=20></canvas>`,
    async act(page) {
      clearWebGl(page.of("#c"), 1, 0, 0);
      await shows(page, "#c", RED);
      for (let i = 0; i < 5; i += 1) {
        await new Promise((resolve) => page.window.requestAnimationFrame(resolve));
        clearWebGl(page.of("#c"), 1, 0, i / 5);
      }
      await new Promise((resolve) => setTimeout(resolve, 60));
      clearWebGl(page.of("#c"), 0, 128 / 255, 0);
      await shows(page, "#c", GREEN);
    },
    shows(copy) {
      expect(pictureIn(copy.querySelector("#c")!)).to.match(/^blob:/);
    },
  },
  {
    title: "F103: a canvas of WebGPU keeps its place where this browser has none, and is hooked where it has",
    html: `<canvas id=c width=20 height=20></canvas>`,
    shows(copy, page) {
      expect(copy.querySelector<HTMLElement>("#c")!.offsetWidth).to.equal(20);
      const { GPUCanvasContext } = page.window as { GPUCanvasContext?: { prototype: object } };
      if (GPUCanvasContext === undefined) return;
      const method = Object.getOwnPropertyDescriptor(GPUCanvasContext.prototype, "getCurrentTexture")
        ?.value as unknown;
      expect(String(method)).not.to.include("[native code]");
    },
  },
];

const players: readonly Row[] = [
  {
    title: "F104: says what a video does, shows what it shows, and plays no sound",
    html: `<video id=v controls muted width=64 height=48></video>`,
    loaded(copy) {
      expect(copy.querySelector("#v")!.getAttribute("glance-playback")).to.match(/^paused at 0:00/);
    },
    async act(page) {
      const video = page.of("#v") as HTMLVideoElement;
      const ready = fired(video, "loadeddata");
      video.src = await greenVideo(page.window);
      await ready;
      await shows(page, "#v", GREEN);
      video.muted = true;
      video.playbackRate = 1.5;
      await video.play();
      await until(() =>
        /^playing.*speed 1.5, muted/.test(page.copyOf("#v").getAttribute("glance-playback") ?? ""),
      );
      const paused = fired(video, "pause");
      video.pause();
      await paused;
      await page.settle();
    },
    shows(copy) {
      const video = copy.querySelector<HTMLVideoElement>("#v")!;
      expect(video.getAttribute("glance-playback")).to.match(/^(paused|ended) at 0:0\d.*speed 1.5, muted$/);
      expect([video.src, video.currentSrc, video.paused]).to.deep.equal(["", "", true]);
      expect(pictureIn(video)).to.match(/^blob:/);
    },
  },
  {
    title: "F104: shows the poster until a video is played",
    html: `<video id=v width=64 height=48 poster="${RED_BLUE}"></video>`,
    shows(copy) {
      expect(pictureIn(copy.querySelector("#v")!)).to.match(/^data:image\/svg/);
      expect(labelOf(pictureIn(copy.querySelector("#v")!))).to.equal("");
    },
  },
  {
    title: "F104: labels a camera, of which no picture is taken",
    html: `<video id=v width=320 height=240></video>`,
    async act(page) {
      const video = page.of("#v") as HTMLVideoElement;
      const canvas = page.document.createElement("canvas");
      video.srcObject = canvas.captureStream(5);
      const loaded = fired(video, "loadedmetadata");
      fill(canvas, "red");
      await loaded;
      await page.settle();
    },
    shows(copy) {
      const video = copy.querySelector<HTMLElement>("#v")!;
      expect(labelOf(pictureIn(video))).to.equal("Live video");
      expect([video.offsetWidth, video.offsetHeight]).to.deep.equal([320, 240]);
    },
  },
  {
    title: "F104: labels a masked video, and says nothing of what it does",
    html: `<video id=v class=glance_masked controls width=64 height=48></video>`,
    act: (page) => ((page.of("#v") as HTMLVideoElement).muted = true) as never,
    shows(copy) {
      const video = copy.querySelector("video")!;
      expect(labelOf(pictureIn(video))).to.equal("Hidden by the visitor's site");
      expect(video.hasAttribute("glance-playback")).to.equal(false);
    },
  },
  {
    title: "F104: says in words what a sound does, and hides one without controls",
    html: `<audio id=a controls></audio><audio id=b></audio>`,
    act: (page) => void ((page.of("#a") as HTMLAudioElement).muted = true),
    async shows(copy) {
      expect(labelOf(pictureIn(copy.querySelector("#a")!))).to.equal("Sound, paused at 0:00, muted");
      expect(copy.querySelector<HTMLElement>("#a")!.offsetWidth).to.equal(300);
      expect(copy.querySelector<HTMLElement>("#b")!.offsetWidth).to.equal(0);
    },
  } as Row,
];

const images: readonly Row[] = [
  {
    title: "F99: shows the visitor's choice of srcset, sizes and picture, and the next one when it changes",
    html: `<picture><source id=s srcset="${RED_BLUE}" media="(min-width: 1px)"><img id=i srcset="${RED_BLUE} 2x" width=20></picture>`,
    async act(page) {
      const loaded = fired(page.of("#i"), "load");
      page.of("#s").setAttribute("srcset", RED_BLUE.replace("blue", "green"));
      await loaded;
    },
    shows(copy) {
      const image = copy.querySelector<HTMLImageElement>("#i")!;
      expect(image.src).to.include("green");
      expect([image.srcset, copy.querySelector("#s")!.getAttribute("srcset")]).to.deep.equal(["", null]);
    },
  },
  {
    title: "F99: loads a lazy image no earlier than the visitor does",
    html: `<div style="height:9000px"></div><img id=i loading=lazy width=20 height=20 src="${SPRITE.replace("sprite.svg", "square.svg")}">`,
    loaded(copy) {
      expect(copy.querySelector("#i")!.hasAttribute("src")).to.equal(false);
    },
    async act(page) {
      const loaded = fired(page.of("#i"), "load");
      page.of("#i").scrollIntoView();
      await loaded;
      await until(() => (page.copyOf("#i") as HTMLImageElement).naturalWidth > 0);
    },
    shows(copy) {
      expect(copy.querySelector<HTMLImageElement>("#i")!.src).to.match(/^data:image\/svg/);
    },
  },
  {
    title: "F100: shows a blob: image whose address was revoked as soon as it was loaded",
    html: `<img id=i>`,
    async act(page) {
      const image = page.of("#i") as HTMLImageElement;
      const drawn = new OffscreenCanvas(30, 20);
      drawn.getContext("2d")!.fillStyle = "green";
      drawn.getContext("2d")!.fillRect(0, 0, 30, 20);
      const url = page.window.URL.createObjectURL(await drawn.convertToBlob());
      image.onload = () => page.window.URL.revokeObjectURL(url);
      const loaded = fired(image, "load");
      image.src = url;
      await loaded;
      await until(() => (page.copyOf("#i") as HTMLImageElement).naturalWidth === 30);
    },
    shows(copy) {
      const { naturalWidth, naturalHeight } = copy.querySelector<HTMLImageElement>("#i")!;
      expect([naturalWidth, naturalHeight]).to.deep.equal([30, 20]);
    },
  },
  {
    title:
      "F100: puts a box of its size, with its own words, in place of an image that nobody but the browser may read",
    html: `<img id=i alt="Our <house>" src="${location.origin.replace("127.0.0.1", "localhost")}/base/test/browser/fixtures/media/square.svg">`,
    act: (page) => until(() => labelOf((page.copyOf("#i") as HTMLImageElement).src) !== ""),
    shows(copy) {
      const image = copy.querySelector<HTMLImageElement>("#i")!;
      expect(labelOf(image.src)).to.equal("Our &lt;house&gt;");
      expect([image.offsetWidth, image.offsetHeight]).to.deep.equal([40, 40]);
    },
  },
  {
    title: "F101: shows images in SVG and in buttons, and backgrounds",
    html: `<svg width=20 height=20><image id=a href="${RED_BLUE}" width=20 height=20 /></svg><input id=b type=image src="${RED_BLUE}">
      <div id=c style='background: url("${RED_BLUE}")'>c</div>`,
    async act(page) {
      for (const [selector, name] of [
        ["#a", "href"],
        ["#b", "src"],
      ] as const)
        page.of(selector).setAttribute(name, RED_BLUE.replace("blue", "green"));
      page.of("#c").style.backgroundImage = `url("${RED_BLUE.replace("blue", "green")}")`;
      await page.settle();
    },
    shows(copy) {
      expect(copy.querySelector("#a")!.getAttribute("href")).to.include("green");
      expect(copy.querySelector("#b")!.getAttribute("src")).to.include("green");
      expect(copy.querySelector<HTMLElement>("#c")!.style.backgroundImage).to.include("green");
    },
  },
  {
    title: "F105: lets SMIL run, and GIFs, which animate by themselves",
    html: `<svg width=20 height=20><rect id=r width=5 height=5><animate attributeName=x from=0 to=10 dur=1s repeatCount=indefinite /></rect></svg>
      <img id=g src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">`,
    act: (page) => page.of("animate").setAttribute("dur", "2s"),
    shows(copy) {
      const animate = copy.querySelector("animate") as SVGAnimationElement;
      expect(animate.getSimpleDuration()).to.equal(2);
      expect(copy.querySelector<HTMLImageElement>("#g")!.src).to.match(/^data:image\/gif/);
    },
  },
];

const others: readonly Row[] = [
  {
    title:
      "F17: draws parts of another file, with what they refer to, and the next part when the address changes",
    html: `<svg id=s width=20 height=20 viewBox="0 0 10 10"><use id=u href="${SPRITE}#tick" /></svg>`,
    async act(page) {
      await until(
        () => page.copyOf("#u").querySelector("circle") !== null,
        () => page.copyOf("#s").outerHTML,
      );
      expect((page.copyOf("#u") as unknown as SVGUseElement).getBBox().width).to.equal(11);
      const names = [...page.copyOf("#u").querySelectorAll("*")].map(({ localName }) => localName);
      expect(names).to.include.members(["symbol", "path", "linearGradient", "circle"]);
      page.of("#u").setAttribute("href", `${SPRITE}#cross`);
      await until(() => page.copyOf("#u").querySelector("rect") !== null);
      await page.settle();
    },
    shows(copy) {
      const use = copy.querySelector("#u")!;
      expect([...use.querySelectorAll("*")].map(({ localName }) => localName)).to.deep.equal([
        "symbol",
        "rect",
      ]);
      expect(use.querySelector("rect")!.hasAttribute("onclick")).to.equal(false);
      expect(copy.querySelector(use.getAttribute("href")!)).to.equal(use.firstElementChild);
    },
  },
  {
    title: "F17: leaves a part of the same page to the page",
    html: `<svg width=20 height=20><symbol id=a viewBox="0 0 10 10"><rect width=10 height=10 /></symbol><use id=u xlink:href="#a" /></svg>`,
    shows(copy) {
      expect(copy.querySelector("#u")!.childElementCount).to.equal(0);
      expect((copy.querySelector("#u") as SVGUseElement).getBBox().width).to.equal(20);
    },
  },
  {
    title: "F21: cuts an attribute of a megabyte, and sends a picture of one as a file",
    html: `<p id=p>p</p><img id=i>`,
    act(page) {
      page.of("#p").setAttribute("data-all", "x".repeat(1_100_000));
      page
        .of("#i")
        .setAttribute(
          "src",
          `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='7' height='7'><desc>${"y".repeat(1_100_000)}</desc></svg>`,
        );
      return until(() => (page.copyOf("#i") as HTMLImageElement).naturalWidth === 7);
    },
    shows(copy) {
      expect(copy.querySelector("#p")!.getAttribute("data-all")).to.equal(`${"x".repeat(64)}…`);
      expect(copy.querySelector<HTMLImageElement>("#i")!.naturalWidth).to.equal(7);
    },
  },
  {
    title: "F98: puts labelled boxes of their size in place of object, embed and PDF",
    html: `<object id=o data="about:blank" width=200 height=100></object><embed id=e type=application/pdf width=120 height=80>`,
    shows(copy) {
      for (const [selector, width] of [
        ["#o", 200],
        ["#e", 120],
      ] as const) {
        const box = copy.querySelector<HTMLImageElement>(selector)!;
        expect([labelOf(box.src), box.offsetWidth]).to.deep.equal(["Document or plug-in", width]);
      }
    },
  },
  {
    title: "F98: puts a labelled box in place of a frameset",
    html: `<!doctype html><html><frameset cols="50%,*"><frame><frame></frameset></html>`,
    shows(copy) {
      const [box] = copy.querySelectorAll("img");
      expect(labelOf(box!.src)).to.equal("Document or plug-in");
      expect([box!.offsetWidth, box!.offsetHeight]).to.deep.equal([800, 600]);
    },
  },
];

describeRows("canvas", canvases);
describeRows("players", players);
describeRows("images", images);
describeRows("plug-ins, files", others);
