import { expect } from "chai";
import { CHANNEL, CLOSE, FLAG_LAST, KIND } from "../../../core/protocol/index.ts";
import { MAX_WAITING_BYTES } from "../../../server/limits.ts";
import { EndPoint } from "./participant.ts";
import { type Place, TestServer, TRANSPORTS, until } from "./running-server.ts";

/** What is told of the first administrator's account. */
const ADMINS = { username: "admin", partnerid: "1" };

for (const transport of TRANSPORTS) {
  describe(`server / relay by ${transport}`, function () {
    this.timeout(20_000);
    const server = new TestServer({ transport });
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

    it("rule 1: answers a hello with the slot and everybody who is there", async () => {
      const first = await EndPoint.enter(server, visitor, 3);
      expect(first.messages).to.deep.equal([
        {
          type: "welcome",
          slot: 0,
          participants: [{ slot: 0, role: "visitor", name: "", generation: 3, connected: true }],
        },
      ]);
      const second = await EndPoint.enter(server, agent);
      expect(second.slot).to.equal(1);
      expect(second.participants).to.deep.equal([
        { slot: 0, role: "visitor", name: "", generation: 3, connected: true },
        { slot: 1, role: "agent", name: "admin", generation: 1, connected: true, ...ADMINS },
      ]);
    });

    for (const generation of [1, 2])
      it(`rule 1: closes the connection before, when the same participant connects with generation ${generation}`, async () => {
        const before = await EndPoint.enter(server, visitor);
        const after = await EndPoint.enter(server, visitor, generation);
        expect(await before.closeCode()).to.equal(CLOSE.replaced);
        expect(before.error).to.equal("replaced");
        expect(after.closed).to.equal(undefined);
      });

    it("rule 1: refuses an earlier life that comes back after a later one has begun", async () => {
      const later = await EndPoint.enter(server, visitor, 2);
      const earlier = await EndPoint.open(server);
      earlier.hello(visitor, 1);
      expect(await earlier.closeCode()).to.equal(CLOSE.replaced);
      expect(later.closed).to.equal(undefined);
    });

    it("rule 1: lets one of two that connect at the same time stay, the later", async () => {
      const ends = [await EndPoint.open(server), await EndPoint.open(server), await EndPoint.open(server)];
      for (const end of ends) end.hello(visitor, 5);
      const [first, second, third] = ends;
      expect(await first!.closeCode()).to.equal(CLOSE.replaced);
      expect(await second!.closeCode()).to.equal(CLOSE.replaced);
      await third!.welcomed();
      expect(third!.participants).to.have.length(1);
    });

    it("rule 2: announces who comes before anything of it, who loses the connection, and who leaves", async () => {
      const first = await EndPoint.enter(server, visitor);
      const second = await EndPoint.enter(server, agent);
      second.send({ to: 0, flags: FLAG_LAST, body: new Uint8Array(3) });
      await until(() => first.envelopes.length === 1);
      expect(first.heard).to.deep.equal(["welcome", "participants", "envelope"]);
      second.socket.terminate();
      await first.sees(1, false);
      const again = await EndPoint.enter(server, agent, 2);
      await first.sees(1, true);
      again.tell({ type: "leave" });
      await until(() => first.participants.length === 1);
      expect(await again.closeCode()).to.equal(1000);
    });

    it("rule 2: says nothing of agents who have not connected yet", async () => {
      const first = await EndPoint.enter(server, visitor);
      await server.join(cookie, visitor.key);
      expect(first.participants).to.have.length(1);
    });

    it("rule 3: passes on data, ack, resume and close, unchanged and in order, whatever is in them", async () => {
      const first = await EndPoint.enter(server, visitor);
      const second = await EndPoint.enter(server, agent);
      const sent = [KIND.data, KIND.ack, KIND.resume, KIND.close].flatMap((kind) =>
        [0, 1, 1_000, 65_520].map((size) =>
          first.envelope({
            kind,
            to: 1,
            toGeneration: 9,
            channel: CHANNEL.assets,
            flags: FLAG_LAST,
            sequence: size,
            acknowledgement: 0xffff_ffff,
            body: new Uint8Array(size).fill(kind + 1),
          }),
        ),
      );
      for (const envelope of sent) first.socket.send(envelope);
      await until(() => second.envelopes.length === sent.length);
      for (const [index, envelope] of sent.entries())
        expect(Buffer.compare(envelope, second.envelopes[index]!), `envelope ${index}`).to.equal(0);
    });

    it("rule 3: keeps a thousand envelopes of three senders in the order of each", async () => {
      const first = await EndPoint.enter(server, visitor);
      const agents = [
        await EndPoint.enter(server, agent),
        await EndPoint.enter(server, await server.join(cookie, visitor.key)),
        await EndPoint.enter(server, await server.join(cookie, visitor.key)),
      ];
      for (let sequence = 0; sequence < 1_000; sequence += 1)
        for (const each of agents) each.send({ to: 0, sequence });
      await until(() => first.envelopes.length === 3_000);
      for (const { slot } of agents) {
        const sequences = first.envelopes
          .filter((envelope) => envelope[2] === slot)
          .map((envelope) => new DataView(envelope.buffer, envelope.byteOffset).getUint32(8));
        expect(sequences).to.deep.equal(Array.from({ length: 1_000 }, (_, index) => index));
      }
    });

    it("rule 3: drops what is for somebody who is not connected, and what is for nobody", async () => {
      const first = await EndPoint.enter(server, visitor);
      for (const to of [1, 77, 253]) first.send({ to });
      const second = await EndPoint.enter(server, agent);
      first.send({ to: 1, sequence: 5 });
      await until(() => second.envelopes.length > 0);
      expect(second.envelopes).to.have.length(1);
    });

    it("S40, rule 3: lets nothing pass into another session", async () => {
      const other = await server.visit();
      const stranger = await EndPoint.enter(server, await server.join(cookie, other.key));
      const first = await EndPoint.enter(server, visitor);
      const second = await EndPoint.enter(server, agent);
      expect(stranger.slot).to.equal(second.slot);
      for (let i = 0; i < 20; i += 1) first.send({ to: 1, sequence: i });
      await until(() => second.envelopes.length === 20);
      stranger.send({ kind: KIND.ping });
      await until(() => stranger.pongs.length === 1);
      expect(stranger.envelopes).to.have.length(0);
    });

    it("rule 5: answers a ping with its own number and body, also before the hello", async () => {
      const end = await EndPoint.open(server);
      end.send({ kind: KIND.ping, sequence: 7, body: new Uint8Array([1, 2]) });
      await until(() => end.pongs.length === 1);
      const [{ sequence, body, from }] = end.pongs as [(typeof end.pongs)[0]];
      expect({ sequence, body: [...body], from }).to.deep.equal({ sequence: 7, body: [1, 2], from: 254 });
    });

    it("rule 6: closes a receiver that takes nothing, with `slow`, and holds no more for it than the limit", async () => {
      const first = await EndPoint.enter(server, visitor);
      const slow = await EndPoint.enter(server, agent);
      const fast = await EndPoint.enter(server, await server.join(cookie, visitor.key));
      slow.socket.pause();
      const body = new Uint8Array(32_768);
      let sent = 0;
      while (first.participants.find(({ slot }) => slot === 1)?.connected === true) {
        first.send({ to: 1, body, sequence: sent });
        first.send({ to: 2, sequence: sent });
        sent += 1;
        await new Promise(setImmediate);
        // What the systems in between take on top is a few MB.
        expect(sent * body.length, "bytes taken for the slow one").to.be.below(
          MAX_WAITING_BYTES + 32 * 1024 * 1024,
        );
      }
      await until(() => fast.envelopes.length === sent);
      slow.socket.resume();
      expect(await slow.closeCode()).to.equal(CLOSE.slow);
      expect(slow.error).to.equal("slow");
      const numbers = slow.envelopes.map((each) => new DataView(each.buffer, each.byteOffset).getUint32(8));
      expect(numbers).to.deep.equal(numbers.map((_, index) => index));
      expect(first.closed).to.equal(undefined);
    });

    for (const [role, reason] of [
      ["visitor", "visitor"],
      ["agent", "agent"],
    ] as const)
      it(`ends the session for everybody when the ${role} says so, and for who comes later`, async () => {
        const ends = [await EndPoint.enter(server, visitor), await EndPoint.enter(server, agent)];
        ends[role === "visitor" ? 0 : 1]!.tell({ type: "end" });
        for (const end of ends) {
          expect(await end.closeCode()).to.equal(CLOSE.ended);
          expect(end.messages.at(-1)).to.deep.equal({ type: "ended", reason });
        }
        const late = await EndPoint.open(server);
        late.hello(agent, 2);
        expect(await late.closeCode()).to.equal(CLOSE.ended);
        expect(late.messages).to.deep.equal([{ type: "ended", reason }]);
      });

    it("ends the session when the visitor leaves: there is nothing to see without it", async () => {
      const first = await EndPoint.enter(server, visitor);
      const second = await EndPoint.enter(server, agent);
      first.tell({ type: "leave" });
      expect(await second.closeCode()).to.equal(CLOSE.ended);
    });

    it("has no place any more for an agent who left", async () => {
      const second = await EndPoint.enter(server, agent);
      second.tell({ type: "leave" });
      await second.closeCode();
      const again = await EndPoint.open(server);
      again.hello(agent, 2);
      expect(await again.closeCode()).to.equal(CLOSE.badToken);
      expect((await server.join(cookie, visitor.key)).slot, "slots are never given twice").to.equal(2);
    });
  });
}

describe("server / relay in time", function () {
  this.timeout(20_000);
  const start = (times: ConstructorParameters<typeof TestServer>[0] = {}): Promise<TestServer> =>
    new TestServer(times).start();

  it("closes who says no hello in time, with `silent`", async () => {
    const server = await start({ times: { helloMs: 50 } });
    const end = await EndPoint.open(server);
    expect(await end.closeCode()).to.equal(CLOSE.silent);
    await server.stop();
  });

  it("takes a participant that is silent for too long for gone, and one that pings for there", async () => {
    const server = await start({ times: { silenceMs: 1_000 } });
    const cookie = await server.signIn();
    const visitor = await server.visit();
    const first = await EndPoint.enter(server, visitor);
    const pings = setInterval(() => first.send({ kind: KIND.ping }), 50);
    const second = await EndPoint.enter(server, await server.join(cookie, visitor.key));
    expect(await second.closeCode()).to.equal(CLOSE.silent);
    await first.sees(1, false);
    expect(first.closed).to.equal(undefined);
    clearInterval(pings);
    await server.stop();
  });

  it("ends a session whose visitor stays away, with the reason `timeout`", async () => {
    const server = await start({ times: { absenceMs: 1_500 } });
    const cookie = await server.signIn();
    const visitor = await server.visit();
    const agent = await server.join(cookie, visitor.key);
    const first = await EndPoint.enter(server, visitor);
    const second = await EndPoint.enter(server, agent);
    first.socket.terminate();
    expect(await second.closeCode()).to.equal(CLOSE.ended);
    expect(second.messages.at(-1)).to.deep.equal({ type: "ended", reason: "timeout" });
    await server.stop();
  });

  it("ends a session that is too old, whoever is there", async () => {
    const server = await start({ times: { sessionMs: 200 } });
    const first = await EndPoint.enter(server, await server.visit());
    expect(await first.closeCode()).to.equal(CLOSE.ended);
    await server.stop();
  });
});
