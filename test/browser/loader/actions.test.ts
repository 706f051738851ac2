import { expect } from "chai";
import { listenForClicks, type Action } from "../../../loader/actions.ts";
import { listenForKeys, parseHotKeys } from "../../../loader/hot-keys.ts";
import { warningsOf } from "./page.ts";

let done: Action[] = [];
const act = (action: Action): number => done.push(action);

function addElement(html: string): HTMLElement {
  const place = document.createElement("div");
  place.className = "test-start";
  place.innerHTML = html;
  document.body.append(place);
  return place;
}

const clicks = [
  { html: `<a glance_button="startSession">Help</a>`, on: "a", does: ["startSession"] },
  { html: `<button data-glancebutton="showTerms">Help</button>`, on: "button", does: ["showTerms"] },
  { html: `<li glance-button="stopSession">Help</li>`, on: "li", does: ["stopSession"] },
  { html: `<a glance_button="showButton"><b>Help</b></a>`, on: "b", does: ["showButton"] },
  { html: `<a glance_button="toggleButton">Help</a>`, on: "a", does: ["toggleButton"] },
  { html: `<a glance_button="dance">Help</a>`, on: "a", does: [] },
  { html: `<a glance_button>Help</a>`, on: "a", does: [] },
  {
    html: `<a glance_button="showTerms" data-glancebutton="showTerms">Help</a>`,
    on: "a",
    does: ["showTerms"],
  },
] as const;

describe("loader / actions", () => {
  before(() => listenForClicks(act));
  beforeEach(() => {
    done = [];
  });
  afterEach(() => {
    document.querySelector(".test-start")?.remove();
  });

  for (const { html, on, does } of clicks) {
    it(`EMB-17, C-04: does ${does.join() || "nothing"} on a click on <${on}> in ${html}`, () => {
      addElement(html).querySelector<HTMLElement>(on)!.click();
      expect(done).to.deep.equal(does);
    });
  }

  it("EMB-18: works for an element that stops the click from bubbling", () => {
    const link = addElement(`<a glance_button="startSession">Help</a>`).querySelector("a")!;
    link.addEventListener("click", (event) => event.stopPropagation());
    link.click();
    expect(done).to.deep.equal(["startSession"]);
  });

  it("EMB-18: works inside an open shadow root", () => {
    const host = addElement("<p></p>").querySelector("p")!;
    const root = host.attachShadow({ mode: "open" });
    root.innerHTML = `<button glance_button="startSession">Help</button>`;
    root.querySelector("button")!.click();
    expect(done).to.deep.equal(["startSession"]);
  });
});

const keys = [
  { json: `{"ctrl-13":"startSession"}`, press: { ctrlKey: true, keyCode: 13 }, does: ["startSession"] },
  { json: `{"alt-190":"toggleButton"}`, press: { altKey: true, keyCode: 190 }, does: ["toggleButton"] },
  { json: `{"Shift-13":"showButton"}`, press: { shiftKey: true, keyCode: 13 }, does: ["showButton"] },
  {
    json: `{"shift-ctrl-13":"showTerms"}`,
    press: { ctrlKey: true, shiftKey: true, keyCode: 13 },
    does: ["showTerms"],
  },
  { json: `{"ctrl-Enter":"startSession"}`, press: { ctrlKey: true, key: "Enter" }, does: ["startSession"] },
  { json: `{"F9":"showButton"}`, press: { key: "F9", keyCode: 120 }, does: ["showButton"] },
  { json: `{"shift-h":"showTerms"}`, press: { shiftKey: true, key: "H", keyCode: 72 }, does: ["showTerms"] },
  { json: `{"ctrl--":"showTerms"}`, press: { ctrlKey: true, key: "-", keyCode: 189 }, does: ["showTerms"] },
  {
    json: `{"ctrl-9":"toggleButton"}`,
    press: { ctrlKey: true, key: "Tab", keyCode: 9 },
    does: ["toggleButton"],
  },
  { json: `{"ctrl-9":"toggleButton"}`, press: { ctrlKey: true, key: "9", keyCode: 57 }, does: [] },
  { json: `{"ctrl-13":"startSession"}`, press: { keyCode: 13 }, does: [] },
  { json: `{"ctrl-13":"startSession"}`, press: { ctrlKey: true, altKey: true, keyCode: 13 }, does: [] },
  { json: `{"ctrl-13":"startSession"}`, press: { ctrlKey: true, keyCode: 13, repeat: true }, does: [] },
] as const;

describe("loader / hot keys", () => {
  beforeEach(() => {
    done = [];
  });

  keys.forEach(({ json, press, does }, row) => {
    it(`EMB-15: does ${does.join() || "nothing"} for ${json} on ${JSON.stringify(press)}`, () => {
      // Listeners of earlier rows stay: each row counts what its own does.
      const own: Action[] = [];
      listenForKeys(json, (action) => own.push(action));
      document.dispatchEvent(new KeyboardEvent("keydown", { ...press, cancelable: true }));
      expect(own, `row ${row}`).to.deep.equal(does);
    });
  });

  for (const json of ["", "{", "null", "7", `["startSession"]`, `{"ctrl-13":"dance"}`, `{"ctrl-13":7}`]) {
    it(`C-05: ignores ${json || "an empty attribute"}`, () => {
      let size = -1;
      const warnings = warningsOf(() => (size = parseHotKeys(json).size));
      expect(size).to.equal(0);
      // A number holds no key that could be wrong.
      expect(warnings).to.have.length(json === "7" ? 0 : 1);
    });
  }
});
