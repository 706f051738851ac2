// F79–F81: what stands above the page, in order and with its backdrop, and what is selected; the agent's focus stays where it is.
import { expect } from "chai";
import type { MirroredPage } from "./mirrored-page.ts";
import { describeRows, fired, type Row } from "./rows.ts";

const dialogOf = (page: MirroredPage, id: string): HTMLDialogElement => page.of(id) as HTMLDialogElement;
const isModal = (copy: Document, id: string): boolean => copy.querySelector(id)!.matches(":modal");
const isOpen = (copy: Document, id: string): boolean => copy.querySelector(id)!.matches(":popover-open");
/** The uppermost element in the middle of the window. */
const uppermost = (copy: Document): string | undefined =>
  copy.elementFromPoint(400, 300)?.closest("[id]")?.id;
const CENTRED = "position:fixed;inset:0;margin:auto;width:300px;height:200px";

const layers: readonly Row[] = [
  {
    title: "F81: shows a modal dialog above all else, with its backdrop, without taking the agent's focus",
    html: `<style>dialog::backdrop { background: rgb(1, 2, 3) }</style><p id=p style="${CENTRED};z-index:99">page</p>
      <dialog id=d style="width:300px;height:200px"><input id=i autofocus></dialog>`,
    async act(page) {
      const field = document.body.appendChild(document.createElement("input"));
      field.focus();
      dialogOf(page, "#d").showModal();
      // In these tests the page is on the agent's screen too, and takes the focus itself.
      field.focus();
      const lost = fired(field, "blur").then(() => true);
      await page.settle();
      const isLost = await Promise.race([lost, Promise.resolve(false)]);
      const active = document.activeElement;
      field.remove();
      expect(active).to.equal(field);
      expect(isLost).to.equal(false);
    },
    shows(copy) {
      expect(isModal(copy, "#d")).to.equal(true);
      expect(["d", "i"]).to.include(uppermost(copy));
      const { backgroundColor } = copy.defaultView!.getComputedStyle(copy.querySelector("#d")!, "::backdrop");
      expect(backgroundColor).to.equal("rgb(1, 2, 3)");
    },
  },
  {
    title: "F81: shows a dialog that was modal before the session began, and closes it",
    html: `<dialog id=d>one</dialog><dialog id=e open>two</dialog><script>document.querySelector("#d").showModal()</script>`,
    loaded(copy) {
      expect(isModal(copy, "#d")).to.equal(true);
      expect(isModal(copy, "#e")).to.equal(false);
      expect(copy.querySelector<HTMLDialogElement>("#e")!.open).to.equal(true);
    },
    act(page) {
      dialogOf(page, "#d").close();
    },
    shows(copy) {
      expect(isModal(copy, "#d")).to.equal(false);
      expect(copy.querySelector<HTMLDialogElement>("#d")!.open).to.equal(false);
    },
  },
  {
    title: "F81: tells show from showModal when a dialog is shown the one way after the other",
    html: `<dialog id=d>one</dialog>`,
    async act(page) {
      dialogOf(page, "#d").showModal();
      await page.settle();
      expect(isModal(page.copy, "#d")).to.equal(true);
      dialogOf(page, "#d").close();
      dialogOf(page, "#d").show();
    },
    shows(copy) {
      expect(isModal(copy, "#d")).to.equal(false);
      expect(copy.querySelector<HTMLDialogElement>("#d")!.open).to.equal(true);
    },
  },
  {
    title: "F81: keeps the order of dialogs, also when the lower one is opened again",
    html: `<dialog id=a style="${CENTRED}">a</dialog><dialog id=b style="${CENTRED}">b</dialog>`,
    async act(page) {
      dialogOf(page, "#b").showModal();
      dialogOf(page, "#a").showModal();
      await page.settle();
      expect(uppermost(page.copy)).to.equal("a");
      dialogOf(page, "#b").close();
      dialogOf(page, "#b").showModal();
    },
    shows(copy) {
      expect(uppermost(copy)).to.equal("b");
      expect([isModal(copy, "#a"), isModal(copy, "#b")]).to.deep.equal([true, true]);
    },
  },
  {
    title: "F81: shows popovers of all kinds that are open at once, and hides them",
    html: `<div id=a popover style="${CENTRED}">a<div id=b popover>b</div></div><div id=c popover=manual>c</div><div id=d popover>d</div>`,
    async act(page) {
      page.of("#c").showPopover();
      page.of("#a").showPopover();
      page.of("#b").showPopover();
      await page.settle();
      for (const id of ["#a", "#b", "#c"]) expect(isOpen(page.copy, id), id).to.equal(true);
      expect(isOpen(page.copy, "#d")).to.equal(false);
      page.of("#a").hidePopover();
    },
    shows(copy) {
      expect([isOpen(copy, "#a"), isOpen(copy, "#b"), isOpen(copy, "#c")]).to.deep.equal([
        false,
        false,
        true,
      ]);
    },
  },
  {
    title: "F81: shows a popover that a button opens, and a dialog that a command does",
    html: `<button id=x popovertarget=a>x</button><button id=y commandfor=d command=show-modal>y</button>
      <div id=a popover>a</div><dialog id=d>d</dialog>`,
    async act(page) {
      const toggled = [fired(page.of("#a"), "toggle"), fired(page.of("#d"), "toggle")];
      page.of("#x").click();
      await toggled[0];
      await page.settle();
      expect(isOpen(page.copy, "#a")).to.equal(true);
      page.of("#y").click();
      await toggled[1];
    },
    shows(copy) {
      expect(isOpen(copy, "#a")).to.equal(false);
      expect(isModal(copy, "#d")).to.equal(true);
    },
  },
  {
    title: "F81: has the top layer of shadow trees and frames",
    html: `<div id=h><template shadowrootmode=open><dialog id=d>deep</dialog></template></div>
      <iframe id=f srcdoc="<dialog id=e>inner</dialog>"></iframe>`,
    act(page) {
      page.of("#h").shadowRoot!.querySelector("dialog")!.showModal();
      (page.of("#f") as HTMLIFrameElement).contentDocument!.querySelector("dialog")!.showModal();
    },
    shows(copy) {
      expect(copy.querySelector("#h")!.shadowRoot!.querySelector("dialog")!.matches(":modal")).to.equal(true);
      const inner = copy.querySelector<HTMLIFrameElement>("#f")!.contentDocument!;
      expect(inner.querySelector("dialog")!.matches(":modal")).to.equal(true);
    },
  },
  {
    title: "F81: opens details, and closes the others of their name",
    html: `<details id=a name=n open><summary>a</summary>one</details><details id=b name=n><summary>b</summary>two</details>`,
    act(page) {
      (page.of("#b") as HTMLDetailsElement).open = true;
    },
    shows(copy) {
      expect(copy.querySelector<HTMLDetailsElement>("#a")!.open).to.equal(false);
      expect(copy.querySelector<HTMLDetailsElement>("#b")!.open).to.equal(true);
    },
  },
];

const selections: readonly Row[] = [
  {
    title: "F79: selects text as the visitor has, from any point to any, and lets go of it",
    html: `<p id=p>one <b>two</b> three</p><p id=q><!---->four</p>`,
    async act(page) {
      const [p, q] = [page.of("#p"), page.of("#q")];
      page.document.getSelection()!.setBaseAndExtent(p.firstChild!, 1, q, 1);
      await fired(page.document, "selectionchange");
      await page.settle();
      expect(page.copy.getSelection()!.toString().replace(/\s+/g, " ").trim()).to.equal("ne two three");
      page.document.getSelection()!.setBaseAndExtent(p.lastChild!, 6, p.firstChild!, 2);
      await fired(page.document, "selectionchange");
    },
    shows(copy) {
      const selection = copy.getSelection()!;
      expect(selection.toString()).to.equal("e two three");
      expect(selection.anchorNode).to.equal(copy.querySelector("#p")!.lastChild);
      expect(selection.focusOffset).to.equal(2);
    },
  },
  {
    title: "F79: keeps what an editor has typed, marked and where its caret is",
    html: `<div id=e contenteditable><p>one</p></div>`,
    async act(page) {
      const editor = page.of("#e");
      editor.focus();
      const paragraph = page.document.createElement("p");
      paragraph.innerHTML = "two <strong>bold</strong>";
      editor.append(paragraph);
      page.document.getSelection()!.collapse(paragraph.firstChild, 2);
      await fired(page.document, "selectionchange");
    },
    shows(copy) {
      expect(copy.querySelector("#e > p + p")?.innerHTML).to.equal("two <strong>bold</strong>");
      const selection = copy.getSelection()!;
      expect([selection.anchorNode?.nodeValue, selection.anchorOffset]).to.deep.equal(["two ", 2]);
      const caret = copy.querySelector("glance-selection")!.shadowRoot!.querySelector(".line")!;
      expect(caret.getBoundingClientRect().height).to.be.above(8);
    },
  },
  {
    title: "F80: selects in fields, and draws there what no browser draws without the focus",
    html: `<input id=i value="one two three"><textarea id=t>four</textarea>`,
    async act(page) {
      const field = page.of("#i") as HTMLInputElement;
      field.focus();
      field.setSelectionRange(4, 7);
      await fired(page.document, "selectionchange");
    },
    shows(copy) {
      const field = copy.querySelector<HTMLInputElement>("#i")!;
      expect([field.selectionStart, field.selectionEnd]).to.deep.equal([4, 7]);
      const drawn = copy.querySelector("glance-selection")!.shadowRoot!.querySelector(".on")!;
      expect(drawn.textContent).to.equal("two");
      const [box, around] = [drawn.getBoundingClientRect(), field.getBoundingClientRect()];
      expect(box.left).to.be.above(around.left);
      expect(box.right).to.be.below(around.right);
      expect(document.activeElement?.contains(copy.defaultView!.frameElement)).to.not.equal(true);
    },
  },
  {
    title: "F80: tells nothing of a selection in what is masked, text or field",
    html: `<p id=p class=glance_masked>secret words</p><input id=i type=password value=secret><p id=q>plain</p>`,
    async act(page) {
      page.document.getSelection()!.selectAllChildren(page.of("#q"));
      await fired(page.document, "selectionchange");
      await page.settle();
      expect(page.copy.getSelection()!.toString()).to.equal("plain");
      page.document.getSelection()!.selectAllChildren(page.of("#p"));
      await fired(page.document, "selectionchange");
      await page.settle();
      expect(page.copy.getSelection()!.isCollapsed).to.equal(true);
      const field = page.of("#i") as HTMLInputElement;
      field.focus();
      field.setSelectionRange(1, 3);
      await fired(page.document, "selectionchange");
    },
    shows(copy) {
      expect(copy.getSelection()!.isCollapsed).to.equal(true);
      expect(copy.querySelector("glance-selection")).to.equal(null);
    },
  },
  {
    title: "F80: selects within a shadow tree",
    html: `<div id=h><template shadowrootmode=open><p>deep text</p><input value=x></template></div>`,
    async act(page) {
      const field = page.of("#h").shadowRoot!.querySelector("input")!;
      field.focus();
      field.select();
      await fired(page.document, "selectionchange");
    },
    shows(copy) {
      const field = copy.querySelector("#h")!.shadowRoot!.querySelector("input")!;
      expect([field.selectionStart, field.selectionEnd]).to.deep.equal([0, 1]);
    },
  },
];

describeRows("layers", [...layers, ...selections]);
