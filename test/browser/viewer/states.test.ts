import axe from "axe-core";
import { expect } from "chai";
import type { AgentState } from "../../../core/agent/api.ts";
import { Screen } from "./screen.ts";

const ABSENT = "absent";

/** Every state, and what the viewer shows of it. */
const STATES: readonly { readonly state: AgentState; readonly told: string; readonly says: string }[] = [
  { state: { status: "starting" }, told: ABSENT, says: "One moment" },
  { state: { status: "signed-out", busy: false, problem: undefined }, told: ABSENT, says: "Sign in" },
  { state: { status: "signed-out", busy: true, problem: undefined }, told: ABSENT, says: "Signing in" },
  {
    state: { status: "signed-out", busy: false, problem: { code: "wrong-password" } },
    told: ABSENT,
    says: "User name or password is wrong.",
  },
  {
    state: {
      status: "signed-out",
      busy: false,
      problem: { code: "too-many-attempts", retryAfterSeconds: 600 },
    },
    told: ABSENT,
    says: "Too many attempts. Try again in 10 minutes.",
  },
  {
    state: { status: "signed-out", busy: false, problem: { code: "service" } },
    told: ABSENT,
    says: "can't be reached",
  },
  {
    state: { status: "code", busy: false, key: "", problem: undefined },
    told: ABSENT,
    says: "Join a session",
  },
  {
    state: { status: "code", busy: true, key: "123456789", problem: undefined },
    told: ABSENT,
    says: "Joining",
  },
  {
    state: { status: "code", busy: false, key: "1", problem: { code: "unknown-key" } },
    told: ABSENT,
    says: "No session has this code.",
  },
  {
    state: { status: "code", busy: false, key: "a b", problem: { code: "invalid-key" } },
    told: ABSENT,
    says: "That is no code",
  },
  {
    state: { status: "code", busy: false, key: "1", problem: { code: "full" } },
    told: ABSENT,
    says: "The session is full.",
  },
  {
    state: { status: "code", busy: false, key: "1", problem: { code: "wrong-group" } },
    told: ABSENT,
    says: "another group's",
  },
  {
    state: {
      status: "code",
      busy: false,
      key: "1",
      problem: { code: "too-many-attempts", retryAfterSeconds: 1 },
    },
    told: ABSENT,
    says: "Try again in 1 second.",
  },
  {
    state: { status: "waiting", for: "session", key: "123456789", offline: false },
    told: "waiting",
    says: "123 456 789",
  },
  {
    state: { status: "waiting", for: "session", key: "k", offline: true },
    told: "waiting",
    says: "can't be reached right now",
  },
  {
    state: { status: "waiting", for: "page", key: "k", offline: false },
    told: "waiting",
    says: "Waiting for the visitor's page",
  },
  { state: { status: "live" }, told: "live", says: "Live" },
  {
    state: { status: "paused", why: "visitor", message: "one minute" },
    told: "paused",
    says: "one minute",
  },
  {
    state: { status: "paused", why: "between-pages", message: "" },
    told: "paused",
    says: "The visitor is between pages",
  },
  { state: { status: "reconnecting" }, told: "reconnecting", says: "Connection lost" },
  { state: { status: "ended", by: "you" }, told: "ended", says: "You ended it." },
  { state: { status: "ended", by: "agent" }, told: "ended", says: "Another agent ended it." },
  { state: { status: "ended", by: "visitor" }, told: "ended", says: "The visitor ended it." },
  { state: { status: "ended", by: "timeout" }, told: "ended", says: "did not come back" },
  { state: { status: "ended", by: "error" }, told: "ended", says: "could not go on" },
  { state: { status: "ended", by: "left" }, told: "ended", says: "You left the session" },
  { state: { status: "ended", by: "over" }, told: "ended", says: "while you were away" },
  { state: { status: "error", code: "unsupported", key: "" }, told: "error", says: "This browser can't" },
  { state: { status: "error", code: "not-started", key: "k" }, told: "error", says: "There is no session" },
  { state: { status: "error", code: "replaced", key: "" }, told: "error", says: "another window" },
  { state: { status: "error", code: "version", key: "" }, told: "error", says: "was updated" },
  { state: { status: "error", code: "refused", key: "" }, told: "error", says: "not admitted" },
  { state: { status: "error", code: "service", key: "" }, told: "error", says: "can't be reached" },
  { state: { status: "error", code: "page", key: "" }, told: "error", says: "can't be shown" },
  { state: { status: "error", code: "full", key: "k" }, told: "error", says: "The session is full" },
  { state: { status: "error", code: "wrong-group", key: "k" }, told: "error", says: "another group's" },
  { state: { status: "error", code: "no-permission", key: "k" }, told: "error", says: "can't join sessions" },
];

const PEOPLE = [
  { role: "visitor", slot: 0, name: "", connected: true, you: false },
  { role: "agent", slot: 1, name: "Ada", connected: true, you: true },
  { role: "agent", slot: 1, name: "Grace", connected: true, you: false, agentrole: "Senior" },
] as const;

/** What axe finds on the screen. */
async function barriers(): Promise<string> {
  // The replica is a page of its own, and the visitor's to make accessible; the test page's head is the test runner's.
  const options = { iframes: false, rules: { "meta-viewport": { enabled: false } } };
  const { violations } = await axe.run(document, options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`).join("\n");
}

describe("ui-default / viewer: states", () => {
  let screen: Screen;
  beforeEach(() => {
    screen = new Screen();
  });
  afterEach(() => screen.close());

  for (const { state, told, says } of STATES) {
    const { status, ...details } = state;
    const name = `${status} ${JSON.stringify(details)}`;
    it(`${name}: says "${says}", tells ${told}, and has no barrier that axe finds`, async () => {
      screen.agent.tell("account", { username: "ada", name: "Ada" });
      screen.agent.reach(state);
      screen.agent.tell("people", PEOPLE);
      screen.agent.tell("page", {
        url: "https://shop.example/",
        title: "Shop",
        hidden: true,
        masked: true,
        life: 1,
      });
      screen.agent.tell("delay", { ms: 700 });
      expect(screen.text).to.include(says);
      expect(document.documentElement.dataset["glanceState"] ?? ABSENT).to.equal(told);
      screen.finishAnimations();
      expect(await barriers()).to.equal("");
    });
  }

  it("has no barrier that axe finds while it asks whether to end the session", async () => {
    screen.agent.reach({ status: "live" });
    screen.button("End session").click();
    expect(screen.text).to.include("It ends for the visitor");
    expect(await barriers()).to.equal("");
  });

  it("has no barrier that axe finds with the help open, nor with what is known of the visitor", async () => {
    screen.agent.reach({ status: "live" });
    screen.button("Keys and limits").click();
    expect(screen.text).to.include("Choose a file");
    screen.finishAnimations();
    expect(await barriers()).to.equal("");
    screen.button("Close").click();
    screen.get("#glance_details").showPopover();
    expect(screen.text).to.include("not known");
    expect(await barriers()).to.equal("");
  });

  it("has no barrier that axe finds where nothing is permitted", async () => {
    const nothing = {
      remoteControl: false,
      navigation: false,
      drawing: false,
      pointing: false,
      guests: false,
    };
    screen.agent.permissions = nothing;
    screen.agent.reach({ status: "live" });
    expect(await barriers()).to.equal("");
  });

  it("would find a barrier if there were one", async () => {
    screen.agent.reach({ status: "live" });
    screen.root.append(document.createElement("button"));
    expect(await barriers()).to.include("button-name");
  });

  it("follows the agent from state to state without leftovers", () => {
    for (const { state, says } of [...STATES, ...[...STATES].reverse()]) {
      screen.agent.reach(state);
      expect(screen.text).to.include(says);
      expect(screen.root.querySelectorAll("h1")).to.have.length(1);
    }
  });

  it("loads the replica's frame once while a session goes through its states", () => {
    screen.agent.reach({ status: "waiting", for: "page", key: "k", offline: false });
    const { frame } = screen.agent;
    screen.agent.reach({ status: "live" });
    screen.agent.reach({ status: "paused", why: "visitor", message: "" });
    screen.agent.reach({ status: "reconnecting" });
    screen.agent.reach({ status: "live" });
    expect(screen.agent.frame).to.equal(frame);
    expect(frame?.isConnected).to.equal(true);
    screen.agent.reach({ status: "ended", by: "visitor" });
    expect(frame?.isConnected).to.equal(false);
  });
});
