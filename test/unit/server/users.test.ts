import { expect } from "chai";
import { MAX_ROLE_UNITS, MIN_PASSWORD_UNITS } from "../../../server/limits.ts";
import { EndPoint } from "./participant.ts";
import { type Answer, TestServer, until } from "./running-server.ts";

const PASSWORD = "a password of one's own";

describe("server / users", function () {
  this.timeout(20_000);
  const server = new TestServer();
  let administrator = "";
  let agent = "";

  /** The cookie of an account that was added. */
  const signIn = async (username: string): Promise<string> => {
    const { status, headers } = await server.post("/api/v1/sign-in", { username, password: PASSWORD });
    expect(status, username).to.equal(200);
    return headers.get("set-cookie")!.split(";")[0]!;
  };
  const add = (user: object): Promise<Answer> =>
    server.post("/api/v1/users", { password: PASSWORD, ...user }, { cookie: administrator });
  const setRole = (username: string, agentrole: unknown, cookie = administrator): Promise<Answer> =>
    server.post("/api/v1/users/role", { username, agentrole }, { cookie });

  before(async () => {
    await server.start();
    administrator = await server.signIn();
    expect((await add({ username: "Jane", name: "Jane D.", agentrole: "Trainee" })).status).to.equal(201);
    agent = await signIn("jane");
  });
  after(() => server.stop());

  it("lists the accounts of the group with their roles, and no passwords", async () => {
    const answer = await server.get("/api/v1/users", { cookie: administrator });
    const text = await answer.text();
    const { users } = JSON.parse(text) as { users: object[] };
    expect(users).to.deep.include({
      username: "jane",
      name: "Jane D.",
      groupid: "1",
      roles: ["agent"],
      agentrole: "Trainee",
    });
    expect(text).to.not.match(/password|scrypt|hash/i);
  });

  it("C-38: gives accounts titles, which others in a session see; a console's own word comes first", async () => {
    const setTitle = (username: string, title: unknown, cookie = administrator): Promise<Answer> =>
      server.post("/api/v1/users/title", { username, title }, { cookie });
    expect((await add({ username: "tess", title: "Adviser" })).body["title"]).to.equal("Adviser");
    const tess = await signIn("tess");
    const titleIn = async (extra: object = {}): Promise<string | undefined> => {
      const { key } = await server.visit();
      const { body } = await server.post("/api/v1/join", { key, ...extra }, { cookie: tess });
      const there = await EndPoint.enter(server, body as never);
      return there.participants[0]?.title;
    };
    expect(await titleIn()).to.equal("Adviser");
    expect((await setTitle("tess", "Senior adviser")).body["title"]).to.equal("Senior adviser");
    expect(await titleIn()).to.equal("Senior adviser");
    expect(await titleIn({ agent: { title: "On call" } })).to.equal("On call");
    expect((await setTitle("tess", null)).body).to.not.have.property("title");
    expect(await titleIn()).to.equal(undefined);
    expect((await setTitle("tess", "x", tess)).status, "by an agent").to.equal(403);
    for (const wrong of ["", " x", "a\nb", "x".repeat(127), 7])
      expect((await setTitle("tess", wrong)).status, String(wrong)).to.equal(400);
  });

  it("takes no second account of a name, in any case", async () => {
    const { status, body } = await add({ username: "JANE" });
    expect({ status, code: body["code"] }).to.deep.equal({ status: 409, code: "name-taken" });
  });

  for (const { what, user } of [
    { what: "a short password", user: { username: "x", password: "x".repeat(MIN_PASSWORD_UNITS - 1) } },
    { what: "an empty name", user: { username: "" } },
    { what: "a name with a line break", user: { username: "a\nb" } },
    { what: "a name that reads backwards", user: { username: "x", name: "\u202eeman" } },
    { what: "an unknown right", user: { username: "x", roles: ["owner"] } },
    { what: "no right at all", user: { username: "x", roles: [] } },
    { what: "a role that is too long", user: { username: "x", agentrole: "r".repeat(MAX_ROLE_UNITS + 1) } },
  ])
    it(`adds no account with ${what}`, async () => {
      expect((await add(user)).status).to.equal(400);
    });

  for (const { who, cookie, status } of [
    { who: "nobody", cookie: () => "", status: 401 },
    { who: "an agent", cookie: () => agent, status: 403 },
  ])
    it(`lets ${who} neither list nor add accounts, nor give roles`, async () => {
      const as = { cookie: cookie() };
      expect((await server.get("/api/v1/users", as)).status).to.equal(status);
      const added = await server.post("/api/v1/users", { username: "eve", password: PASSWORD }, as);
      expect(added.status).to.equal(status);
      expect((await setRole("jane", "Senior", as.cookie)).status).to.equal(status);
      expect((await server.post("/api/v1/sign-in", { username: "eve", password: PASSWORD })).status).to.equal(
        401,
      );
    });

  it("answers for an account that is not there", async () => {
    const { status, body } = await setRole("nobody", "Senior");
    expect({ status, code: body["code"] }).to.deep.equal({ status: 404, code: "unknown-user" });
  });

  it("tells a running session at once of another role, and of none", async () => {
    const visit = await server.visit();
    const visitor = await EndPoint.enter(server, visit);
    const end = await EndPoint.enter(server, await server.join(agent, visit.key));
    await visitor.sees(end.slot, true);
    const role = (): string | undefined =>
      visitor.participants.find(({ slot }) => slot === end.slot)?.agentrole;
    expect(role()).to.equal("Trainee");
    expect((await setRole("Jane", "Senior")).body["agentrole"]).to.equal("Senior");
    await until(() => role() === "Senior");
    expect((await setRole("jane", null)).body).to.not.have.property("agentrole");
    await until(() => role() === undefined);
    expect((await server.get("/api/v1/me", { cookie: agent })).status).to.equal(200);
  });

  it("joins with the role an agent has when the session starts, not with that of when it began to wait", async () => {
    await setRole("jane", "Senior");
    const key = "waited-for";
    const joining = server.post("/api/v1/join", { key, wait: true }, { cookie: agent });
    await until(async () => (await setRole("jane", "Trainee")).status === 200);
    const visitor = await EndPoint.enter(server, await server.visit(key));
    const { body } = await joining;
    const end = await EndPoint.enter(server, body as never);
    await visitor.sees(end.slot, true);
    expect(visitor.participants.find(({ slot }) => slot === end.slot)?.agentrole).to.equal("Trainee");
  });

  it("logs neither names nor roles", () => {
    expect(server.log)
      .to.include("role set")
      .and.not.match(/jane|trainee|senior/i);
  });
});
