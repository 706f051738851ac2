// F70–F73, F75–F78, F81–F83: form controls, by property.
import { expect } from "chai";
import type { MirroredPage } from "./mirrored-page.ts";
import { describeRows, type Row } from "./rows.ts";

const inputOf = (page: MirroredPage, id: string): HTMLInputElement => page.of(id) as HTMLInputElement;
const copied = (copy: Document, id: string): HTMLInputElement => copy.querySelector<HTMLInputElement>(id)!;
const chosen = (copy: Document, id: string): number[] =>
  [...copy.querySelector<HTMLSelectElement>(id)!.options].flatMap(({ selected }, i) => (selected ? [i] : []));

const opened = (copy: Document): string[] => [...copy.querySelectorAll("details[open]")].map(({ id }) => id);

const values: readonly Row[] = [
  {
    title: "F70: shows a value that a framework sets by the prototype's setter, over its own on the element",
    html: `<input id=i value=one>`,
    async act(page) {
      const input = inputOf(page, "#i");
      const native = Object.getOwnPropertyDescriptor(page.window.HTMLInputElement.prototype, "value")!;
      // A tracker on the element itself, as React has it.
      let tracked = input.value;
      Object.defineProperty(input, "value", {
        configurable: true,
        get: () => native.get!.call(input) as string,
        set: (value: string) => {
          tracked = value;
          native.set!.call(input, value);
        },
      });
      input.value = "by the tracker";
      await page.settle();
      expect(copied(page.copy, "#i").value).to.equal(tracked);
      native.set!.call(input, "past the tracker");
    },
    shows: (copy) => void expect(copied(copy, "#i").value).to.equal("past the tracker"),
  },
  {
    title: "F71: shows what form.reset() brings back, and a changed defaultValue",
    html: `<form id=f><input id=a value=first><input id=c type=checkbox checked><textarea id=t>text</textarea>
      <select id=s><option>1<option selected>2</select></form>`,
    async act(page) {
      inputOf(page, "#a").value = "typed";
      inputOf(page, "#c").checked = false;
      inputOf(page, "#t").value = "typed";
      (page.of("#s") as HTMLSelectElement).selectedIndex = 0;
      await page.settle();
      expect(copied(page.copy, "#a").value).to.equal("typed");
      expect(chosen(page.copy, "#s")).to.deep.equal([0]);
      inputOf(page, "#a").defaultValue = "second";
      (page.of("#f") as HTMLFormElement).reset();
    },
    shows(copy) {
      expect(copied(copy, "#a").value).to.equal("second");
      expect(copied(copy, "#c").checked).to.equal(true);
      expect(copied(copy, "#t").value).to.equal("text");
      expect(chosen(copy, "#s")).to.deep.equal([1]);
    },
  },
  {
    title:
      "F72: unchecks the other radio buttons of a group, and keeps groups of equal names in two forms apart",
    html: `<form><input id=a type=radio name=n checked><input id=b type=radio name=n></form><form><input id=c type=radio name=n checked></form>`,
    act(page) {
      inputOf(page, "#b").click();
    },
    shows(copy) {
      expect(["#a", "#b", "#c"].map((id) => copied(copy, id).checked)).to.deep.equal([false, true, true]);
    },
  },
  {
    title: "F73: chooses in lists: several, in groups, with options that come later, and none",
    html: `<select id=m multiple><optgroup label=g><option>0<option>1</optgroup><option>2</select>
      <select id=l><option>a</select><select id=n><option>x<option>y</select>`,
    act(page) {
      const many = page.of("#m") as HTMLSelectElement;
      for (const index of [0, 2]) many.options[index]!.selected = true;
      const late = page.of("#l") as HTMLSelectElement;
      late.add(new page.window.Option("b", "b"));
      late.value = "b";
      (page.of("#n") as HTMLSelectElement).selectedIndex = -1;
    },
    shows(copy) {
      expect(chosen(copy, "#m")).to.deep.equal([0, 2]);
      expect(chosen(copy, "#l")).to.deep.equal([1]);
      expect(chosen(copy, "#n")).to.deep.equal([]);
    },
  },
  {
    title: "F76: shows the text of text areas: by value, by default and by child",
    html: `<textarea id=a>\n\nfirst line kept</textarea><textarea id=b>one</textarea><textarea id=c>x</textarea>`,
    loaded(copy) {
      expect(copied(copy, "#a").value).to.equal("\nfirst line kept");
      expect(copied(copy, "#b").value).to.equal("one");
    },
    act(page) {
      inputOf(page, "#a").value = "by value";
      page.of("#b").textContent = "by child";
      inputOf(page, "#c").defaultValue = "by default";
    },
    shows(copy) {
      expect(["#a", "#b", "#c"].map((id) => copied(copy, id).value)).to.deep.equal([
        "by value",
        "by child",
        "by default",
      ]);
    },
  },
  {
    title: "F77: masks a field that becomes a password, and goes on when it is shown as text again",
    html: `<input id=i value=plain>`,
    loaded: (copy) => void expect(copied(copy, "#i").value).to.equal("plain"),
    async act(page) {
      inputOf(page, "#i").type = "password";
      inputOf(page, "#i").value = "hunter2";
      await page.settle();
      expect(page.copy.body.innerHTML + (page.copy.querySelector("input")?.value ?? "")).to.not.include(
        "hunter2",
      );
      inputOf(page, "#i").type = "text";
    },
    shows(copy) {
      expect(copy.querySelector("input")!.value).to.equal("********");
      expect(copy.querySelector("input")!.type).to.equal("text");
    },
  },
  {
    title: "F78: tells what is composed, pasted, autofilled and undone once each, in order",
    html: `<input id=i>`,
    async act(page) {
      const input = inputOf(page, "#i");
      input.focus();
      const seen: string[] = [];
      for (const [value, type] of [
        ["に", "insertCompositionText"],
        ["日本", "insertCompositionText"],
        ["日本 pasted", "insertFromPaste"],
        ["日本", "historyUndo"],
        ["autofilled", "insertReplacementText"],
      ] as const) {
        // As a browser does it: no script sets the value.
        /* eslint-disable @typescript-eslint/no-deprecated -- nothing else edits as a person does */
        page.document.execCommand("selectAll");
        page.document.execCommand("insertText", false, value);
        /* eslint-enable @typescript-eslint/no-deprecated */
        input.dispatchEvent(new page.window.InputEvent("input", { inputType: type, bubbles: true }));
        await page.settle();
        seen.push(copied(page.copy, "#i").value);
      }
      expect(seen).to.deep.equal(["に", "日本", "日本 pasted", "日本", "autofilled"]);
    },
    shows: (copy) => void expect(copied(copy, "#i").value).to.equal("autofilled"),
  },
];

const looks: readonly Row[] = [
  {
    title:
      "F75: shows fields of every kind with the browser's own looks: files without their names, ranges with marks",
    html: `${["color", "range", "date", "time", "month", "week", "datetime-local", "number", "file", "search"]
      .map((type) => `<p><input type=${type} list=l></p>`)
      .join("")}<datalist id=l><option value=10><option value=50></datalist>
      <p><select multiple size=3><option>a<option selected>b</select><progress></progress><meter value=.4></meter></p>`,
    act(page) {
      const chosen = new page.window.DataTransfer();
      chosen.items.add(new page.window.File(["x"], "secret-name.txt"));
      page.document.querySelector<HTMLInputElement>("[type=file]")!.files = chosen.files;
      page.document.querySelector<HTMLInputElement>("[type=color]")!.value = "#123456";
      page.document.querySelector<HTMLInputElement>("[type=range]")!.value = "10";
      page.document.querySelector<HTMLInputElement>("[type=week]")!.value = "2026-W05";
      page.document.querySelector("select")!.size = 5;
    },
    shows(copy, page) {
      const sizes = (document: Document): number[][] =>
        [...document.querySelectorAll<HTMLElement>("input, select, progress, meter")].map((element) => [
          element.offsetWidth,
          element.offsetHeight,
        ]);
      expect(sizes(copy)).to.deep.equal(sizes(page.document));
      const [color, range, , , , week, , , file] = copy.querySelectorAll("input");
      expect([color!.value, range!.value, week!.value]).to.deep.equal(["#123456", "10", "2026-W05"]);
      expect(range!.list?.options).to.have.length(2);
      expect([file!.type, file!.files!.length]).to.deep.equal(["file", 0]);
    },
  },
  {
    title: "F81: opens one of a group of details at a time, as the visitor's browser does",
    html: `<details id=a name=g open><summary>A</summary>a</details><details id=b name=g><summary>B</summary>b</details>`,
    loaded: (copy) => void expect(opened(copy)).to.deep.equal(["a"]),
    act(page) {
      (page.of("#b") as HTMLDetailsElement).open = true;
    },
    shows: (copy) => void expect(opened(copy)).to.deep.equal(["b"]),
  },
  {
    title: "F82: shows progress, meter and output, disabled, read-only and indeterminate fields",
    html: `<progress id=p max=10 value=3></progress><meter id=m min=0 max=10 low=3 value=2></meter><output id=o>1</output>
      <fieldset id=f><input id=i></fieldset><input id=r><input id=c type=checkbox>`,
    act(page) {
      (page.of("#p") as HTMLProgressElement).value = 7;
      (page.of("#m") as HTMLMeterElement).value = 9;
      (page.of("#o") as HTMLOutputElement).value = "42";
      (page.of("#f") as HTMLFieldSetElement).disabled = true;
      inputOf(page, "#r").readOnly = true;
      inputOf(page, "#c").indeterminate = true;
    },
    shows(copy) {
      expect(copy.querySelector<HTMLProgressElement>("#p")!.value).to.equal(7);
      expect(copy.querySelector<HTMLMeterElement>("#m")!.value).to.equal(9);
      expect(copy.querySelector("#o")!.textContent).to.equal("42");
      expect(copied(copy, "#i").matches(":disabled")).to.equal(true);
      expect(copied(copy, "#r").matches(":read-only")).to.equal(true);
      expect(copied(copy, "#c").indeterminate).to.equal(true);
    },
  },
  {
    title: "F82: shows a progress that is not known any more",
    html: `<progress id=p value=.5></progress>`,
    act: (page) => page.of("#p").removeAttribute("value"),
    shows: (copy) => void expect(copy.querySelector("#p")!.matches(":indeterminate")).to.equal(true),
  },
  {
    title:
      "F83: shows form-associated elements as they look: defined, labelled, with what is in their shadow",
    html: `<style>x-field:not(:defined) { display: none } label:has(x-field) { color: rgb(1, 2, 3) }</style>
      <label id=l>Label <x-field id=x></x-field></label><script>customElements.define("x-field", class extends HTMLElement {
        static formAssociated = true;
        constructor() { super(); this.internals = this.attachInternals(); this.attachShadow({ mode: "open" }).innerHTML = "<b>0</b>"; }
        set value(v) { this.internals.setFormValue(v); this.shadowRoot.querySelector("b").textContent = v; } })</script>`,
    act(page) {
      (page.of("#x") as HTMLElement & { value: string }).value = "7";
    },
    shows(copy) {
      const field = copy.querySelector("#x")!;
      expect(field.matches(":defined")).to.equal(true);
      expect(field.shadowRoot!.textContent).to.equal("7");
      expect(copy.defaultView!.getComputedStyle(copy.querySelector("#l")!).color).to.equal("rgb(1, 2, 3)");
    },
  },
];

describeRows("forms", [...values, ...looks]);
