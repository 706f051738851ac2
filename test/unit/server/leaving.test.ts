// Who may not be in a session any more, and who may not come in: signed out, removed, one too many.
import { expect } from "chai";
import { CLOSE } from "../../../core/protocol/index.ts";
import { openDatabase } from "../../../server/store/database.ts";
import { EndPoint } from "./participant.ts";
import { type Place, TestServer, TRANSPORTS, until } from "./running-server.ts";

const GRACE = { username: "grace", password: "a password of hers" };

describe("server / who has to leave", function () {
  this.timeout(20_000);
  let server: TestServer;
  let cookie: string;
  let visitor: Place;

  async function start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    server = new TestServer({ environment, times: { reviewMs: 20 } });
    await server.start();
    cookie = await server.signIn();
    visitor = await server.visit();
    const account = { ...GRACE, roles: ["agent"] };
    expect((await server.post("/api/v1/users", account, { cookie })).status).to.equal(201);
  }
  afterEach(() => server.stop());

  async function graceJoins(): Promise<{
    readonly end: EndPoint;
    readonly place: Place;
    readonly cookie: string;
  }> {
    const { headers } = await server.post("/api/v1/sign-in", GRACE);
    const hers = headers.get("set-cookie")?.split(";")[0] ?? "";
    const place = await server.join(hers, visitor.key);
    return { end: await EndPoint.enter(server, place), place, cookie: hers };
  }

  it("closes the connections of an agent who signs out, in every window, and takes the places away", async () => {
    await start();
    const stays = await EndPoint.enter(server, await server.join(cookie, visitor.key));
    const first = await graceJoins();
    const second = await graceJoins();
    await server.post("/api/v1/sign-out", {}, { cookie: first.cookie });
    for (const { end } of [first, second]) {
      expect(await end.closeCode()).to.equal(CLOSE.badToken);
      expect(end.error).to.equal("bad-token");
    }
    const again = await EndPoint.open(server);
    again.hello(first.place, 2);
    expect(await again.closeCode(), "the place is gone").to.equal(CLOSE.badToken);
    await until(() => stays.participants.length === 1);
    expect(stays.closed, "negative control: another agent").to.equal(undefined);
  });

  for (const { what, change } of [
    { what: "whose account is removed", change: "DELETE" },
    { what: "who is no agent any more", change: "UPDATE" },
  ] as const)
    it(`closes the connections of one ${what}, whoever has done that`, async () => {
      await start();
      const stays = await EndPoint.enter(server, await server.join(cookie, visitor.key));
      const { end } = await graceJoins();
      const database = await openDatabase(`sqlite:${server.folder}/data/glance.db`);
      const { id } = await database
        .selectFrom("users")
        .select("id")
        .where("username", "=", GRACE.username)
        .executeTakeFirstOrThrow();
      if (change === "DELETE") {
        // As an administrator's tool would: what points to the account goes first.
        await database.deleteFrom("sign_ins").where("user_id", "=", id).execute();
        await database.updateTable("participants").set({ user_id: null }).where("user_id", "=", id).execute();
        await database.deleteFrom("users").where("id", "=", id).execute();
      } else
        await database
          .updateTable("users")
          .set({ roles: '["administrator"]' })
          .where("id", "=", id)
          .execute();
      await database.destroy();
      expect(await end.closeCode()).to.equal(CLOSE.badToken);
      expect(stays.closed, "negative control: another agent").to.equal(undefined);
    });

  it("lets as many agents in as the group says, and the next when one has left", async () => {
    await start({ GLANCE_SESSION: '{"agents":1}' });
    const { end } = await graceJoins();
    const refused = await server.post("/api/v1/join", { key: visitor.key }, { cookie });
    expect([refused.status, refused.body["code"]]).to.deep.equal([409, "full"]);
    end.tell({ type: "leave" });
    await end.closeCode();
    await server.join(cookie, visitor.key);
  });

  for (const transport of TRANSPORTS)
    it(`turns away what is one connection too many of an address, by ${transport}, until another is gone`, async () => {
      server = new TestServer({
        transport,
        environment: { RELAY_CONNECTIONS_PER_ADDRESS: "2", GLANCE_PROXY_HOPS: "1" },
        times: {},
      });
      await server.start();
      const open = (address: string): Promise<EndPoint> =>
        EndPoint.open(server, { "x-forwarded-for": address });
      const [first, second] = [await open("192.0.2.1"), await open("192.0.2.1")];
      const third = await open("192.0.2.1");
      expect(await third.closeCode()).to.equal(1013);
      await until(() => server.log.includes("too many connections of one address"));
      const other = await open("192.0.2.2");
      first.socket.terminate();
      await until(async () => {
        const next = await open("192.0.2.1");
        next.hello({ session: "none", token: "none" });
        return (await next.closeCode()) === CLOSE.unknownSession;
      });
      expect([second.closed, other.closed]).to.deep.equal([undefined, undefined]);
    });
});
