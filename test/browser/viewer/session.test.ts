import { expect } from "chai";
import { Screen } from "./screen.ts";

const NOBODY_ELSE = [{ role: "agent", slot: 1, name: "Ada", connected: true, you: true }] as const;
const GRACE = { role: "agent", slot: 1, name: "Grace", connected: true, you: false } as const;
const MARKUP = `<img src=x onerror="alert(1)">`;

function press(key: string): void {
  document.activeElement?.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
  );
}

/** One round of layout, after which sizes have been looked at. */
function laidOut(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

describe("ui-default / viewer: a joined session", () => {
  let screen: Screen;
  beforeEach(() => {
    screen = new Screen();
    screen.agent.reach({ status: "live" });
  });
  afterEach(() => screen.close());

  it("has the replica in a frame without scripts, which neither mouse nor keyboard reaches", async () => {
    await laidOut();
    const frame = screen.get("#glance_replica");
    expect(frame.getAttribute("sandbox")).to.equal("allow-same-origin");
    expect(frame.getAttribute("src")).to.equal("/replay.html");
    expect(frame.tabIndex).to.equal(-1);
    const { left, top, width, height } = frame.getBoundingClientRect();
    const points = [1, width / 2, width - 2].flatMap((x) =>
      [1, height / 2, height - 2].map((y) => [x, y] as const),
    );
    for (const [x, y] of points)
      expect(document.elementFromPoint(left + x, top + y)).to.equal(screen.get(".glass"));
  });

  it("takes the focus back when assistive technology puts it into the replica", async () => {
    const frame = screen.get("#glance_replica") as HTMLIFrameElement;
    await new Promise((resolve) => frame.addEventListener("load", resolve));
    const page = frame.contentDocument!;
    const input = page.body.appendChild(page.createElement("input"));
    const taken = new Promise((resolve) => screen.get(".stage").addEventListener("focus", resolve));
    input.focus();
    await taken;
    expect(document.activeElement).to.equal(screen.get(".stage"));
  });

  it("gives the frame the visitor's size and scales it down to fit", async () => {
    screen.get(".stage").style.cssText = "inset: auto; width: 640px; height: 440px; padding: 20px";
    screen.agent.tell("viewport", { width: 1200, height: 1000 });
    await laidOut();
    const frame = screen.get("#glance_replica");
    expect([frame.offsetWidth, frame.offsetHeight]).to.deep.equal([1200, 1000]);
    const { width, height } = frame.getBoundingClientRect();
    expect([width, height]).to.deep.equal([480, 400]);
    expect(screen.text).to.include("40 %");
  });

  it("frames what the visitor sees of the window, at the scale of the page, while that is not all", async () => {
    screen.get(".stage").style.cssText = "inset: auto; width: 640px; height: 440px; padding: 20px";
    screen.agent.tell("viewport", { width: 1200, height: 1000 });
    await laidOut();
    const visible = screen.get(".visible-area");
    expect(visible.getClientRects()).to.have.length(0);
    screen.agent.tell("visiblearea", { left: 100, top: 50, width: 600, height: 500, scale: 2 });
    const page = screen.get("#glance_replica").getBoundingClientRect();
    const { left, top, width, height } = visible.getBoundingClientRect();
    expect([left - page.left, top - page.top, width, height]).to.deep.equal([40, 20, 240, 200]);
    screen.agent.tell("visiblearea", undefined);
    expect(visible.getClientRects()).to.have.length(0);
  });

  it("follows the size of the window", async () => {
    const stage = screen.get(".stage");
    stage.style.cssText = "inset: auto; width: 640px; height: 440px; padding: 20px";
    screen.agent.tell("viewport", { width: 1200, height: 1000 });
    await laidOut();
    stage.style.width = "340px";
    await laidOut();
    await laidOut();
    expect(screen.get("#glance_replica").getBoundingClientRect().width).to.equal(300);
  });

  it("shows a small page at its own size, and any page so when asked to", async () => {
    screen.get(".stage").style.cssText = "inset: auto; width: 640px; height: 440px; padding: 20px";
    screen.agent.tell("viewport", { width: 320, height: 240 });
    await laidOut();
    expect(screen.get("#glance_replica").getBoundingClientRect().width).to.equal(320);
    screen.agent.tell("viewport", { width: 1200, height: 1000 });
    screen.button("100 %").click();
    expect(screen.get("#glance_replica").getBoundingClientRect().width).to.equal(1200);
    expect(screen.button("100 %").ariaPressed).to.equal("true");
    screen.button("Fit").click();
    await laidOut();
    expect(screen.get("#glance_replica").getBoundingClientRect().width).to.equal(480);
  });

  it("zooms in and out by buttons, by keys and by pinching, in steps, and back to all of the page", async () => {
    screen.get(".stage").style.cssText = "inset: auto; width: 640px; height: 440px; padding: 20px";
    screen.agent.tell("viewport", { width: 1200, height: 1000 });
    await laidOut();
    const shown = (): number => Math.round(screen.get("#glance_replica").getBoundingClientRect().width / 12);
    const stage = screen.get(".stage");
    const scales = [shown()];
    const note = (act: () => void): void => {
      act();
      scales.push(shown());
    };
    note(() => screen.get("[aria-label^=Larger]").click());
    note(() => screen.get("[aria-label^=Smaller]").click());
    stage.focus();
    for (const key of ["+", "-", "1", "0"]) note(() => press(key));
    for (const deltaY of [-10, 10])
      note(() =>
        screen
          .get(".glass")
          .dispatchEvent(new WheelEvent("wheel", { deltaY, ctrlKey: true, bubbles: true, cancelable: true })),
      );
    expect(scales).to.deep.equal([40, 50, 33, 50, 33, 100, 40, 50, 33]);
    expect(screen.get(".scale").textContent).to.equal("33 %");
  });

  it("keeps what is in the middle in the middle while it zooms", async () => {
    const stage = screen.get(".stage");
    stage.style.cssText = "inset: auto; width: 640px; height: 440px; padding: 0";
    screen.agent.tell("viewport", { width: 1200, height: 1000 });
    screen.button("100 %").click();
    await laidOut();
    stage.scrollTo(400, 300);
    screen.get("[aria-label^=Larger]").click();
    // Half a scroll bar is taken from the middle where one came.
    expect(stage.scrollLeft).to.be.closeTo(580, 10);
    expect(stage.scrollTop).to.be.closeTo(430, 10);
  });

  it("leaves the keys of the zoom to the visitor's page where the agent uses it", () => {
    screen.agent.tell("rc", { enabled: true, suspended: false });
    screen.get(".stage").focus();
    press("1");
    expect(screen.agent.asked.at(-1)).to.include(`"key":"1"`);
    expect(screen.button("Fit").ariaPressed).to.equal("true");
  });

  it("tells what the visitor browses with, where, and in what window", () => {
    screen.agent.tell("browser", { browser: "Chrome 156", platform: "Windows", release: "6.0.0" });
    screen.agent.tell("viewport", { width: 1200, height: 1000 });
    screen.agent.tell("page", { url: "https://x/", title: MARKUP, hidden: false, masked: false, life: 1 });
    screen.agent.tell("delay", { ms: 41.7 });
    const details = screen.get("#glance_details");
    details.showPopover();
    for (const text of ["Chrome 156", "Windows", "1200 × 1000", "https://x/", MARKUP, "Good 42 ms", "6.0.0"])
      expect(details.innerText).to.include(text);
    details.hidePopover();
  });

  it("tells how good the connection is, and says so aloud only when the word is another one", () => {
    const shown = screen.get(".connection");
    const said = screen.get(".connection + [role=status]");
    const changes: string[] = [];
    expect(shown.hidden).to.equal(true);
    for (const ms of [40, 60, 900, 50, 800, 820, 810, undefined, 40]) {
      const before = said.textContent;
      screen.agent.tell("delay", { ms });
      if (said.textContent !== before) changes.push(shown.dataset["quality"] ?? "");
    }
    expect(changes).to.deep.equal(["slow", "none", "good"]);
    screen.agent.reach({ status: "reconnecting" });
    expect(shown.hidden).to.equal(true);
  });

  it("AGT-04: opens a window without bars, and says when the browser opens none", () => {
    const opened: unknown[][] = [];
    const { open } = window;
    window.open = (...values: unknown[]) => {
      opened.push(values);
      return null;
    };
    screen.button("Own window").click();
    window.open = open;
    expect(opened[0]?.slice(0, 2)).to.deep.equal([location.href, "_blank"]);
    expect(opened[0]?.[2]).to.include("location=no,menubar=0,titlebar=0,status=0,toolbar=0");
    expect(screen.get(".refusal").textContent).to.include("Allow pop-ups");
  });

  it("names roles", () => {
    screen.agent.tell("people", [{ ...GRACE, agentrole: "Senior" }]);
    expect(screen.get(".people .role").textContent).to.equal("Senior");
  });

  it("ROL-01: explains each tool that this agent may not use, and asks nothing of the agent by it", () => {
    screen.close();
    screen = new Screen();
    screen.agent.permissions = {
      remoteControl: false,
      navigation: false,
      drawing: false,
      pointing: true,
      guests: false,
    };
    screen.agent.reach({ status: "live" });
    for (const [name, why] of [
      ["Request control", "remote control"],
      ["Back", "elsewhere"],
      ["Draw", "draw"],
      ["Arrow", "draw"],
      ["Clear", "draw"],
    ] as const) {
      const tool = screen.button(name);
      expect([name, tool.ariaDisabled, tool.disabled]).to.deep.equal([name, "true", false]);
      tool.click();
      expect(screen.get(".refusal").textContent).to.include(why);
    }
    expect(screen.agent.asked).to.deep.equal([]);
    screen.button("Point").click();
    expect(screen.button("Point").ariaPressed, "the control").to.equal("true");
  });

  it("draws the visitor's mouse where it is on the scaled page", async () => {
    screen.get(".stage").style.cssText = "inset: auto; width: 640px; height: 440px; padding: 20px";
    screen.agent.tell("viewport", { width: 1200, height: 1000 });
    await laidOut();
    const pointer = screen.root.querySelector<SVGElement>(".pointer")!;
    expect(getComputedStyle(pointer).visibility).to.equal("hidden");
    screen.agent.tell("pointer", { x: 600, y: 500 });
    const { left, top } = screen.get("#glance_replica").getBoundingClientRect();
    const at = pointer.getBoundingClientRect();
    // The arrow's picture has two units of room around its tip.
    expect([at.left + 2 - left, at.top + 2 - top].map(Math.round)).to.deep.equal([240, 200]);
    screen.agent.tell("pointer", undefined);
    expect(getComputedStyle(pointer).visibility).to.equal("hidden");
  });

  for (const [dialog, word] of [
    ["alert", "message"],
    ["confirm", "question"],
    ["prompt", "type"],
    ["print", "print"],
    ["file", "file"],
    ["date", "date"],
    ["color", "color"],
    ["suggestions", "suggests"],
    ["permission", "camera"],
  ] as const)
    it(`F75, F110: says that the visitor's browser shows its own ${dialog}, and when it does no more`, () => {
      const banner = screen.get(".banner");
      expect([banner.textContent, banner.ariaLive]).to.deep.equal(["", "polite"]);
      screen.agent.tell("native", dialog);
      expect(banner.textContent).to.include(word);
      screen.agent.tell("native", undefined);
      expect(banner.textContent).to.equal("");
    });

  it("shows title and address as text, and no more of them than fits", () => {
    screen.agent.tell("page", {
      url: `https://x/${"y".repeat(5000)}`,
      title: MARKUP,
      hidden: false,
      masked: false,
      life: 1,
    });
    expect(screen.get("h1 bdi").textContent).to.equal(MARKUP);
    expect(screen.root.querySelector("img")).to.equal(null);
    expect(screen.get(".url bdi").textContent.length).to.equal(300);
  });

  it("shows a visitor's message as text, and nothing of the page meanwhile", () => {
    screen.agent.reach({ status: "paused", why: "visitor", message: MARKUP });
    expect(screen.get("blockquote").textContent).to.equal(MARKUP);
    expect(screen.get("#glance_replica").checkVisibility({ visibilityProperty: true })).to.equal(false);
    screen.agent.reach({ status: "live" });
    expect(screen.get("#glance_replica").checkVisibility({ visibilityProperty: true })).to.equal(true);
  });

  it("keeps the page in view between two pages and while reconnecting", () => {
    for (const state of [
      { status: "paused", why: "between-pages", message: "" },
      { status: "reconnecting" },
    ] as const) {
      screen.agent.reach(state);
      expect(screen.get("#glance_replica").checkVisibility({ visibilityProperty: true })).to.equal(true);
      expect(screen.root.querySelector(".cover")).to.not.equal(null);
    }
  });

  it("names who is there, and says who comes and who goes", () => {
    const said = (): string => screen.get("#glance_viewer > [role=status]").textContent;
    screen.agent.tell("people", NOBODY_ELSE);
    screen.agent.tell("people", [...NOBODY_ELSE, GRACE]);
    expect(said()).to.equal("Grace joined.");
    expect(screen.get(".people").textContent).to.include("Grace").and.to.include("(you)");
    screen.agent.tell("people", [...NOBODY_ELSE, { ...GRACE, connected: false }]);
    expect(said()).to.equal("Grace left.");
    expect(screen.get(".people").textContent).to.not.include("Grace");
  });

  it("counts the people for whom there is no room", () => {
    screen.agent.tell(
      "people",
      Array.from({ length: 9 }, () => GRACE),
    );
    expect(screen.get(".people").textContent).to.include("and 5 more");
  });

  it("ends the session for everybody only when that is confirmed", () => {
    const dialog = screen.get("dialog:not(.help)") as HTMLDialogElement;
    screen.button("End session").click();
    expect(dialog.open).to.equal(true);
    expect(document.activeElement, "the harmless answer has the focus").to.equal(
      screen.button("Keep helping"),
    );
    screen.button("Keep helping").click();
    expect(dialog.open).to.equal(false);
    expect(screen.agent.asked).to.deep.equal([]);
    screen.button("End session").click();
    dialog.querySelector<HTMLButtonElement>("button.danger")?.click();
    expect(screen.agent.asked).to.deep.equal(["end"]);
  });

  it("leaves without asking", () => {
    screen.button("Leave").click();
    expect(screen.agent.asked).to.deep.equal(["leave"]);
  });

  it("has one stop of the Tab key for the tools, and arrow keys between them", () => {
    const tools = [...screen.get("[role=toolbar][aria-label=Session]").querySelectorAll("button")];
    const stops = (): number[] => tools.flatMap(({ tabIndex }, index) => (tabIndex === 0 ? [index] : []));
    expect(stops()).to.deep.equal([0]);
    tools[0]!.focus();
    const last = tools.length - 1;
    for (const [key, at] of [
      ["ArrowRight", 1],
      ["End", last],
      ["ArrowRight", 0],
      ["ArrowLeft", last],
      ["Home", 0],
    ] as const) {
      press(key);
      expect(document.activeElement).to.equal(tools[at]);
      expect(stops()).to.deep.equal([at]);
    }
  });
});
