import { expect } from "chai";
import {
  CHANNEL,
  CLOSE,
  decodeEnvelope,
  encodeEnvelope,
  FLAG_VOLATILE,
  KIND,
} from "../../../core/protocol/index.ts";
import { numbered, Person, session } from "./people.ts";
import { SimulatedRelay } from "./simulated-relay.ts";
import { VirtualClock } from "./virtual-clock.ts";

describe("link / connection", () => {
  it("notices a connection that broke silently within 20 s, and loses nothing", () => {
    const { clock, relay, visitor, agents } = session();
    clock.pass(12_345);
    relay.lineOf(0)?.halfOpen();
    for (let i = 0; i < 30; i += 1) {
      visitor.connection.send(1, CHANNEL.page, numbered(i, 1_000));
      agents[0].connection.send(0, CHANNEL.control, numbered(i, 100));
      clock.pass(20_000 / 30);
    }
    expect(visitor.states).to.include("reconnecting");
    clock.pass(5_000);
    expect(visitor.state).to.equal("open");
    expect(agents[0].heardFrom(0, CHANNEL.page)).to.have.length(30);
    expect(visitor.heardFrom(1, CHANNEL.control)).to.have.length(30);
  });

  it("stays connected through an idle hour", () => {
    const { clock, visitor, agents } = session();
    clock.pass(3_600_000);
    expect(visitor.states).to.deep.equal(["connecting", "open"]);
    expect(agents[0].states).to.deep.equal(["connecting", "open"]);
  });

  it("goes on trying while the relay is down, at least every 5 s, and says so after a minute", () => {
    const { clock, relay, visitor, agents } = session();
    let attempts = 0;
    const line = relay.line.bind(relay);
    relay.line = (slot) => {
      attempts += 1;
      return line(slot);
    };
    relay.kill();
    clock.pass(600_000);
    expect(visitor.states).to.deep.equal(["connecting", "open", "reconnecting", "lost"]);
    expect(attempts).to.be.within(3 * 120, 3 * 400);
    visitor.connection.send(1, CHANNEL.page, numbered(1, 10));
    relay.restart();
    clock.pass(6_000);
    expect(visitor.state).to.equal("open");
    expect(agents[0].heardFrom(0, CHANNEL.page)).to.deep.equal(["1:10"]);
  });

  it("gives up an attempt that nobody answers", () => {
    const clock = new VirtualClock();
    const relay = new SimulatedRelay(clock);
    relay.receive = () => undefined;
    const visitor = new Person(relay, clock, 0);
    clock.pass(9_000);
    const first = [...relay.lines];
    clock.pass(3_000);
    expect([...relay.lines]).to.not.deep.equal(first);
    expect(visitor.states).to.deep.equal(["connecting"]);
    visitor.connection.close();
    clock.pass(30_000);
    expect(clock.pending).to.equal(0);
  });

  const closings = [
    { code: CLOSE.restart, then: "open", error: undefined },
    { code: CLOSE.slow, then: "open", error: undefined },
    { code: CLOSE.silent, then: "open", error: undefined },
    { code: 1006, then: "open", error: undefined },
    { code: CLOSE.malformed, then: "gone", error: "malformed" },
    { code: CLOSE.badToken, then: "gone", error: "bad-token" },
    { code: CLOSE.unknownSession, then: "gone", error: "unknown-session" },
    { code: CLOSE.replaced, then: "gone", error: "replaced" },
    { code: CLOSE.tooLarge, then: "gone", error: "too-large" },
    { code: CLOSE.version, then: "gone", error: "version" },
  ] as const;
  for (const { code, then, error } of closings)
    it(`is ${then} after the relay closed with ${code}`, () => {
      const { clock, relay, visitor } = session();
      relay.lineOf(0)?.end(code, "because");
      clock.pass(30_000);
      expect(relay.lineOf(0) === undefined ? "gone" : visitor.state).to.equal(then);
      expect(visitor.errors).to.deep.equal(
        error === undefined ? [] : [{ code: error, final: true, slot: undefined }],
      );
    });

  const refusals = [
    { code: "version", final: true },
    { code: "unknown-session", final: true },
    { code: "bad-token", final: true },
    { code: "replaced", final: true },
    { code: "malformed", final: true },
    { code: "too-large", final: true },
    { code: "restart", final: false },
    { code: "slow", final: false },
  ] as const;
  for (const { code, final } of refusals)
    it(`takes the relay's error ${code} as ${final ? "final" : "passing"}`, () => {
      const { clock, relay, visitor } = session();
      relay.tellAll({ type: "error", code, message: "because" });
      clock.pass(30_000);
      expect(visitor.errors).to.deep.equal([{ code, final, slot: undefined }]);
      expect(relay.lineOf(0) === undefined).to.equal(final);
    });

  it("ends the session for everybody, later when the relay cannot be told at once", () => {
    const { clock, relay, visitor, agents } = session();
    relay.kill();
    visitor.connection.end();
    clock.pass(20_000);
    expect(visitor.ended).to.equal(undefined);
    relay.restart();
    clock.pass(6_000);
    expect([visitor.ended, agents[0].ended, agents[1].ended]).to.deep.equal([
      "visitor",
      "visitor",
      "visitor",
    ]);
    clock.pass(60_000);
    expect(clock.pending, "timers").to.equal(0);
  });

  it("takes a close code for the end when the message that says so was lost", () => {
    const { clock, relay, visitor } = session();
    relay.lineOf(0)?.end(CLOSE.ended, "");
    clock.pass(10_000);
    expect(visitor.ended).to.equal("error");
  });

  it("says nothing more after it was closed", () => {
    const { clock, relay, visitor, agents } = session();
    visitor.connection.close();
    agents[0].connection.send(0, CHANNEL.page, numbered(1, 10));
    relay.tellAll({ type: "ended", reason: "agent" });
    clock.pass(60_000);
    expect(visitor.heard.size).to.equal(0);
    expect(visitor.ended).to.equal(undefined);
    expect(visitor.states).to.deep.equal(["connecting", "open"]);
  });

  it("heals at once when a participant's new connection took the place of one that nobody saw breaking", () => {
    const { clock, relay, visitor, agents } = session();
    relay.announcesReplaced = false;
    const line = relay.lineOf(1);
    line?.halfOpen();
    visitor.connection.send(1, CHANNEL.page, numbered(1, 10));
    clock.pass(100);
    line?.cut();
    clock.until(() => agents[0].state === "open", "the agent is back", 1_000);
    clock.pass(100);
    expect(agents[0].heardFrom(0, CHANNEL.page)).to.deep.equal(["1:10"]);
    expect(visitor.states, "the visitor noticed nothing").to.deep.equal(["connecting", "open"]);
  });

  for (const { what, lost, limitMs } of [
    { what: "an envelope with more behind it", lost: 3, limitMs: 200 },
    { what: "the last envelope", lost: 7, limitMs: 3_500 },
  ])
    it(`heals within ${limitMs} ms when a relay loses ${what}`, () => {
      const { clock, relay, visitor, agents } = session();
      let count = 0;
      relay.filter = (envelope) => {
        if (envelope.kind === KIND.data && (count += 1) === lost) return undefined;
        return encodeEnvelope(envelope);
      };
      const started = clock.now();
      visitor.connection.send(1, CHANNEL.page, numbered(1, 100_000));
      clock.until(() => agents[0].heardFrom(0, CHANNEL.page).length === 1, "it arrives");
      expect(clock.now() - started).to.be.below(limitMs);
    });

  it("marks volatile messages on the wire and numbers the others", () => {
    const { clock, relay, visitor } = session();
    clock.pass(1_000);
    const seen: string[] = [];
    relay.filter = (envelope) => {
      if (envelope.kind === KIND.data) seen.push(`${envelope.flags & FLAG_VOLATILE} ${envelope.sequence}`);
      return encodeEnvelope(envelope);
    };
    visitor.connection.send(1, CHANNEL.control, numbered(1, 10), { volatile: true });
    visitor.connection.send(1, CHANNEL.control, numbered(2, 10));
    visitor.connection.send(1, CHANNEL.control, numbered(3, 10));
    visitor.connection.send(1, CHANNEL.page, numbered(4, 10));
    clock.pass(100);
    expect(seen).to.deep.equal(["2 0", "0 0", "0 1", "0 0"]);
  });

  it("sends one receipt for two fragments", () => {
    const { clock, relay, visitor, agents } = session();
    const kinds = count(relay);
    visitor.connection.send(1, CHANNEL.page, numbered(1, 1_600_000));
    clock.until(() => agents[0].heardFrom(0, CHANNEL.page).length === 1, "it arrives");
    clock.pass(100);
    expect([...kinds.entries()]).to.deep.equal([
      [KIND.data, 98],
      [KIND.ack, 49],
    ]);
  });

  it("sends no receipt where data carries it", () => {
    const { clock, relay, visitor, agents } = session();
    const kinds = count(relay);
    const answer = (person: Person, to: number) => () => {
      if (person.heardFrom(to, CHANNEL.control).length < 50)
        person.connection.send(to, CHANNEL.control, numbered(1, 20));
    };
    visitor.onmessage = answer(visitor, 1);
    agents[0].onmessage = answer(agents[0], 0);
    visitor.connection.send(1, CHANNEL.control, numbered(1, 20));
    clock.pass(5_000);
    expect([...kinds.entries()]).to.deep.equal([
      [KIND.data, 99],
      [KIND.ack, 1],
    ]);
  });
});

/** Counts envelopes between participants by kind. */
function count(relay: SimulatedRelay): Map<number, number> {
  const kinds = new Map<number, number>();
  relay.filter = (envelope) => {
    kinds.set(envelope.kind, (kinds.get(envelope.kind) ?? 0) + 1);
    return encodeEnvelope(envelope);
  };
  return kinds;
}

describe("link / header", () => {
  it("says the hello's slot is unknown, and the own slot afterwards", () => {
    const clock = new VirtualClock();
    const relay = new SimulatedRelay(clock);
    const seen: [number, number][] = [];
    const receive = relay.receive.bind(relay);
    relay.receive = (line, bytes) => {
      const { from, kind } = decodeEnvelope(bytes);
      seen.push([kind, from]);
      receive(line, bytes);
    };
    new Person(relay, clock, 3);
    clock.pass(11_000);
    expect(seen).to.deep.equal([
      [KIND.relay, 255],
      [KIND.ping, 3],
    ]);
  });
});
