// F102, F103: pictures of canvases.
import { expect } from "chai";
import { fill, GREEN, labelOf, pictureIn, RED, shows, SPRITE, until } from "./pictures.ts";
import { describeRows, type Row } from "./rows.ts";

function clearWebGl(canvas: HTMLElement, ...colour: readonly [number, number, number]): void {
  const gl = (canvas as HTMLCanvasElement).getContext("webgl")!;
  gl.clearColor(...colour, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
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

describeRows("canvas", canvases);
