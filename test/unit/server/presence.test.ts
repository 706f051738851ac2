// Presence on both server kinds, as visitors' pages and agents' consoles use it (PRODUCT.md 14).
import { expect } from "chai";
import { createLoginKey } from "../../../scripts/login-key.mjs";
import { ADMIN, TestServer, TRANSPORTS, until } from "./running-server.ts";
import { PresencePage, type Said } from "./presence-page.ts";

const SECRET = "a secret of at least thirty-two characters";
const CRM = "https://crm.example";
const EVIL = "https://evil.example";
const INVOKE = { mtype: "invoke", data: { func: "GLANCE.Cobrowse.Visitor.startSession" } };
const SIGNAL = { mtype: "signal", data: { text: "hello" } };

for (const transport of TRANSPORTS) {
  describe(`server / presence by ${transport}`, () => {
    let server: TestServer;
    let token = "";
    const pages: PresencePage[] = [];

    before(async () => {
      server = await new TestServer({
        transport,
        times: {},
        environment: {
          GLANCE_LOGIN_SECRET: SECRET,
          GLANCE_TRUSTED_ORIGINS: CRM,
          GLANCE_MASK: '{"pages":["/private/*"]}',
          GLANCE_PRESENCE: '{"uniqueIdS":600,"roles":{"Trainee":false}}',
        },
      }).start();
      token = await authorize();
    });
    afterEach(() => {
      for (const page of pages.splice(0)) page.close();
    });
    after(() => server.stop());

    async function authorize(): Promise<string> {
      const cookie = await server.signIn();
      const { body } = await server.post("/api/v1/presence/authorize", {}, { cookie });
      return String(body["token"]);
    }
    const bearer = (given = token): Record<string, string> => ({ authorization: `Bearer ${given}` });
    const report = (visitorid: string, more: object = {}): ReturnType<TestServer["post"]> =>
      server.post("/api/v1/presence", { groupid: "1", site: "production", visitorid, ...more });
    async function lookUp(visitorid: string): Promise<Said> {
      const answer = await server.get(`/lookupvisitor?groupid=1&visitorid=${visitorid}`, bearer());
      expect(answer.status).to.equal(200);
      return (await answer.json()) as Said;
    }
    const signal = (visitorid: string, body: unknown = SIGNAL): ReturnType<TestServer["post"]> =>
      server.post(`/signalvisitor?groupid=1&visitorid=${visitorid}`, body, bearer());
    async function listen(visitorid: string, more: object = {}): Promise<PresencePage> {
      const page = await PresencePage.listen(server.url, visitorid, more);
      pages.push(page);
      return page;
    }
    async function watch(visitorid: string, headers = {}): Promise<PresencePage> {
      const page = new PresencePage(server.url, headers);
      pages.push(page);
      await page.say({ type: "watch", token, visitorid });
      return page;
    }

    it("tells pages whether presence is wanted, and which addresses are not to be told", async () => {
      const answer = await server.get("/api/v1/presence?groupid=1&site=production");
      expect(await answer.json()).to.deep.equal({
        enabled: true,
        mask: { mode: "listed", pages: ["/private/*"] },
      });
      expect((await server.get("/api/v1/presence?groupid=nobody&site=production")).status).to.equal(404);
    });

    it("14.4: an agent finds who reported, and what was reported, merged", async () => {
      expect(await lookUp("ada")).to.deep.include({ visitorpresent: false, visitorid: "ada", groupid: "1" });
      const page = { url: "https://shop.example/cart", browser: "Chrome 126", platform: "Windows" };
      await report("ada", { page, data: { cart: 2, plan: "gold" } });
      await report("ada", { data: { cart: 3 } });
      const found = await lookUp("ada");
      expect(found).to.deep.include({ visitorpresent: true, connected: false, ...page });
      expect(found["data"]).to.deep.equal({ cart: 3, plan: "gold" });
      expect(found["timestamp"]).to.be.closeTo(Date.now(), 60_000);
      const { host } = new URL(server.url);
      expect(found).to.deep.include({ direct: true, directserver: host, ds: host });
      const find = await server.get("/findvisitor?groupid=1&visitorid=ada", bearer());
      expect(await find.json()).to.deep.include({ visitorfound: true, directserver: host });
      const none = await server.get("/findvisitor?groupid=1&visitorid=nobody", bearer());
      expect(await none.json()).to.deep.equal({ visitorfound: false });
    });

    it("a page without an address takes that of the page before away", async () => {
      await report("mel", { page: { url: "https://shop.example/cart" } });
      await report("mel", { page: { browser: "Chrome 126" } });
      expect(await lookUp("mel")).to.not.have.property("url");
    });

    it("signals and calls the page that listens, with the agent's name", async () => {
      const page = await listen("bob");
      expect((await signal("bob")).body).to.deep.equal({ status: "sent" });
      expect(await page.hears("signal")).to.deep.include({ ...SIGNAL, agent: ADMIN.username });
      await signal("bob", INVOKE);
      expect(await page.hears("signal", ({ mtype }) => mtype === "invoke")).to.deep.include(INVOKE);
    });

    it("PRS-10: visitornotpresent for who only reports, and for who has left", async () => {
      await report("cleo");
      expect((await signal("cleo")).body["code"]).to.equal("visitornotpresent");
    });

    it("14.3: a signal between two pages waits for the next one", async () => {
      const page = await listen("dan");
      page.close();
      await until(async () => (await signal("dan")).body["status"] === "waiting");
      const next = await listen("dan");
      await next.hears("signal");
    });

    it("PRS-07: of several pages the one that was active last hears agents", async () => {
      const first = await listen("eve");
      const second = await listen("eve");
      const hidden = await listen("eve", { active: false });
      const hears = async (page: PresencePage, text: string): Promise<void> => {
        await signal("eve", { mtype: "signal", data: text });
        await page.hears("signal", ({ data }) => data === text);
      };
      await hears(second, "second");
      await first.say({ type: "active" });
      await first.say({ type: "report", data: {} });
      await first.hears("reported");
      await hears(first, "first");
      first.close();
      await until(async () => {
        await signal("eve", { mtype: "signal", data: "again" });
        return second.heard.some(({ data }) => data === "again");
      });
      expect(hidden.heard.map(({ type }) => type)).to.deep.equal(["welcome"]);
    });

    it("those who watch hear of coming, of data, of what the page tells, and of going", async () => {
      const console = await watch("finn");
      await console.hears("presence", ({ visitorpresent }) => visitorpresent === false);
      const page = await listen("finn", { data: { cart: 1 } });
      await console.hears("presence", ({ connected }) => connected === true);
      await page.say({ type: "tell", event: "error", code: "conndrop", msg: "Connect failed" });
      expect(await console.hears("event")).to.deep.include({ event: "error", code: "conndrop" });
      await page.say({ type: "tell", event: "declined" });
      await console.hears("event", ({ event }) => event === "declined");
      page.close();
      await console.hears(
        "presence",
        (said) => said["visitorpresent"] === true && said["connected"] === false,
      );
      expect(server.log, "PRS-08: the answer is in the log").to.include('"event":"declined"');
    });

    it("connectUnique: gives a few digits, goes on with them by their token, and extends them", async () => {
      const whose = { type: "visitor", groupid: "1", site: "production", active: true };
      const page = new PresencePage(server.url);
      pages.push(page);
      await page.say({ ...whose, data: { topic: "loan" } });
      const unique = (await page.hears("welcome"))["unique"] as {
        id: string;
        token: string;
        timeoutS: number;
      };
      expect(unique.id).to.match(/^\d{6}$/);
      expect(unique.timeoutS).to.be.closeTo(600, 5);
      await page.say({ type: "extend" });
      expect(await page.hears("extended")).to.deep.include({ timeoutS: 600 });
      const found = await server.get(`/lookupvisitor?groupid=1&uniqueid=${unique.id}`, bearer());
      expect(await found.json()).to.deep.include({ visitorpresent: true, data: { topic: "loan" } });
      expect(await lookUp(unique.id), "no visitor id of a site").to.deep.include({ visitorpresent: false });

      const next = new PresencePage(server.url);
      const thief = new PresencePage(server.url);
      pages.push(next, thief);
      await next.say({ ...whose, unique: { id: unique.id, token: unique.token } });
      expect((await next.hears("welcome"))["unique"]).to.deep.include({ id: unique.id });
      await thief.say({ ...whose, unique: { id: unique.id, token: "made up" } });
      expect(((await thief.hears("welcome"))["unique"] as { id: string }).id).to.not.equal(unique.id);
    });

    it("counts an agent's guesses at unique ids", async () => {
      const partneruserid = `guesser-${transport}`;
      const loginkey = createLoginKey({ secret: SECRET, partnerid: "1", partneruserid, lifeS: 60 });
      const { body } = await server.post("/api/v1/presence/authorize", {
        ...{ partnerid: "1", partneruserid, loginkey },
      });
      const guess = (id: number): Promise<Response> =>
        server.get(`/lookupvisitor?groupid=1&uniqueid=${id}`, bearer(String(body["token"])));
      for (let tries = 0; tries < 10; tries += 1) expect((await guess(tries)).status).to.equal(200);
      expect((await guess(11)).status).to.equal(429);
    });

    describe("who may", () => {
      const asked = (headers: Readonly<Record<string, string>>): Promise<Response> =>
        server.get("/lookupvisitor?groupid=1&visitorid=ada", headers);
      const cases = [
        ["the agent, without a page", 200, () => bearer()],
        ["PRS-09: the agent, from a trusted origin", 200, () => ({ ...bearer(), origin: CRM })],
        ["PRS-09: the agent, from another origin", 401, () => ({ ...bearer(), origin: EVIL })],
        ["nobody", 401, () => ({})],
        ["a made-up token", 401, () => bearer("x".repeat(43))],
        ["a token in another scheme", 401, () => ({ authorization: `Basic ${token}` })],
      ] as const;
      for (const [who, status, headers] of cases)
        it(`${who}: ${status}`, async () => {
          expect((await asked(headers())).status).to.equal(status);
        });

      it("no agent asks about another group", async () => {
        const answer = await server.get("/lookupvisitor?groupid=2&visitorid=ada", bearer());
        expect(answer.status).to.equal(401);
      });

      it("a browser of a trusted origin may send the token", async () => {
        const options = await fetch(`${server.url}/lookupvisitor`, {
          method: "OPTIONS",
          headers: { origin: CRM },
        });
        expect(options.headers.get("access-control-allow-headers")).to.include("authorization");
        expect(options.headers.get("access-control-allow-origin")).to.equal(CRM);
      });

      it("a console of another origin may not watch; one of a trusted origin may", async () => {
        const evil = await watch("gus", { origin: EVIL });
        await evil.hears("error", ({ code }) => code === "authorization");
        expect(await evil.closed()).to.equal(4_400);
        const trusted = await watch("gus", { origin: CRM });
        await trusted.hears("presence");
      });

      it("a login key authorizes, and is not used up; one that is forged does not", async () => {
        const fields = { secret: SECRET, partnerid: "1", partneruserid: "hedy", lifeS: 60 };
        const body = { partnerid: "1", partneruserid: "hedy", loginkey: createLoginKey(fields) };
        for (const time of ["first", "second"]) {
          const answer = await server.post("/api/v1/presence/authorize", body, { origin: CRM });
          expect(answer.status, time).to.equal(200);
          expect(answer.body["expires"], "no longer than the key").to.be.closeTo(Date.now() / 1000 + 60, 5);
        }
        const forged = { ...body, loginkey: createLoginKey({ ...fields, secret: SECRET.replace("a", "b") }) };
        expect((await server.post("/api/v1/presence/authorize", forged)).body["code"]).to.equal(
          "login-key-forged",
        );
        const evil = await server.post("/api/v1/presence/authorize", body, { origin: EVIL });
        expect(evil.status).to.equal(403);
      });

      it("a cookie authorizes our own pages alone, until the agent signs out", async () => {
        const cookie = await server.signIn();
        const evil = await server.post("/api/v1/presence/authorize", {}, { cookie, origin: CRM });
        expect(evil.status).to.equal(401);
        const { body } = await server.post("/api/v1/presence/authorize", {}, { cookie });
        const headers = bearer(String(body["token"]));
        expect((await asked(headers)).status).to.equal(200);
        await server.post("/api/v1/sign-out", {}, { cookie });
        expect((await asked(headers)).status).to.equal(401);
      });

      it("a role that may not is refused at once", async () => {
        const cookie = await server.signIn();
        const { body } = await server.post("/api/v1/presence/authorize", {}, { cookie });
        const set = (agentrole: string | null): ReturnType<TestServer["post"]> =>
          server.post("/api/v1/users/role", { username: ADMIN.username, agentrole }, { cookie });
        await set("Trainee");
        expect((await asked(bearer(String(body["token"])))).status).to.equal(401);
        const again = await server.post("/api/v1/presence/authorize", {}, { cookie });
        expect(again.body["code"]).to.equal("no-permission");
        await set(null);
        token = await authorize();
      });
    });

    describe("hostile reports and signals", () => {
      const many = Object.fromEntries(Array.from({ length: 33 }, (_, index) => [`n${index}`, index]));
      const reports: readonly (readonly [what: string, more: object | string, status: number])[] = [
        ["negative control: a good one", { data: { cart: 1 } }, 200],
        ["no object", "[]", 400],
        ["an object in the data", { data: { cart: { items: 1 } } }, 400],
        ["a list in the data", { data: { cart: [1] } }, 400],
        ["true in the data", { data: { cart: true } }, 400],
        ["too many members", { data: many }, 400],
        ["a long text", { data: { note: "x".repeat(129) } }, 400],
        ["a long name", { data: { ["x".repeat(65)]: 1 } }, 400],
        ["an address of a script", { page: { url: "javascript:alert(1)" } }, 400],
        ["a long address", { page: { url: `https://a.example/${"x".repeat(2_048)}` } }, 400],
        ["an id with a space", { visitorid: "a b" }, 400],
        ["an unknown group", { groupid: "nobody" }, 404],
        ["an unknown site", { site: "elsewhere" }, 400],
        ["more than a body may have", { data: { note: "x".repeat(20_000) } }, 413],
      ];
      for (const [what, more, status] of reports)
        it(`a report with ${what}: ${status}`, async () => {
          const whose = `"groupid":"1","site":"production","visitorid":"zed"`;
          const body = typeof more === "string" ? more.replace("{", `{${whose},`) : undefined;
          const answer = await (body === undefined
            ? report("zed", more as object)
            : server.post("/api/v1/presence", body));
          expect(answer.status).to.equal(status);
        });

      it("a prototype is no data", async () => {
        await server.post(
          "/api/v1/presence",
          '{"groupid":"1","site":"production","visitorid":"zac","data":{"__proto__":{"a":1},"b":2}}',
        );
        expect(Object.entries((await lookUp("zac"))["data"] as object)).to.deep.equal([["b", 2]]);
      });

      it("a visitor's data does not grow without end", async () => {
        const half = (from: number): object =>
          Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`n${from + index}`, index]));
        expect((await report("zoe", { data: half(0) })).status).to.equal(200);
        expect((await report("zoe", { data: half(20) })).body["code"]).to.equal("too-many");
        expect(Object.keys((await lookUp("zoe"))["data"] as object)).to.have.length(20);
      });

      const signals: readonly (readonly [what: string, body: unknown, status: number])[] = [
        ["negative control: a good one", INVOKE, 200],
        ["a function's constructor", { mtype: "invoke", data: { func: "GLANCE.constructor" } }, 400],
        ["a prototype", { mtype: "invoke", data: { func: "GLANCE.prototype.x" } }, 400],
        ["__proto__", { mtype: "invoke", data: { func: "a.__proto__.b" } }, 400],
        ["code in place of a name", { mtype: "invoke", data: { func: "alert(1)" } }, 400],
        ["no function", { mtype: "invoke", data: {} }, 400],
        ["another type", { mtype: "eval", data: "1" }, 400],
        ["too much", { mtype: "signal", data: "x".repeat(8_200) }, 400],
      ];
      for (const [what, body, status] of signals)
        it(`a signal with ${what}: ${status}`, async () => {
          await listen("yan");
          expect((await signal("yan", body)).status).to.equal(status);
        });

      const first: readonly (readonly [what: string, message: object | string])[] = [
        ["no JSON", "{"],
        ["no first message", { type: "active" }],
        ["a watch of nobody", { type: "watch", token: "x" }],
        ["bytes that are no text", Buffer.from([0xff, 0xfe])],
        ["a long message", `{"type":"visitor","x":"${"x".repeat(20_000)}"}`],
      ];
      for (const [what, message] of first)
        it(`closes a connection that begins with ${what}`, async () => {
          const page = new PresencePage(server.url);
          pages.push(page);
          await page.say(message);
          expect(await page.closed()).to.equal(4_400);
        });

      it("closes a connection that says too much", async () => {
        const page = await listen("xena");
        for (let times = 0; times < 130; times += 1) await page.say({ type: "active" });
        expect(await page.closed()).to.equal(4_400);
        expect(page.heard.at(-1)).to.deep.equal({ type: "error", code: "too-many" });
      });

      it("a visitor's page may not watch, and those who watch may tell nothing", async () => {
        const page = await listen("will");
        await page.say({ type: "watch", token, visitorid: "ada" });
        expect(await page.closed()).to.equal(4_400);
        const console = await watch("will");
        await console.hears("welcome");
        await console.say({ type: "tell", event: "accepted" });
        expect(await console.closed()).to.equal(4_400);
      });
    });

    it("logs no visitor's id, address or data, and no token", async () => {
      await listen("secret-visitor", {
        data: { note: "secret-note" },
        page: { url: "https://secret.example/" },
      });
      await signal("secret-visitor", { mtype: "signal", data: "secret-signal" });
      expect(server.log, "negative control").to.include("presence signal");
      expect(server.log).to.not.match(/secret-(visitor|note|signal)|secret\.example/);
      expect(server.log).to.not.include(token);
    });

    it("has everybody connect anew when it stops", async () => {
      const other = await new TestServer({ transport }).start();
      const page = await PresencePage.listen(other.url, "vera");
      await other.stop();
      expect(await page.closed()).to.equal(1_013);
    });
  });
}

describe("server / presence, switched off by the group", () => {
  it("tells pages so, and takes neither reports nor connections, nor lets agents ask", async () => {
    const server = await new TestServer({ environment: { GLANCE_PRESENCE: '{"enabled":false}' } }).start();
    try {
      const settings = await server.get("/api/v1/presence?groupid=1&site=production");
      expect(await settings.json()).to.deep.include({ enabled: false });
      const whose = { groupid: "1", site: "production", visitorid: "ada" };
      expect((await server.post("/api/v1/presence", whose)).body["code"]).to.equal("presence-off");
      const page = new PresencePage(server.url);
      await page.say({ type: "visitor", ...whose, active: true });
      expect(await page.hears("error")).to.deep.include({ code: "presence-off" });
      const cookie = await server.signIn();
      const { status } = await server.post("/api/v1/presence/authorize", {}, { cookie });
      expect(status).to.equal(403);
    } finally {
      await server.stop();
    }
  });
});
