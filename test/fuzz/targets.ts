// What the long run feeds: each target takes bytes, and throws when something other than a refusal came of them.
import { checkAsset } from "../../core/check/assets.ts";
import { checkCss } from "../../core/check/css.ts";
import { PageCheck } from "../../core/check/index.ts";
import {
  createOpWriter,
  decodeAgentControl,
  decodeVisitorControl,
  encodeControl,
  ProtocolError,
  readOps,
} from "../../core/protocol/index.ts";
import { type Call, perform, recorder } from "../unit/protocol/operations.ts";
import { DECODERS } from "./decoders.ts";
import { BYTES, type Notation, pageNotation } from "./kept.ts";
import { mutate } from "./mutate.ts";
import { changedPage, randomCss, randomPage } from "./pages.ts";
import { PICTURES } from "./pictures.ts";
import { assertCss, createStrictReplica } from "./strict-replica.ts";

export { beginRun, pairsSeen } from "./coverage.ts";

type Random = () => number;

/** One door that bytes of others come through. */
export interface Target {
  readonly name: string;
  /** Bytes that no others lead to. */
  readonly fresh: (random: Random) => Uint8Array;
  /** Bytes like `known`, with parts of `other`. */
  readonly changed: (known: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;
  readonly notation: Notation;
  /** Takes the bytes in. Errors of the protocol are its right. */
  readonly run: (bytes: Uint8Array) => void;
}

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

/** The bytes of a page that is told by `calls`. */
export function pageOf(calls: readonly Call[]): Uint8Array {
  const writer = createOpWriter();
  perform(calls, writer);
  return writer.finish();
}

const known = new WeakMap<Uint8Array, Call[]>();

/** The operations of a page, as far as they can be read. */
export function callsOf(bytes: Uint8Array): readonly Call[] {
  const before = known.get(bytes);
  if (before !== undefined) return before;
  const { target, calls } = recorder();
  known.set(bytes, calls);
  try {
    readOps(bytes, target);
  } catch {
    // What was read before is enough.
  }
  return calls;
}

/** A target whose fresh bytes are changed ones that are right. */
function seeded(name: string, seeds: readonly Uint8Array[], decode: (bytes: Uint8Array) => unknown): Target {
  return {
    name,
    fresh: (random) => mutate(pick(random, seeds), random, pick(random, seeds)),
    changed: mutate,
    notation: BYTES,
    run: (bytes) => {
      try {
        decode(bytes);
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
      }
    },
  };
}

const page: Target = {
  ...seeded("page", [], (bytes) => {
    const check = new PageCheck(createStrictReplica());
    readOps(bytes, check);
    check.end();
  }),
  notation: pageNotation(pageOf, callsOf),
  fresh: (random) => pageOf(randomPage(random)),
  changed: (known, random, other) =>
    random() < 0.7 ? pageOf(changedPage(callsOf(known), random)) : mutate(known, random, other),
};

const css: Target = {
  ...seeded("css", [], (bytes) => {
    const checked = checkCss(new TextDecoder().decode(bytes));
    assertCss(checked);
    if (checkCss(checked) !== checked) throw new Error(`not checked to the end: ${checked}`);
  }),
  fresh: (random) => new TextEncoder().encode(randomCss(random)),
};

const at = { telling: 9, node: 3, fx: 0.5, fy: 0.5, x: 10, y: 20 } as const;
const controls = seeded(
  "control",
  [
    encodeControl({ type: "press", at, button: 0, keys: 1, clicks: 2 }),
    encodeControl({ type: "wheel", at, left: 0, top: 120, keys: 0 }),
    encodeControl({ type: "key", key: "Enter", code: "Enter", keys: 0, telling: 9 }),
    encodeControl({ type: "set", at, value: "2026-01-01" }),
    encodeControl({ type: "choose", at, indexes: [0, 2] }),
    encodeControl({ type: "navigate", url: "/next", how: "", confirm: null }),
    encodeControl({ type: "draw", at, shape: "pen", stays: true, points: [0, 1, 1, 0] }),
    encodeControl({ type: "refused", reason: "protected" }),
    encodeControl({ type: "peer", slot: 2, name: "Jane", gesture: { type: "point", at } }),
  ],
  (bytes) => {
    for (const decode of [decodeAgentControl, decodeVisitorControl]) decode(bytes);
  },
);

const assets = seeded("asset", PICTURES, (bytes) =>
  checkAsset({ id: 1, hash: "0", mime: "image/png", sizeBytes: bytes.length, bytes }),
);

export const TARGETS: readonly Target[] = [
  page,
  css,
  assets,
  controls,
  ...DECODERS.map(({ name, seeds, decode }) => seeded(name, seeds, decode)),
];
