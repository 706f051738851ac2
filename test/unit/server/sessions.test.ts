import { expect } from "chai";
import { MAX_UNKNOWN_KEYS } from "../../../server/limits.ts";
import { EndPoint } from "./participant.ts";
import { TestServer, until } from "./running-server.ts";

const START = { groupid: "1", site: "production", release: "test" };

describe("server / sessions", function () {
  this.timeout(20_000);
  const server = new TestServer({
    environment: { GLANCE_MASK_SELECTORS: JSON.stringify(["[name=iban]", ".secret"]) },
    times: { joinWaitMs: 200 },
  });
  let cookie: string;

  before(async () => {
    await server.start();
    cookie = await server.signIn();
  });
  after(() => server.stop());

  it("gives a page a session, nine random digits, and the group's mask rules", async () => {
    const { status, body } = await server.post("/api/v1/sessions", START);
    expect(status).to.equal(201);
    expect(body["key"]).to.match(/^\d{9}$/);
    expect(body["session"]).to.match(/^[\w-]{22}$/);
    expect(body["token"]).to.match(/^[\w-]{43}$/);
    expect(body["relay"]).to.equal("/relay");
    const { mask } = body["settings"] as { mask: object };
    expect(mask).to.deep.include({ mode: "listed", selectors: ["[name=iban]", ".secret"], boxes: "exact" });
  });

  it("gives a thousand sessions a thousand keys, every digit as often as the others", async () => {
    const other = await new TestServer({ environment: { GLANCE_PROXY_HOPS: "1" } }).start();
    const keys = new Set<string>();
    const counts = new Map<string, number>();
    for (let i = 0; i < 1_000; i += 1) {
      const headers = { "x-forwarded-for": `198.51.100.${i % 250}` };
      const key = String((await other.post("/api/v1/sessions", START, headers)).body["key"]);
      keys.add(key);
      for (const digit of key) counts.set(digit, (counts.get(digit) ?? 0) + 1);
    }
    expect(keys.size).to.equal(1_000);
    // 9,000 digits: 900 each, standard deviation 28.
    for (let digit = 0; digit < 10; digit += 1) expect(counts.get(String(digit))).to.be.within(730, 1_070);
    await other.stop();
  });

  for (const { what, body, status, code } of [
    { what: "a key with a space", body: { ...START, key: "a b" }, status: 400, code: "invalid-key" },
    { what: "an empty key", body: { ...START, key: "" }, status: 400, code: "invalid-key" },
    { what: "a key of 63", body: { ...START, key: "k".repeat(63) }, status: 400, code: "invalid-key" },
    { what: "a key that is no text", body: { ...START, key: 5 }, status: 400, code: "invalid-key" },
    {
      what: "a group that is not there",
      body: { ...START, groupid: "2" },
      status: 404,
      code: "unknown-group",
    },
    { what: "a site that is not there", body: { ...START, site: "test" }, status: 400, code: "malformed" },
    { what: "no group", body: { site: "production" }, status: 400, code: "malformed" },
    { what: "a list", body: [], status: 400, code: "malformed" },
    { what: "null", body: null, status: 400, code: "malformed" },
    { what: "no JSON", body: "{", status: 400, code: "malformed" },
    { what: "nothing", body: "", status: 400, code: "malformed" },
    { what: "a long body", body: { ...START, release: "x".repeat(20_000) }, status: 413, code: "too-large" },
  ])
    it(`refuses ${what} with ${status} and ${code}, in a way that the page can read`, async () => {
      const answer = await server.post("/api/v1/sessions", body, { origin: "https://shop.example" });
      expect({ status: answer.status, code: answer.body["code"] }).to.deep.equal({ status, code });
      expect(answer.body["message"]).to.be.a("string").and.not.equal("");
      expect(answer.headers.get("access-control-allow-origin")).to.equal("*");
    });

  for (const key of ["a", "Ada.Lovelace~1815_x-y", "k".repeat(62), "000000000"])
    it(`takes ${key} as a key, and finds the session by it`, async () => {
      const visitor = await server.visit(key);
      expect(visitor.key).to.equal(key);
      expect((await server.join(cookie, key)).session).to.equal(visitor.session);
    });

  it("refuses a second session with a key in use, and allows it when the first is over", async () => {
    const visitor = await server.visit("twice");
    const { status, body } = await server.post("/api/v1/sessions", { ...START, key: "twice" });
    expect({ status, code: body["code"] }).to.deep.equal({ status: 409, code: "dupkey" });
    const end = await EndPoint.enter(server, visitor);
    end.tell({ type: "end" });
    await end.closeCode();
    expect((await server.visit("twice")).session).to.not.equal(visitor.session);
  });

  it("lets one of many that ask for the same key at the same time have it", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => server.post("/api/v1/sessions", { ...START, key: "race" })),
    );
    expect(answers.filter(({ status }) => status === 201)).to.have.length(1);
    expect(answers.filter(({ status }) => status === 409)).to.have.length(19);
  });

  it("lets pages of any origin start and go on, and asks no cookie of them", async () => {
    for (const path of ["/api/v1/sessions", "/api/v1/sessions/resume"]) {
      const { status, headers } = await fetch(server.url + path, {
        method: "OPTIONS",
        headers: { origin: "https://shop.example", "access-control-request-method": "POST" },
      });
      expect(status).to.equal(204);
      expect(headers.get("access-control-allow-origin")).to.equal("*");
      expect(headers.get("access-control-allow-headers")).to.equal("content-type");
      expect(headers.get("access-control-allow-credentials")).to.equal(null);
    }
  });

  it("lets pages of other origins read none of the agent's endpoints", async () => {
    for (const path of ["/api/v1/sign-in", "/api/v1/join", "/api/v1/sign-out"]) {
      const { status, headers } = await fetch(server.url + path, { method: "OPTIONS" });
      expect(status).to.equal(405);
      expect(headers.get("access-control-allow-origin")).to.equal(null);
    }
  });

  it("goes on with a session on the visitor's next page", async () => {
    const { session, token, key } = await server.visit();
    const { status, body } = await server.post("/api/v1/sessions/resume", { session, token });
    expect(status).to.equal(200);
    expect(body).to.deep.include({ key, relay: "/relay" });
    expect(body["settings"]).to.have.nested.property("mask.mode", "listed");
  });

  it("tells nobody else that there is a session: unknown, over, or with another's token", async () => {
    const visitor = await server.visit();
    const agent = await server.join(cookie, visitor.key);
    const over = await server.visit();
    const end = await EndPoint.enter(server, over);
    end.tell({ type: "end" });
    await end.closeCode();
    const answers = [];
    for (const { session, token } of [
      { ...visitor, session: "nowhere" },
      { ...visitor, token: "wrong" },
      { ...visitor, token: agent.token },
      over,
    ])
      answers.push(await server.post("/api/v1/sessions/resume", { session, token }));
    for (const { status, body } of answers) {
      expect(status).to.equal(410);
      expect(body).to.deep.equal(answers[0]!.body);
      expect(body["code"]).to.equal("ended");
    }
  });

  it("gives every agent a place of its own, and its own place again to one who reloads", async () => {
    const visitor = await server.visit();
    const [one, two] = [await server.join(cookie, visitor.key), await server.join(cookie, visitor.key)];
    expect([one.slot, two.slot]).to.deep.equal([1, 2]);
    const { session, token } = one;
    const { status, body } = await server.post("/api/v1/join", { session, token }, { cookie });
    expect({ status, body }).to.deep.equal({ status: 200, body: { ...one } });
  });

  it("does not let an agent go on with a place that is not an agent's own", async () => {
    const { session, token } = await server.visit();
    const { status, body } = await server.post("/api/v1/join", { session, token }, { cookie });
    expect({ status, code: body["code"] }).to.deep.equal({ status: 410, code: "ended" });
  });

  it("refuses an agent of another group, whether or not anybody shares with that key", async () => {
    const visitor = await server.visit();
    for (const key of [visitor.key, "000000000"]) {
      const { status, body } = await server.post("/api/v1/join", { key, groupid: "2" }, { cookie });
      expect({ status, code: body["code"] }).to.deep.equal({ status: 403, code: "wrong-group" });
    }
  });

  it("refuses an account that is none of an agent", async () => {
    const account = { username: "auditor", password: "a long password", roles: ["administrator"] };
    await server.post("/api/v1/users", account, { cookie });
    const { headers } = await server.post("/api/v1/sign-in", account);
    const auditor = headers.get("set-cookie")!.split(";")[0]!;
    const { key } = await server.visit();
    const { status, body } = await server.post("/api/v1/join", { key }, { cookie: auditor });
    expect({ status, code: body["code"] }).to.deep.equal({ status: 403, code: "no-permission" });
  });

  it("lets an agent wait for a visitor, who comes", async () => {
    const slow = await new TestServer().start();
    const agent = await slow.signIn();
    const joined = slow.post("/api/v1/join", { key: "expected", wait: true }, { cookie: agent });
    let isAnswered = false;
    void joined.then(() => (isAnswered = true));
    await slow.get("/healthz");
    expect(isAnswered).to.equal(false);
    const visitor = await slow.visit("expected");
    const { status, body } = await joined;
    expect(status).to.equal(200);
    expect(body["session"]).to.equal(visitor.session);
    await slow.stop();
  });

  it("answers one who waits in vain with 204, in time", async () => {
    const { status } = await server.post("/api/v1/join", { key: "nobody", wait: true }, { cookie });
    expect(status).to.equal(204);
  });

  it(`blocks an agent who tries more than ${MAX_UNKNOWN_KEYS.count} unknown keys, waiting or not`, async () => {
    const strict = await new TestServer({ times: { joinWaitMs: 10 } }).start();
    const guesser = await strict.signIn();
    const visitor = await strict.visit();
    const statuses: number[] = [];
    for (let i = 0; i <= MAX_UNKNOWN_KEYS.count; i += 1) {
      const guess = { key: String(100_000_000 + i), wait: i % 2 === 0 };
      statuses.push((await strict.post("/api/v1/join", guess, { cookie: guesser })).status);
    }
    expect(statuses.slice(0, -1)).to.deep.equal(
      Array.from({ length: MAX_UNKNOWN_KEYS.count }, (_, i) => (i % 2 === 0 ? 204 : 404)),
    );
    expect(statuses.at(-1)).to.equal(429);
    const { status, body } = await strict.post("/api/v1/join", { key: visitor.key }, { cookie: guesser });
    expect(status, "also for the right key").to.equal(429);
    expect(body["retryAfterSeconds"]).to.be.above(0);
    await strict.stop();
  });

  it("limits how many sessions one address starts", async () => {
    const strict = await new TestServer().start();
    let status = 201;
    let started = 0;
    while (status === 201) {
      ({ status } = await strict.post("/api/v1/sessions", START));
      started += 1;
    }
    expect(status).to.equal(429);
    expect(started).to.equal(121);
    await strict.stop();
  });

  it("has a place for 250 agents, and tells the next that there is none", async () => {
    const visitor = await server.visit();
    const slots = [];
    for (let i = 0; i < 250; i += 1) slots.push((await server.join(cookie, visitor.key)).slot);
    expect(slots.at(-1)).to.equal(250);
    const { status, body } = await server.post("/api/v1/join", { key: visitor.key }, { cookie });
    expect({ status, code: body["code"] }).to.deep.equal({ status: 409, code: "full" });
  });

  it("T27: logs no key and no token", async () => {
    const visitor = await server.visit("log-canary");
    const agent = await server.join(cookie, visitor.key);
    const end = await EndPoint.enter(server, agent);
    end.tell({ type: "end" });
    await end.closeCode();
    await until(() => server.log.includes("session ended"));
    expect(server.log).to.include(visitor.session);
    for (const secret of ["log-canary", visitor.token, agent.token, cookie.split("=")[1]!])
      expect(server.log).to.not.include(secret);
  });
});
