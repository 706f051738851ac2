// Guests: codes, tokens, who may let them in, and what they may do at the relay.
import { expect } from "chai";
import { Guests } from "../../../server/relay/guests.ts";
import type { Place as HeldPlace } from "../../../server/relay/registry.ts";
import { EndPoint } from "./participant.ts";
import { type Answer, type Place, TestServer, until } from "./running-server.ts";

interface Ticket {
  readonly ticket: string;
  readonly code: string;
  readonly timeout: number;
}

describe("server / guests", function () {
  this.timeout(20_000);
  const server = new TestServer({
    environment: { GLANCE_GUESTS: '{"atOnce":2,"endPage":"https://a.example/bye"}' },
  });
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

  const host = (): object => ({ session: agent.session, token: agent.token });
  async function ask(name = "Gil"): Promise<Ticket> {
    const { status, body } = await server.post(
      "/api/v1/guests",
      { groupid: "1", name },
      { origin: "https://x.example" },
    );
    expect(status).to.equal(201);
    return body as unknown as Ticket;
  }
  const find = (code: string, by: object = host(), who = cookie): Promise<Answer> =>
    server.post("/api/v1/guests/find", { ...by, code }, { cookie: who });
  const answer = (slot: unknown, accepted: boolean, who = cookie): Promise<Answer> =>
    server.post("/api/v1/guests/answer", { ...host(), slot, accepted }, { cookie: who });
  const enter = (body: object): Promise<Answer> => server.post("/api/v1/guests/enter", body);
  const news = (ticket: string): Promise<Answer> => server.post("/api/v1/guests/wait", { ticket });

  /** A guest who is in, as far as the server is concerned. */
  async function admitted(name = "Gil"): Promise<Place> {
    const { code, ticket } = await ask(name);
    const { body } = await find(code);
    await answer(body["slot"], true);
    const { token } = (await news(ticket)).body;
    return (await enter({ token })).body as unknown as Place;
  }

  it("C-45: a code leads to the guest, the visitor's word to a token, the token into the session", async () => {
    const { code, ticket, timeout } = await ask();
    expect(code).to.match(/^\d{6}$/);
    expect(timeout).to.equal(300);
    const found = await find(code);
    expect(found.body).to.deep.equal({ slot: 2, name: "Gil" });
    const { token } = (await answer(2, true)).body;
    expect((await news(ticket)).body).to.deep.equal({ state: "admitted", token });
    const { status, body } = await enter({ token });
    expect(status).to.equal(200);
    expect(body).to.deep.include({
      session: visitor.session,
      slot: 2,
      name: "Gil",
      endpage: "https://a.example/bye",
    });
    expect(Object.values(body["permissions"] as object)).to.not.include(true);
    const guest = await EndPoint.enter(server, body as unknown as Place);
    const listed = guest.participants.find(({ slot }) => slot === 2);
    expect(listed).to.deep.equal({ slot: 2, role: "guest", name: "Gil", generation: 1, connected: true });
  });

  it("C-45: a guest who is held is not listed before being in", async () => {
    const there = await EndPoint.enter(server, visitor);
    await find((await ask()).code);
    await EndPoint.enter(server, agent);
    await there.sees(1, true);
    expect(there.participants.map(({ role }) => role)).to.deep.equal(["visitor", "agent"]);
  });

  it("C-45: tells the guest at once that the visitor does not want it, and its place is free", async () => {
    for (const name of ["A", "B", "C"]) {
      const { code, ticket } = await ask(name);
      const { body } = await find(code);
      const told = news(ticket);
      expect((await answer(body["slot"], false)).status).to.equal(204);
      expect((await told).body).to.deep.equal({ state: "declined" });
    }
  });

  it("C-45: lets no more guests in than the group allows", async () => {
    await admitted("A");
    await admitted("B");
    const { status, body } = await find((await ask("C")).code);
    expect([status, body["code"]]).to.deep.equal([409, "full"]);
  });

  it("C-45: the guest's place goes on after a reload, with the token of the place and no other", async () => {
    const { session, token } = await admitted();
    expect((await enter({ session, token })).status).to.equal(200);
    for (const body of [
      { session, token: `${token}x` },
      { session: (await server.visit()).session, token },
      { session, token: agent.token },
      { session, token: visitor.token },
    ])
      expect((await enter(body)).status).to.equal(410);
  });

  it("SEC-07: a token lets nobody in a second time, nor does one that is made up, empty or a ticket", async () => {
    const { code, ticket } = await ask();
    const { token } = (await answer((await find(code)).body["slot"], true)).body;
    expect((await enter({ token })).status, "negative control").to.equal(200);
    for (const wrong of [token, "", "x".repeat(43), ticket, agent.token])
      expect((await enter({ token: wrong })).body["code"], String(wrong)).to.equal("not-admitted");
  });

  it("SEC-07: neither an agent of another session nor a code in use has a guest twice", async () => {
    const { code } = await ask();
    const [one, other] = await Promise.all([find(code), find(code)]);
    expect([one.status, other.status].sort()).to.deep.equal([200, 404]);
  });

  for (const [what, by] of [
    ["nobody who is signed in", { who: "" }],
    [
      "an agent with the visitor's token",
      { place: (): object => ({ session: visitor.session, token: visitor.token }) },
    ],
    [
      "an agent with a token of no session",
      { place: (): object => ({ session: visitor.session, token: "x" }) },
    ],
  ] as const)
    it(`SEC-07: ${what} finds no guest`, async () => {
      const { code } = await ask();
      const { status } = await find(code, "place" in by ? by.place() : host(), "who" in by ? by.who : cookie);
      expect(status).to.be.oneOf([401, 410]);
      expect((await find(code)).status, "negative control").to.equal(200);
    });

  it("SEC-07: what nobody was asked about cannot be answered", async () => {
    for (const slot of [0, agent.slot, 99]) expect((await answer(slot, true)).status).to.equal(404);
  });

  it("SEC-07: names that are too long, empty, or hold control characters and turns of direction are none", async () => {
    for (const name of ["", " ", "a\nb", "a\u202eb", "x".repeat(64), "\u0000"])
      expect((await server.post("/api/v1/guests", { groupid: "1", name })).status, name).to.equal(400);
    expect((await server.post("/api/v1/guests", { groupid: "9", name: "Gil" })).status).to.equal(404);
  });

  it("SES-35: a guest who ends leaves, and the session goes on", async () => {
    const there = await EndPoint.enter(server, visitor);
    await EndPoint.enter(server, agent);
    const guest = await EndPoint.enter(server, await admitted());
    await there.sees(guest.slot, true);
    guest.tell({ type: "end" });
    await until(() => !there.participants.some(({ role }) => role === "guest"));
    expect(there.closed).to.equal(undefined);
  });

  it("C-45: an agent sends a guest away, and no agent that way", async () => {
    const there = await EndPoint.enter(server, visitor);
    await EndPoint.enter(server, agent);
    const place = await admitted();
    const guest = await EndPoint.enter(server, place);
    const eject = (slot: number): Promise<Answer> =>
      server.post("/api/v1/guests/eject", { ...host(), slot }, { cookie });
    expect([(await eject(agent.slot)).status, (await eject(0)).status]).to.deep.equal([404, 404]);
    expect((await eject(place.slot)).status).to.equal(204);
    expect(await guest.closeCode()).to.equal(4401);
    expect((await enter({ session: place.session, token: place.token })).status).to.equal(410);
    await until(() => there.participants.length === 2);
  });

  it("C-45: guests go with the last agent", async () => {
    await EndPoint.enter(server, visitor);
    const helper = await EndPoint.enter(server, agent);
    const guest = await EndPoint.enter(server, await admitted());
    helper.tell({ type: "leave" });
    expect(await guest.closeCode()).to.equal(4401);
  });

  it("ROL-01: an agent whose role may not has no guests", async () => {
    const set = (agentrole: string | null): Promise<Answer> =>
      strict.post("/api/v1/users/role", { username: "admin", agentrole }, { cookie: theirs });
    const strict = new TestServer({
      environment: { GLANCE_CONTROL: '{"roles":{"Trainee":{"pointing":true}}}' },
    });
    await strict.start();
    const theirs = await strict.signIn();
    try {
      const place = await strict.join(theirs, (await strict.visit()).key);
      const { code } = (await strict.post("/api/v1/guests", { groupid: "1", name: "Gil" })).body;
      const look = (): Promise<Answer> => {
        const { session, token } = place;
        return strict.post("/api/v1/guests/find", { session, token, code }, { cookie: theirs });
      };
      await set("Trainee");
      expect((await look()).body["code"]).to.equal("no-permission");
      await set(null);
      expect((await look()).status, "negative control").to.equal(200);
    } finally {
      await strict.stop();
    }
  });

  it("SEC-07: an agent who guesses codes has to stop", async () => {
    const known = (await ask()).code;
    const guesses = Array.from({ length: 11 }, (_, i) => String(100_000 + i)).filter(
      (code) => code !== known,
    );
    const statuses: number[] = [];
    for (const guess of [...guesses, "999999"]) statuses.push((await find(guess)).status);
    expect(statuses.slice(0, 9)).to.deep.equal(Array(9).fill(404));
    expect(statuses.at(-1)).to.equal(429);
    expect((await find(known)).status, "the right one too").to.equal(429);
  });

  it("nothing of a guest's is logged: no name, no code, no token", async () => {
    const { code, ticket } = await ask("Gilberta Unique");
    const { token } = await ask("x").then(() => ({ token: ticket }));
    for (const secret of ["Gilberta", code, token]) expect(server.log).to.not.include(secret);
    expect(server.log, "negative control").to.include("guest waits");
  });
});

describe("server / guests / time", () => {
  const place = (slot: number): HeldPlace =>
    ({ session: { id: "s" }, member: { slot }, token: "t" }) as unknown as HeldPlace;

  it("A11Y-03: a code counts for its time, and anew as often as more time is asked for", async () => {
    const guests = new Guests(() => undefined, { codeS: 0.15, tokenMs: 1_000 });
    const { ticket, code } = guests.ask("1", "Gil")!;
    const start = performance.now();
    while (performance.now() - start < 400) {
      expect(guests.moreTime(ticket)).to.equal(0.15);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(guests.find("1", code)?.name, "past its first time").to.equal("Gil");
    await until(() => guests.find("1", code) === undefined);
    expect(guests.moreTime(ticket)).to.equal(undefined);
    expect(guests.news(ticket)).to.equal(undefined);
  });

  it("C-45: a place that nobody takes in time is given back, and its token counts no more", async () => {
    const lost: number[] = [];
    const guests = new Guests(({ member }) => lost.push(member.slot), { codeS: 60, tokenMs: 20 });
    const kept = guests.ask("1", "Gil")!;
    const guest = guests.find("1", kept.code)!;
    expect(guests.hold(guest, place(3))).to.equal(true);
    expect(guests.hold(guest, place(4)), "by another agent").to.equal(false);
    const token = guests.admit(guest);
    await until(() => guests.news(kept.ticket) === undefined);
    expect(guests.redeem(token)).to.equal(undefined);
    expect(lost).to.deep.equal([3]);
  });

  it("codes of different groups are apart", () => {
    const guests = new Guests(() => undefined);
    const { code } = guests.ask("1", "Gil")!;
    expect(guests.find("2", code)).to.equal(undefined);
    expect(guests.find("1", code)?.name).to.equal("Gil");
  });
});
