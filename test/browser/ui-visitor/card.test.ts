import axe from "axe-core";
import { expect } from "chai";
import { Widget } from "../../../ui-default/visitor/widget.ts";
import { CARD_STATES, FakeVisitor, shadow } from "./fake-visitor.ts";

let fake: FakeVisitor;
let widget: Widget;

function startCard(): void {
  sessionStorage.removeItem("glance_ui");
  fake = new FakeVisitor();
  widget = new Widget(fake.cobrowse);
}

const part = (id: string): HTMLElement => shadow().querySelector<HTMLElement>(`#${id}`)!;
const isSeen = (id: string): boolean => part(id).checkVisibility();
const title = (): string => part("glance_showing_status").textContent;
const said = (): string => shadow().querySelector("[role=status]")!.textContent;
const press = (id: string, key: string): boolean =>
  part(id).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));

/** What axe finds in the card. */
async function barriers(): Promise<string> {
  const { violations } = await axe.run(document.querySelector("#glance_cobrowse_btn")!, {
    rules: { "color-contrast": { enabled: true } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`).join("\n");
}

describe("ui-default / visitor", () => {
  beforeEach(startCard);
  afterEach(() => widget.remove());

  for (const [name, play] of Object.entries(CARD_STATES)) {
    it(`A11Y-01: has no accessibility violation when ${name}`, async () => {
      play(fake);
      expect(await barriers()).to.equal("");
    });

    it(`has controls of at least 44 px when ${name}`, () => {
      play(fake);
      for (const control of shadow().querySelectorAll<HTMLElement>("button,a")) {
        if (!control.checkVisibility()) continue;
        const { width, height } = control.getBoundingClientRect();
        expect(Math.min(width, height), control.id).to.be.at.least(43.5);
      }
    });
  }

  it("A11Y-01: would have a violation found if there were one, shadow root and all", async () => {
    fake.run();
    part("glance_copy").removeAttribute("aria-label");
    part("glance_copy").removeAttribute("title");
    expect(await barriers()).to.include("button-name");
  });

  it("EMB-11: shows nothing until it is asked to", () => {
    const host = document.querySelector<HTMLElement>("#glance_cobrowse_btn")!;
    expect(host.getBoundingClientRect().height).to.equal(0);
    expect(isSeen("glance_show_btn")).to.equal(false);
  });

  it("is never captured", () => {
    const host = document.querySelector("#glance_cobrowse_btn")!;
    expect(host.getAttribute("glance_cobrowse_suppress")).to.equal("1");
    expect(host.getAttribute("data-no-cobrowse-content")).to.equal("1");
  });

  it("C-47: lets a page's own style sheet move it", () => {
    const style = document.createElement("style");
    style.textContent = `#glance_cobrowse_btn{ left: 20px !important; right: auto !important; }`;
    document.head.append(style);
    fake.run();
    const { left } = document.querySelector("#glance_cobrowse_btn")!.getBoundingClientRect();
    style.remove();
    expect(left).to.equal(20);
  });

  for (const id of [
    "glance_show_btn glance_start_label glance_in_session glance_stop_btn glance_expand glance_expand_al",
    "glance_ssnkey_box glance_key_prompt glance_ssn_key glance_ssn_info glance_terms_link glance_yes glance_no",
    "glance_msg_box glance_msg glance_msg_ok glance_confirm glance_confirm_msg glance_terms glance_terms_title",
    "glance_terms_text glance_accept glance_decline glance_border glance_showing_status glance_terms_link2",
    "glance_ssn_starting glance_keyless_prompt glance_tagline",
  ].flatMap((ids) => ids.split(" "))) {
    it(`C-47: has the id ${id}, once, and as a part for ::part()`, () => {
      expect(shadow().querySelectorAll(`#${id}`)).to.have.length(1);
    });
  }

  it("UI-02: starts a session from its button", () => {
    fake.ui?.showButton();
    part("glance_show_btn").click();
    expect(fake.calls).to.deep.equal(["startSession null"]);
  });

  it("UI-02: asks for the terms first on a site that has some", () => {
    fake.termsUrl = "/terms";
    fake.ui?.showButton();
    part("glance_show_btn").click();
    expect(fake.calls).to.deep.equal(["showTerms"]);
  });

  it("C-04: toggleButton shows the button, and hides it again", () => {
    fake.ui?.toggleButton();
    expect(isSeen("glance_show_btn")).to.equal(true);
    fake.ui?.toggleButton();
    expect(isSeen("glance_show_btn")).to.equal(false);
  });

  it("shows the code in groups, as text without spaces, and says it digit by digit", () => {
    fake.run("123456789");
    const key = part("glance_ssn_key");
    expect(key.textContent).to.equal("123456789");
    expect(key.innerText).to.equal("123456789");
    expect([...key.children].map((group) => group.textContent)).to.deep.equal(["123", "456", "789"]);
    expect(key.getAttribute("aria-label")).to.equal("1 2 3, 4 5 6, 7 8 9");
    expect(said()).to.include("1 2 3, 4 5 6, 7 8 9");
  });

  for (const { key, groups } of [
    { key: "12345", groups: 1 },
    { key: "123456", groups: 2 },
    { key: "jane.doe", groups: 1 },
    { key: "12345678", groups: 1 },
  ]) {
    it(`shows ${key} in ${groups} piece(s)`, () => {
      fake.run(key);
      expect(part("glance_ssn_key").children).to.have.length(groups);
    });
  }

  it("says who can see the page, when they come and when they go", () => {
    fake.run();
    fake.agents("Ada");
    expect(title()).to.equal("Ada can see this page");
    expect(said()).to.equal("Ada joined and can see this page.");
    fake.agents("Ada", "Grace");
    expect(title()).to.equal("Ada and Grace can see this page");
    fake.agents("Ada", "Grace", "Edsger");
    expect(title()).to.equal("3 people can see this page");
    expect(part("glance_agents").children).to.have.length(3);
    fake.agents();
    expect(said()).to.equal("Your agent left. Nobody sees this page.");
  });

  it("shortens a name that is longer than anybody's", () => {
    fake.run();
    fake.agents("x".repeat(5_000), "");
    expect(title()).to.equal(`${"x".repeat(39)}… and Your agent can see this page`);
  });

  it("does not ask any more whether to end the session once the card is made small", () => {
    fake.run();
    part("glance_stop_btn").click();
    part("glance_expand").click();
    part("glance_expand").click();
    expect([isSeen("glance_confirm"), isSeen("glance_stop_btn")]).to.deep.equal([false, true]);
  });

  it("shows an agent's name as text, never as markup", () => {
    fake.run();
    fake.agents("<img src=x>", "a", "b");
    expect(shadow().querySelector("img")).to.equal(null);
    expect(part("glance_agents").textContent).to.include("<img src=x>");
  });

  it("ends the session only after asking, with the harmless answer focused", () => {
    fake.run();
    part("glance_stop_btn").focus();
    part("glance_stop_btn").click();
    expect(fake.calls).to.deep.equal([]);
    expect(shadow().activeElement?.id).to.equal("glance_no");
    part("glance_no").click();
    expect(isSeen("glance_confirm")).to.equal(false);
    expect(shadow().activeElement?.id).to.equal("glance_stop_btn");
    part("glance_stop_btn").click();
    part("glance_yes").click();
    expect(fake.calls).to.deep.equal(["stopSession"]);
  });

  it("takes Esc as no, then as show less", () => {
    fake.run();
    part("glance_stop_btn").focus();
    part("glance_stop_btn").click();
    press("glance_no", "Escape");
    expect(isSeen("glance_confirm")).to.equal(false);
    press("glance_stop_btn", "Escape");
    expect(isSeen("glance_in_session")).to.equal(false);
    expect(part("glance_expand").getAttribute("aria-expanded")).to.equal("false");
    expect(shadow().activeElement?.id).to.equal("glance_expand");
  });

  it("never takes the focus from the page", () => {
    const input = document.createElement("input");
    document.body.append(input);
    input.focus();
    fake.run();
    fake.agents("Ada");
    fake.end("agent");
    expect(document.activeElement).to.equal(input);
    input.remove();
  });

  it("keeps the focus in the card when the button that was clicked goes away", () => {
    fake.ui?.showButton();
    part("glance_show_btn").focus();
    fake.status = "starting";
    fake.emit("sessionstarting", {});
    expect(shadow().activeElement?.id).to.equal("glance_showing_status");
  });

  it("SES-30: pauses and resumes", () => {
    fake.run();
    part("glance_pause_btn").click();
    fake.emit("paused", { paused: true, message: "" });
    expect(title()).to.equal("Paused: nobody sees this page");
    part("glance_pause_btn").click();
    expect(fake.calls).to.deep.equal(["pauseSession true", "pauseSession false"]);
  });

  it("C-39: tells that the connection is lost, and that it is back", () => {
    fake.run();
    fake.emit("connection", { status: "reconnecting" });
    expect(title()).to.include("Connection lost");
    fake.emit("connection", { status: "ok" });
    expect(title()).to.equal("Waiting for your agent");
    expect(said()).to.equal("Connected again.");
  });

  for (const [reason, words] of [
    ["agent", "Your agent ended it"],
    ["visitor", "You ended the session"],
    ["error", "could not go on"],
  ] as const) {
    it(`C-40: says how a session ended by ${reason} ended, and goes away when closed`, () => {
      fake.run();
      fake.end(reason);
      expect(title() + part("glance_msg").textContent).to.include(words);
      expect(isSeen("glance_border")).to.equal(false);
      part("glance_msg_ok").click();
      expect(isSeen("glance_msg_box")).to.equal(false);
    });
  }

  it("offers the start button again after a session, where the page had asked for it", () => {
    fake.ui?.showButton();
    fake.run();
    expect(isSeen("glance_show_btn")).to.equal(false);
    fake.end("agent");
    part("glance_msg_ok").click();
    expect(isSeen("glance_show_btn")).to.equal(true);
  });

  for (const code of ["service", "dupkey", "SCRIPT_NOT_LOADED", "invalid-key", "unknown-group"] as const) {
    it(`says in plain words what to do about ${code}`, () => {
      fake.status = "starting";
      fake.emit("sessionstarting", {});
      fake.fail(code);
      expect(title()).to.not.include(code);
      expect(part("glance_msg").textContent).to.match(/try again|contact/i);
      part("glance_msg_again").click();
      expect(fake.calls).to.have.length(1);
    });
  }

  it("offers no second try to a browser that is too old", () => {
    fake.emit("sessionstarting", {});
    fake.emit("error", { code: "SCRIPT_NOT_LOADED", msg: "could not be run", params: { unsupported: true } });
    expect(part("glance_msg").textContent).to.include("too old");
    expect(isSeen("glance_msg_again")).to.equal(false);
    part("glance_msg_ok").click();
    expect(isSeen("glance_msg_box")).to.equal(false);
  });

  it("C-15: hides when another window goes on with the session, and comes back", () => {
    fake.run();
    fake.emit("blur", {});
    expect(isSeen("glance_in_session")).to.equal(false);
    fake.emit("focus", {});
    expect(isSeen("glance_in_session")).to.equal(true);
  });

  it("shows the running session of a page that loaded it before the card", () => {
    widget.remove();
    fake = new FakeVisitor();
    fake.run();
    fake.agents("Ada");
    widget = new Widget(fake.cobrowse);
    expect(title()).to.equal("Ada can see this page");
    expect(part("glance_ssn_key").textContent).to.equal("123456789");
  });

  describe("terms", () => {
    it("start the session with what was asked for when they are accepted", () => {
      fake.ui?.showTerms({ url: "/terms", start: { sessionKey: "jane" } });
      expect(part("glance_terms").matches(":modal")).to.equal(true);
      expect((part("glance_terms_link") as HTMLAnchorElement).href).to.equal(`${location.origin}/terms`);
      part("glance_accept").click();
      expect(fake.calls).to.deep.equal([`startSession {"sessionKey":"jane"}`]);
      expect(isSeen("glance_terms")).to.equal(false);
    });

    for (const decline of ["glance_decline", "Escape"]) {
      it(`start nothing when they are declined by ${decline}`, () => {
        fake.ui?.showTerms({ start: {} });
        if (decline === "Escape") part("glance_terms").dispatchEvent(new Event("cancel"));
        else part(decline).click();
        expect(fake.calls).to.deep.equal([]);
        expect(isSeen("glance_terms")).to.equal(false);
      });
    }

    for (const url of ["javascript:alert(1)", "data:text/html,x", undefined]) {
      it(`have no link to ${String(url)}`, () => {
        fake.ui?.showTerms({ start: {}, ...(url === undefined ? {} : { url }) });
        expect(isSeen("glance_terms_link")).to.equal(false);
        expect(part("glance_terms_link").hasAttribute("href")).to.equal(false);
      });
    }
  });
});
