import { expect } from "chai";
import type { Person } from "../../../core/agent/api.ts";
import { GuestDialog } from "../../../ui-default/viewer/guest-dialog.ts";
import { Guests } from "../../../ui-default/viewer/guests.ts";
import { Screen } from "./screen.ts";
import { ScriptedAgent } from "./scripted-agent.ts";

const VISITOR: Person = { role: "visitor", slot: 0, name: "", connected: true, you: false };
const ADA: Person = { role: "agent", slot: 1, name: "Ada", connected: true, you: true, title: "Adviser" };
const GIL: Person = { role: "guest", slot: 2, name: "Gil", connected: true, you: false };

describe("ui-default / viewer / guests: the dialog", () => {
  let agent: ScriptedAgent;
  let guests: Guests;
  let failures: number;
  const get = (selector: string): HTMLElement => guests.element.querySelector<HTMLElement>(selector)!;
  const input = (selector: string): HTMLInputElement => get(selector) as HTMLInputElement;

  beforeEach(() => {
    agent = new ScriptedAgent();
    failures = 0;
    guests = new Guests(
      agent,
      () => (failures += 1),
      () => Promise.resolve({ GuestDialog }),
    );
    document.body.append(guests.element);
  });
  afterEach(() => {
    guests.close();
    guests.element.remove();
  });

  it("C-45: has the address to send, and hands over the code", async () => {
    await guests.open();
    expect(input("#glance_guest_address").value).to.equal(agent.guestPage);
    input("#glance_guest_code").value = "123 456";
    get("form button").click();
    expect(agent.asked).to.deep.equal(["admitGuest 123 456"]);
  });

  for (const [invite, said] of [
    [{ status: "finding" }, "Looking for your guest"],
    [{ status: "asking", name: "Gil" }, "The visitor is asked whether Gil may watch."],
    [{ status: "accepted", name: "Gil", agentnum: 2, token: "t" }, "The visitor agreed. Gil comes in now."],
    [{ status: "declined", name: "Gil\u202e" }, "The visitor does not want Gil to watch."],
  ] as const)
    it(`C-45: says ${invite.status}`, async () => {
      await guests.open();
      agent.tell("guest", invite);
      expect(get("[role=status]").textContent).to.include(said);
      expect(get(".problem").textContent).to.equal("");
    });

  for (const code of ["unknown-code", "full", "no-permission", "service", "too-many-attempts"] as const)
    it(`says at the field what is wrong: ${code}`, async () => {
      await guests.open();
      const problem = code === "too-many-attempts" ? { code, retryAfterSeconds: 60 } : { code };
      agent.tell("guest", { status: "failed", problem });
      expect(get(".problem").textContent).to.have.length.above(20);
      expect(input("#glance_guest_code").getAttribute("aria-invalid")).to.equal("true");
    });

  it("C-45: names guests who were there before it was opened, as text, and sends one away", async () => {
    agent.tell("people", [VISITOR, ADA, { ...GIL, name: "<b>Gil</b>" }]);
    await guests.open();
    expect(get(".guests bdi").textContent).to.equal("<b>Gil</b>");
    get(".guests button").click();
    expect(agent.asked).to.deep.equal(["ejectGuest 2"]);
    agent.tell("people", [VISITOR, ADA]);
    expect(guests.element.querySelector(".guests li")).to.equal(null);
  });

  it("says that it did not load, and tries again", async () => {
    let isThere = false;
    const flaky = new Guests(
      agent,
      () => (failures += 1),
      () => (isThere ? Promise.resolve({ GuestDialog }) : Promise.reject(new Error("offline"))),
    );
    document.body.append(flaky.element);
    await flaky.open();
    expect([failures, flaky.element.childElementCount]).to.deep.equal([1, 0]);
    isThere = true;
    await flaky.open();
    expect(flaky.element.querySelector("dialog")?.open).to.equal(true);
    flaky.close();
    flaky.element.remove();
  });
});

describe("ui-default / viewer / guests: whose viewer it is", () => {
  let screen: Screen;
  beforeEach(() => (screen = new Screen()));
  afterEach(() => screen.close());

  const titles = (): (string | undefined)[] =>
    [...screen.root.querySelectorAll<HTMLElement>(".bar:not([hidden]) button")].map(({ title }) => title);

  it("ROL-01: an agent has the button, and one who may not has none", () => {
    screen.agent.reach({ status: "live" });
    expect(titles()).to.include("Guests");
    screen.agent.reach({ status: "ended", by: "you" });
    screen.agent.permissions = { ...screen.agent.permissions, guests: false };
    screen.agent.reach({ status: "live" });
    expect(titles()).to.not.include("Guests");
  });

  it("C-45: a guest has nothing to act with, ends nothing and signs nobody out", () => {
    const nothing = {
      remoteControl: false,
      navigation: false,
      drawing: false,
      pointing: false,
      guests: false,
    };
    screen.agent.isGuest = true;
    screen.agent.permissions = nothing;
    screen.agent.tell("account", { username: "", name: "" });
    screen.agent.reach({ status: "live" });
    expect(titles()).to.include("Leave");
    for (const none of ["End session", "Guests", "Request control"]) expect(titles()).to.not.include(none);
    screen.agent.reach({ status: "ended", by: "agent" });
    expect(screen.root.querySelectorAll("button")).to.have.length(0);
    expect(screen.get("h1").textContent).to.equal("The session has ended");
    screen.agent.reach({ status: "error", code: "refused", key: "" });
    expect(screen.get("h1").textContent).to.equal("You are not in the session any more");
    expect(screen.root.querySelectorAll("button")).to.have.length(0);
  });

  it("C-38: shows what an agent is, and who is a guest", () => {
    screen.agent.reach({ status: "live" });
    screen.agent.tell("people", [VISITOR, ADA, GIL]);
    const roles = [...screen.root.querySelectorAll(".people .role")].map(({ textContent }) => textContent);
    expect(roles).to.deep.equal(["Adviser", "Guest"]);
    expect(screen.get(".said[role=status]:not(.bar *)").textContent).to.include("Gil joined.");
  });
});
