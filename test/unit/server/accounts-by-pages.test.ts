// What administrators do with accounts that are there: PRODUCT.md 15.3, ROL-03 and ROL-05.
import { expect } from "chai";
import { createLoginKey } from "../../../scripts/login-key.mjs";
import { MAX_NAME_FAILURES } from "../../../server/limits.ts";
import { EndPoint } from "./participant.ts";
import { ADMIN, type Answer, TestServer } from "./running-server.ts";

const PASSWORD = "a password of one's own";
const SECRET = "0123456789abcdef0123456789abcdef";
const GREEN = { partnerid: "1", partneruserid: "green@bank.example" } as const;

interface Page {
  readonly pagination: object;
  readonly usersList: readonly { readonly username: string }[];
}

describe("server / accounts by pages", function () {
  this.timeout(30_000);
  const server = new TestServer({ environment: { GLANCE_LOGIN_SECRET: SECRET } });
  let cookie = "";
  let roleId = "";

  const add = (user: object): Promise<Answer> =>
    server.post("/api/v1/users", { password: PASSWORD, ...user }, { cookie });
  const signIn = (username: string, password = PASSWORD): Promise<Answer> =>
    server.post("/api/v1/sign-in", { username, password });
  const cookieOf = ({ headers }: Answer): string => headers.get("set-cookie")!.split(";")[0]!;
  const byKey = (): Promise<Answer> =>
    server.post("/api/v1/sign-in/login-key", {
      ...GREEN,
      loginkey: createLoginKey({ secret: SECRET, ...GREEN }),
    });
  const list = async (query: string, as = cookie): Promise<Page> => {
    const answer = await server.get(`/api/v1/groups/1/users?${query}`, { cookie: as });
    expect(answer.status, query).to.equal(200);
    return (await answer.json()) as Page;
  };
  const names = async (query: string): Promise<string[]> =>
    (await list(query)).usersList.map(({ username }) => username);
  const act = (what: string, body: object, as = cookie): Promise<Answer> =>
    server.post(`/api/v1/users/${what}`, body, { cookie: as });
  const isSignedIn = async (as: string): Promise<boolean> =>
    (await server.get("/api/v1/me", { cookie: as })).status === 200;

  before(async () => {
    await server.start();
    cookie = await server.signIn();
    const role = await server.post("/api/v1/groups/1/roles", { name: "Senior" }, { cookie });
    roleId = String(role.body["roleId"]);
    await add({ username: "ann", name: "Ann Brown", agentrole: "Senior" });
    await add({ username: "bob_1", name: "Bob van Green" });
    await byKey();
  });
  after(() => server.stop());

  it("ROL-05: lists accounts with what they are called, their role, and whether they may sign in", async () => {
    const { pagination, usersList } = await list("username=ANN");
    expect(pagination).to.deep.equal({ offset: 0, pageSize: 20, totalRecords: 1 });
    expect(usersList).to.deep.equal([
      {
        username: "ann",
        name: "Ann Brown",
        puid: "",
        rolename: "Senior",
        roleId,
        roles: ["agent"],
        active: true,
      },
    ]);
  });

  for (const { query, found } of [
    { query: "", found: ["admin", "ann", "bob_1", "green@bank.example@1"] },
    { query: "offset=1&limit=2", found: ["ann", "bob_1"] },
    { query: "offset=99", found: [] },
    { query: "username=_", found: ["bob_1"] },
    { query: "firstname=ann", found: ["ann"] },
    { query: "lastname=green", found: ["bob_1"] },
    { query: "puid=GREEN", found: ["green@bank.example@1"] },
    { query: "rolename=senior", found: ["ann"] },
    { query: "rolename=-none-", found: ["admin", "bob_1", "green@bank.example@1"] },
    { query: "roleId={role}", found: ["ann"] },
    { query: "roleId=0&limit=1", found: ["admin"] },
    { query: "username=ann&puid=green", found: [] },
    { query: "username=ann&puid=green&orMode=true", found: ["ann", "green@bank.example@1"] },
  ])
    it(`ROL-05: ?${query} lists ${found.join(", ") || "nobody"}`, async () => {
      expect(await names(query.replace("{role}", roleId))).to.deep.equal(found);
    });

  for (const query of ["limit=0", "limit=1001", "offset=-1", "limit=x", "orMode=maybe"])
    it(`ROL-05: refuses ?${query}`, async () => {
      expect((await server.get(`/api/v1/groups/1/users?${query}`, { cookie })).status).to.equal(400);
    });

  it("ROL-03: another password signs out, and the old one is worth nothing", async () => {
    const before = cookieOf(await signIn("ann"));
    expect((await act("password", { username: "Ann", password: "another password" })).status).to.equal(204);
    expect(await isSignedIn(before)).to.equal(false);
    expect((await signIn("ann")).status).to.equal(401);
    expect((await signIn("ann", "another password")).status, "the control").to.equal(200);
    expect((await act("password", { username: "green@bank.example@1", password: PASSWORD })).status).to.equal(
      404,
    );
    expect((await act("password", { username: "ann", password: "short" })).status).to.equal(400);
  });

  it("ROL-03: an account that is switched off has no place, no sign-in and no way in, until it is on again", async () => {
    const before = cookieOf(await signIn("bob_1"));
    const visit = await server.visit();
    const visitor = await EndPoint.enter(server, visit);
    const end = await EndPoint.enter(server, await server.join(before, visit.key));
    await visitor.sees(end.slot, true);
    expect((await act("active", { username: "bob_1", active: false })).status).to.equal(204);
    expect(await isSignedIn(before)).to.equal(false);
    expect(await end.closeCode()).to.equal(4401);
    const refused = await signIn("bob_1");
    expect([refused.status, refused.body["code"]]).to.deep.equal([401, "wrong-password"]);
    expect((await list("username=bob_1")).usersList[0]).to.include({ active: false });
    expect((await act("active", { username: "bob_1", active: true })).status).to.equal(204);
    expect((await signIn("bob_1")).status).to.equal(200);
  });

  it("ROL-03: a login key does not sign in whom the group has switched off", async () => {
    expect((await byKey()).status, "the control").to.equal(200);
    await act("active", { username: "green@bank.example@1", active: false });
    const refused = await byKey();
    expect([refused.status, refused.body["code"]]).to.deep.equal([403, "no-permission"]);
    await act("active", { username: "green@bank.example@1", active: true });
    expect((await byKey()).status).to.equal(200);
  });

  it("does not let the administrator lock the door from inside", async () => {
    const { status, body } = await act("active", { username: "ADMIN", active: false });
    expect([status, body["code"]]).to.deep.equal([409, "own-account"]);
    expect((await server.post("/api/v1/sign-in", ADMIN)).status).to.equal(200);
  });

  it("ROL-03: clears a lockout", async () => {
    for (let tries = 0; tries <= MAX_NAME_FAILURES.count; tries += 1) await signIn("bob_1", "wrong password");
    expect((await signIn("bob_1")).status, "locked out").to.equal(429);
    expect((await act("unlock", { username: "bob_1" })).status).to.equal(204);
    expect((await signIn("bob_1")).status).to.equal(200);
  });

  it("answers for accounts that are not there, and to nobody but administrators", async () => {
    const agent = cookieOf(await signIn("bob_1"));
    for (const [what, more] of [
      ["password", { password: PASSWORD }],
      ["active", { active: false }],
      ["unlock", {}],
    ] as const) {
      expect((await act(what, { username: "nobody", ...more })).status, what).to.equal(404);
      expect((await act(what, { username: "admin", ...more }, agent)).status, what).to.equal(403);
      expect((await act(what, { username: "admin", ...more }, "")).status, what).to.equal(401);
    }
    expect((await server.get("/api/v1/groups/1/users", { cookie: agent })).status).to.equal(403);
    expect((await server.get("/api/v1/groups/2/users", { cookie })).status).to.equal(403);
  });
});
