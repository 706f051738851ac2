import { expect } from "chai";
import { CHANNEL, FLAG_LAST, FLAG_VOLATILE, KIND } from "../../../core/protocol/index.ts";
import { openDatabase } from "../../../server/store/database.ts";
import { EndPoint } from "./participant.ts";
import { TestServer, until } from "./running-server.ts";

const settings = (session: object): { readonly GLANCE_SESSION: string } => ({
  GLANCE_SESSION: JSON.stringify(session),
});

describe("server / session settings", function () {
  this.timeout(20_000);
  let server: TestServer;
  const start = (session: object): Promise<TestServer> => {
    server = new TestServer({ environment: settings(session), times: {} });
    return server.start();
  };
  afterEach(() => server.stop());

  it("SES-05: gives random keys of as many digits as the group says", async () => {
    await start({ keyDigits: 12 });
    expect((await server.visit()).key).to.match(/^\d{12}$/);
  });

  it("SES-08: starts a session with a key in use where the group allows it: agents find the newest", async () => {
    await start({ sameKey: "allowed" });
    const cookie = await server.signIn();
    const first = await server.visit("jane");
    const older = await EndPoint.enter(server, await server.join(cookie, "jane"));
    const second = await server.visit("jane");
    expect((await server.join(cookie, "jane")).session).to.equal(second.session);
    expect(older.closed, "who is in the older one stays there").to.equal(undefined);
    const visitor = await EndPoint.enter(server, second);
    visitor.tell({ type: "end" });
    await visitor.closeCode();
    expect((await server.join(cookie, "jane")).session, "the older one has it again").to.equal(first.session);
  });

  it("SES-08: refuses a key in use where the group says nothing else", async () => {
    await start({});
    await server.visit("jane");
    const { status, body } = await server.post("/api/v1/sessions", {
      groupid: "1",
      site: "production",
      release: "test",
      key: "jane",
    });
    expect([status, body["code"]]).to.deep.equal([409, "dupkey"]);
  });

  it("ends a session that no agent has come to in the group's time", async () => {
    await start({ waitingS: 1 });
    const place = await server.visit();
    const visitor = await EndPoint.enter(server, place);
    const cookie = await server.signIn();
    const other = await server.visit();
    await server.join(cookie, other.key);
    const helped = await EndPoint.enter(server, other);
    await visitor.closeCode();
    expect(visitor.messages.at(-1)).to.deep.equal({ type: "ended", reason: "timeout" });
    expect(helped.closed, "negative control: one that an agent came to").to.equal(undefined);
  });

  it("ends a session in which nothing passes for the group's time, after a restart too", async () => {
    await start({ idleS: 1 });
    await server.halt();
    await server.start();
    const cookie = await server.signIn();
    const place = await server.visit();
    await server.join(cookie, place.key);
    const visitor = await EndPoint.enter(server, place);
    const busy = await server.visit();
    await server.join(cookie, busy.key);
    const working = await EndPoint.enter(server, busy);
    const data = { to: 1, kind: KIND.data, channel: CHANNEL.control, flags: FLAG_LAST };
    const work = setInterval(() => {
      working.send(data);
      // A measurement of the way is no work.
      visitor.send({ ...data, flags: FLAG_LAST | FLAG_VOLATILE });
    }, 50);
    await visitor.closeCode();
    clearInterval(work);
    expect(visitor.messages.at(-1)).to.deep.equal({ type: "ended", reason: "timeout" });
    expect(working.closed, "negative control: one in which something passes").to.equal(undefined);
  });

  it("SES-09: calls the visitor by name, and keeps how to reach them", async () => {
    await start({});
    const visitor = { name: "Jane Doe", email: "jane@example.com", phone: "+49 30 123" };
    const { body } = await server.post("/api/v1/sessions", { groupid: "1", site: "production", visitor });
    const place = { ...body, slot: 0 } as unknown as Parameters<typeof EndPoint.enter>[1];
    const end = await EndPoint.enter(server, place);
    expect(end.participants[0]?.name).to.equal("Jane Doe");
    const database = await openDatabase(`sqlite:${server.folder}/data/glance.db`);
    const rows = await database.selectFrom("participants").select(["name", "email", "phone"]).execute();
    await database.destroy();
    expect(rows).to.deep.equal([visitor]);
  });

  it("tells further pages which page was the latest", async () => {
    await start({});
    const place = await server.visit();
    const end = await EndPoint.enter(server, place, 7);
    await until(() => end.participants[0]?.generation === 7);
    const { session, token } = place;
    const { body } = await server.post("/api/v1/sessions/resume", { session, token });
    expect(body["generation"]).to.equal(7);
  });
});
