import { expect } from "chai";
import {
  CHANNEL,
  encodeEnvelope,
  type Envelope,
  ENVELOPE_HEADER_BYTES,
  FLAG_LAST,
  KIND,
  ProtocolError,
} from "../../../core/protocol/index.ts";
import { numbered, Person, session } from "./people.ts";

/** An envelope from agent 1 to the visitor, as it should not be. */
const MALFORMED: readonly { what: string; code: string; change: Partial<Envelope>[] }[] = [
  {
    what: "a receipt for what was never sent",
    code: "malformed",
    change: [{ kind: KIND.ack, acknowledgement: 999, body: new Uint8Array(0) }],
  },
  {
    what: "a receipt with data for what was never sent",
    code: "malformed",
    change: [{ acknowledgement: 999 }],
  },
  {
    what: "a resume of odd length",
    code: "malformed",
    change: [{ kind: KIND.resume, body: new Uint8Array(7) }],
  },
  {
    what: "a resume of more channels than there can be",
    code: "malformed",
    change: [{ kind: KIND.resume, body: new Uint8Array(68) }],
  },
  {
    what: "a resume that expects what was never sent",
    code: "malformed",
    change: [{ kind: KIND.resume, body: new Uint8Array(24).fill(9) }],
  },
  {
    what: "an empty fragment that is not the last",
    code: "malformed",
    change: [{ flags: 0, body: new Uint8Array(0) }],
  },
  {
    what: "a session message over 64 kB in fragments",
    code: "too-large",
    change: [0, 1].map((sequence) => ({ sequence, flags: 0, body: new Uint8Array(40_000) })),
  },
  { what: "a ping between participants", code: "unknown-kind", change: [{ kind: KIND.ping }] },
  {
    what: "a close without a code",
    code: "malformed",
    change: [{ kind: KIND.close, body: new Uint8Array(1) }],
  },
];

describe("link / malformed envelopes", () => {
  for (const { what, code, change } of MALFORMED)
    it(`closes the link, with a code for both sides and no other harm, on ${what}`, () => {
      const { clock, relay, visitor, agents } = session();
      clock.pass(1_000);
      for (const part of change)
        relay.lineOf(0)?.deliver(
          encodeEnvelope({
            flags: FLAG_LAST,
            kind: KIND.data,
            channel: CHANNEL.session,
            from: 1,
            to: 0,
            fromGeneration: 1,
            toGeneration: 1,
            sequence: 0,
            acknowledgement: 0,
            body: new Uint8Array(4),
            ...part,
          }),
        );
      clock.pass(1_000);
      const told = code === "too-large" ? "too-large" : "malformed";
      expect(visitor.errors).to.deep.equal([{ code: told, final: false, slot: 1 }]);
      expect(agents[0].errors.map(({ final, slot }) => ({ final, slot }))).to.deep.equal([
        { final: false, slot: 0 },
      ]);
      visitor.connection.send(1, CHANNEL.page, numbered(1, 10));
      visitor.connection.send(2, CHANNEL.page, numbered(2, 10));
      clock.pass(1_000);
      expect(agents[0].heard.size).to.equal(0);
      expect(agents[1].heardFrom(0, CHANNEL.page)).to.deep.equal(["2:10"]);
      expect(visitor.state).to.equal("open");
    });

  it("closes the link when a message's reader refuses it", () => {
    const { clock, visitor, agents } = session();
    visitor.onmessage = () => {
      throw new ProtocolError("unknown-op", "231");
    };
    agents[0].connection.send(0, CHANNEL.page, numbered(1, 10));
    clock.pass(1_000);
    expect(visitor.errors).to.deep.equal([{ code: "malformed", final: false, slot: 1 }]);
    expect(agents[0].errors).to.deep.equal([{ code: "malformed", final: false, slot: 0 }]);
  });

  it("closes the link when asked to, tells an other side that was away later, and links with its next life", () => {
    const { clock, relay, visitor, agents } = session();
    relay.lineOf(1)?.cut();
    clock.pass(30);
    visitor.refuse(1, new ProtocolError("too-large"));
    clock.pass(10_000);
    expect(agents[0].errors).to.deep.equal([{ code: "too-large", final: false, slot: 0 }]);
    agents[0].connection.close();
    const reborn = new Person(relay, clock, 1, 2);
    clock.pass(1_000);
    visitor.connection.send(1, CHANNEL.page, numbered(1, 10));
    clock.pass(1_000);
    expect(reborn.heardFrom(0, CHANNEL.page)).to.deep.equal(["1:10"]);
  });

  const garbage = [
    { what: "too short for a header", bytes: new Uint8Array(ENVELOPE_HEADER_BYTES - 1).fill(16) },
    { what: "of an unknown kind", bytes: new Uint8Array(16).fill(0xff).fill(0x10, 0, 1) },
    { what: "from the relay, and no JSON", bytes: relayEnvelope(new Uint8Array([1, 2, 3])) },
  ];
  for (const { what, bytes } of garbage)
    it(`connects anew when what arrives is ${what}`, () => {
      const { clock, relay, visitor, agents } = session();
      relay.lineOf(0)?.deliver(bytes);
      clock.pass(10);
      expect(visitor.errors).to.deep.equal([{ code: "malformed", final: false, slot: undefined }]);
      visitor.connection.send(1, CHANNEL.page, numbered(1, 10));
      clock.pass(5_000);
      expect(agents[0].heardFrom(0, CHANNEL.page)).to.deep.equal(["1:10"]);
    });

  it("gives up when the relay speaks another version", () => {
    const { clock, relay, visitor } = session();
    relay.lineOf(0)?.deliver(new Uint8Array(16).fill(0x20));
    clock.pass(60_000);
    expect(visitor.errors).to.deep.equal([{ code: "version", final: true, slot: undefined }]);
    expect(relay.lineOf(0)).to.equal(undefined);
  });
});

function relayEnvelope(body: Uint8Array): Uint8Array {
  return encodeEnvelope({
    flags: FLAG_LAST,
    kind: KIND.relay,
    channel: 0,
    from: 254,
    to: 0,
    fromGeneration: 0,
    toGeneration: 0,
    sequence: 0,
    acknowledgement: 0,
    body,
  });
}
