// F84–F89: how far things are scrolled, and what then stands where.
import { expect } from "chai";
import { describeRows, fired, scrolled, type Row } from "./rows.ts";

const TALL = `<div style="height:3000px;width:3000px"></div>`;
const box = (id: string, style = "", content = TALL): string =>
  `<div id=${id} style="width:200px;height:100px;overflow:auto;${style}">${content}</div>`;
const offset = (copy: ParentNode, id: string): number[] => {
  const { scrollLeft, scrollTop } = copy.querySelector(id)!;
  return [scrollLeft, scrollTop];
};

const rows: readonly Row[] = [
  {
    title:
      "F84: has windows, elements, shadow trees and frames scrolled as they were before, and as they become",
    html: `${box("a")}<div id=h><template shadowrootmode=open>${box("s")}</template></div>
      <iframe id=f srcdoc='${TALL}'></iframe>${TALL}
      <script>scrollTo(5, 40); a.scrollTo(10, 20); h.shadowRoot.querySelector("#s").scrollTo(3, 7);</script>`,
    loaded(copy) {
      expect([copy.defaultView!.scrollX, copy.defaultView!.scrollY]).to.deep.equal([5, 40]);
      expect(offset(copy, "#a")).to.deep.equal([10, 20]);
      expect(offset(copy.querySelector("#h")!.shadowRoot!, "#s")).to.deep.equal([3, 7]);
    },
    async act(page) {
      const inner = (page.of("#f") as HTMLIFrameElement).contentWindow!;
      page.window.scrollTo(0, 300);
      page.of("#a").scrollTop = 90;
      inner.scrollTo(0, 55);
      await scrolled(page.window);
    },
    shows(copy) {
      expect(copy.defaultView!.scrollY).to.equal(300);
      expect(offset(copy, "#a")).to.deep.equal([10, 90]);
      expect(copy.querySelector<HTMLIFrameElement>("#f")!.contentWindow!.scrollY).to.equal(55);
    },
  },
  {
    title: "F85: scrolls again once there is room: what is shown came later than the offset",
    html: box("a", "", "<img id=i width=100><p>end</p>"),
    async act(page) {
      const image = page.of("#i") as HTMLImageElement;
      const canvas = page.document.createElement("canvas");
      [canvas.width, canvas.height] = [100, 800];
      image.src = canvas.toDataURL();
      await fired(image, "load");
      page.of("#a").scrollTop = 700;
      await fired(page.of("#a"), "scroll");
    },
    shows: (copy) => void expect(offset(copy, "#a")[1]).to.equal(700),
  },
  {
    title: "F86: is where the visitor is in spite of smooth scrolling, snapping and anchoring",
    html: `<style>html, div { scroll-behavior: smooth }</style>${box("a")}
      ${box("s", "scroll-snap-type:y mandatory", `<p style="height:90px;scroll-snap-align:start">x</p>`.repeat(9))}`,
    async act(page) {
      page.of("#a").scrollTo({ top: 500, behavior: "instant" });
      page.of("#s").scrollTo({ top: 260, behavior: "instant" });
      await scrolled(page.window);
      await page.settle();
      expect(offset(page.copy, "#a")[1]).to.equal(500);
      const first = page.of("#a").firstElementChild!;
      const added = page.document.createElement("p");
      added.style.height = "100px";
      first.before(added);
      await scrolled(page.window);
    },
    shows(copy, page) {
      expect(offset(copy, "#a")).to.deep.equal(offset(page.document, "#a"));
      // The last pixels of a snap are the browser's own, here and there; rows to snap to are 106 px apart.
      expect(offset(copy, "#s")[1]).to.be.closeTo(offset(page.document, "#s")[1]!, 4);
      expect(offset(copy, "#s")[1]).to.be.above(100);
    },
  },
  {
    title: "F87: takes the negative offsets of pages from right to left, and what is clipped",
    html: `<div dir=rtl>${box("a")}</div>${box("c", "overflow:clip")}${box("h", "overflow:hidden")}`,
    async act(page) {
      page.of("#a").scrollLeft = -150;
      page.of("#h").scrollTop = 30;
      await Promise.all([fired(page.of("#a"), "scroll"), fired(page.of("#h"), "scroll")]);
    },
    shows(copy) {
      expect(offset(copy, "#a")[0]).to.equal(-150);
      expect(offset(copy, "#h")[1]).to.equal(30);
      expect(offset(copy, "#c")).to.deep.equal([0, 0]);
    },
  },
  {
    title: "F88: shows the rows that a virtual list puts into the nodes of others, and no more of them",
    html: box("a", "position:relative", `<div id=v style="height:100000px"></div>`),
    async act(page) {
      const view = page.of("#v");
      const draw = (): void => {
        const first = Math.floor(page.of("#a").scrollTop / 20);
        while (view.children.length < 8) view.append(page.document.createElement("p"));
        for (const [index, row] of [...view.children].entries()) {
          row.textContent = `row ${first + index}`;
          (row as HTMLElement).style.cssText = `position:absolute;top:${(first + index) * 20}px`;
        }
        view.append(view.firstElementChild!);
      };
      for (const top of [0, 4_000, 90_000, 2_000]) {
        page.of("#a").scrollTop = top;
        draw();
        await page.settle();
      }
      await scrolled(page.window);
    },
    shows(copy, page) {
      expect(copy.querySelector("#v")!.textContent).to.equal(page.of("#v").textContent);
      expect(copy.querySelectorAll("#v > *")).to.have.length(8);
      expect(offset(copy, "#a")[1]).to.equal(2_000);
    },
  },
  {
    title: "F89: has sticky and fixed elements where the visitor has them, within what is transformed too",
    html: `<style>body { margin: 0 }</style><div style="transform:translateX(10px);height:2000px"><p id=f style="position:fixed;top:20px;margin:0">f</p>
      <div style="height:400px"><p id=s style="position:sticky;top:5px;margin:0">s</p></div></div>`,
    async act(page) {
      page.window.scrollTo(0, 150);
      await fired(page.document, "scroll");
    },
    shows(copy, page) {
      for (const id of ["#f", "#s"]) {
        const [there, here] = [copy, page.document].map((it) =>
          it.querySelector(id)!.getBoundingClientRect(),
        );
        expect([there!.left, there!.top], id).to.deep.equal([here!.left, here!.top]);
      }
      expect(copy.querySelector("#s")!.getBoundingClientRect().top).to.equal(5);
    },
  },
  {
    title: "F90: is laid out for the window as it becomes",
    html: `<style>#a { width: 50vw } @media (max-width: 500px) { #a { color: rgb(1, 2, 3) } }</style><p id=a>a</p>`,
    async act(page) {
      const resized = fired(page.window, "resize");
      page.frame.style.width = "400px";
      page.frame.style.height = "300px";
      await resized;
    },
    shows(copy) {
      expect([copy.defaultView!.innerWidth, copy.defaultView!.innerHeight]).to.deep.equal([400, 300]);
      expect(copy.defaultView!.getComputedStyle(copy.querySelector("#a")!).color).to.equal("rgb(1, 2, 3)");
      expect(copy.querySelector("#a")!.getBoundingClientRect().width).to.equal(200);
    },
  },
];

describeRows("scroll", rows);
