// F17, F21, F98–F101, F104, F105: players, images, plug-ins, parts of other files. Canvases are in canvas.test.ts. What needs other origins and real dialogs is in
// test/e2e/fidelity/media.test.ts.
import { expect } from "chai";
import { fill, GREEN, labelOf, pictureIn, RED_BLUE, shows, SPRITE, until } from "./pictures.ts";
import { describeRows, fired, type Row } from "./rows.ts";

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
    act: (page) => void ((page.of("#v") as HTMLVideoElement).muted = true),
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
    shows(copy) {
      expect(labelOf(pictureIn(copy.querySelector("#a")!))).to.equal("Sound, paused at 0:00, muted");
      expect(copy.querySelector<HTMLElement>("#a")!.offsetWidth).to.equal(300);
      expect(copy.querySelector<HTMLElement>("#b")!.offsetWidth).to.equal(0);
    },
  },
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
    title: "F99: shows an image that is broken as a browser shows one, as large, with its words and without",
    html: `<p><img id=i src="/none.png">after</p><p><img id=j src="/none.png" alt="a red house">after</p><p><img id=k>after</p>`,
    async act(page) {
      const broken = fired(page.of("#k"), "error");
      (page.of("#k") as HTMLImageElement).src = "/other.png";
      await broken;
      await page.settle();
      await until(() => page.copyOf("#k").hasAttribute("src"));
    },
    shows(copy, page) {
      for (const id of ["#i", "#j", "#k"]) {
        const image = copy.querySelector<HTMLImageElement>(id)!;
        expect([image.offsetWidth, image.offsetHeight]).to.deep.equal([
          page.of(id).offsetWidth,
          page.of(id).offsetHeight,
        ]);
        expect(image.offsetWidth).to.be.above(0);
      }
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
      expect(copy.querySelector<SVGUseElement>("#u")!.getBBox().width).to.equal(20);
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
    title: "F98: shows pictures that object and embed have, boxes for what is none, and the next one",
    html: `<object id=o type="image/svg+xml" data="${RED_BLUE}" width=60 height=30></object><embed id=e src="${RED_BLUE}" width=40 height=20>
      <object id=p data="about:blank" width=50 height=50></object>`,
    loaded(copy) {
      const shown = (id: string): string => copy.querySelector<HTMLImageElement>(id)!.src;
      expect([shown("#o"), shown("#e")]).to.deep.equal([RED_BLUE, RED_BLUE]);
      expect(labelOf(shown("#p"))).to.equal("Document or plug-in");
    },
    act(page) {
      (page.of("#o") as HTMLObjectElement).data = RED_BLUE.replace("blue", "green");
      (page.of("#e") as HTMLEmbedElement).src = "about:blank";
    },
    shows(copy) {
      const [object, embed] = ["#o", "#e"].map((id) => copy.querySelector<HTMLImageElement>(id)!);
      expect([object!.src, object!.offsetWidth]).to.deep.equal([RED_BLUE.replace("blue", "green"), 60]);
      expect([labelOf(embed!.src), embed!.offsetWidth]).to.deep.equal(["Document or plug-in", 40]);
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

describeRows("players", players);
describeRows("images", images);
describeRows("plug-ins, files", others);
