import { expect } from "chai";
import { Widget } from "../../../ui-default/visitor/widget.ts";
import { FakeVisitor, shadow } from "./fake-visitor.ts";

let fake: FakeVisitor;
let widget: Widget;
let ours: Element;

const button = (): HTMLElement => shadow().querySelector<HTMLElement>("#glance_show_btn")!;
const host = (): HTMLElement => document.querySelector<HTMLElement>("#glance_cobrowse_btn")!;
const parent = (): Node | null => document.querySelector("#glance_cobrowse_btn")?.parentNode ?? null;

/** What a click at the start button's middle would reach: the card, or what is above it. */
function reached(): Element | null {
  const { left, top, width, height } = button().getBoundingClientRect();
  return document.elementFromPoint(left + width / 2, top + height / 2);
}

/** Something of the page that covers the window. */
function cover<K extends "dialog" | "div">(tag: K, parent: Node = document.body): HTMLElementTagNameMap[K] {
  const cover = document.createElement(tag);
  cover.style.cssText =
    "position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none;z-index:2147483647";
  parent.appendChild(cover);
  ours = cover;
  return cover;
}

async function until(what: () => boolean): Promise<void> {
  while (!what()) await new Promise((resolve) => requestAnimationFrame(resolve));
}

describe("ui-default / visitor / surface", () => {
  beforeEach(() => {
    sessionStorage.removeItem("glance_ui");
    fake = new FakeVisitor();
    widget = new Widget(fake.cobrowse);
    fake.ui?.showButton();
  });
  afterEach(() => {
    ours.remove();
    widget.remove();
  });

  it("is above anything of the page that has the highest z-index and comes later", () => {
    cover("div");
    expect(reached()).to.equal(host());
  });

  it("is above a popover that the page opens", async () => {
    const popover = cover("div");
    popover.popover = "manual";
    popover.showPopover();
    await until(() => reached() === host());
  });

  it("can be used while a modal dialog of the page is open, and comes out of it again", async () => {
    const dialog = cover("dialog");
    dialog.showModal();
    await until(() => parent() === dialog && reached() === host());
    button().focus();
    expect(shadow().activeElement).to.equal(button());
    dialog.close();
    await until(() => parent() === document.documentElement);
    expect(reached()).to.equal(host());
  });

  it("would not be reached outside of the dialog: everything there is inert", async () => {
    const dialog = cover("dialog");
    dialog.showModal();
    await until(() => parent() === dialog);
    document.documentElement.append(host());
    host().showPopover();
    button().focus();
    expect(shadow().activeElement).to.equal(null);
    dialog.close();
  });

  it("can be used while a modal dialog in a shadow root is open", async () => {
    const outer = cover("div");
    const dialog = document.createElement("dialog");
    const field = document.createElement("input");
    dialog.append(field);
    outer.attachShadow({ mode: "open" }).append(dialog);
    dialog.showModal();
    await until(() => parent() !== document.documentElement);
    const inside = dialog.querySelector("#glance_cobrowse_btn");
    expect(inside?.shadowRoot?.querySelector("#glance_show_btn")?.checkVisibility()).to.equal(true);
    dialog.close();
    await until(() => parent() === document.documentElement);
  });

  it("comes back when the page throws the dialog away with the card in it", async () => {
    const dialog = cover("dialog");
    dialog.showModal();
    await until(() => parent() === dialog);
    dialog.remove();
    await until(() => parent() === document.documentElement);
  });

  it("leaves the page's dialog open when Esc is for the card", async () => {
    const dialog = cover("dialog");
    fake.run();
    dialog.showModal();
    await until(() => parent() === dialog);
    const event = new KeyboardEvent("keydown", {
      key: "Escape",
      bubbles: true,
      cancelable: true,
      composed: true,
    });
    shadow().querySelector("#glance_stop_btn")?.dispatchEvent(event);
    expect(event.defaultPrevented).to.equal(true);
    dialog.close();
    await until(() => parent() === document.documentElement);
  });

  it("is not dressed by rules that the page has for its popovers", () => {
    const style = document.createElement("style");
    style.textContent =
      "[popover]{padding:50px;border:9px solid red;background:red}::backdrop{background:red}";
    document.head.append(style);
    ours = style;
    const { padding, borderTopWidth, backgroundColor } = getComputedStyle(host());
    expect([padding, borderTopWidth, backgroundColor]).to.deep.equal(["0px", "0px", "rgba(0, 0, 0, 0)"]);
    expect(getComputedStyle(host(), "::backdrop").display).to.equal("none");
  });
});
