import { expect } from "chai";
import {
  decodeEnvelope,
  encodeEnvelope,
  type Envelope,
  MAX_ENVELOPE_BYTES,
  ProtocolError,
} from "../../../core/protocol/index.ts";

const PLAIN: Envelope = {
  flags: 0,
  kind: 0,
  channel: 0,
  from: 0,
  to: 0,
  fromGeneration: 0,
  toGeneration: 0,
  sequence: 0,
  acknowledgement: 0,
  body: new Uint8Array(0),
};

const ENVELOPES: readonly { what: string; envelope: Partial<Envelope>; bytes: string }[] = [
  { what: "nothing in it", envelope: {}, bytes: "10 00 00 00 0000 0000 00000000 00000000" },
  {
    what: "every field",
    envelope: {
      flags: 3,
      kind: 2,
      channel: 5,
      from: 1,
      to: 250,
      fromGeneration: 0x1234,
      toGeneration: 0x5678,
      sequence: 0x9abcdef0,
      acknowledgement: 0x01020304,
      body: new Uint8Array([7, 8]),
    },
    bytes: "13 25 01 fa 1234 5678 9abcdef0 01020304 0708",
  },
  {
    what: "the largest numbers",
    envelope: {
      from: 255,
      to: 255,
      fromGeneration: 65_535,
      toGeneration: 65_535,
      sequence: 4_294_967_295,
      acknowledgement: 4_294_967_295,
    },
    bytes: "10 00 ff ff ffff ffff ffffffff ffffffff",
  },
  { what: "kind close", envelope: { kind: 6 }, bytes: "10 60 00 00 0000 0000 00000000 00000000" },
];

/** Changes one byte of an envelope that is right. */
const REFUSED = [
  { what: "version 0", at: 0, byte: 0x00, code: "version" },
  { what: "version 2", at: 0, byte: 0x20, code: "version" },
  { what: "flag 4", at: 0, byte: 0x14, code: "malformed" },
  { what: "flag 8", at: 0, byte: 0x18, code: "malformed" },
  { what: "kind 7", at: 1, byte: 0x70, code: "unknown-kind" },
  { what: "kind 15", at: 1, byte: 0xf0, code: "unknown-kind" },
  { what: "channel 6", at: 1, byte: 0x06, code: "malformed" },
  { what: "channel 15", at: 1, byte: 0x0f, code: "malformed" },
] as const;

const fromHex = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));

describe("protocol / envelope", () => {
  for (const { what, envelope, bytes } of ENVELOPES) {
    it(`puts an envelope with ${what} into bytes`, () => {
      expect(encodeEnvelope({ ...PLAIN, ...envelope })).to.deep.equal(fromHex(bytes));
    });
    it(`reads an envelope with ${what}`, () => {
      expect(decodeEnvelope(fromHex(bytes))).to.deep.equal({ ...PLAIN, ...envelope });
    });
  }

  for (const { what, at, byte, code } of REFUSED)
    it(`refuses ${what} with ${code}`, () => {
      const bytes = encodeEnvelope(PLAIN);
      bytes[at] = byte;
      expect(() => decodeEnvelope(bytes))
        .to.throw(ProtocolError)
        .with.property("code", code);
    });

  for (let length = 0; length < 16; length += 1)
    it(`refuses ${length} bytes as truncated`, () => {
      const bytes = encodeEnvelope(PLAIN).subarray(0, length);
      expect(() => decodeEnvelope(bytes))
        .to.throw(ProtocolError)
        .with.property("code", "truncated");
    });

  it(`takes ${MAX_ENVELOPE_BYTES} bytes, and refuses one more as too large`, () => {
    const longest = encodeEnvelope({ ...PLAIN, body: new Uint8Array(MAX_ENVELOPE_BYTES - 16) });
    expect(decodeEnvelope(longest).body.length).to.equal(MAX_ENVELOPE_BYTES - 16);
    const longer = encodeEnvelope({ ...PLAIN, body: new Uint8Array(MAX_ENVELOPE_BYTES - 15) });
    expect(() => decodeEnvelope(longer))
      .to.throw(ProtocolError)
      .with.property("code", "too-large");
  });

  it("reads an envelope that lies in the middle of a buffer, and copies nothing", () => {
    const around = new Uint8Array(40);
    around.set(encodeEnvelope({ ...PLAIN, sequence: 5, body: new Uint8Array([1, 2]) }), 11);
    const { sequence, body } = decodeEnvelope(around.subarray(11, 29));
    expect(sequence).to.equal(5);
    expect([...body]).to.deep.equal([1, 2]);
    expect(body.buffer).to.equal(around.buffer);
  });
});
