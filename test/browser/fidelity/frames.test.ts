// F91–F94, F97: trees within the page's: shadow roots with their slots, and frames. Frames of other origins: test/e2e/fidelity.
import { expect } from "chai";
import { outline } from "../capture/mirrored.ts";
import type { MirroredPage } from "./mirrored-page.ts";
import { describeRows, fired, type Row } from "./rows.ts";

/** The replica has the tree that the page has, frames and shadow roots included. */
function same(copy: Document, page: MirroredPage): void {
  expect(outline(copy)).to.equal(outline(page.document));
}

const frameOf = (page: MirroredPage, id = "#f"): HTMLIFrameElement => page.of(id) as HTMLIFrameElement;
const inner = (copy: Document, id = "#f"): Document =>
  copy.querySelector<HTMLIFrameElement>(id)!.contentDocument!;
const NESTED = [1, 2, 3, 4, 5].reduceRight(
  (content, level) =>
    `<div id=d${level}><template shadowrootmode=open><b>${level}</b>${content}</template></div>`,
  "<i>deepest</i>",
);

const shadows: readonly Row[] = [
  {
    title: "F91: has roots declared, five levels deep, and such as come later",
    html: `${NESTED}<div id=late></div>`,
    loaded: same,
    act(page) {
      let root: ParentNode = page.document;
      for (let level = 1; level <= 5; level += 1) root = root.querySelector(`#d${level}`)!.shadowRoot!;
      root.querySelector("i")!.textContent = "changed";
      const host = page.of("#late").attachShadow({ mode: "open" });
      host.innerHTML = "<section id=x></section>";
      host.querySelector("#x")!.attachShadow({ mode: "open" }).innerHTML =
        "<u>later, within what came later</u>";
    },
    shows: same,
  },
  {
    title: "F92: has closed roots that are made while it runs, and what changes in them",
    html: `<div id=c></div>`,
    async act(page) {
      const root = page.of("#c").attachShadow({ mode: "closed" });
      root.innerHTML = "<p>closed</p>";
      await page.settle();
      root.querySelector("p")!.textContent = "changed";
    },
    shows: (copy) => void expect(copy.querySelector("#c")!.shadowRoot!.textContent).to.equal("changed"),
  },
  {
    title: "F93: slots as the visitor: by name, anew when it changes, and what falls back",
    html: `<div id=h><template shadowrootmode=open><slot name=a id=a>none</slot><slot id=d>nothing</slot></template><i id=i slot=a>i</i></div>`,
    async act(page) {
      const slot = (copy: Document, id: string): Node[] =>
        copy.querySelector("#h")!.shadowRoot!.querySelector<HTMLSlotElement>(id)!.assignedNodes();
      expect(slot(page.copy, "#a")).to.deep.equal([page.copyOf("#i")]);
      page.of("#i").slot = "";
      await page.settle();
      expect(slot(page.copy, "#a")).to.deep.equal([]);
      expect(slot(page.copy, "#d")).to.deep.equal([page.copyOf("#i")]);
      page.of("#h").shadowRoot!.querySelector("#a")!.setAttribute("name", "");
    },
    shows(copy) {
      const root = copy.querySelector("#h")!.shadowRoot!;
      expect(root.querySelector<HTMLSlotElement>("#a")!.assignedNodes()).to.deep.equal([
        copy.querySelector("#i"),
      ]);
      expect(root.querySelector<HTMLSlotElement>("#d")!.assignedNodes()).to.deep.equal([]);
    },
  },
];

const frames: readonly Row[] = [
  {
    title: "F94: follows a frame that is written to, and the nodes and fields in it",
    html: `<iframe id=f></iframe>`,
    async act(page) {
      const document = frameOf(page).contentDocument!;
      document.open();
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- what pages do
      document.write("<!doctype html><p id=p>written</p><input id=i>");
      document.close();
      await page.settle();
      document.querySelector("#p")!.append("!");
      const input = document.querySelector("input")!;
      input.value = "typed";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    },
    shows(copy) {
      expect(inner(copy).querySelector("#p")?.textContent).to.equal("written!");
      expect(inner(copy).querySelector("input")?.value).to.equal("typed");
    },
  },
  {
    title: "F94: follows a frame that navigates, and one that goes",
    html: `<iframe id=f srcdoc="<p>one</p>"></iframe><iframe id=g srcdoc="<p>gone</p>"></iframe>`,
    async act(page) {
      const loaded = fired(frameOf(page), "load");
      frameOf(page).srcdoc = "<p id=p>two</p>";
      page.of("#g").remove();
      await loaded;
      await page.settle();
      expect(inner(page.copy).body.textContent).to.equal("two");
      frameOf(page).contentDocument!.querySelector("#p")!.textContent = "three";
    },
    shows(copy) {
      expect(inner(copy).body.textContent).to.equal("three");
      expect(copy.querySelector("#g")).to.equal(null);
    },
  },
  {
    title: "F94: shows what a frame has after it was moved, which loads it again or does not",
    html: `<div id=a><iframe id=f srcdoc="<p id=p>start</p>"></iframe></div><div id=b></div>`,
    async act(page) {
      frameOf(page).contentDocument!.querySelector("#p")!.textContent = "changed";
      await page.settle();
      const to = page.of("#b") as HTMLElement & { moveBefore(node: Node, before: Node | null): void };
      to.moveBefore(frameOf(page), null);
      await page.settle();
      expect(inner(page.copy, "#b > #f").body.textContent).to.equal("changed");
      const loaded = fired(frameOf(page), "load");
      page.of("#a").append(frameOf(page));
      await loaded;
    },
    shows: (copy) => void expect(inner(copy, "#a > #f").body.textContent).to.equal("start"),
  },
  {
    title: "F94: has frames in frames, and new ones",
    html: `<iframe id=f srcdoc="<iframe id=g srcdoc='<p>deep</p>'></iframe>"></iframe>`,
    async act(page) {
      const document = frameOf(page).contentDocument!;
      const frame = document.createElement("iframe");
      frame.id = "n";
      document.body.append(frame);
      frame.contentDocument!.body.innerHTML = "<p>new</p>";
      await page.settle();
    },
    shows(copy) {
      expect(inner(inner(copy), "#g").body.textContent).to.equal("deep");
      expect(inner(inner(copy), "#n").body.textContent).to.equal("new");
    },
  },
  {
    // A sandbox gives the frame an origin of its own: nobody can read it, and no script of ours runs in it.
    title: "F97: shows a labelled box of the right size for a sandboxed frame",
    html: `<iframe id=f sandbox style="width:320px;height:180px;border:0" srcdoc="<p>not to be read</p>"></iframe>`,
    act(page) {
      frameOf(page).style.width = "240px";
    },
    shows(copy) {
      expect(inner(copy).body.textContent).to.equal("Content of another site");
      const { width, height } = copy.querySelector("#f")!.getBoundingClientRect();
      expect([width, height]).to.deep.equal([240, 180]);
    },
  },
];

describeRows("frames", [...shadows, ...frames]);
