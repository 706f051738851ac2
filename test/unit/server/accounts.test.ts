import { expect } from "chai";
import { Attempts } from "../../../server/auth/attempts.ts";
import { hashPassword, isPasswordOf } from "../../../server/auth/passwords.ts";
import { UnknownKeys } from "../../../server/auth/unknown-keys.ts";
import { MAX_NAME_FAILURES, MAX_UNKNOWN_KEYS } from "../../../server/limits.ts";
import { ADMIN, TestServer } from "./running-server.ts";

const HTTPS = { "x-forwarded-proto": "https" };

describe("server / accounts", function () {
  this.timeout(20_000);
  const server = new TestServer({ environment: { GLANCE_PROXY_HOPS: "1" } });
  let addresses = 0;
  /** Headers of a browser at an address that was not seen before. */
  const elsewhere = (): Record<string, string> => ({ "x-forwarded-for": `192.0.2.${(addresses += 1)}` });

  before(() => server.start());
  after(() => server.stop());

  it("signs in with the right password, in any case of the name, and says who that is", async () => {
    const { status, body, headers } = await server.post("/api/v1/sign-in", { ...ADMIN, username: "ADMIN" });
    expect(status).to.equal(200);
    expect(body).to.deep.equal({
      username: "admin",
      name: "admin",
      groupid: "1",
      roles: ["administrator", "agent"],
    });
    const cookie = headers.get("set-cookie")!.split(";")[0]!;
    const me = await server.get("/api/v1/me", { cookie });
    expect(await me.json()).to.deep.equal({ ...body, embedders: [] });
  });

  it("sets a cookie that scripts cannot read and other sites cannot use", async () => {
    const plain = (await server.post("/api/v1/sign-in", ADMIN)).headers.get("set-cookie");
    expect(plain).to.match(/^glance_agent=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it("binds the cookie to https and to this host when the browser speaks https", async () => {
    const { headers } = await server.post("/api/v1/sign-in", ADMIN, HTTPS);
    const set = headers.get("set-cookie")!;
    expect(set).to.match(/^__Host-glance_agent=.*; SameSite=Strict; Secure$/);
    expect(headers.get("strict-transport-security")).to.include("max-age");
    const cookie = set.split(";")[0]!;
    expect((await server.get("/api/v1/me", { cookie, ...HTTPS })).status).to.equal(200);
    expect((await server.get("/api/v1/me", { cookie })).status, "not over http").to.equal(401);
  });

  for (const { what, cookie } of [
    { what: "no cookie", cookie: "" },
    { what: "an empty cookie", cookie: "glance_agent=" },
    { what: "a made-up cookie", cookie: `glance_agent=${"A".repeat(43)}` },
    { what: "a cookie with a quote", cookie: `glance_agent=' OR 1=1 --` },
  ])
    it(`knows nobody by ${what}`, async () => {
      for (const answer of [
        await server.get("/api/v1/me", { cookie }),
        await server.post("/api/v1/join", { key: "123456789" }, { cookie }),
      ])
        expect(answer.status).to.equal(401);
    });

  it("keeps a viewer in another site's frame signed in by a cookie of that site alone, over https and on this machine", async () => {
    const framed = { ...ADMIN, framed: true };
    const { headers } = await server.post("/api/v1/sign-in", framed, HTTPS);
    const set = headers.get("set-cookie")!;
    expect(set).to.match(
      /^__Host-glance_agent_framed=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=None; Secure; Partitioned$/,
    );
    const cookie = set.split(";")[0]!;
    expect((await server.get("/api/v1/me", { cookie, ...HTTPS })).status).to.equal(200);
    const local = (await server.post("/api/v1/sign-in", framed)).headers.get("set-cookie");
    expect(local).to.match(/^glance_agent_framed=.*; SameSite=None; Secure; Partitioned$/);
    const out = await server.post("/api/v1/sign-out", {}, { cookie, ...HTTPS });
    expect(out.headers.get("set-cookie")).to.match(/^__Host-glance_agent_framed=; Max-Age=0;/);
    expect((await server.get("/api/v1/me", { cookie, ...HTTPS })).status).to.equal(401);
  });

  it("signs out by both cookies, whichever the browser has", async () => {
    const [own, framed] = [
      await server.post("/api/v1/sign-in", ADMIN),
      await server.post("/api/v1/sign-in", { ...ADMIN, framed: true }),
    ].map(({ headers }) => headers.get("set-cookie")!.split(";")[0]!) as [string, string];
    await server.post("/api/v1/sign-out", {}, { cookie: `${own}; ${framed}` });
    for (const cookie of [own, framed])
      expect((await server.get("/api/v1/me", { cookie })).status).to.equal(401);
  });

  it("forgets the cookie on signing out", async () => {
    const cookie = await server.signIn();
    const { status, headers } = await server.post("/api/v1/sign-out", {}, { cookie });
    expect(status).to.equal(204);
    expect(headers.get("set-cookie")).to.include("Max-Age=0");
    expect((await server.get("/api/v1/me", { cookie })).status).to.equal(401);
  });

  it("gives a wrong password and an unknown name the same answer", async () => {
    const answers = [
      await server.post("/api/v1/sign-in", { ...ADMIN, password: "wrong" }, elsewhere()),
      await server.post("/api/v1/sign-in", { username: "nobody", password: "wrong" }, elsewhere()),
    ];
    for (const { status, body, headers } of answers) {
      expect({ status, code: body["code"] }).to.deep.equal({ status: 401, code: "wrong-password" });
      expect(headers.get("set-cookie")).to.equal(null);
    }
    expect(answers[0]!.body).to.deep.equal(answers[1]!.body);
  });

  it(`lets one address try ${MAX_NAME_FAILURES.count} passwords for a name, then none, not even the right one`, async () => {
    const attacker = elsewhere();
    for (let i = 0; i < MAX_NAME_FAILURES.count; i += 1) {
      const { status } = await server.post("/api/v1/sign-in", { ...ADMIN, password: `guess ${i}` }, attacker);
      expect(status).to.equal(401);
    }
    const { status, body, headers } = await server.post("/api/v1/sign-in", ADMIN, attacker);
    expect({ status, code: body["code"] }).to.deep.equal({ status: 429, code: "too-many-attempts" });
    expect(body["retryAfterSeconds"]).to.be.within(1, MAX_NAME_FAILURES.blockS);
    expect(headers.get("retry-after")).to.equal(String(body["retryAfterSeconds"]));
    const { status: other } = await server.post("/api/v1/sign-in", ADMIN, elsewhere());
    expect(other, "from another address").to.equal(200);
  });

  it("counts tries at the same time too", async () => {
    const attacker = elsewhere();
    const tries = Array.from({ length: 12 }, (_, i) =>
      server.post("/api/v1/sign-in", { ...ADMIN, password: `guess ${i}` }, attacker),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).to.have.length(MAX_NAME_FAILURES.count);
  });

  it("does not believe addresses beyond its own proxies", async () => {
    const attacker = elsewhere()["x-forwarded-for"]!;
    const statuses: number[] = [];
    for (let i = 0; i <= MAX_NAME_FAILURES.count; i += 1) {
      const headers = { "x-forwarded-for": `203.0.113.${i}, ${attacker}` };
      statuses.push((await server.post("/api/v1/sign-in", { ...ADMIN, password: "no" }, headers)).status);
    }
    expect(statuses.at(-1)).to.equal(429);
  });

  for (const { what, headers, allowed } of [
    { what: "another site's page", headers: { "sec-fetch-site": "cross-site" }, allowed: false },
    { what: "a sister site's page", headers: { "sec-fetch-site": "same-site" }, allowed: false },
    {
      what: "another origin, from an old browser",
      headers: { origin: "https://evil.example" },
      allowed: false,
    },
    { what: "an opaque origin", headers: { origin: "null" }, allowed: false },
    { what: "our own page", headers: { "sec-fetch-site": "same-origin" }, allowed: true },
    { what: "no page", headers: {}, allowed: true },
  ] as const)
    it(`${allowed ? "serves" : "refuses"} ${what} with an agent's cookie`, async () => {
      const cookie = await server.signIn();
      const { status } = await server.post("/api/v1/join", { key: "000000000" }, { cookie, ...headers });
      expect(status).to.equal(allowed ? 404 : 403);
    });

  it("takes no sign-in that a form of another page could send", async () => {
    const response = await fetch(`${server.url}/api/v1/sign-in`, {
      method: "POST",
      body: JSON.stringify(ADMIN),
    });
    expect(response.status).to.equal(415);
    expect(response.headers.get("set-cookie")).to.equal(null);
  });

  it("logs neither names nor passwords", async () => {
    const words = { username: "name-canary", password: "password-canary" };
    await server.post("/api/v1/sign-in", words, elsewhere());
    expect(server.log).to.include("wrong-password").and.not.include("canary");
  });
});

describe("server / accounts / parts", function () {
  this.timeout(20_000);
  it("keeps a password as nothing it can be read from, another each time", async () => {
    const [one, two] = [await hashPassword("pâssword"), await hashPassword("pâssword")];
    expect(one)
      .to.match(/^scrypt\$32768\$8\$3\$/)
      .and.not.equal(two);
    expect(await isPasswordOf("pâssword", one)).to.equal(true);
    expect(await isPasswordOf("password", one)).to.equal(false);
  });

  it("takes a password in either form of Unicode", async () => {
    expect(await isPasswordOf("pa\u0302ssword", await hashPassword("p\u00e2ssword"))).to.equal(true);
  });

  it("blocks after the allowance, and tells how long", async () => {
    const attempts = new Attempts({ count: 2, windowS: 60, blockS: 90 });
    expect([await attempts.count("a"), await attempts.count("a")]).to.deep.equal([0, 0]);
    expect(await attempts.wait("a")).to.equal(0);
    expect(await attempts.count("a")).to.be.within(89, 90);
    expect(await attempts.wait("a")).to.be.within(89, 90);
    expect(await attempts.count("b")).to.equal(0);
  });

  it("counts different keys, not the same one again, and forgives one that was somebody's", async () => {
    const keys = new UnknownKeys({ count: 2, windowS: 60, blockS: 90 });
    for (let i = 0; i < 50; i += 1) expect(await keys.count("agent", "1")).to.equal(0);
    expect(await keys.count("agent", "2")).to.equal(0);
    await keys.forgive("agent", "2");
    expect(await keys.count("agent", "3")).to.equal(0);
    expect(await keys.count("agent", "4")).to.be.above(0);
  });

  it(`makes guessing a session's key hopeless: ${MAX_UNKNOWN_KEYS.count} of 10^9 in ${MAX_UNKNOWN_KEYS.windowS} s`, () => {
    const perYear = (365 * 86_400 * MAX_UNKNOWN_KEYS.count) / MAX_UNKNOWN_KEYS.blockS;
    expect((perYear * 50) / 1e9, "with 50 keys in use, chance in a year").to.be.below(0.05);
  });
});
