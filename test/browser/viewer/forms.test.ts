import { expect } from "chai";
import { Screen } from "./screen.ts";

function type(input: HTMLInputElement, text: string): void {
  for (const character of text) {
    input.setRangeText(character, input.value.length, input.value.length, "end");
    input.dispatchEvent(new InputEvent("input", { bubbles: true, data: character }));
  }
}

describe("ui-default / viewer: forms", () => {
  let screen: Screen;
  beforeEach(() => {
    screen = new Screen();
  });
  afterEach(() => screen.close());

  it("signs in with what was typed, once while it is under way", () => {
    screen.agent.reach({ status: "signed-out", busy: false, problem: undefined });
    expect(document.activeElement).to.equal(screen.get("#glance_username"));
    type(screen.input("#glance_username"), "ada");
    type(screen.input("#glance_password"), "secret");
    screen.button("Sign in").click();
    screen.agent.reach({ status: "signed-out", busy: true, problem: undefined });
    screen.button("Signing in …").click();
    expect(screen.agent.asked).to.deep.equal(["signIn ada secret"]);
  });

  it("asks for both fields before anything is sent", () => {
    screen.agent.reach({ status: "signed-out", busy: false, problem: undefined });
    screen.button("Sign in").click();
    expect(screen.agent.asked).to.deep.equal([]);
  });

  it("keeps what was typed when signing in fails", () => {
    screen.agent.reach({ status: "signed-out", busy: false, problem: undefined });
    type(screen.input("#glance_username"), "ada");
    screen.agent.reach({ status: "signed-out", busy: false, problem: { code: "wrong-password" } });
    expect(screen.input("#glance_username").value).to.equal("ada");
    expect(document.activeElement).to.equal(screen.get("#glance_password"));
  });

  for (const [typed, shown] of [
    ["123456789", "123 456 789"],
    ["1234", "123 4"],
    ["Ada-12", "Ada-12"],
  ] as const) {
    it(`shows ${typed} as ${shown}`, () => {
      screen.agent.reach({ status: "code", busy: false, key: "", problem: undefined });
      type(screen.input("#glance_code"), typed);
      expect(screen.input("#glance_code").value).to.equal(shown);
      screen.button("Join").click();
      expect(screen.agent.asked).to.deep.equal([`join ${shown} false`]);
    });
  }

  it("offers to wait for a session that nobody shares yet", () => {
    screen.agent.reach({ status: "code", busy: false, key: "ada", problem: { code: "unknown-key" } });
    screen.button("Wait for this session").click();
    expect(screen.agent.asked).to.deep.equal(["join ada true"]);
  });

  it("offers to sign out on every card", () => {
    screen.agent.tell("account", { username: "ada", name: "Ada" });
    screen.agent.reach({ status: "code", busy: false, key: "", problem: undefined });
    screen.button("Sign out").click();
    expect(screen.agent.asked).to.deep.equal(["signOut"]);
  });

  for (const [code, action, asked] of [
    ["not-started", "Wait for this session", "join k true"],
    ["not-started", "Join another session", "askForCode"],
    ["replaced", "Continue here", "retry"],
    ["service", "Try again", "retry"],
    ["page", "Try again", "retry"],
    ["full", "Try again", "retry"],
    ["no-permission", "Use another account", "signOut"],
    ["wrong-group", "Use another account", "signOut"],
  ] as const) {
    it(`on the error ${code}, "${action}" asks the agent to ${asked}`, () => {
      screen.agent.reach({ status: "error", code, key: "k" });
      screen.button(action).click();
      expect(screen.agent.asked).to.deep.equal([asked]);
    });
  }

  it("offers another session after the end, and a way out of waiting", () => {
    screen.agent.reach({ status: "ended", by: "visitor" });
    screen.button("Join another session").click();
    screen.agent.reach({ status: "waiting", for: "session", key: "k", offline: false });
    screen.button("Cancel").click();
    expect(screen.agent.asked).to.deep.equal(["askForCode", "askForCode"]);
  });
});
