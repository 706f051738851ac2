// Roles by HTTP: PRODUCT.md 15.3.
import { expect } from "chai";
import { EndPoint } from "./participant.ts";
import { type Answer, TestServer, until } from "./running-server.ts";

const PASSWORD = "a password of one's own";
const ROLES = "/api/v1/groups/1/roles";

describe("server / roles", function () {
  this.timeout(20_000);
  const server = new TestServer({
    environment: {
      GLANCE_MASK: JSON.stringify({
        maskingSelectors: { salary: "#salary" },
        roleBasedMasking: { Masked: ["salary"] },
      }),
    },
  });
  let cookie = "";
  let agent = "";

  before(async () => {
    await server.start();
    cookie = await server.signIn();
    await server.post("/api/v1/users", { username: "jane", password: PASSWORD }, { cookie });
    const { headers } = await server.post("/api/v1/sign-in", { username: "jane", password: PASSWORD });
    agent = headers.get("set-cookie")!.split(";")[0]!;
  });
  after(() => server.stop());

  const add = (role: object): Promise<Answer> => server.post(ROLES, role, { cookie });
  const change = (role: object): Promise<Answer> => server.send("PUT", ROLES, role, { cookie });
  const remove = (...roleIds: string[]): Promise<Answer> =>
    server.post("/api/v1/groups/1/delete-roles", { roleIds }, { cookie });
  const give = (agentrole: string | null): Promise<Answer> =>
    server.post("/api/v1/users/role", { username: "jane", agentrole }, { cookie });
  const get = async (
    path: string,
    as = cookie,
  ): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await server.get(path, { cookie: as });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const idOf = ({ body }: Answer): string => String(body["roleId"]);
  const outcome = ({ status, body }: Answer): unknown[] => [status, body["code"]];

  it("ROL-04: adds a role, tells it, lists it, changes it and takes it away", async () => {
    const added = await add({ name: "Trainee", description: "First months", settings: { pointing: true } });
    const role = {
      roleId: idOf(added),
      name: "Trainee",
      description: "First months",
      inUse: false,
      userCount: 0,
      settings: { pointing: true },
    };
    expect([added.status, added.body]).to.deep.equal([201, role]);
    expect((await get(`${ROLES}/${role.roleId}`)).body).to.deep.equal(role);
    expect((await get(ROLES)).body).to.deep.equal({ roles: [role] });

    const changed = await change({
      roleId: role.roleId,
      description: "Half a year",
      settings: { drawing: true },
    });
    expect([changed.status, changed.body]).to.deep.equal([200, { status: "ok" }]);
    expect((await get(`${ROLES}/${role.roleId}`)).body).to.deep.equal({
      ...role,
      description: "Half a year",
      settings: { drawing: true },
    });
    expect((await remove(role.roleId)).body).to.deep.equal({ status: "ok" });
    expect((await get(`${ROLES}/${role.roleId}`)).status).to.equal(404);
    expect((await get(ROLES)).body).to.deep.equal({ roles: [] });
  });

  it("ROL-01, ROL-04: says what the role's agents may, and no more than the group", async () => {
    const id = idOf(await add({ name: "Pointer", settings: { pointing: true, drawing: false } }));
    await give("Pointer");
    const place = async (): Promise<unknown> => {
      const { key } = await server.visit();
      return (await server.post("/api/v1/join", { key }, { cookie: agent })).body["permissions"];
    };
    expect(await place()).to.include({ pointing: true, drawing: false, remoteControl: false });
    await change({ roleId: id, settings: { drawing: true } });
    expect(await place()).to.include({ pointing: false, drawing: true, remoteControl: false });
    await give(null);
    expect(await place(), "the control").to.include({ pointing: true, drawing: true, remoteControl: true });
    await remove(id);
  });

  it("ROL-04: counts the accounts that have a role, and takes none of those away", async () => {
    const [used, free] = [idOf(await add({ name: "Used" })), idOf(await add({ name: "Free" }))];
    await give("Used");
    expect((await get(`${ROLES}/${used}`)).body).to.include({ inUse: true, userCount: 1 });
    expect(outcome(await remove(free, used))).to.deep.equal([409, "in-use"]);
    expect((await get(`${ROLES}/${free}`)).status, "none of them").to.equal(200);
    await give(null);
    expect((await remove(free, used)).status).to.equal(200);
  });

  it("names a role anew at its accounts and in sessions that run", async () => {
    const id = idOf(await add({ name: "Before" }));
    await give("Before");
    const visit = await server.visit();
    const visitor = await EndPoint.enter(server, visit);
    const end = await EndPoint.enter(server, await server.join(agent, visit.key));
    await visitor.sees(end.slot, true);
    expect((await change({ roleId: id, name: "After" })).status).to.equal(200);
    await until(() => visitor.participants.find(({ slot }) => slot === end.slot)?.agentrole === "After");
    expect((await get(`${ROLES}/${id}`)).body).to.include({ name: "After", userCount: 1 });
    await give(null);
    await remove(id);
  });

  it("does not let a role out of its masks by another name", async () => {
    const id = idOf(await add({ name: "Masked" }));
    expect(outcome(await change({ roleId: id, name: "Unmasked" }))).to.deep.equal([409, "masks-name-it"]);
    expect((await change({ roleId: id, description: "x" })).status, "the control").to.equal(200);
    await remove(id);
  });

  for (const { what, role } of [
    { what: "no name", role: {} },
    { what: "a name of 71 units", role: { name: "n".repeat(71) } },
    { what: "a name with a line break", role: { name: "a\nb" } },
    { what: "a description of 256 units", role: { name: "a", description: "d".repeat(256) } },
    { what: "a permission that there is not", role: { name: "a", settings: { root: true } } },
    { what: "a permission that is no boolean", role: { name: "a", settings: { drawing: "yes" } } },
  ])
    it(`adds no role with ${what}`, async () => {
      expect(outcome(await add(role))).to.deep.equal([400, "malformed"]);
    });

  it("takes names and descriptions of the greatest length", async () => {
    const added = await add({ name: "n".repeat(70), description: "d".repeat(255) });
    expect(added.status).to.equal(201);
    await remove(idOf(added));
  });

  it("has no two roles of one name, and none of an unknown id", async () => {
    const [one, other] = [idOf(await add({ name: "One" })), idOf(await add({ name: "Other" }))];
    expect(outcome(await add({ name: "One" }))).to.deep.equal([409, "name-taken"]);
    expect(outcome(await change({ roleId: other, name: "One" }))).to.deep.equal([409, "name-taken"]);
    expect(outcome(await change({ roleId: "nobody", name: "x" }))).to.deep.equal([404, "unknown-role"]);
    await remove(one, other);
  });

  for (const { who, as, group, status } of [
    { who: "nobody", as: () => "", group: "1", status: 401 },
    { who: "an agent", as: () => agent, group: "1", status: 403 },
    { who: "an administrator of another group", as: () => cookie, group: "2", status: 403 },
  ])
    it(`lets ${who} neither read nor change roles`, async () => {
      const path = `/api/v1/groups/${group}/roles`;
      const headers = { cookie: as() };
      expect((await get(path, as())).status).to.equal(status);
      expect((await get(`${path}/x`, as())).status).to.equal(status);
      expect((await server.post(path, { name: "x" }, headers)).status).to.equal(status);
      expect((await server.send("PUT", path, { roleId: "x" }, headers)).status).to.equal(status);
      const removed = await server.post(`/api/v1/groups/${group}/delete-roles`, { roleIds: ["x"] }, headers);
      expect(removed.status).to.equal(status);
    });

  it("takes changes from our own pages alone", async () => {
    const foreign = { cookie, origin: "https://elsewhere.example" };
    const { status, body } = await server.send("PUT", ROLES, { roleId: "x" }, foreign);
    expect([status, body["code"]]).to.deep.equal([403, "foreign-origin"]);
  });
});
