// The decoders that read bytes of others, each with messages that are right to start from.
import {
  ByteWriter,
  createOpWriter,
  decodeAsset,
  decodeBundle,
  decodeEnvelope,
  decodeJson,
  decodeMessage,
  decodeNeeds,
  encodeAsset,
  encodeBundle,
  encodeEnvelope,
  encodeJson,
  encodeMessage,
  encodeNeeds,
  MESSAGE,
  ProseWriter,
  readOps,
} from "../../core/protocol/index.ts";
import { CALLS, perform, recorder } from "../unit/protocol/operations.ts";

const HASH = "0123456789abcdef0123456789abcdef";

function operations(): Uint8Array {
  const writer = createOpWriter();
  perform(CALLS, writer);
  return writer.finish();
}

function manyOperations(): Uint8Array {
  const writer = createOpWriter();
  for (let i = 2; i < 200; i += 1) {
    writer.at(i - 1, 0);
    writer.element(i, 0, "div", ["class", `c${i % 9}`, "title", `t${i}`]);
  }
  return writer.finish();
}

function prose(): Uint8Array {
  const writer = createOpWriter({ prose: ProseWriter });
  writer.sheet(2, "", Array.from({ length: 800 }, (_, i) => `.c${i % 40} { top: ${i}px }\n`).join(""));
  writer.sheet(3, "", ".c1 { top: 2px }\n".repeat(40));
  writer.text(4, "\ud83d");
  return writer.finish();
}

/** Items in what readOps called its target with: how much a reader could be made to hold. */
function heldBy(bytes: Uint8Array): number {
  const { target, calls } = recorder();
  try {
    readOps(bytes, target);
  } finally {
    assertSmall(calls.flat(2).length, bytes);
  }
  return calls.length;
}

/** Whatever is decoded has no more parts than its bytes can pay for. */
function assertSmall(parts: number, bytes: Uint8Array): void {
  // An operation of one byte becomes its name and up to five values.
  if (parts > 64 + bytes.length * 6) throw new Error(`${parts} parts of ${bytes.length} bytes`);
}

export interface Decoder {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  readonly decode: (bytes: Uint8Array) => unknown;
}

const participant = { slot: 1, role: "agent", name: "Jane", generation: 2, connected: true } as const;

export const DECODERS: readonly Decoder[] = [
  {
    name: "decodeEnvelope",
    seeds: [0, 1, 2, 3, 4, 5, 6].map((kind) =>
      encodeEnvelope({
        flags: 1,
        kind: kind as 0,
        channel: 2,
        from: 0,
        to: 1,
        fromGeneration: 1,
        toGeneration: 1,
        sequence: 7,
        acknowledgement: 9,
        body: new Uint8Array(24),
      }),
    ),
    decode: decodeEnvelope,
  },
  {
    name: "readOps",
    seeds: [operations(), manyOperations(), prose(), createOpWriter().finish()],
    decode: heldBy,
  },
  {
    name: "decodeMessage",
    seeds: Object.values(MESSAGE).map((kind) => encodeMessage(kind, new Uint8Array(8), kind === 1)),
    decode: decodeMessage,
  },
  {
    name: "decodeBundle",
    seeds: [
      decodeMessage(encodeBundle([encodeMessage(1, operations()), encodeMessage(3, new Uint8Array(40))]))
        .payload,
      new Uint8Array(300).fill(2),
    ],
    decode: (bytes: Uint8Array): unknown => {
      const messages = decodeBundle(bytes);
      assertSmall(messages.length, bytes);
      return messages;
    },
  },
  {
    name: "decodeAsset",
    seeds: [
      encodeAsset({ id: 17, hash: HASH, mime: "image/png", sizeBytes: 20, bytes: new Uint8Array(20) }),
      encodeAsset({ id: 1, hash: "", mime: "", sizeBytes: 0, bytes: new Uint8Array(0) }),
    ],
    decode: decodeAsset,
  },
  {
    name: "decodeNeeds",
    seeds: [encodeNeeds([HASH, HASH, HASH]), encodeNeeds([])],
    decode: (bytes: Uint8Array): unknown => {
      const hashes = decodeNeeds(bytes);
      assertSmall(hashes.length, bytes);
      return hashes;
    },
  },
  {
    name: "decodeJson",
    seeds: [
      encodeJson({ type: "hello", protocol: 1, session: "s", token: "t", generation: 1 }),
      encodeJson({ type: "welcome", slot: 1, participants: [participant, participant] }),
      encodeJson({ type: "paused", paused: true, message: "é\ud83d\ude00" }),
    ],
    decode: decodeJson,
  },
];

/** Bytes by hand, as hexadecimal digits with spaces. */
export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
}

/** A varUint and `zeros` zero bytes behind it. */
export function claim(number: number, zeros = 0): Uint8Array {
  const writer = new ByteWriter();
  writer.uint(number);
  writer.bytes(new Uint8Array(zeros));
  return writer.finish().slice();
}
