// The record of remote control: what a visitor's page may add, who reads it, and what never gets into it.
import { expect } from "chai";
import { EndPoint } from "./participant.ts";
import { type Place, TestServer } from "./running-server.ts";

const PATH = "/api/v1/sessions/control-log";
const ASKED = { slot: 1, what: "asked" } as const;

describe("server / control log", function () {
  this.timeout(20_000);
  const server = new TestServer({ times: {} });
  let cookie: string;
  let visitor: Place;
  let agent: Place;

  before(async () => {
    await server.start();
    cookie = await server.signIn();
  });
  beforeEach(async () => {
    visitor = await server.visit();
    agent = await server.join(cookie, visitor.key);
  });
  after(() => server.stop());

  const add = async ({ session, token }: Place, ...entries: object[]): Promise<number> =>
    (await server.post(PATH, { session, token, entries })).status;

  async function entries(query = "", as = cookie): Promise<Record<string, unknown>[]> {
    const answer = await server.get(`/api/v1/control-log${query}`, { cookie: as });
    expect(answer.status).to.equal(200);
    const all = ((await answer.json()) as { entries: Record<string, unknown>[] }).entries;
    return all.filter(({ session }) => session === visitor.session);
  }

  it("keeps who asked, was let and stopped, when, and how often what was done; the newest first", async () => {
    const counts = { clicked: 3, typed: 1 };
    const before = Date.now();
    expect(await add(visitor, ASKED, { slot: 1, what: "granted" })).to.equal(204);
    expect(await add(visitor, { slot: 1, what: "used", counts })).to.equal(204);
    expect(await add(visitor, { slot: 1, what: "stopped", by: "idle" })).to.equal(204);
    const read = await entries();
    expect(read.map(({ what, by, counts: did }) => [what, by, did])).to.deep.equal([
      ["stopped", "idle", undefined],
      ["used", undefined, counts],
      ["granted", undefined, undefined],
      ["asked", undefined, undefined],
    ]);
    for (const entry of read) {
      expect(entry["username"]).to.equal("admin");
      expect(entry["at"]).to.be.within(before, Date.now());
    }
    expect(server.log).to.include(`"what":"stopped","by":"idle","msg":"remote control"`);
  });

  it("takes lines of a session that has ended just now, and gives older ones from a time on", async () => {
    const end = await EndPoint.enter(server, visitor);
    end.tell({ type: "end" });
    await end.closeCode();
    expect(await add(visitor, ASKED)).to.equal(204);
    const [last] = await entries();
    expect(await entries(`?before=${String(last!["at"])}`)).to.deep.equal([]);
  });

  for (const { what, entry } of [
    { what: "a word that is none", entry: { slot: 1, what: "typed hunter2" } },
    { what: "a kind of its own", entry: { slot: 1, what: "used", counts: { "https://bank/": 1 } } },
    { what: "a field of its own", entry: { slot: 1, what: "asked", url: "https://bank/" } },
    { what: "a reason of its own", entry: { slot: 1, what: "stopped", by: "hunter2" } },
    { what: "the visitor's slot", entry: { slot: 0, what: "asked" } },
  ])
    it(`has no room for content: refuses ${what}`, async () => {
      expect(await add(visitor, entry)).to.equal(400);
      expect(await add(visitor, ASKED), "the control").to.equal(204);
    });

  it("takes lines of the session's visitor alone", async () => {
    const other = await server.visit();
    expect(await add({ ...visitor, token: agent.token }, ASKED)).to.equal(410);
    expect(await add({ ...visitor, token: other.token }, ASKED)).to.equal(410);
    expect(await add({ ...visitor, session: "none" }, ASKED)).to.equal(410);
    expect(await entries()).to.deep.equal([]);
  });

  it("takes no more than people make", async () => {
    const statuses = [];
    for (let times = 0; times < 61; times += 1) statuses.push(await add(visitor, ASKED));
    expect([statuses.slice(0, 60).every((status) => status === 204), statuses[60]]).to.deep.equal([
      true,
      429,
    ]);
  });

  it("is read by the group's administrators alone", async () => {
    expect((await server.get("/api/v1/control-log")).status).to.equal(401);
    const account = { username: "plain", password: "a plain password", roles: ["agent"] };
    await server.post("/api/v1/users", account, { cookie });
    const { headers } = await server.post("/api/v1/sign-in", account);
    const plain = headers.get("set-cookie")?.split(";")[0] ?? "";
    expect((await server.get("/api/v1/control-log", { cookie: plain })).status).to.equal(403);
  });
});
