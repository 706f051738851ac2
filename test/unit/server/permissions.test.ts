// What a group and a role let agents do, as far as the server has a say in it.
import { expect } from "chai";
import { CHANNEL, FLAG_LAST, KIND } from "../../../core/protocol/index.ts";
import { EndPoint } from "./participant.ts";
import { ADMIN, type Place, TestServer, until } from "./running-server.ts";

const CONTROL = {
  drawing: false,
  roles: { Observer: {}, Trainee: { pointing: true, drawing: true } },
};

describe("server / permissions", function () {
  this.timeout(20_000);
  const server = new TestServer({ environment: { GLANCE_CONTROL: JSON.stringify(CONTROL) }, times: {} });
  let cookie: string;
  let visitor: Place;

  before(async () => {
    await server.start();
    cookie = await server.signIn();
  });
  beforeEach(async () => {
    visitor = await server.visit();
  });
  after(() => server.stop());

  async function setRole(agentrole: string | null): Promise<void> {
    const body = { username: ADMIN.username, agentrole };
    expect((await server.post("/api/v1/users/role", body, { cookie })).status).to.equal(200);
  }

  for (const { role, may } of [
    {
      role: null,
      may: { remoteControl: true, navigation: true, drawing: false, pointing: true, guests: true },
    },
    {
      role: "Trainee",
      may: { remoteControl: false, navigation: false, drawing: false, pointing: true, guests: false },
    },
    {
      role: "Observer",
      may: { remoteControl: false, navigation: false, drawing: false, pointing: false, guests: false },
    },
    {
      role: "Senior",
      may: { remoteControl: true, navigation: true, drawing: false, pointing: true, guests: true },
    },
  ])
    it(`ROL-01: tells an agent ${role === null ? "without a role" : `who is ${role}`} what is permitted, also after a reload`, async () => {
      await setRole(role);
      const join = await server.post("/api/v1/join", { key: visitor.key }, { cookie });
      expect(join.body["permissions"]).to.deep.equal(may);
      const { session, token } = join.body;
      const again = await server.post("/api/v1/join", { session, token }, { cookie });
      expect(again.body["permissions"]).to.deep.equal(may);
    });

  it("ROL-01: tells the visitor's page what the group and its roles may, which decides there", async () => {
    const { body } = await server.post("/api/v1/sessions", { groupid: "1", site: "production" });
    const { control } = body["settings"] as { readonly control: object };
    expect(control).to.deep.include({ ...CONTROL, remoteControl: true, regions: "page" });
  });

  it("ROL-01: passes nothing on that an agent says on channel control who may do nothing, as soon as the role is so", async () => {
    await setRole(null);
    const there = await EndPoint.enter(server, visitor);
    const agent = await EndPoint.enter(server, await server.join(cookie, visitor.key));
    const say = (channel: number, sequence: number): void =>
      agent.send({ to: 0, kind: KIND.data, channel: channel as 1, flags: FLAG_LAST, sequence });
    say(CHANNEL.control, 0);
    await until(() => there.envelopes.length === 1);
    await setRole("Observer");
    say(CHANNEL.control, 1);
    say(CHANNEL.session, 0);
    await until(() => there.envelopes.length > 1);
    expect(there.envelopes.map((envelope) => (envelope[1] ?? 0) & 15)).to.deep.equal([
      CHANNEL.control,
      CHANNEL.session,
    ]);
    await setRole(null);
  });

  it("tells which life of a place was connected last, so that the next takes a higher number", async () => {
    const place = await server.join(cookie, visitor.key);
    const agent = await EndPoint.enter(server, place, 7);
    expect(agent.slot).to.equal(place.slot);
    const { session, token } = place;
    const { body } = await server.post("/api/v1/join", { session, token }, { cookie });
    expect(body["generation"]).to.equal(7);
  });
});
