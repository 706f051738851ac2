import { expect } from "chai";
import {
  ByteWriter,
  createOpWriter,
  OPERATIONS,
  ProtocolError,
  readOps,
} from "../../../core/protocol/index.ts";
import { type Call, CALLS, perform, recorder } from "./operations.ts";

function bytesOf(calls: readonly Call[]): Uint8Array {
  const writer = createOpWriter();
  perform(calls, writer);
  return writer.finish();
}

function callsOf(bytes: Uint8Array): Call[] {
  const { target, calls } = recorder();
  readOps(bytes, target);
  return calls;
}

/** A message put together by hand: lengths of strings, text, codes, numbers. */
function message(lengths: number[], text: Uint8Array, codes: number[], numbers: number[]): Uint8Array {
  const writer = new ByteWriter();
  writer.uint(lengths.length);
  for (const length of lengths) writer.uint(length);
  for (const column of [text, Uint8Array.from(codes), Uint8Array.from(numbers)]) {
    writer.uint(column.length);
    writer.bytes(column);
  }
  return writer.finish().slice();
}

const NO_TEXT = new Uint8Array(0);

describe("protocol / operations", () => {
  it("has a case for every operation", () => {
    expect(new Set(CALLS.map(([name]) => name))).to.deep.equal(new Set(Object.keys(OPERATIONS)));
  });

  it("gives every operation a code of its own, one byte", () => {
    const codes = Object.values(OPERATIONS).map(([code]) => code);
    expect(new Set(codes).size).to.equal(codes.length);
    for (const code of codes) expect(code).to.be.within(1, 255);
  });

  for (const call of CALLS)
    it(`brings ${JSON.stringify(call)} through bytes`, () => {
      expect(callsOf(bytesOf([call]))).to.deep.equal([call]);
    });

  it("brings all of them through one message, in order", () => {
    expect(callsOf(bytesOf(CALLS))).to.deep.equal(CALLS);
  });

  it("writes the bytes of the document's example", () => {
    const bytes = bytesOf([
      ["at", 1, 0],
      ["element", 2, 0, "p", ["class", "p"]],
      ["text", 3, "Hello"],
    ]);
    // docs/PROTOCOL.md, "Operations".
    const expected =
      "03 01 05 05  0b 70 63 6c 61 73 73 48 65 6c 6c 6f  03 01 02 03  0a 02 01 04 00 00 02 01 00 02 02";
    expect(Buffer.from(bytes).toString("hex")).to.equal(expected.replaceAll(" ", ""));
  });

  it("writes each string once a message", () => {
    const once = bytesOf([["text", 2, "x".repeat(1_000)]]);
    const thrice = bytesOf([2, 3, 4].map((id) => ["text", id, "x".repeat(1_000)]));
    expect(thrice.length - once.length).to.be.below(10);
  });

  it("keeps strings apart that together make a surrogate pair, and replaces a lone surrogate alone", () => {
    const halves: Call[] = [
      ["text", 2, "a\ud83d"],
      ["text", 3, "\ude00b"],
    ];
    expect(callsOf(bytesOf(halves))).to.deep.equal(halves);
    expect(callsOf(bytesOf([["text", 2, "a\ud83d!"]]))).to.deep.equal([["text", 2, "a\ufffd!"]]);
  });

  const numbers = [
    { given: 1.5, uint: 2, int: 2 },
    { given: -1.5, uint: 0, int: -1 },
    { given: NaN, uint: 0, int: 0 },
    { given: Infinity, uint: 4_294_967_295, int: 4_294_967_295 },
    { given: -Infinity, uint: 0, int: -4_294_967_295 },
    { given: 1e300, uint: 4_294_967_295, int: 4_294_967_295 },
  ];
  for (const { given, uint, int } of numbers)
    it(`tells ${given} from a page as ${uint} unsigned and ${int} signed`, () => {
      const calls = callsOf(
        bytesOf([
          ["viewport", given, 0, 0],
          ["pointer", given, 0],
          ["maskedText", 2, [given]],
        ]),
      );
      expect(calls).to.deep.equal([
        ["viewport", uint, 0, 0],
        ["pointer", int, 0],
        ["maskedText", 2, [int]],
      ]);
    });

  it("counts operations and text, and starts anew after finish()", () => {
    const writer = createOpWriter();
    perform(CALLS, writer);
    expect(writer.count).to.equal(CALLS.length);
    expect(writer.units).to.be.above(50);
    const first = writer.finish();
    expect([writer.count, writer.units]).to.deep.equal([0, 0]);
    perform(CALLS, writer);
    expect(writer.finish()).to.deep.equal(first);
    expect(callsOf(writer.finish())).to.deep.equal([]);
  });

  it("lets what the target throws pass", () => {
    const { target } = recorder();
    target.remove = () => {
      throw new RangeError("mine");
    };
    expect(() => {
      readOps(bytesOf([["remove", 4]]), target);
    }).to.throw(RangeError, "mine");
  });

  const refused = [
    { what: "nothing", bytes: new Uint8Array(0), code: "truncated" },
    { what: "a byte too many", bytes: Uint8Array.from([...bytesOf([["remove", 2]]), 0]), code: "malformed" },
    {
      what: "operation 0 (S31: nothing is called by a name that came)",
      bytes: message([], NO_TEXT, [0], []),
      code: "unknown-op",
    },
    { what: "operation 255", bytes: message([], NO_TEXT, [255], []), code: "unknown-op" },
    { what: "an operation without its fields", bytes: message([], NO_TEXT, [17], []), code: "truncated" },
    { what: "fields without an operation", bytes: message([], NO_TEXT, [], [1]), code: "malformed" },
    { what: "a node id below 0", bytes: message([], NO_TEXT, [17], [1]), code: "malformed" },
    {
      what: "a node id of 2^32",
      bytes: message([], NO_TEXT, [17], [0x80, 0x80, 0x80, 0x80, 0x20]),
      code: "malformed",
    },
    { what: "a string that is not there", bytes: message([], NO_TEXT, [3], [2, 0]), code: "malformed" },
    {
      what: "less text than its strings",
      bytes: message([2], new Uint8Array([97]), [], []),
      code: "malformed",
    },
    {
      what: "more text than its strings",
      bytes: message([0], new Uint8Array([97]), [], []),
      code: "malformed",
    },
    { what: "a list longer than the bytes", bytes: message([], NO_TEXT, [4], [2, 100, 0]), code: "too-many" },
    {
      what: "a list of 2^49 items",
      bytes: message([], NO_TEXT, [4], [2, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1]),
      code: "too-many",
    },
    { what: "5,000,000 strings", bytes: Uint8Array.from([0xc0, 0x96, 0xb1, 2]), code: "too-many" },
    {
      what: "strings of 2^28 units",
      bytes: Uint8Array.from([1, 0x80, 0x80, 0x80, 0x80, 1]),
      code: "too-large",
    },
    { what: "a column that ends early", bytes: Uint8Array.from([0, 9, 1]), code: "truncated" },
  ] as const;
  for (const { what, bytes, code } of refused)
    it(`refuses ${what} with ${code}`, () => {
      const { target } = recorder();
      expect(() => {
        readOps(bytes, target);
      })
        .to.throw(ProtocolError)
        .with.property("code", code);
    });
});
