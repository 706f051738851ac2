// Inputs that once got through, took too long or held too much, and those that were thought of. Each is run every time.
import { claim, fromHex } from "./decoders.ts";

export interface Case {
  readonly decoder: string;
  readonly what: string;
  readonly bytes: Uint8Array;
  /** The error it must give; undefined when it is fine. */
  readonly code: string | undefined;
}

const text = (json: string): Uint8Array => new TextEncoder().encode(json);

export const CORPUS: readonly Case[] = [
  {
    decoder: "decodeBundle",
    what: "a million messages of no bytes, a view each",
    bytes: new Uint8Array(1_000_000),
    code: "malformed",
  },
  {
    decoder: "decodeBundle",
    what: "a million messages of two bytes",
    bytes: new Uint8Array(3_000_000).fill(2),
    code: "too-many",
  },
  { decoder: "decodeNeeds", what: "a count that nothing follows", bytes: claim(10_000), code: "truncated" },
  { decoder: "decodeNeeds", what: "a count of 2^53 - 1", bytes: claim(2 ** 53 - 1), code: "too-many" },
  {
    decoder: "readOps",
    what: "4,000,000 bytes of text that are not there",
    bytes: fromHex("02 8092f401"),
    code: "truncated",
  },
  {
    decoder: "readOps",
    what: "4,000,000 empty strings, and nothing else",
    bytes: Uint8Array.from([...fromHex("02 8092f401"), ...new Uint8Array(4_000_000)]),
    code: "malformed",
  },
  {
    decoder: "readOps",
    what: "a string of 2^53 units",
    bytes: fromHex("8210 01 61 08 ffffffffffffff0f"),
    code: "malformed",
  },
  {
    decoder: "readOps",
    what: "a list that claims one item more than there are bytes",
    bytes: fromHex("d102 01 04 01 00 01 02 01 00"),
    code: "too-many",
  },
  {
    decoder: "readOps",
    what: "node ids that add up beyond 2^32",
    bytes: fromHex("05 02 11 11 0a feffffff1f feffffff1f"),
    code: "malformed",
  },
  {
    decoder: "readOps",
    what: "an element with the names of attributes of the one before, and no values",
    bytes: fromHex("eb03 02 02 02 02 61 00 04 00 02 02 02 02 00 00 01 01 02 00 01 02 00 00"),
    code: "too-many",
  },
  {
    decoder: "readOps",
    what: "UTF-8 that is none",
    bytes: fromHex("0f 01 20 02 ff 00 01 02 01 00"),
    code: undefined,
  },
  {
    decoder: "decodeAsset",
    what: "a hash of no hexadecimal digits",
    bytes: fromHex("01 01 67"),
    code: "malformed",
  },
  { decoder: "decodeJson", what: "30,000 open brackets", bytes: text("[".repeat(30_000)), code: "malformed" },
  {
    decoder: "decodeJson",
    what: "30,000 nested lists",
    bytes: text("[".repeat(30_000) + "]".repeat(30_000)),
    code: "malformed",
  },
  {
    decoder: "decodeJson",
    what: "an infinite number",
    bytes: text(`{"type":"welcome","slot":1e999,"participants":[]}`),
    code: "malformed",
  },
  {
    decoder: "decodeJson",
    what: "a type that every object has",
    bytes: text(`{"type":"hasOwnProperty"}`),
    code: undefined,
  },
  {
    decoder: "decodeEnvelope",
    what: "a header alone",
    bytes: fromHex("10000000 00000000 00000000 00000000"),
    code: undefined,
  },
];
