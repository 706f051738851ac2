import { expect } from "chai";
import type { AgentEvents, AgentState } from "../../../core/agent/api.ts";
import { HostEventSource } from "../../../core/agent/host-events.ts";
import { ScriptedAgent } from "../viewer/scripted-agent.ts";

/** An agent, and what a host page would hear of it. */
function scene(): { agent: ScriptedAgent; source: HostEventSource; heard: [string, unknown][] } {
  const agent = new ScriptedAgent();
  const heard: [string, unknown][] = [];
  const source = new HostEventSource(agent, {
    onevent: (name, data) => heard.push([name, data]),
    onmessage: (name, body) => heard.push([`message ${name}`, body]),
    onuserstate: (name, value) => heard.push([`userState ${name}`, value]),
  });
  return { agent, source, heard: heard };
}

const WAITING: AgentState = { status: "waiting", for: "page", key: "k", offline: false };
const PAGE = { url: "https://shop.example/", title: "Shop", hidden: false, masked: false, life: 1 };

const STATES: readonly { when: string; state: AgentState; tells: readonly [string, string][] }[] = [
  {
    when: "a forged login key",
    state: { status: "error", code: "login-key-forged", key: "k" },
    tells: [["accessdenied", "login-key-forged"]],
  },
  {
    when: "another group",
    state: { status: "error", code: "wrong-group", key: "k" },
    tells: [["accessdenied", "wrong-group"]],
  },
  {
    when: "an account of no agent",
    state: { status: "error", code: "no-permission", key: "" },
    tells: [["accessdenied", "no-permission"]],
  },
  {
    when: "a full session",
    state: { status: "error", code: "full", key: "k" },
    tells: [["connectfailed", "full"]],
  },
  {
    when: "no session",
    state: { status: "error", code: "not-started", key: "k" },
    tells: [["connectfailed", "not-started"]],
  },
  {
    when: "an unknown code that was typed",
    state: { status: "code", busy: false, key: "1", problem: { code: "unknown-key" } },
    tells: [["connectfailed", "unknown-key"]],
  },
  {
    when: "a wrong password",
    state: { status: "signed-out", busy: false, problem: { code: "wrong-password" } },
    tells: [["accessdenied", "wrong-password"]],
  },
  {
    when: "a code form without a problem",
    state: { status: "code", busy: false, key: "", problem: undefined },
    tells: [],
  },
];

const ENDS = [
  { by: "you", reason: "agent" },
  { by: "agent", reason: "agent" },
  { by: "visitor", reason: "visitor" },
  { by: "timeout", reason: "error" },
  { by: "error", reason: "error" },
  { by: "left", reason: "left" },
] as const;

describe("core / agent / host events", () => {
  for (const { when, state, tells } of STATES)
    it(`7.1: tells ${when} as ${tells.length === 0 ? "nothing but the state" : tells.join()}`, () => {
      const { agent, heard } = scene();
      agent.reach(state);
      const failures = heard.filter(([name]) => name === "accessdenied" || name === "connectfailed");
      expect(failures.map(([name, data]) => [name, (data as { reason: string }).reason])).to.deep.equal(
        tells,
      );
      for (const [, data] of failures)
        expect((data as { detail: string }).detail).to.match(/^[A-Z].+\.$|^A key/);
    });

  for (const { by, reason } of ENDS)
    it(`C-40: tells the end by ${by} as ${reason}, of a session that was joined alone`, () => {
      const { agent, heard } = scene();
      agent.reach({ status: "ended", by });
      expect(heard.map(([name]) => name)).to.not.include("sessionend");
      agent.reach(WAITING);
      agent.reach({ status: "ended", by });
      expect(heard).to.deep.include(["sessionend", { reason }]);
    });

  it("7.1 row 10: tells another address once, with what the visitor browses with", () => {
    const { agent, heard } = scene();
    agent.reach(WAITING);
    agent.tell("browser", { browser: "Chrome 150", platform: "Linux", release: "6.0.0M" });
    agent.tell("page", PAGE);
    agent.tell("page", { ...PAGE, title: "Shop (1)" });
    agent.tell("page", { ...PAGE, url: "https://shop.example/cart", masked: true });
    const told = heard.filter(([name]) => name === "navigate").map(([, data]) => data);
    const common = { browser: "Chrome 150", visitorversion: "6.0.0M", title: "Shop" };
    expect(told).to.deep.equal([
      { ...common, url: "https://shop.example/", pagemasked: false },
      { ...common, url: "https://shop.example/cart", pagemasked: true },
    ]);
  });

  it("7.1 row 11, SES-21: tells when the visitor looks at another tab, and back", () => {
    const { agent, heard } = scene();
    for (const hidden of [false, true, true, false]) agent.tell("page", { ...PAGE, hidden });
    expect(heard.filter(([name]) => name === "pagevisibility").map(([, data]) => data)).to.deep.equal([
      "visible",
      "hidden",
      "visible",
    ]);
  });

  it("7.1 rows 2, 3: tells once what the visitor says of a guest", () => {
    const { agent, heard } = scene();
    agent.tell("guest", { status: "asking", name: "Gil" });
    agent.tell("guest", { status: "accepted", name: "Gil", agentnum: 3, token: "t" });
    agent.tell("guest", { status: "declined", name: "Bo" });
    expect(heard.filter(([name]) => name.startsWith("addguest"))).to.deep.equal([
      ["addguestaccepted", { agentnum: 3, token: "t" }],
      ["addguestdeclined", {}],
    ]);
  });

  it("7.1 row 4: tells agents who are connected, and only when that changes", () => {
    const { agent, heard } = scene();
    const people: AgentEvents["people"] = [
      { role: "visitor", slot: 0, name: "", connected: true, you: false },
      {
        role: "agent",
        slot: 1,
        name: "Ada",
        connected: true,
        you: true,
        agentrole: "Senior",
        username: "ada",
        partnerid: "1",
        partneruserid: "A-7",
      },
      { role: "agent", slot: 1, name: "Bob", connected: false, you: false },
    ];
    agent.tell("people", people);
    agent.tell("people", people);
    expect(heard.filter(([name]) => name === "agents")).to.deep.equal([
      [
        "agents",
        {
          count: 1,
          agentlist: [
            {
              name: "Ada",
              username: "ada",
              partnerid: "1",
              partneruserid: "A-7",
              agentrole: "Senior",
              role: "Senior",
            },
          ],
        },
      ],
    ]);
  });

  it("7.1 rows 1, 13: says that it was remote control that was refused for want of a right", () => {
    const { agent, heard } = scene();
    agent.reach({ status: "live" });
    agent.tell("refused", { reason: "no-permission" });
    agent.tell("rcrequest", {});
    agent.tell("refused", { reason: "no-permission" });
    const denied = heard.filter(([name]) => name === "accessdenied").map(([, data]) => data);
    expect(denied.map((data) => (data as { rcrequested?: true }).rcrequested)).to.deep.equal([
      undefined,
      true,
    ]);
  });

  it("repeats to one who comes late what holds now, of this session and not of the one before", () => {
    const { agent, source, heard } = scene();
    agent.reach({ status: "live" });
    agent.tell("userstate", { name: "old", value: 1 });
    agent.tell("rc", { enabled: true, suspended: false });
    agent.reach({ status: "ended", by: "visitor" });
    agent.reach({ status: "live" });
    agent.tell("userstate", { name: "cart", value: [2] });
    heard.length = 0;
    source.repeat();
    expect(heard).to.deep.equal([
      ["sessionstart", {}],
      ["state", { status: "live" }],
      ["userState cart", [2]],
    ]);
  });
});
