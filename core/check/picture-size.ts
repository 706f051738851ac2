// How large a picture will be once it is decoded, as its file says: a few hundred bytes may stand for gigabytes.
import { avifPxOf } from "./avif.ts";
import { MAX_JPEG_SCANS, MAX_PICTURE_FRAMES } from "./limits.ts";

/** Px of the largest picture in a file; undefined when the file does not say, in which case no browser is to try. */
export type PxOf = (bytes: DataView) => number | undefined;

/** A picture file that ends before it should. */
const bounded =
  (read: PxOf): PxOf =>
  (bytes) => {
    try {
      return read(bytes);
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  };

const text = (bytes: DataView, at: number, length: number): string =>
  String.fromCharCode(...Array.from({ length }, (_, i) => bytes.getUint8(at + i)));

/** PNG (W3C), "IHDR": it comes first. */
const png: PxOf = (bytes) =>
  text(bytes, 12, 4) === "IHDR" ? bytes.getUint32(16) * bytes.getUint32(20) : undefined;

/** Bytes of a GIF's table of colours, by its flags. */
const coloursOf = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));

/** Where a GIF's blocks of data that begin at `at` end. */
function blocksEnd(bytes: DataView, at: number): number {
  let end = at;
  while (end < bytes.byteLength && bytes.getUint8(end) !== 0) end += bytes.getUint8(end) + 1;
  return end + 1;
}

/** GIF89a, 18 and 20: browsers enlarge the screen to what its pictures need. */
const gif: PxOf = (bytes) => {
  const u16 = (at: number): number => bytes.getUint16(at, true);
  let [width, height] = [u16(6), u16(8)];
  let at = 13 + coloursOf(bytes.getUint8(10));
  for (let passes = 0; at < bytes.byteLength;) {
    const block = bytes.getUint8(at);
    if (block === 0x2c) {
      if ((passes += 1) > MAX_PICTURE_FRAMES) return undefined;
      width = Math.max(width, u16(at + 1) + u16(at + 5));
      height = Math.max(height, u16(at + 3) + u16(at + 7));
      at = blocksEnd(bytes, at + 11 + coloursOf(bytes.getUint8(at + 9)));
    } else if (block === 0x21) at = blocksEnd(bytes, at + 2);
    // Its end, or what browsers do not read on from either.
    else break;
  }
  return width * height;
};

/** Whether a marker of JPEG has no segment. 0: it is none, but coded data; 0xff: what may be before one. */
const isAlone = (marker: number): boolean =>
  marker === 0 || marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** JPEG (ITU T.81), B.1 and B.2: segments up to the frame's, then the scans that fill it. */
const jpeg: PxOf = (bytes) => {
  let px: number | undefined;
  let scans = 0;
  for (let at = 2; at + 3 < bytes.byteLength;) {
    const marker = bytes.getUint8(at) === 0xff ? bytes.getUint8(at + 1) : 0;
    if (isAlone(marker)) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) break;
    if (isFrame(marker)) px = Math.max(px ?? 0, bytes.getUint16(at + 5) * bytes.getUint16(at + 7));
    if (marker === 0xda) scans += 1;
    // A height that is told after the first scan (DNL) is one that is not known.
    if (scans > MAX_JPEG_SCANS || marker === 0xdc || px === 0) return undefined;
    at += 2 + bytes.getUint16(at + 2);
  }
  return px;
};

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** WebP (RFC 9649), 2.5 to 2.7: any of its chunks may say a size. */
const webp: PxOf = (bytes) => {
  let px: number | undefined;
  for (let at = 12, passes = 0; at + 8 <= bytes.byteLength;) {
    if ((passes += 1) > MAX_PICTURE_FRAMES) return undefined;
    const name = text(bytes, at, 4);
    const own = webpChunkPx(bytes, name, at + 8);
    if (own !== undefined) px = Math.max(px ?? 0, own);
    // What a frame holds are chunks too.
    at += name === "ANMF" ? 24 : 8 + bytes.getUint32(at + 4, true) + (bytes.getUint32(at + 4, true) % 2);
  }
  return px;
};

function webpChunkPx(bytes: DataView, name: string, at: number): number | undefined {
  const three = (from: number): number => bytes.getUint16(from, true) + bytes.getUint8(from + 2) * 65_536;
  if (name === "VP8X") return (three(at + 4) + 1) * (three(at + 7) + 1);
  if (name === "ANMF") return (three(at + 6) + 1) * (three(at + 9) + 1);
  if (name === "VP8 ")
    return (bytes.getUint16(at + 6, true) & 0x3fff) * (bytes.getUint16(at + 8, true) & 0x3fff);
  if (name !== "VP8L") return undefined;
  const sizes = bytes.getUint32(at + 1, true);
  return ((sizes & 0x3fff) + 1) * (((sizes >>> 14) & 0x3fff) + 1);
}

/** The header of a bitmap, without the file's own before it. */
function bitmapPx(bytes: DataView, at: number): number {
  if (bytes.getUint32(at, true) === 12) return bytes.getUint16(at + 4, true) * bytes.getUint16(at + 6, true);
  // A negative height says that the lines come from the top.
  return Math.abs(bytes.getInt32(at + 4, true)) * Math.abs(bytes.getInt32(at + 8, true));
}

const bmp: PxOf = (bytes) => bitmapPx(bytes, 14);

/** Icons: a list of pictures, each a PNG or a bitmap. */
const ico: PxOf = (bytes) => {
  let px: number | undefined;
  for (let i = 0; i < bytes.getUint16(4, true); i += 1) {
    if (i > MAX_PICTURE_FRAMES) return undefined;
    const at = bytes.getUint32(6 + i * 16 + 12, true);
    const isPng = bytes.getUint32(at) === 0x8950_4e47;
    const own = isPng
      ? png(new DataView(bytes.buffer, bytes.byteOffset + at, bytes.byteLength - at))
      : bitmapPx(bytes, at);
    if (own === undefined) return undefined;
    px = Math.max(px ?? 0, own);
  }
  return px;
};

/** How each media type says its size. */
export const SIZES: ReadonlyMap<string, PxOf> = new Map(
  Object.entries({
    "image/png": png,
    "image/jpeg": jpeg,
    "image/gif": gif,
    "image/webp": webp,
    "image/avif": avifPxOf,
    "image/bmp": bmp,
    "image/x-icon": ico,
  }).map(([mime, read]) => [mime, bounded(read)]),
);
