import { expect } from "chai";
import type { RcRequest } from "../../../core/visitor/api.ts";
import { Widget } from "../../../ui-default/visitor/widget.ts";
import { FakeVisitor, shadow } from "./fake-visitor.ts";

let fake: FakeVisitor;
let widget: Widget;

const part = (id: string): HTMLElement => shadow().querySelector<HTMLElement>(`#${id}`)!;
const isSeen = (id: string): boolean => part(id).checkVisibility();
const alerted = (): string => shadow().querySelector("[role=alert]")!.textContent;

/** A request that notes what became of it. */
function request(): RcRequest & { readonly answers: string[] } {
  const answers: string[] = [];
  return { answers, accept: () => answers.push("accept"), decline: () => answers.push("decline") };
}

describe("ui-default / visitor / questions", () => {
  beforeEach(() => {
    sessionStorage.removeItem("glance_ui");
    fake = new FakeVisitor();
    widget = new Widget(fake.cobrowse);
    fake.run();
    fake.agents("Ada");
  });
  afterEach(() => widget.remove());

  for (const ask of ["askRemoteControl", "askDocument"] as const) {
    for (const { press, answer } of [
      { press: "glance_yes", answer: "accept" },
      { press: "glance_no", answer: "decline" },
    ]) {
      it(`C-28: ${ask} calls ${answer} when ${press} is pressed, and asks no more`, () => {
        const asked = request();
        fake.ui?.[ask]?.(asked);
        expect(isSeen("glance_confirm")).to.equal(true);
        expect(asked.answers).to.deep.equal([]);
        part(press).click();
        expect(asked.answers).to.deep.equal([answer]);
        expect(isSeen("glance_confirm")).to.equal(false);
      });
    }

    it(`C-28: ${ask} is declined by Esc`, () => {
      const asked = request();
      fake.ui?.[ask]?.(asked);
      part("glance_yes").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
      expect(asked.answers).to.deep.equal(["decline"]);
    });

    it(`C-28: ${ask} is read out at once, and does not take the focus`, () => {
      fake.ui?.[ask]?.(request());
      expect(alerted()).to.include("Ada");
      expect(shadow().activeElement).to.equal(null);
    });
  }

  it("EVT-04: calls the function that the page has put in place of accept", () => {
    const asked = request();
    fake.ui?.askRemoteControl?.(asked);
    asked.accept = () => asked.answers.push("the page's");
    part("glance_yes").click();
    expect(asked.answers).to.deep.equal(["the page's"]);
  });

  it("asks for remote control once when an agent asks twice", () => {
    const [first, second] = [request(), request()];
    fake.ui?.askRemoteControl?.(first);
    fake.ui?.askRemoteControl?.(second);
    part("glance_yes").click();
    expect([first.answers, second.answers]).to.deep.equal([[], ["accept"]]);
    expect(isSeen("glance_confirm")).to.equal(false);
  });

  it("asks no more for what the page has given itself", () => {
    fake.ui?.askRemoteControl?.(request());
    fake.emit("rc", { enabled: true });
    expect(isSeen("glance_confirm")).to.equal(false);
  });

  it("asks one after the other, and the visitor's own wish to end first", async () => {
    const confirmed = fake.ui?.confirm?.({ text: "First?" });
    const shown = fake.ui?.showMessage?.("Then this");
    widget.remove();
    widget = new Widget(fake.cobrowse);
    expect([confirmed, shown]).to.not.include(undefined);
    fake.emit("sessioncontinue", {});
    const again = fake.ui?.confirm?.({ text: "First?", yes: "Go" });
    const then = fake.ui?.showMessage?.("Then this");
    expect(part("glance_confirm_msg").textContent).to.equal("First?");
    expect(part("glance_yes").textContent).to.equal("Go");
    part("glance_yes").click();
    expect(await again).to.equal(true);
    expect(part("glance_msg").textContent).to.equal("Then this");
    part("glance_msg_ok").click();
    await then;
    expect(isSeen("glance_msg_box")).to.equal(false);
  });

  it("answers no for the visitor when the session ends before", async () => {
    const confirmed = fake.ui?.confirm?.({ text: "Go?" });
    const crossed = fake.ui?.askCrossDomain?.(["https://pay.example"], () => Promise.reject(new Error("no")));
    const asked = request();
    fake.ui?.askRemoteControl?.(asked);
    fake.end("agent");
    expect(await confirmed).to.equal(false);
    await crossed;
    expect(asked.answers).to.deep.equal([]);
  });

  it("C-17: names the other domains, and prepares them in the visitor's click", async () => {
    let prepared = 0;
    const done = fake.ui?.askCrossDomain?.(["https://pay.example", "https://help.example:8443"], () => {
      prepared += 1;
      return Promise.resolve();
    });
    expect(part("glance_confirm").innerText).to.include("pay.example").and.to.include("help.example:8443");
    expect(prepared).to.equal(0);
    part("glance_yes").click();
    expect(prepared).to.equal(1);
    await done;
  });

  it("asks before an agent takes the visitor to another page, and names it", () => {
    const answers: string[] = [];
    const ask = (url: string): void =>
      fake.ui?.askNavigation?.({
        url,
        confirm: true,
        accept: () => answers.push(`${url} yes`),
        decline: () => answers.push(`${url} no`),
      });
    ask("/cart.html");
    expect(part("glance_confirm").innerText).to.include("Ada").and.to.include("/cart.html");
    expect(answers).to.deep.equal([]);
    part("glance_yes").click();
    ask("back");
    expect(part("glance_confirm").innerText).to.include("One page back");
    part("glance_no").click();
    ask("/help.html");
    fake.end("agent");
    expect(answers).to.deep.equal(["/cart.html yes", "back no", "/help.html no"]);
  });

  it("C-28: says that an agent may act, on the card and around the page, and takes it back", () => {
    fake.emit("rc", { enabled: true });
    expect(part("glance_showing_status").textContent).to.equal("Ada can see and use this page");
    expect(part("glance_border").classList.contains("control")).to.equal(true);
    part("glance_rc_stop").click();
    expect(fake.calls).to.deep.equal(["enableRC false"]);
    fake.emit("rc", { enabled: false });
    expect(isSeen("glance_rc")).to.equal(false);
  });

  it("keeps from sight what nobody has asked", () => {
    for (const id of ["glance_confirm", "glance_msg_box", "glance_rc", "glance_tagline"])
      expect(isSeen(id), id).to.equal(false);
  });

  it("has no link to terms of documents that is a script", () => {
    fake.ui?.askDocument?.({ ...request(), termsUrl: "javascript:alert(1)" });
    expect(shadow().querySelector("#glance_confirm a")?.hasAttribute("href")).to.equal(false);
  });
});

describe("ui-default / visitor / an agent's offer", () => {
  beforeEach(() => {
    fake = new FakeVisitor();
    widget = new Widget(fake.cobrowse);
  });
  afterEach(() => widget.remove());

  function offer(agent = "Ada"): { readonly answers: string[] } {
    const asked = { ...request(), agent, start: {} };
    fake.ui?.askSession?.(asked);
    return asked;
  }

  for (const { press, answer } of [
    { press: "glance_yes", answer: "accept" },
    { press: "glance_no", answer: "decline" },
  ])
    it(`PRS-08: before any session: asks, calls ${answer} when ${press} is pressed, and is gone`, () => {
      const asked = offer();
      expect(isSeen("glance_confirm")).to.equal(true);
      expect(part("glance_confirm_title").textContent).to.include("Ada");
      part(press).click();
      expect(asked.answers).to.deep.equal([answer]);
      expect(part("glance_confirm").checkVisibility()).to.equal(false);
    });

  it("is read out, does not take the focus, and says nothing of a code or a session", () => {
    offer();
    expect(alerted()).to.include("Ada");
    expect(shadow().activeElement).to.equal(null);
    for (const id of ["glance_ssn_key", "glance_stop_btn", "glance_pause_btn", "glance_border"])
      expect(isSeen(id), id).to.equal(false);
  });

  it("is declined by Esc in the card", () => {
    const asked = offer();
    part("glance_yes").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    expect(asked.answers).to.deep.equal(["decline"]);
  });

  it("names nobody whose name is not known, and shows no markup", () => {
    offer("");
    expect(part("glance_confirm_title").textContent).to.match(/^Your agent /);
    offer("<img src=x onerror=alert(1)>");
    expect(part("glance_confirm_title").childElementCount).to.equal(0);
  });

  it("has the terms behind a link when there are any", () => {
    fake.termsUrl = "https://shop.example/terms";
    offer();
    const link = part("glance_confirm").querySelector("a");
    expect(link?.href).to.equal("https://shop.example/terms");
    expect(link?.checkVisibility()).to.equal(true);
  });

  it("stays when the page shows its button, which comes back after it", () => {
    const asked = offer();
    fake.ui?.showButton();
    expect(isSeen("glance_confirm")).to.equal(true);
    part("glance_no").click();
    expect(asked.answers).to.deep.equal(["decline"]);
    expect(isSeen("glance_show_btn")).to.equal(true);
  });

  it("counts as declined when the visitor starts a session without it", () => {
    const asked = offer();
    fake.emit("sessionstarting", {});
    expect(asked.answers).to.deep.equal(["decline"]);
  });
});
