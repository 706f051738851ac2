import { expect } from "chai";
import type { Place } from "../../../core/presence/place.ts";
import { PresenceVisitor, renewAll } from "../../../core/presence/visitor.ts";
import { until } from "../loader/page.ts";
import { FakeNetwork, FakeSocket } from "./network.ts";

const place = (): Place => ({
  groupid: "7",
  site: "production",
  visitorId: "",
  presence: "api",
  serviceOrigin: location.origin,
});

/** Timers that a test lets run. */
interface Tick {
  readonly run: () => void;
  readonly ms: number | undefined;
}

describe("core / presence / visitor", () => {
  let network: FakeNetwork;
  let heard: string[] = [];
  const ticks: Tick[] = [];
  const { setInterval: interval } = window;
  const visitors: PresenceVisitor[] = [];

  beforeEach(() => {
    network = new FakeNetwork();
    heard = [];
    ticks.length = 0;
    window.setInterval = ((run: () => void, ms?: number) => ticks.push({ run, ms })) as typeof setInterval;
    sessionStorage.removeItem("glance_presence");
  });
  afterEach(() => {
    for (const visitor of visitors.splice(0)) visitor.disconnect();
    network.stop();
    window.setInterval = interval;
    delete window.GLANCE_COBROWSE;
  });

  function create(params?: ConstructorParameters<typeof PresenceVisitor>[1]): PresenceVisitor {
    const visitor = new PresenceVisitor(place, params);
    visitors.push(visitor);
    visitor.onerror = ({ code }) => heard.push(`error ${code}`);
    visitor.onsignal = (message) => heard.push(`signal ${JSON.stringify(message)}`);
    visitor.onuniqueid = (id, timeout) => heard.push(`id ${id} ${timeout}`);
    visitor.onclose = () => heard.push("close");
    return visitor;
  }
  async function welcomed(count = 1): Promise<FakeSocket> {
    await until(() => FakeSocket.all.length === count);
    const socket = FakeSocket.all.at(-1)!;
    socket.open();
    socket.say({ type: "welcome" });
    return socket;
  }

  it("PRS-04: reports at once, then each minute, and costs nothing else", async () => {
    create({ groupid: 1, visitorid: "ada" }).presence();
    await until(() => network.reports.length === 1);
    const [report] = network.reports;
    expect(report).to.deep.include({ groupid: "1", site: "production", visitorid: "ada" });
    expect(report?.["page"]).to.have.property("url", location.href);
    expect(ticks.map(({ ms }) => ms)).to.deep.equal([60_000]);
    ticks[0]?.run();
    await until(() => network.reports.length === 2);
    expect(FakeSocket.all).to.deep.equal([]);
  });

  it("14.2: a report with data is made once, and tells the address but once", async () => {
    const visitor = create({ visitorid: "ada" });
    let done = 0;
    visitor.presence({ data: { cart: 1 }, onsuccess: () => (done += 1) });
    await until(() => done === 1);
    visitor.presence({ data: { cart: 2 }, onsuccess: () => (done += 1) });
    await until(() => done === 2);
    expect(network.reports[1]).to.deep.equal({
      groupid: "7",
      site: "production",
      visitorid: "ada",
      data: { cart: 2 },
    });
    expect(ticks).to.deep.equal([]);
  });

  it("takes group and id of GLANCE_COBROWSE before the tag's", async () => {
    window.GLANCE_COBROWSE = { groupid: 3, visitorid: "grace" };
    create().presence({});
    await until(() => network.reports.length === 1);
    expect(network.reports[0]).to.deep.include({ groupid: "3", visitorid: "grace" });
  });

  const bad = [
    ["no id", undefined, {}, "invalid-id"],
    ["an id with a space", "a b", {}, "invalid-id"],
    ["an object in the data", "ada", { cart: {} }, "invalid-data"],
    ["true in the data", "ada", { cart: true }, "invalid-data"],
    ["no number", "ada", { cart: NaN }, "invalid-data"],
    ["a long text", "ada", { note: "x".repeat(129) }, "invalid-data"],
  ] as const;
  for (const [what, visitorid, data, code] of bad)
    it(`sends nothing with ${what}, and says ${code}`, () => {
      create(visitorid === undefined ? {} : { visitorid }).presence({ data: data as never });
      expect(heard).to.deep.equal([`error ${code}`]);
      expect(network.requests).to.deep.equal([]);
    });

  it("stops reporting when the group has presence switched off", async () => {
    network.settings = { enabled: false };
    create({ visitorid: "ada" }).presence();
    await until(() => heard.length === 1);
    expect(heard).to.deep.equal(["error presence-off"]);
    expect(network.reports).to.deep.equal([]);
  });

  it("listens: says who it is, answers whether it stands, hears signals", async () => {
    create({ visitorid: "ada" }).connect();
    const socket = await welcomed();
    expect(new URL(socket.url).pathname).to.equal("/presence");
    expect(socket.said[0]).to.deep.include({ type: "visitor", groupid: "7", visitorid: "ada" });
    socket.say({ type: "ping" });
    expect(socket.said.at(-1)).to.deep.equal({ type: "pong" });
    socket.say({ type: "signal", mtype: "signal", data: { a: 1 }, agent: "Bob" });
    expect(heard).to.deep.equal(['signal {"a":1}']);
  });

  it("tells those who watch that there is no such function", async () => {
    create({ visitorid: "ada" }).connect();
    const socket = await welcomed();
    socket.say({ type: "signal", mtype: "invoke", data: { func: "alert" }, agent: "Bob" });
    expect(socket.said.at(-1)).to.deep.include({ type: "tell", event: "error", code: "nofunction" });
  });

  it("comes back after the connection broke, and not after a refusal", async () => {
    create({ visitorid: "ada" }).connect();
    (await welcomed()).end(1_006);
    expect(heard).to.deep.equal(["error service"]);
    const second = await welcomed(2);
    second.say({ type: "error", code: "too-many" });
    second.end(4_400);
    expect(heard).to.deep.equal(["error service", "error too-many", "close"]);
  });

  it("hostile words of a service do nothing", async () => {
    create({ visitorid: "ada" }).connect();
    const socket = await welcomed();
    for (const word of [
      {},
      { type: 1 },
      { type: "signal" },
      { type: "signal", mtype: "invoke" },
      { type: "welcome", unique: 1 },
    ])
      socket.say(word);
    socket.onmessage?.({ data: "text" });
    socket.onmessage?.({ data: new TextEncoder().encode("{").buffer });
    expect(heard).to.deep.equal([]);
  });

  it("connectUnique: tells the id, goes on with it on the next page, and forgets it after disconnect", async () => {
    const first = create();
    first.connectUnique({ data: { topic: "loan" } });
    const socket = await welcomed();
    expect(socket.said[0]).to.not.have.property("visitorid");
    expect(socket.said[0]).to.deep.include({ data: { topic: "loan" } });
    socket.say({ type: "welcome", unique: { id: "123456", token: "t", timeoutS: 300 } });
    first.extendUnique();
    expect(socket.said.at(-1)).to.deep.equal({ type: "extend" });
    socket.say({ type: "extended", timeoutS: 300 });
    expect(heard).to.deep.equal(["id 123456 300", "id 123456 300"]);

    const next = create();
    next.connectUnique();
    const second = await welcomed(2);
    expect(second.said[0]?.["unique"]).to.deep.equal({ id: "123456", token: "t" });
    next.disconnect();
    create().connectUnique();
    expect((await welcomed(3)).said[0]).to.not.have.property("unique");
  });

  it("14.2: setVisitorId: the same object goes on for another visitor, and stops for none", async () => {
    window.GLANCE_COBROWSE = { visitorid: "ada" };
    create().connect();
    const first = await welcomed();
    window.GLANCE_COBROWSE.visitorid = "grace";
    renewAll();
    expect(first.readyState, "closed").to.equal(3);
    expect((await welcomed(2)).said[0]).to.deep.include({ visitorid: "grace" });
    window.GLANCE_COBROWSE.visitorid = "";
    renewAll();
    expect(heard).to.deep.equal(["close"]);
    window.GLANCE_COBROWSE.visitorid = "ada";
    renewAll();
    expect((await welcomed(3)).said[0]).to.deep.include({ visitorid: "ada" });
  });

  it("an object with an id of its own stays with it", async () => {
    window.GLANCE_COBROWSE = { visitorid: "ada" };
    create({ visitorid: "own" }).connect();
    await welcomed();
    window.GLANCE_COBROWSE.visitorid = "grace";
    renewAll();
    expect(FakeSocket.all).to.have.length(1);
  });

  it("PRS-07: tells that the page is used, not key by key", async () => {
    create({ visitorid: "ada" }).connect();
    const socket = await welcomed();
    const words = (): unknown[] => socket.said.filter(({ type }) => type === "active");
    for (let times = 0; times < 5; times += 1) dispatchEvent(new KeyboardEvent("keydown", { key: "a" }));
    expect(words()).to.have.length(1);
  });

  it("handlers that throw keep nothing from working", async () => {
    const errors: unknown[] = [];
    const caught = (event: ErrorEvent): void => {
      errors.push(event.error);
      event.preventDefault();
    };
    const { onerror } = window;
    window.onerror = null;
    addEventListener("error", caught);
    try {
      const visitor = create({ visitorid: "ada" });
      visitor.onsignal = () => {
        throw new Error("the page's");
      };
      visitor.connect();
      const socket = await welcomed();
      socket.say({ type: "signal", mtype: "signal", data: 1, agent: "" });
      socket.say({ type: "ping" });
      expect(socket.said.at(-1)).to.deep.equal({ type: "pong" });
      expect(errors.map(String)).to.deep.equal(["Error: the page's"]);
    } finally {
      removeEventListener("error", caught);
      window.onerror = onerror;
    }
  });
});
