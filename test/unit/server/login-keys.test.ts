import { expect } from "chai";
import { createHmac } from "node:crypto";
import { createLoginKey } from "../../../scripts/login-key.mjs";
import { MAX_ADDRESS_FAILURES, MAX_LOGIN_KEY_LIFE_S } from "../../../server/limits.ts";
import { type Answer, TestServer } from "./running-server.ts";

const SECRET = "0123456789abcdef0123456789abcdef";
const CRM = "https://crm.example";
const ADA = { partnerid: "1", partneruserid: "ada@bank.example" } as const;
const SIGN_IN = "/api/v1/sign-in/login-key";

const inSeconds = (seconds: number): string => String(Math.floor(Date.now() / 1000) + seconds);

/** A key of version 1, exactly as PRODUCT.md 15.5 writes it down. */
function versionOne({ partnerid, partneruserid }: typeof ADA, expiry: string, secret = SECRET): string {
  const message = partnerid + partneruserid + "1" + expiry;
  return `$1$${expiry}$${createHmac("sha256", secret).update(message).digest("base64url")}`;
}

const made = (options: Partial<Parameters<typeof createLoginKey>[0]> = {}): string =>
  createLoginKey({ secret: SECRET, ...ADA, ...options });

describe("server / login keys", function () {
  this.timeout(20_000);
  const server = new TestServer({
    times: { joinWaitMs: 50 },
    environment: { GLANCE_LOGIN_SECRET: SECRET, GLANCE_TRUSTED_ORIGINS: CRM, GLANCE_PROXY_HOPS: "1" },
  });
  let addresses = 0;
  /** Headers of a browser at an address that was not seen before. */
  const elsewhere = (): Record<string, string> => ({ "x-forwarded-for": `198.51.100.${(addresses += 1)}` });
  const signIn = (loginkey: string, more: object = {}, headers = elsewhere()): Promise<Answer> =>
    server.post(SIGN_IN, { ...ADA, loginkey, ...more }, headers);
  const cookieOf = ({ headers }: Answer): string => headers.get("set-cookie")!.split(";")[0]!;

  before(() => server.start());
  after(() => server.stop());

  for (const { what, key } of [
    { what: "version 1 (57 characters)", key: () => versionOne(ADA, inSeconds(60)) },
    { what: "version 1 of nearly a day", key: () => versionOne(ADA, inSeconds(MAX_LOGIN_KEY_LIFE_S - 5)) },
    { what: "version 2, which has a nonce", key: () => made() },
  ])
    it(`C-36, SSO-01: signs an agent in by a key of ${what}, once`, async () => {
      const loginkey = key();
      if (what.includes("57")) expect(loginkey).to.have.length(57);
      const first = await signIn(loginkey);
      expect(first.status).to.equal(200);
      expect(first.body).to.deep.include({ name: ADA.partneruserid, groupid: "1", roles: ["agent"] });
      const me = await server.get("/api/v1/me", { cookie: cookieOf(first) });
      expect(await me.json()).to.deep.equal({ ...first.body, embedders: [CRM] });
      const again = await signIn(loginkey);
      expect({ status: again.status, code: again.body["code"] }).to.deep.equal({
        status: 401,
        code: "login-key-used",
      });
      expect(again.headers.get("set-cookie")).to.equal(null);
    });

  for (const { what, key, more, code } of [
    { what: "whose time is over", key: () => made({ lifeS: -1 }), code: "login-key-expired" },
    {
      what: "of version 1 whose time is over",
      key: () => versionOne(ADA, inSeconds(-1)),
      code: "login-key-expired",
    },
    {
      what: "that is good for more than a day",
      key: () => made({ lifeS: MAX_LOGIN_KEY_LIFE_S + 60 }),
      code: "login-key-expired",
    },
    {
      what: "made with another secret",
      key: () => made({ secret: "x".repeat(32) }),
      code: "login-key-forged",
    },
    { what: "made for another agent", key: () => made({ partneruserid: "eve" }), code: "login-key-forged" },
    {
      what: "whose time was changed",
      key: () => made().replace(/^\$2\$\d{10}/, `$2$${inSeconds(90)}`),
      code: "login-key-forged",
    },
    {
      what: "of version 1 whose name runs into its time",
      key: () => versionOne(ADA, inSeconds(60)).replace(/\$1\$\d/, "$1$"),
      code: "login-key-forged",
    },
    {
      what: "of a version that there is not",
      key: () => made().replace("$2", "$3"),
      code: "login-key-forged",
    },
    { what: "that is none", key: () => "let me in", code: "login-key-forged" },
    {
      what: "of a partner that there is not",
      key: () => made(),
      more: { partnerid: "7" },
      code: "unknown-partner",
    },
  ])
    it(`C-36: refuses a key ${what}, with ${code}`, async () => {
      const { status, body, headers } = await signIn(key(), more);
      expect({ status, code: body["code"] }).to.deep.equal({ status: 401, code });
      expect(headers.get("set-cookie")).to.equal(null);
    });

  it("SSO-03: has one account for an agent, in any case of letters, and none that a password opens", async () => {
    const one = await signIn(made({ partneruserid: "Bob" }), { partneruserid: "Bob" });
    const two = await signIn(made({ partneruserid: "bob" }), { partneruserid: "bob" });
    expect(one.body["username"]).to.equal("bob@1").and.equal(two.body["username"]);
    const byPassword = await server.post("/api/v1/sign-in", { username: "bob@1", password: "" }, elsewhere());
    expect(byPassword.status).to.equal(401);
  });

  it("leads to no account that has a password, not even the administrator's", async () => {
    const { body } = await signIn(made({ partneruserid: "admin" }), { partneruserid: "admin" });
    expect(body).to.deep.include({ username: "admin@1", roles: ["agent"] });
  });

  it("signs one in when two windows bring the same key at the same time", async () => {
    const loginkey = made({ partneruserid: "twice" });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => signIn(loginkey, { partneruserid: "twice" })),
    );
    expect(answers.filter(({ status }) => status === 200)).to.have.length(1);
  });

  it("lets a console that is reloaded bring its used key again: who is signed in stays so, and gets nothing new", async () => {
    const loginkey = made();
    const cookie = cookieOf(await signIn(loginkey));
    const again = await signIn(loginkey, {}, { ...elsewhere(), cookie });
    expect(again.status).to.equal(200);
    expect(again.headers.get("set-cookie")).to.equal(null);
    const other = cookieOf(await signIn(made({ partneruserid: "eve" }), { partneruserid: "eve" }));
    const { status, body } = await signIn(loginkey, {}, { ...elsewhere(), cookie: other });
    expect({ status, code: body["code"] }).to.deep.equal({ status: 401, code: "login-key-used" });
  });

  it("remembers used keys when it is started again", async () => {
    const keeping = await new TestServer({ environment: { GLANCE_LOGIN_SECRET: SECRET } }).start();
    const loginkey = made();
    const first = await keeping.post(SIGN_IN, { ...ADA, loginkey }, { connection: "close" });
    expect(first.status).to.equal(200);
    await keeping.halt();
    await keeping.start();
    const { body } = await keeping.post(SIGN_IN, { ...ADA, loginkey }, { connection: "close" });
    expect(body["code"]).to.equal("login-key-used");
    await keeping.stop();
  });

  it("has no login keys where the group has no secret", async () => {
    const without = await new TestServer().start();
    expect((await without.post(SIGN_IN, { ...ADA, loginkey: made() })).body["code"]).to.equal(
      "unknown-partner",
    );
    await without.stop();
  });

  it(`lets one address bring ${MAX_ADDRESS_FAILURES.count} keys that do not count, then none, not even a good one`, async () => {
    const attacker = elsewhere();
    for (let i = 0; i < MAX_ADDRESS_FAILURES.count; i += 1)
      expect((await signIn("guess", {}, attacker)).status).to.equal(401);
    const { status, body } = await signIn(made(), {}, attacker);
    expect({ status, code: body["code"] }).to.deep.equal({ status: 429, code: "too-many-attempts" });
    expect((await signIn(made())).status, "from another address").to.equal(200);
  });

  it("logs what came of it, and neither keys nor names", async () => {
    await signIn(made({ lifeS: -1 }));
    expect(server.log).to.include("login-key-expired").and.include("sign-in by login key");
    expect(server.log).to.not.include("$2$").and.not.include(ADA.partneruserid);
  });

  describe("/ look-up", () => {
    const lookUp = (body: object, headers: Record<string, string> = {}): Promise<Answer> =>
      server.post("/api/v1/lookup", { ...ADA, ...body }, { ...elsewhere(), origin: CRM, ...headers });

    it("WS-01: tells a console where the agent sees a session, its key behind the number sign", async () => {
      const { key } = await server.visit();
      const loginkey = made();
      const { status, body, headers } = await lookUp({ key, loginkey });
      expect(status).to.equal(200);
      const url = new URL(body["joinurl"] as string, server.url);
      expect(url.search).to.equal(`?SessionKey=${key}&Wait=1&partnerid=1`);
      expect(new URLSearchParams(url.hash.slice(1)).get("loginkey")).to.equal(loginkey);
      expect(headers.get("access-control-allow-origin")).to.equal(CRM);
      expect(headers.get("access-control-allow-credentials")).to.equal(null);
      expect((await signIn(loginkey)).status, "the key is still good").to.equal(200);
    });

    it("waits for a visitor, and answers 204 to ask again", async () => {
      expect((await lookUp({ key: "not-yet", loginkey: made(), wait: true })).status).to.equal(204);
      expect((await lookUp({ key: "not-yet", loginkey: made() })).status).to.equal(404);
    });

    for (const { what, headers, allowed } of [
      { what: "a page of a trusted origin", headers: {}, allowed: true },
      { what: "a server", headers: { origin: undefined }, allowed: true },
      { what: "a page of another origin", headers: { origin: "https://evil.example" }, allowed: false },
      { what: "an opaque origin", headers: { origin: "null" }, allowed: false },
    ])
      it(`SEC-06: ${allowed ? "answers" : "refuses"} ${what}`, async () => {
        const { key } = await server.visit();
        const given = Object.fromEntries(
          Object.entries({ origin: CRM, ...headers }).filter(([, value]) => value !== undefined),
        ) as Record<string, string>;
        const body = { ...ADA, key, loginkey: made() };
        const answer = await server.post("/api/v1/lookup", body, { ...elsewhere(), ...given });
        expect(answer.status).to.equal(allowed ? 200 : 403);
        if (!allowed) expect(answer.headers.get("access-control-allow-origin")).to.equal(null);
      });

    for (const { origin, allowed } of [
      { origin: CRM, allowed: CRM },
      { origin: "https://evil.example", allowed: null },
    ])
      it(`SEC-06: ${allowed === null ? "allows no" : "allows a"} page of ${origin} to ask`, async () => {
        const answer = await fetch(`${server.url}/api/v1/lookup`, {
          method: "OPTIONS",
          headers: { origin, "access-control-request-method": "POST" },
        });
        expect(answer.headers.get("access-control-allow-origin")).to.equal(allowed);
        expect(answer.ok).to.equal(allowed !== null);
      });

    it("refuses a key that does not count", async () => {
      const { status, body } = await lookUp({ key: "1", loginkey: made({ secret: "y".repeat(40) }) });
      expect({ status, code: body["code"] }).to.deep.equal({ status: 401, code: "login-key-forged" });
    });
  });
});
