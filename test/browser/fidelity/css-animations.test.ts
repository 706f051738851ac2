// F61–F64: what moves by itself, and how far it is.
import { expect } from "chai";
import { MirroredPage } from "./mirrored-page.ts";
import { describeRows, fired, type Row } from "./rows.ts";

const SPIN = `<style>@keyframes spin { from { text-indent: 0 } to { text-indent: 100px } }
  .spin, .pseudo::before { animation: spin 100s linear -20s infinite; content: "" }</style>`;

const find = (copy: Document, selector: string): HTMLElement => copy.querySelector<HTMLElement>(selector)!;
const opacityOf = (copy: Document, selector: string): string =>
  copy.defaultView!.getComputedStyle(find(copy, selector)).opacity;
const timeOf = ([animation]: readonly Animation[]): number => Number(animation?.currentTime);

/** The phase at the visitor and in the replica are one, within what a slow machine takes to say it. */
function inStep(copy: Document, page: MirroredPage, selector: string, subtree = false): void {
  const [ours, theirs] = [copy, page.document].map((one) =>
    timeOf(find(one, selector).getAnimations({ subtree })),
  );
  expect(ours).to.be.closeTo(theirs!, 3_000);
}

const FAR = { duration: 100_000, iterations: 3, direction: "alternate", easing: "ease-in" } as const;

const rows: readonly Row[] = [
  {
    title: "F61: is as far with an animation of a sheet as the visitor, on elements and pseudo-elements",
    html: `${SPIN}<p id=a class=spin>A</p><p id=b class=pseudo>B</p>`,
    act(page) {
      for (const animation of page.document.getAnimations()) animation.currentTime = 50_000;
      // From here on the page says nothing, and time goes by: a phase that was told is one that grows.
      page.of("#a").classList.remove("spin");
      page.of("#a").offsetWidth;
      page.of("#a").classList.add("spin");
    },
    shows(copy, page) {
      inStep(copy, page, "#a");
      if (copy === page.copy) return;
      expect(timeOf(find(copy, "#b").getAnimations({ subtree: true }))).to.be.a("number");
    },
  },
  {
    title: "F62: shows the end of an animation that fills what comes after it",
    html: `<p id=a style="opacity:1">A</p>`,
    async act(page) {
      const animation = page.of("#a").animate({ opacity: [1, 0.25] }, { duration: 50, fill: "forwards" });
      await animation.finished;
    },
    shows: (copy) => expect(opacityOf(copy, "#a")).to.equal("0.25"),
  },
  {
    title: "F62: shows one that ended before the mirroring began",
    html: `<p id=a>A</p><script>a.animate({ opacity: [1, 0.25] }, { duration: 1, fill: "both" }).finish()</script>`,
    shows: (copy) => expect(opacityOf(copy, "#a")).to.equal("0.25"),
  },
  {
    title: "F62: shows nothing of one that has ended, or was cancelled",
    html: `<p id=a>A</p><p id=b>B</p>`,
    async act(page) {
      const ended = page.of("#a").animate({ opacity: [1, 0.25] }, 100_000);
      const cancelled = page.of("#b").animate({ opacity: [1, 0.25] }, { duration: 1, fill: "forwards" });
      await page.settle();
      expect(page.copy.getAnimations().length).to.equal(2);
      const over = [fired(ended, "finish"), fired(cancelled, "cancel")];
      ended.finish();
      cancelled.cancel();
      await Promise.all(over);
    },
    shows(copy) {
      expect(copy.getAnimations()).to.have.length(0);
      expect(["#a", "#b"].map((id) => opacityOf(copy, id))).to.deep.equal(["1", "1"]);
    },
  },
  {
    title:
      "F62: runs one that runs, with its timing, and as far; also on a pseudo-element and in a shadow root",
    html: `<style>#a::before { content: "x" }</style><p id=a>A</p><x-card><template shadowrootmode=open><b>B</b></template></x-card>`,
    act(page) {
      page.of("#a").animate([{ opacity: 0 }, { opacity: 1, offset: 0.7 }, { opacity: 0.5 }], {
        ...FAR,
        pseudoElement: "::before",
      }).currentTime = 120_000;
      page
        .of("x-card")
        .shadowRoot!.querySelector("b")!
        .animate({ opacity: [0, 1] }, FAR).currentTime = 30_000;
    },
    shows(copy, page) {
      inStep(copy, page, "#a", true);
      const [animation] = find(copy, "#a").getAnimations({ subtree: true });
      const effect = animation!.effect as KeyframeEffect;
      expect(effect.pseudoElement).to.equal("::before");
      expect(effect.getTiming()).to.include(FAR);
      expect(
        effect.getKeyframes().map(({ computedOffset, opacity }) => [computedOffset, opacity]),
      ).to.deep.equal([
        [0, "0"],
        [0.7, "1"],
        [1, "0.5"],
      ]);
      expect(timeOf(find(copy, "x-card").shadowRoot!.querySelector("b")!.getAnimations())).to.be.above(
        29_000,
      );
    },
  },
  {
    title: "F62: follows one that is paused, moved, sped up and given other keyframes",
    html: `<p id=a>A</p>`,
    async act(page) {
      const animation = page.of("#a").animate({ opacity: [0, 1] }, { duration: 1_000, easing: "linear" });
      animation.pause();
      animation.currentTime = 500;
      await page.settle();
      expect(opacityOf(page.copy, "#a")).to.equal("0.5");
      (animation.effect as KeyframeEffect).setKeyframes({ opacity: [0, 0.5] });
      animation.playbackRate = 2;
      animation.currentTime = 250;
    },
    shows(copy) {
      expect(opacityOf(copy, "#a")).to.equal("0.125");
      expect(find(copy, "#a").getAnimations()[0]!.playbackRate).to.equal(2);
    },
  },
  {
    title: "F63: starts no transition by building a page, with what is hovered in it",
    html: `<style>* { transition: opacity 100s } #a { opacity: 0.5 } #a:hover { opacity: 0.25 }</style>
      <div style="height:50px;overflow:auto" id=s><p id=a style="height:500px">A</p></div>`,
    async act(page) {
      page.of("#s").scrollTop = 40;
      await fired(page.of("#s"), "scroll");
      const { MouseEvent } = page.window;
      page.of("#a").dispatchEvent(new MouseEvent("mousemove", { bubbles: true }));
    },
    shows(copy, page) {
      if (copy === page.copy) return;
      expect(copy.getAnimations()).to.have.length(0);
      expect(opacityOf(copy, "#a")).to.equal("0.25");
    },
  },
  {
    title: "F63: makes the transitions that the visitor's page makes",
    html: `<style>#a { transition: opacity 100s linear } #a.out { opacity: 0 }</style><p id=a>A</p>`,
    async act(page) {
      page.copyOf("#a").offsetWidth;
      page.of("#a").className = "out";
      await page.settle();
      expect(page.copy.getAnimations()).to.have.length(1);
      page.document.getAnimations()[0]!.finish();
    },
    shows(copy, page) {
      if (copy !== page.copy) expect(opacityOf(copy, "#a")).to.equal("0");
    },
  },
  {
    title: "F64: follows scrolling where the visitor's page does",
    html: `<style>@keyframes fade { to { opacity: 0 } } #s { height: 50px; overflow: auto; scroll-timeline: --s } #a { height: 500px }
      #b { animation: fade linear both; animation-timeline: --s } body { timeline-scope: --s }</style>
      <div id=s><p id=a>A</p></div><p id=b>B</p>`,
    async act(page) {
      page.of("#s").scrollTop = 200;
      await fired(page.of("#s"), "scroll");
    },
    async shows(copy, page) {
      const end = performance.now() + 2_000;
      const ours = (): number => Number(opacityOf(copy, "#b"));
      while (ours() === 1 && performance.now() < end) await new Promise(requestAnimationFrame);
      expect(ours())
        .to.be.closeTo(Number(opacityOf(page.document, "#b")), 0.05)
        .and.below(1);
    },
  },
];

describeRows("css / animations", rows);

describe("fidelity / css / animations", () => {
  it("F61: starts nothing anew when the whole page comes once more", async function () {
    this.timeout(20_000);
    const page = await MirroredPage.open(`${SPIN}<p id=a class=spin>A</p><p id=b>B</p>`);
    try {
      page.of("#b").animate({ opacity: [0, 1] }, FAR);
      await page.settle();
      const before = page.copy.getAnimations();
      expect(before).to.have.length(2);
      await page.again();
      expect(page.copy.getAnimations()).to.have.members(before);
    } finally {
      page.close();
    }
  });
});
