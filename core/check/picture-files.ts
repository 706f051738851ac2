// Whether a file may be shown: a picture that a browser can hold when it is decoded, or a font.
import { ASCII_LIKE, readDataUrl } from "./data-urls.ts";
import { MAX_PICTURE_PX } from "./limits.ts";
import { SIZES } from "./picture-size.ts";
import { isSafeSvg } from "./svg.ts";

/** Media types a browser shows, by the first bytes of their files. */
const MAGIC: readonly (readonly [mime: string, at: number, bytes: string])[] = [
  ["image/png", 0, "\x89PNG"],
  ["image/jpeg", 0, "\xff\xd8\xff"],
  ["image/gif", 0, "GIF8"],
  ["image/webp", 8, "WEBP"],
  ["image/avif", 4, "ftypavi"],
  ["image/avif", 4, "ftypmif1"],
  ["image/bmp", 0, "BM"],
  ["image/x-icon", 0, "\0\0\x01\0"],
  // A cursor: browsers take it for an icon.
  ["image/x-icon", 0, "\0\0\x02\0"],
  ["font/woff2", 0, "wOF2"],
  ["font/woff", 0, "wOFF"],
  ["font/otf", 0, "OTTO"],
  ["font/ttf", 0, "\0\x01\0\0"],
  ["font/ttf", 0, "true"],
  ["font/collection", 0, "ttcf"],
];

export const SVG = "image/svg+xml";
/** Levels of data: URLs in SVG in data: URLs …; deeper ones are left out. */
const MAX_LEVELS = 3;

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** The media type that `bytes` have by their looks; undefined when they are no picture, font or SVG document. */
export function mimeOf(bytes: Uint8Array): string | undefined {
  const known = MAGIC.find(([, at, magic]) => startsWith(bytes, at, magic));
  if (known !== undefined) return known[0];
  const start = new TextDecoder().decode(bytes.subarray(0, 4_096)).trimStart();
  return start.startsWith("<") && start.includes("<svg") ? SVG : undefined;
}

/** Whether a browser may be given `bytes`, which look like `mime`: it can hold what comes of them. */
export function isSafeFile(mime: string, bytes: Uint8Array, level = 0): boolean {
  if (mime === SVG) return level < MAX_LEVELS && isSafeSvgFile(bytes, level);
  const pxOf = SIZES.get(mime);
  if (pxOf === undefined) return mime.startsWith("font/");
  const px = pxOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
  return px !== undefined && px <= MAX_PICTURE_PX;
}

/** The same of what is in a data: URL. What looks like nothing known is nothing that a browser would show. */
export function isSafeDataUrl(url: string, level = 0): boolean {
  const data = readDataUrl(url);
  if (data === undefined) return false;
  // A style sheet may have anything in it.
  if (data.mime.includes("css")) return false;
  // Browsers know SVG by what it is called, anything else by its looks.
  const mime = mimeOf(data.bytes);
  const isSafe = mime === undefined || mime === SVG || isSafeFile(mime, data.bytes, level);
  return isSafe && (!data.mime.includes("svg") || isSafeFile(SVG, data.bytes, level));
}

function isSafeSvgFile(bytes: Uint8Array, level: number): boolean {
  const isOther = (bytes[0] ?? 0) >= 0xfe || bytes[0] === 0 || bytes[1] === 0;
  const text = new TextDecoder().decode(bytes);
  const encoding = /^\s*<\?xml[^>]*?encoding\s*=\s*["']?([\w.:-]{1,40})/i.exec(text)?.[1] ?? "utf-8";
  return !isOther && ASCII_LIKE.test(encoding) && isSafeSvg(text, (url) => isSafeDataUrl(url, level + 1));
}
