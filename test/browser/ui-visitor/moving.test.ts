import { expect } from "chai";
import { cornerOf, inDirection, nextCorner } from "../../../ui-default/visitor/place.ts";
import { Widget } from "../../../ui-default/visitor/widget.ts";
import { FakeVisitor, shadow } from "./fake-visitor.ts";

let fake: FakeVisitor;
let widget: Widget;

const part = (id: string): HTMLElement => shadow().querySelector<HTMLElement>(`#${id}`)!;
const region = (): HTMLElement => shadow().querySelector("section")!;

/** The corner that the card is in once it has glided there. */
function corner(): string {
  for (const animation of region().getAnimations()) animation.finish();
  return cornerOf(region().getBoundingClientRect());
}

function start(): void {
  fake = new FakeVisitor();
  widget = new Widget(fake.cobrowse);
  fake.ui?.showButton();
}

/** Presses `id` in its middle, moves to `x`, `y` and lets go; a click follows as in a browser. */
function drag(id: string, x: number, y: number): void {
  const box = part(id).getBoundingClientRect();
  const at = (type: string, clientX: number, clientY: number): void => {
    part(id).dispatchEvent(
      new PointerEvent(type, { clientX, clientY, isPrimary: true, bubbles: true, composed: true }),
    );
  };
  // There is no real pointer to capture.
  HTMLElement.prototype.setPointerCapture = () => undefined;
  at("pointerdown", box.left + box.width / 2, box.top + box.height / 2);
  at("pointermove", x, y);
  at("pointerup", x, y);
  part(id).click();
}

describe("ui-default / visitor / moving", () => {
  const { setPointerCapture } = HTMLElement.prototype;
  beforeEach(() => {
    sessionStorage.removeItem("glance_ui");
    start();
  });
  afterEach(() => {
    HTMLElement.prototype.setPointerCapture = setPointerCapture;
    widget.remove();
    document.documentElement.dir = "";
  });

  for (const { to, x, y } of [
    { to: "top-left", x: () => 30, y: () => 30 },
    { to: "top-right", x: () => innerWidth - 30, y: () => 30 },
    { to: "bottom-left", x: () => 30, y: () => innerHeight - 30 },
  ]) {
    it(`UI-03: snaps to ${to} when it is let go in that quarter, and takes that for no click`, () => {
      drag("glance_show_btn", x(), y());
      expect(corner()).to.equal(to);
      expect(fake.calls).to.deep.equal([]);
    });
  }

  it("UI-03: takes a press that trembles for a click", () => {
    const { left, top, width, height } = part("glance_show_btn").getBoundingClientRect();
    drag("glance_show_btn", left + width / 2 + 3, top + height / 2);
    expect(corner()).to.equal("bottom-right");
    expect(fake.calls).to.deep.equal(["startSession null"]);
  });

  for (const { key, to } of [
    { key: "ArrowUp", to: "top-right" },
    { key: "ArrowLeft", to: "bottom-left" },
    { key: "ArrowDown", to: "bottom-right" },
  ]) {
    it(`UI-03: goes to ${to} by Shift and ${key}`, () => {
      const event = new KeyboardEvent("keydown", { key, shiftKey: true, bubbles: true, cancelable: true });
      part("glance_show_btn").dispatchEvent(event);
      expect(corner()).to.equal(to);
      expect(event.defaultPrevented).to.equal(true);
    });
  }

  it("UI-03: leaves plain arrow keys to the page", () => {
    const event = new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true, cancelable: true });
    part("glance_show_btn").dispatchEvent(event);
    expect([corner(), event.defaultPrevented]).to.deep.equal(["bottom-right", false]);
  });

  it("UI-03: goes from corner to corner by a button, and says where it is", () => {
    fake.run();
    part("glance_move").click();
    part("glance_move").click();
    expect(shadow().querySelector("[role=status]")?.textContent).to.match(/^Moved to the /);
    expect(corner()).to.not.equal("bottom-right");
  });

  it("UI-03: remembers its place and its size on the site's next page", () => {
    fake.run();
    part("glance_move").click();
    part("glance_expand").click();
    const before = corner();
    widget.remove();
    start();
    fake.status = "running";
    fake.key = "123456789";
    fake.emit("sessioncontinue", {});
    expect(corner()).to.equal(before);
    expect(part("glance_in_session").checkVisibility()).to.equal(false);
  });

  it("UI-03: is unfolded in the next session, wherever the last one left it", () => {
    fake.run();
    part("glance_expand").click();
    fake.end("visitor");
    fake.run();
    expect(part("glance_in_session").checkVisibility()).to.equal(true);
  });

  for (const kept of ["{", `{"corner":"<img>","expanded":"no"}`, "null"]) {
    it(`starts where it would without ${kept} in the storage`, () => {
      widget.remove();
      sessionStorage.setItem("glance_ui", kept);
      start();
      expect(corner()).to.equal("bottom-right");
    });
  }

  it("goes up and down alone where it is as wide as the window", () => {
    expect(nextCorner("bottom-right", true)).to.equal("top-right");
    expect(nextCorner("top-left", true)).to.equal("bottom-left");
    expect(inDirection("top-left", "ArrowRight")).to.equal("top-right");
  });
});
