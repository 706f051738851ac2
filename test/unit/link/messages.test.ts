import { expect } from "chai";
import { CHANNEL, encodeEnvelope, KIND } from "../../../core/protocol/index.ts";
import { numbered, Person, session } from "./people.ts";

function lengths(list: readonly string[]): number[] {
  return list.map((entry) => Number(entry.split(":")[1]));
}

describe("link / messages", () => {
  const sizes = [4, 16_383, 16_384, 16_385, 32_768, 1_000_000, 12_000_000];
  it(`brings messages of ${sizes.join(", ")} bytes whole`, () => {
    const { clock, visitor, agents } = session();
    sizes.forEach((size, i) => visitor.connection.send(1, CHANNEL.page, numbered(i, size)));
    clock.until(() => agents[0].heardFrom(0, CHANNEL.page).length === sizes.length, "all arrive");
    expect(lengths(agents[0].heardFrom(0, CHANNEL.page))).to.deep.equal(sizes);
    expect(agents[1].heard.size, "the other agent").to.equal(0);
  });

  it("brings an empty message", () => {
    const { clock, visitor, agents } = session();
    agents[0].connection.send(0, CHANNEL.control, new Uint8Array(0));
    agents[0].connection.send(0, CHANNEL.control, numbered(1, 4));
    clock.pass(1_000);
    expect(visitor.heardFrom(1, CHANNEL.control)).to.deep.equal(["-1:0", "1:4"]);
  });

  it("sends nothing to a slot that nobody has", () => {
    const { clock, visitor, agents } = session();
    visitor.connection.send(9, CHANNEL.page, numbered(1, 100));
    expect(visitor.connection.queuedBytes(9, CHANNEL.page)).to.equal(0);
    clock.pass(1_000);
    expect(agents[0].heard.size + agents[1].heard.size).to.equal(0);
  });

  const tooLong = [
    { channel: CHANNEL.session, length: 65_537, volatile: false },
    { channel: CHANNEL.page, length: 64 * 1024 * 1024 + 1, volatile: false },
    { channel: CHANNEL.control, length: 16_385, volatile: true },
  ] as const;
  for (const { channel, length, volatile } of tooLong)
    it(`refuses to send ${length} bytes on channel ${channel}${volatile ? ", volatile" : ""}`, () => {
      const { visitor } = session();
      expect(() => visitor.connection.send(1, channel, new Uint8Array(length), { volatile })).to.throw(
        RangeError,
      );
    });
});

describe("link / volatile", () => {
  for (const slot of [0, 1])
    it(`loses volatile messages while participant ${slot} has no connection, and keeps the others`, () => {
      const { clock, relay, visitor, agents } = session();
      relay.lineOf(slot)?.cut();
      clock.pass(10);
      visitor.connection.send(1, CHANNEL.control, numbered(1, 10), { volatile: true });
      visitor.connection.send(1, CHANNEL.control, numbered(2, 10));
      clock.pass(10_000);
      expect(agents[0].heardFrom(0, CHANNEL.control)).to.deep.equal(["2:10"]);
    });

  it("sends the latest of several that had to wait", () => {
    const { clock, relay, visitor, agents } = session();
    relay.setLine(0, { bytesPerMs: 20 });
    visitor.connection.send(1, CHANNEL.assets, numbered(0, 2_000_000));
    clock.pass(20_000);
    for (let i = 1; i <= 50; i += 1) {
      visitor.connection.send(1, CHANNEL.control, numbered(i, 60_000 / 4), { volatile: true });
      clock.pass(10);
    }
    clock.pass(100_000);
    const heard = agents[0].heardFrom(0, CHANNEL.control);
    expect(heard.at(-1)).to.equal("50:15000");
    expect(heard.length).to.be.below(51);
  });
});

describe("link / backpressure", () => {
  it("tells how much waits, drops whole messages, and says when the channel has drained", () => {
    const { clock, relay, visitor, agents } = session();
    const drained: string[] = [];
    visitor.connection.ondrain = (to, channel) => drained.push(`${to}/${channel}`);
    relay.setLine(0, { bytesPerMs: 50 });
    for (let i = 0; i < 20; i += 1) visitor.connection.send(1, CHANNEL.page, numbered(i, 50_000));
    const queued = visitor.connection.queuedBytes(1, CHANNEL.page);
    expect(queued).to.be.within(1_000_000 - 160_000, 1_000_000 - 100_000);
    expect(visitor.connection.queuedBytes(2, CHANNEL.page)).to.equal(0);
    visitor.connection.dropQueued(1, CHANNEL.page);
    expect(visitor.connection.queuedBytes(1, CHANNEL.page), "the message that had begun").to.be.below(50_000);
    expect(drained).to.deep.equal([]);
    clock.until(() => drained.length > 0, "it drains");
    expect(drained).to.deep.equal(["1/2"]);
    expect(visitor.connection.queuedBytes(1, CHANNEL.page)).to.equal(0);
    visitor.connection.send(1, CHANNEL.page, numbered(99, 10));
    clock.pass(60_000);
    expect(agents[0].heardFrom(0, CHANNEL.page)).to.deep.equal(["0:50000", "1:50000", "2:50000", "99:10"]);
  });

  it("says that it has drained after everything was dropped, once the other can be reached", () => {
    const { clock, relay, visitor } = session();
    let drained = 0;
    visitor.connection.ondrain = () => (drained += 1);
    relay.lineOf(1)?.cut();
    clock.pass(50);
    visitor.connection.send(1, CHANNEL.page, numbered(1, 100));
    visitor.connection.dropQueued(1, CHANNEL.page);
    expect(visitor.connection.queuedBytes(1, CHANNEL.page)).to.equal(0);
    clock.pass(20);
    expect(drained, "while it is away").to.equal(0);
    clock.pass(5_000);
    expect(drained).to.equal(1);
  });

  it("keeps the order when more is sent as soon as a channel has drained", () => {
    const { clock, relay, visitor, agents } = session();
    let resumes = 0;
    relay.filter = (envelope) => {
      if (envelope.kind === KIND.resume) resumes += 1;
      return encodeEnvelope(envelope);
    };
    let count = 0;
    const sendMore = (): void => {
      if (count < 50) visitor.connection.send(1, CHANNEL.page, numbered((count += 1), 200_000));
    };
    visitor.connection.ondrain = sendMore;
    sendMore();
    clock.until(() => agents[0].heardFrom(0, CHANNEL.page).length === 50, "all arrive");
    expect(resumes).to.equal(0);
  });

  it("does not say that it has drained when nothing had to wait", () => {
    const { clock, visitor } = session();
    clock.pass(1_000);
    let drained = 0;
    visitor.connection.ondrain = () => (drained += 1);
    for (let i = 0; i < 5; i += 1) visitor.connection.send(1, CHANNEL.page, numbered(i, 100));
    clock.pass(1_000);
    expect(drained).to.equal(0);
  });
});

describe("link / generations", () => {
  it("S40: begins anew with a new life, and takes along only what the session channel had not delivered", () => {
    const { clock, relay, visitor, agents } = session();
    relay.kill();
    for (const channel of [CHANNEL.session, CHANNEL.page, CHANNEL.control])
      visitor.connection.send(1, channel, numbered(channel + 1, 100));
    agents[0].connection.close();
    relay.restart();
    const reborn = new Person(relay, clock, 1, 2);
    clock.until(() => reborn.heardFrom(0, CHANNEL.session).length > 0, "the session message arrives");
    clock.pass(5_000);
    expect([...reborn.heard]).to.deep.equal([["0/0", ["1:100"]]]);
    visitor.connection.send(1, CHANNEL.page, numbered(7, 100));
    reborn.connection.send(0, CHANNEL.control, numbered(8, 100));
    clock.pass(1_000);
    expect(reborn.heardFrom(0, CHANNEL.page)).to.deep.equal(["7:100"]);
    expect(visitor.heardFrom(1, CHANNEL.control)).to.deep.equal(["8:100"]);
  });

  for (const end of ["fromGeneration", "toGeneration"] as const)
    it(`S40: ignores envelopes whose ${end} is over`, () => {
      const { clock, relay, visitor, agents } = session();
      let seen = 0;
      relay.filter = (envelope) => {
        if (envelope.kind === KIND.data) seen += 1;
        return encodeEnvelope({ ...envelope, [end]: 0 });
      };
      visitor.connection.send(1, CHANNEL.page, numbered(1, 40_000));
      clock.pass(2_000);
      expect(seen).to.equal(3);
      expect(agents[0].heard.size).to.equal(0);
      expect(agents[0].errors).to.deep.equal([]);
    });

  it("links agents with the visitor alone", () => {
    const { clock, agents } = session();
    agents[0].connection.send(2, CHANNEL.control, numbered(1, 10));
    expect(agents[0].connection.queuedBytes(2, CHANNEL.control)).to.equal(0);
    clock.pass(1_000);
    expect(agents[1].heard.size).to.equal(0);
  });

  it("forgets a participant who left", () => {
    const { clock, visitor, agents } = session();
    agents[0].connection.leave();
    clock.until(() => !visitor.knows(1), "the visitor hears of it");
    visitor.connection.send(1, CHANNEL.page, numbered(1, 10));
    expect(visitor.connection.queuedBytes(1, CHANNEL.page)).to.equal(0);
    clock.pass(60_000);
    expect(agents[0].states.at(-1)).to.equal("open");
    expect(visitor.knows(2)).to.equal(true);
  });
});
