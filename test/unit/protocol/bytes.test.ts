import { expect } from "chai";
import { ByteReader, ByteWriter, ProtocolError } from "../../../core/protocol/index.ts";

/** Numbers and their bytes. */
const UINTS = [
  { value: 0, bytes: [0] },
  { value: 1, bytes: [1] },
  { value: 127, bytes: [127] },
  { value: 128, bytes: [0x80, 1] },
  { value: 300, bytes: [0xac, 2] },
  { value: 16_383, bytes: [0xff, 0x7f] },
  { value: 2 ** 31, bytes: [0x80, 0x80, 0x80, 0x80, 8] },
  { value: 2 ** 32 - 1, bytes: [0xff, 0xff, 0xff, 0xff, 0x0f] },
  { value: Number.MAX_SAFE_INTEGER, bytes: [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f] },
] as const;

const INTS = [
  { value: 0, bytes: [0] },
  { value: -1, bytes: [1] },
  { value: 1, bytes: [2] },
  { value: -64, bytes: [0x7f] },
  { value: 64, bytes: [0x80, 1] },
  { value: -(2 ** 32), bytes: [0xff, 0xff, 0xff, 0xff, 0x1f] },
] as const;

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
  return "nothing";
}

describe("protocol / bytes", () => {
  for (const { value, bytes } of UINTS)
    it(`writes ${value} as varUint ${bytes.join(" ")} and reads it back`, () => {
      const writer = new ByteWriter();
      writer.uint(value);
      expect([...writer.finish()]).to.deep.equal(bytes);
      expect(new ByteReader(writer.finish()).uint()).to.equal(value);
    });

  for (const { value, bytes } of INTS)
    it(`writes ${value} as varInt ${bytes.join(" ")} and reads it back`, () => {
      const writer = new ByteWriter();
      writer.int(value);
      expect([...writer.finish()]).to.deep.equal(bytes);
      expect(new ByteReader(writer.finish()).int()).to.equal(value);
    });

  it("reads a number that is longer than it had to be", () => {
    expect(new ByteReader(new Uint8Array([0x81, 0x80, 0])).uint()).to.equal(1);
  });

  for (const value of [-1, 0.5, NaN, Infinity, 2 ** 53])
    it(`refuses to write ${value} as varUint`, () => {
      expect(() => {
        new ByteWriter().uint(value);
      }).to.throw(RangeError);
    });

  const refused = [
    { what: "nothing", bytes: [], code: "truncated" },
    { what: "a number without its end", bytes: [0x80, 0x80], code: "truncated" },
    { what: "2^53", bytes: [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10], code: "number-too-large" },
    {
      what: "nine bytes",
      bytes: [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1],
      code: "number-too-large",
    },
  ] as const;
  for (const { what, bytes, code } of refused)
    it(`refuses to read ${what} with ${code}`, () => {
      expect(codeOf(() => new ByteReader(new Uint8Array(bytes)).uint())).to.equal(code);
    });

  it("grows to what is written, and reads views that end where they should", () => {
    const writer = new ByteWriter();
    for (let i = 0; i < 1_000; i += 1) writer.bytes(new Uint8Array(100).fill(i));
    expect(writer.length).to.equal(100_000);
    const reader = new ByteReader(writer.finish());
    reader.bytes(99_990);
    expect(reader.left).to.equal(10);
    expect([...reader.bytes(10)]).to.deep.equal(Array.from({ length: 10 }, () => 999 & 0xff));
    expect(codeOf(() => reader.bytes(1))).to.equal("truncated");
  });
});
