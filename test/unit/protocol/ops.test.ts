import { readFileSync } from "node:fs";
import { expect } from "chai";
import { type ColumnName, COLUMNS, splitColumns } from "../../../core/protocol/columns.ts";
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

/** A message put together by hand, column by column. */
function message(columns: Partial<Record<ColumnName, ArrayLike<number>>>): Uint8Array {
  const writer = new ByteWriter();
  writer.uint(COLUMNS.reduce((mask, name, bit) => (columns[name] === undefined ? mask : mask + 2 ** bit), 0));
  for (const name of COLUMNS) {
    const column = columns[name];
    if (column === undefined) continue;
    writer.uint(column.length);
    writer.bytes(Uint8Array.from(column));
  }
  return writer.finish().slice();
}

/** 2^32, one more than the largest id, as a signed number. */
const TOO_LARGE = [0x80, 0x80, 0x80, 0x80, 0x20];

const ascii = (text: string): number[] => [...Buffer.from(text)];

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
      ["at", 2, 0],
      ["text", 3, "Hello"],
    ]);
    const document = readFileSync(new URL("../../../docs/PROTOCOL.md", import.meta.url), "utf8");
    const [, example = ""] = /^Example: [^]*?```\n([^]*?)```/m.exec(document) ?? [];
    const hex = example.split("\n").map((line) => line.slice(0, line.indexOf("  ")));
    expect(Buffer.from(bytes).toString("hex")).to.equal(hex.join("").replaceAll(" ", ""));
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

  it("writes the names of attributes once for all elements that have the same in the same order", () => {
    const element = (id: number): Call => ["element", id, 0, "input", ["type", "text", "name", `n${id}`]];
    const once = bytesOf([element(2)]);
    const thrice = bytesOf([element(2), element(3), element(4)]);
    // Each more has an operation, an id, a namespace, a name, which attributes, two values, and one of those in full.
    expect(thrice.length - once.length).to.equal(2 * (7 + "n3\0".length));
    expect(callsOf(thrice)).to.deep.equal([element(2), element(3), element(4)]);
  });

  it("gives a last name without a value an empty one", () => {
    expect(callsOf(bytesOf([["element", 2, 0, "p", ["id", "a", "hidden"]]]))).to.deep.equal([
      ["element", 2, 0, "p", ["id", "a", "hidden", ""]],
    ]);
  });

  it("says nothing of ids on a page that is told from top to bottom", () => {
    const calls: Call[] = [
      ["at", 1, 0],
      ["element", 2, 0, "ul", []],
      ["at", 2, 0],
      ...Array.from({ length: 100 }, (_, i): Call => ["element", 3 + i, 0, "li", []]),
      ...Array.from({ length: 100 }, (_, i): Call[] => [
        ["at", 3 + i, 0],
        ["text", 103 + i, "x"],
      ]).flat(),
    ];
    const columns = splitColumns(bytesOf(calls));
    const numbers = (name: ColumnName): Set<number> => new Set(columns[name].bytes(columns[name].left));
    expect(numbers("parents")).to.deep.equal(new Set([0, 1]));
    expect(numbers("nodes")).to.deep.equal(new Set([2]));
    expect(numbers("fresh")).to.deep.equal(new Set([2, 0]));
    expect(callsOf(bytesOf(calls))).to.deep.equal(calls);
  });

  it("finds parents wherever they are", () => {
    const ids = Array.from({ length: 600 }, (_, i) => 2 + i);
    const elements = ids.map((id): Call => ["element", id, 0, "b", []]);
    const calls: Call[] = [...elements, ...[601, 2, 300, 299, 2, 400].map((id): Call => ["at", id, 0])];
    expect(callsOf(bytesOf(calls))).to.deep.equal(calls);
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

  const VALUE = { codes: [32], nodes: [2] };
  const TWO_ELEMENTS = { codes: [2, 2], fresh: [0, 0], uints: [0, 0], text: ascii("a\0") };
  const refused = [
    { what: "nothing", bytes: new Uint8Array(0), code: "truncated" },
    { what: "a byte too many", bytes: Uint8Array.from([...bytesOf([["remove", 2]]), 0]), code: "malformed" },
    { what: "a column that is not known", bytes: Uint8Array.from([0x80, 0x80, 1, 0]), code: "malformed" },
    { what: "a column that ends early", bytes: Uint8Array.from([1, 9, 1]), code: "truncated" },
    {
      what: "operation 0 (S31: nothing is called by a name that came)",
      bytes: message({ codes: [0] }),
      code: "unknown-op",
    },
    { what: "operation 255", bytes: message({ codes: [255] }), code: "unknown-op" },
    { what: "8,000,001 operations", bytes: message({ codes: new Uint8Array(8_000_001) }), code: "too-many" },
    { what: "an operation without its fields", bytes: message({ codes: [17] }), code: "truncated" },
    { what: "fields without an operation", bytes: message({ nodes: [1] }), code: "malformed" },
    { what: "a node id below 0", bytes: message({ codes: [17], nodes: [1] }), code: "malformed" },
    { what: "a node id of 2^32", bytes: message({ codes: [17], nodes: TOO_LARGE }), code: "malformed" },
    { what: "a new id below 0", bytes: message({ codes: [5], fresh: [3], uints: [0] }), code: "malformed" },
    { what: "a new id of 2^32", bytes: message({ codes: [5], fresh: TOO_LARGE }), code: "malformed" },
    { what: "a parent that does not wait", bytes: message({ codes: [1], parents: [1] }), code: "malformed" },
    {
      what: "a child below 0",
      bytes: message({ codes: [1], parents: [0], nodes: [2], siblings: [2] }),
      code: "malformed",
    },
    { what: "a string that is not there", bytes: message({ ...VALUE, strings: [0] }), code: "malformed" },
    { what: "a string before its time", bytes: message({ ...VALUE, strings: [2] }), code: "malformed" },
    { what: "a string that is not used", bytes: message({ text: ascii("a\0") }), code: "malformed" },
    { what: "a string without an end", bytes: message({ text: ascii("a\0b") }), code: "malformed" },
    {
      what: "less text than its strings",
      bytes: message({ cuts: [2], text: ascii("a") }),
      code: "malformed",
    },
    {
      what: "more text than its strings",
      bytes: message({ cuts: [0], text: ascii("a") }),
      code: "malformed",
    },
    { what: "prose that is not there", bytes: message({ ...VALUE, strings: [1] }), code: "truncated" },
    {
      what: "a word that is not there",
      bytes: message({ ...VALUE, strings: [1], prose: [1, 0] }),
      code: "malformed",
    },
    {
      what: "a word before its time",
      bytes: message({ ...VALUE, strings: [1], words: ascii("a\0b\0"), prose: [2, 2, 0] }),
      code: "malformed",
    },
    {
      what: "a word that is not used",
      bytes: message({ ...VALUE, strings: [1], words: ascii("a\0b\0"), prose: [1, 0] }),
      code: "malformed",
    },
    {
      what: "prose that is longer than its words",
      bytes: message({ ...VALUE, strings: [1], words: ascii("a\0"), prose: [9, 0] }),
      code: "truncated",
    },
    {
      what: "prose that is shorter than its words",
      bytes: message({ ...VALUE, strings: [1], words: ascii("ab\0"), prose: [1, 0] }),
      code: "malformed",
    },
    {
      what: "prose without units that has words",
      bytes: message({ ...VALUE, strings: [1], words: ascii("\0"), prose: [0, 0] }),
      code: "malformed",
    },
    {
      what: "prose of 2^26 units and one more, in two texts",
      bytes: message({
        codes: [32, 32],
        nodes: [2, 0],
        strings: [1, 1],
        words: [...ascii("a".repeat(65_536)), 0],
        prose: [0x80, 0x80, 0x80, 0x20, 0, ...new Uint8Array(1_023).fill(1), 1, 1],
      }),
      code: "too-large",
    },
    {
      what: "a list longer than the bytes",
      bytes: message({ codes: [4], fresh: [0], lists: [100], ints: [0] }),
      code: "too-many",
    },
    {
      what: "a list of 2^49 items",
      bytes: message({ codes: [4], fresh: [0], lists: [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1] }),
      code: "too-many",
    },
    {
      what: "more names of attributes than the bytes can have",
      bytes: message({ ...TWO_ELEMENTS, shapes: [0], lists: [9], strings: [0, 0] }),
      code: "too-many",
    },
    {
      what: "names of attributes before their time",
      bytes: message({ ...TWO_ELEMENTS, shapes: [1], strings: [0] }),
      code: "malformed",
    },
    {
      what: "fewer values of attributes than names",
      bytes: message({ ...TWO_ELEMENTS, shapes: [0, 1], lists: [1], strings: [0, 2, 2, 2] }),
      code: "too-many",
    },
    { what: "4,000,001 strings", bytes: message({ text: new Uint8Array(4_000_001) }), code: "too-many" },
    { what: "4,000,001 lengths", bytes: message({ cuts: new Uint8Array(4_000_001) }), code: "too-many" },
    {
      what: "strings of 2^26 units and one more",
      bytes: message({ text: new Uint8Array(2 ** 26 + 1).fill(97) }),
      code: "too-large",
    },
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
