// Both workers in one process, and the real relay between them.
import { expect } from "chai";
import { WebSocket } from "ws";
import type { AgentMessage, VisitorMessage } from "../../../core/protocol/index.ts";
import type { AgentReports, ShareReports } from "../../../core/worker/api.ts";
import { AgentWorker } from "../../../core/worker/agent.ts";
import { VisitorWorker } from "../../../core/worker/visitor.ts";
import { type Place, TestServer, until } from "../server/running-server.ts";

const nothing = (): void => undefined;
const REPORTS = { onconnection: nothing, onended: nothing, onerror: nothing };
/** What a worker has in a browser, and Node 20 has not. */
/** The group lets agents point, and not draw. */
const PERMISSIONS = {
  remoteControl: true,
  navigation: true,
  drawing: false,
  pointing: true,
  guests: true,
  roles: {},
};
const GLOBALS = { WebSocket, navigator: { userAgent: "Chrome/156" } };

describe("worker / session messages", function () {
  this.timeout(20_000);
  const server = new TestServer();
  const before_ = new Map(
    Object.keys(GLOBALS).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]),
  );
  const closing: (() => void)[] = [];
  let cookie: string;
  let place: Place;
  let visitor: VisitorWorker;
  let toPage: AgentMessage[];
  /** How many are connected, as the visitor's worker hears it. */
  let present: number;
  let joined: number;

  before(async () => {
    for (const [name, value] of Object.entries(GLOBALS))
      Object.defineProperty(globalThis, name, { configurable: true, value });
    await server.start();
    cookie = await server.signIn();
  });
  after(async () => {
    await server.stop();
    for (const [name, own] of before_)
      if (own === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, own);
  });
  beforeEach(async () => {
    place = await server.visit();
    toPage = [];
    present = 0;
    joined = 0;
    visitor = share(1);
  });
  afterEach(() => closing.splice(0).forEach((close) => close()));

  const relayUrl = (): string => `${server.url.replace("http", "ws")}/relay`;

  /** The visitor's page of that generation. */
  function share(generation: number): VisitorWorker {
    const worker = new VisitorWorker();
    const { session, token } = place;
    const reports: ShareReports = {
      ...REPORTS,
      onparticipants: (list) => (present = list.filter(({ connected }) => connected).length),
      onmessage: (message) => toPage.push(message),
      oncontrol: nothing,
      ondocument: nothing,
      onlostsheet: nothing,
    };
    worker.share(
      { relayUrl: relayUrl(), session, token, generation, asksToAdmit: false, permissions: PERMISSIONS },
      reports,
    );
    closing.push(() => worker.close());
    return worker;
  }

  /** An agent, and what it hears of the site. */
  async function join(): Promise<{
    readonly agent: AgentWorker;
    readonly heard: VisitorMessage[];
    /** Round trips that it was told of. */
    readonly delays: (number | undefined)[];
    /** Gestures of the other agents. */
    readonly seen: string[];
  }> {
    const seen: string[] = [];
    const delays: (number | undefined)[] = [];
    const { session, token } = await server.join(cookie, place.key);
    const heard: VisitorMessage[] = [];
    const agent = new AgentWorker();
    const reports: AgentReports = {
      ...REPORTS,
      onparticipants: nothing,
      onmessage: (_from, message) => message.type !== "browser" && heard.push(message),
      oncontrol: (message) => message.type === "peer" && seen.push(message.gesture.type),
      ondelay: (ms) => delays.push(ms),
      ondocument: nothing,
      onpage: nothing,
    };
    agent.startSession({ relayUrl: relayUrl(), session, token, generation: 1, name: "Ada" }, reports);
    closing.push(() => agent.close());
    const all = ++joined + 1;
    await until(() => present === all);
    return { agent, heard, delays, seen };
  }

  it("ROL-01: passes on to the other agents what one may show, and not what it may not", async () => {
    const [first, second] = [await join(), await join()];
    const at = { telling: 1, node: 1, fx: 0, fy: 0, x: 0, y: 0 };
    first.agent.control({ type: "draw", at, shape: "pen", stays: true, points: [0, 0, 1, 1] });
    first.agent.control({ type: "ripple", at });
    await until(() => second.seen.length > 0);
    expect(second.seen).to.deep.equal(["ripple"]);
    expect(first.seen).to.deep.equal([]);
  });

  it("measures the way to the visitor's worker and back, as soon as both are there", async () => {
    const { delays } = await join();
    await until(() => delays.length > 0);
    expect(delays[0]).to.be.within(0.01, 5_000);
  });

  it("C-32: brings messages both ways, and gestures of the session to the page alone", async () => {
    const { agent, heard } = await join();
    agent.tell({ type: "message", name: "offer", body: { percent: 10 } });
    agent.tell({ type: "rcRequest" });
    agent.tell({ type: "keyframe" });
    agent.tell({ type: "rcStop" });
    await until(() => toPage.length === 3);
    expect(toPage.map(({ type }) => type)).to.deep.equal(["message", "rcRequest", "rcStop"]);
    expect(toPage[0]).to.deep.equal({ type: "message", name: "offer", body: { percent: 10 } });
    visitor.tell({ type: "message", name: "cart", body: { items: 2 } });
    await until(() => heard.length > 0);
    expect(heard).to.deep.equal([{ type: "message", name: "cart", body: { items: 2 } }]);
  });

  it("C-33: tells an agent who comes later what holds, the latest of each name, and no message of before", async () => {
    const first = await join();
    visitor.tell({ type: "state", name: "step", value: 1 });
    visitor.tell({ type: "state", name: "step", value: 2 });
    visitor.tell({ type: "state", name: "cart", value: null });
    visitor.tell({ type: "rc", enabled: true });
    visitor.tell({ type: "message", name: "hello", body: {} });
    await until(() => first.heard.some(({ type }) => type === "message"));
    const { heard } = await join();
    await until(() => heard.length >= 3);
    expect(heard).to.deep.equal([
      { type: "state", name: "step", value: 2 },
      { type: "state", name: "cart", value: null },
      { type: "rc", enabled: true },
    ]);
  });

  it("keeps what an agent says while the visitor is between two pages for the next one", async () => {
    const { agent } = await join();
    agent.tell({ type: "message", name: "one", body: {} });
    await until(() => toPage.length === 1);
    visitor.close();
    agent.tell({ type: "message", name: "two", body: {} });
    share(2);
    // The first may come again: its receipt may have been on its way (docs/PROTOCOL.md, "Links").
    await until(() => toPage.some((message) => message.type === "message" && message.name === "two"));
  });
});
