// Bytes that are almost right: what a broken or hostile sender would send.
/** A random number from 0 up to and without `below`. */
type Below = (below: number) => number;

/** Bytes at which readers of numbers and lengths change their minds. */
const EDGES = [0x00, 0x01, 0x7f, 0x80, 0x81, 0xfe, 0xff];
/** varUints at and over limits: 2^31, 2^32, 2^49, 2^53 - 1, 2^53, never ending. */
const NUMBERS = [
  [0x80, 0x80, 0x80, 0x80, 0x08],
  [0x80, 0x80, 0x80, 0x80, 0x10],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
];
/** No input grows past it: what is long is slow, and finds no more. */
const MAX_BYTES = 8_192;

/** `bytes` with `put` in place of the `removed` ones at `at`. */
function spliced(bytes: Uint8Array, at: number, removed: number, put: ArrayLike<number>): Uint8Array {
  const end = Math.min(bytes.length, at + removed);
  const result = new Uint8Array(bytes.length - (end - at) + put.length);
  result.set(bytes.subarray(0, at));
  result.set(put, at);
  result.set(bytes.subarray(end), at + put.length);
  return result;
}

/** Changes `bytes`, which are its own, or returns others. */
type Mutation = (bytes: Uint8Array, below: Below, other: Uint8Array) => Uint8Array;

const set =
  (value: (before: number, below: Below) => number): Mutation =>
  (bytes, below) => {
    const at = below(bytes.length);
    bytes[at] = value(bytes[at] ?? 0, below);
    return bytes;
  };

const MUTATIONS: readonly Mutation[] = [
  set((before, below) => before ^ (1 << below(8))),
  set((_, below) => below(256)),
  set((_, below) => EDGES[below(EDGES.length)] ?? 0),
  set((before, below) => before + (below(2) === 0 ? 1 : -1)),
  (bytes, below) => spliced(bytes, below(bytes.length), 1 + below(8), []),
  (bytes, below) => spliced(bytes, below(bytes.length), below(2), NUMBERS[below(NUMBERS.length)] ?? []),
  (bytes, below) => bytes.slice(0, below(bytes.length + 1)),
  (bytes, below, other) => {
    const from = below(other.length);
    return spliced(bytes, below(bytes.length), below(2) * below(64), other.subarray(from, from + below(64)));
  },
  (bytes, below) => {
    const noise = Array.from({ length: below(32) }, () => below(256));
    return spliced(bytes, bytes.length, 0, noise);
  },
];

/** `seed` with one to five faults, some of them parts of `other`; or, one time in thirty, nothing but noise. */
export function mutate(seed: Uint8Array, random: () => number, other = seed): Uint8Array {
  const below: Below = (limit) => Math.floor(random() * Math.max(1, limit));
  if (below(30) === 0) return Uint8Array.from({ length: below(300) }, () => below(256));
  let bytes: Uint8Array = seed.slice(0, MAX_BYTES);
  for (let faults = 1 + below(5); faults > 0; faults -= 1)
    bytes = MUTATIONS[below(MUTATIONS.length)]?.(bytes, below, other) ?? bytes;
  return bytes;
}
