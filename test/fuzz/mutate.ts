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

type Mutation = (bytes: number[], below: Below) => void;

const MUTATIONS: readonly Mutation[] = [
  (bytes, below) => {
    const at = below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
  },
  (bytes, below) => {
    bytes[below(bytes.length)] = below(256);
  },
  (bytes, below) => {
    bytes[below(bytes.length)] = EDGES[below(EDGES.length)] ?? 0;
  },
  (bytes, below) => {
    bytes.splice(below(bytes.length), 1 + below(8));
  },
  (bytes, below) => {
    bytes.splice(below(bytes.length), 0, ...(NUMBERS[below(NUMBERS.length)] ?? []));
  },
  (bytes, below) => {
    bytes.splice(below(bytes.length), 1, ...(NUMBERS[below(NUMBERS.length)] ?? []));
  },
  (bytes, below) => {
    bytes.length = below(bytes.length + 1);
  },
  (bytes, below) => {
    const from = below(bytes.length);
    bytes.splice(below(bytes.length), 0, ...bytes.slice(from, from + below(64)));
  },
  (bytes, below) => {
    for (let i = below(32); i > 0; i -= 1) bytes.push(below(256));
  },
];

/** `seed` with one to five faults, or, one time in ten, nothing but noise. */
export function mutate(seed: Uint8Array, random: () => number): Uint8Array {
  const below: Below = (limit) => Math.floor(random() * Math.max(1, limit));
  if (below(10) === 0) return Uint8Array.from({ length: below(300) }, () => below(256));
  const bytes = [...seed];
  for (let faults = 1 + below(5); faults > 0; faults -= 1) MUTATIONS[below(MUTATIONS.length)]?.(bytes, below);
  return Uint8Array.from(bytes);
}
