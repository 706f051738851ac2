// The size of an AVIF picture: what its container says of it, and what its coded data do, which decoders go by.

import { MAX_PICTURE_FRAMES } from "./limits.ts";

/** A box of ISO/IEC 14496-12, 4.2: where its content begins and ends. */
interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

function* boxesIn(bytes: DataView, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= to;) {
    const size = bytes.getUint32(at);
    const type = String.fromCharCode(...[4, 5, 6, 7].map((i) => bytes.getUint8(at + i)));
    const isLarge = size === 1;
    const length = isLarge ? Number(bytes.getBigUint64(at + 8)) : size === 0 ? to - at : size;
    if (length < 8 || at + length > to) throw new RangeError("box");
    yield { type, start: at + (isLarge ? 16 : 8), end: at + length };
    at += length;
  }
}

const boxIn = (bytes: DataView, { start, end }: Box, type: string, skip = 0): Box | undefined =>
  [...boxesIn(bytes, start + skip, end)].find((box) => box.type === type);

/** Reads numbers one after the other. */
class Numbers {
  readonly #bytes: DataView;
  at: number;

  constructor(bytes: DataView, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** A number of 0 to 8 bytes. */
  next(size: number): number {
    let value = 0;
    for (let i = 0; i < size; i += 1) value = value * 256 + this.#bytes.getUint8(this.at++);
    return value;
  }
}

/** Where an item's data are. */
interface Extent {
  readonly item: number;
  readonly start: number;
  readonly end: number;
}

/** Where items are, by "iloc" (ISO/IEC 14496-12, 8.11.3); undefined when one is in pieces, or not in the file as it is. */
function extentsOf(bytes: DataView, iloc: Box): Extent[] | undefined {
  const read = new Numbers(bytes, iloc.start);
  const version = read.next(1);
  read.next(3);
  const [sizes, more] = [read.next(1), read.next(1)];
  const extents: Extent[] = [];
  for (let items = read.next(version < 2 ? 2 : 4); items > 0; items -= 1) {
    const item = read.next(version < 2 ? 2 : 4);
    if (version > 0 && (read.next(2) & 15) !== 0) return undefined;
    read.next(2);
    const base = read.next(more >> 4);
    if (read.next(2) !== 1) return undefined;
    read.next(version === 0 ? 0 : more & 15);
    const start = base + read.next(sizes >> 4);
    const length = read.next(sizes & 15);
    extents.push({ item, start, end: length === 0 ? bytes.byteLength : start + length });
  }
  return extents;
}

/** Types of items by their ids, by "iinf" (8.11.6). */
function typesOf(bytes: DataView, iinf: Box): Map<number, string> {
  const version = bytes.getUint8(iinf.start);
  const types = new Map<number, string>();
  for (const { start } of boxesIn(bytes, iinf.start + (version === 0 ? 6 : 8), iinf.end)) {
    const read = new Numbers(bytes, start);
    const idSize = read.next(1) === 2 ? 2 : 4;
    read.next(3);
    const id = read.next(idSize);
    read.next(2);
    types.set(id, String.fromCharCode(read.next(1), read.next(1), read.next(1), read.next(1)));
  }
  return types;
}

/** Bits, the most significant first. */
class Bits {
  readonly #bytes: DataView;
  #at: number;

  constructor(bytes: DataView, at: number) {
    this.#bytes = bytes;
    this.#at = at * 8;
  }

  next(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i += 1, this.#at += 1)
      value = value * 2 + ((this.#bytes.getUint8(this.#at >> 3) >> (7 - (this.#at & 7))) & 1);
    return value;
  }
}

/** Px of the largest frame that a "reduced still picture" or other sequence header allows (AV1, 5.5.1); undefined when it is none that
 * is read here. */
function sequencePx(bytes: DataView, at: number): number | undefined {
  const bits = new Bits(bytes, at);
  bits.next(3);
  bits.next(1);
  const isReduced = bits.next(1) === 1;
  if (isReduced) bits.next(5);
  else {
    // Timing, and a level for each operating point: pictures have neither, or one.
    if (bits.next(1) === 1 || bits.next(1) === 1 || bits.next(5) > 0) return undefined;
    bits.next(12);
    if (bits.next(5) > 7) bits.next(1);
  }
  const [widthBits, heightBits] = [bits.next(4) + 1, bits.next(4) + 1];
  return (bits.next(widthBits) + 1) * (bits.next(heightBits) + 1);
}

/** Px of the largest of the sequence headers within coded data (AV1, 5.3); undefined when there is none, or one is not read here. */
function codedPx(bytes: DataView, { start, end }: Extent): number | undefined {
  let px = 0;
  for (let at = start, units = 0; at < end; units += 1) {
    if (units > MAX_PICTURE_FRAMES) return undefined;
    const header = bytes.getUint8(at);
    const from = at + ((header & 4) === 0 ? 1 : 2);
    // A unit without a size goes to the end.
    const [length, content] = (header & 2) === 0 ? [end - from, from] : leb128(bytes, from);
    if (((header >> 3) & 15) === 1) {
      const own = sequencePx(bytes, content);
      if (own === undefined) return undefined;
      px = Math.max(px, own);
    }
    at = content + length;
  }
  return px === 0 ? undefined : px;
}

function leb128(bytes: DataView, at: number): readonly [value: number, end: number] {
  let value = 0;
  for (let i = 0; i < 8; i += 1) {
    const byte = bytes.getUint8(at + i);
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return [value, at + i + 1];
  }
  throw new RangeError("leb128");
}

/** Px of the largest picture of an AVIF file; undefined for what is put together of others or moves, and for what cannot be read. */
export function avifPxOf(bytes: DataView): number | undefined {
  const tops = [...boxesIn(bytes, 0, bytes.byteLength)];
  const meta = tops.find(({ type }) => type === "meta");
  if (meta === undefined || tops.some(({ type }) => type === "moov")) return undefined;
  const [iloc, iinf] = [boxIn(bytes, meta, "iloc", 4), boxIn(bytes, meta, "iinf", 4)];
  if (iloc === undefined || iinf === undefined) return undefined;
  const types = typesOf(bytes, iinf);
  const extents = extentsOf(bytes, iloc);
  if (extents === undefined || [...types.values()].some((type) => DERIVED.has(type))) return undefined;
  let px: number | undefined = 0;
  for (const extent of extents)
    if (types.get(extent.item) === "av01") px = greater(px, codedPx(bytes, extent));
  return px === 0 ? undefined : greater(px, declaredPx(bytes, meta));
}

/** Px by the property "ispe" (ISO/IEC 23008-12, 6.5.3): browsers set aside as much before they look at coded data. */
function declaredPx(bytes: DataView, meta: Box): number | undefined {
  const iprp = boxIn(bytes, meta, "iprp", 4);
  const ipco = iprp === undefined ? undefined : boxIn(bytes, iprp, "ipco");
  if (ipco === undefined) return undefined;
  const sizes = [...boxesIn(bytes, ipco.start, ipco.end)].filter(({ type }) => type === "ispe");
  return sizes.reduce(
    (px, { start }) => Math.max(px, bytes.getUint32(start + 4) * bytes.getUint32(start + 8)),
    0,
  );
}

const greater = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? undefined : Math.max(one, other);

/** Items that are made of others (ISO/IEC 23008-12, 6.6). */
const DERIVED: ReadonlySet<string> = new Set(["grid", "iovl", "iden", "sato"]);
