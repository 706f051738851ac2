// Filters assets: pictures, fonts and style sheets, and nothing that a browser would open as a page.
import type { Asset } from "../protocol/index.ts";
import { checkCss } from "./css.ts";
import { MAX_CSS_UNITS } from "./limits.ts";

/** Media types a browser shows, by the first bytes of their files. `mask` 0 skips a byte. */
const MAGIC: readonly (readonly [mime: string, at: number, bytes: string])[] = [
  ["image/png", 0, "\x89PNG"],
  ["image/jpeg", 0, "\xff\xd8\xff"],
  ["image/gif", 0, "GIF8"],
  ["image/webp", 8, "WEBP"],
  ["image/avif", 4, "ftypavi"],
  ["image/avif", 4, "ftypmif1"],
  ["image/bmp", 0, "BM"],
  ["image/x-icon", 0, "\0\0\x01\0"],
  ["font/woff2", 0, "wOF2"],
  ["font/woff", 0, "wOFF"],
  ["font/otf", 0, "OTTO"],
  ["font/ttf", 0, "\0\x01\0\0"],
  ["font/ttf", 0, "true"],
  ["font/collection", 0, "ttcf"],
];

const SVG = "image/svg+xml";
const CSS = "text/css";

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** The media type that `bytes` have by their looks; undefined when they are no picture, font or SVG document. */
function mimeOf(bytes: Uint8Array): string | undefined {
  const known = MAGIC.find(([, at, magic]) => startsWith(bytes, at, magic));
  if (known !== undefined) return known[0];
  const start = new TextDecoder().decode(bytes.subarray(0, 4_096)).trimStart();
  return start.startsWith("<") && start.includes("<svg") ? SVG : undefined;
}

/**
 * `asset` as it may be shown: its media type is what its bytes look like, whatever it was called, and style sheets
 * are checked like any CSS. What is none of these comes back without hash and bytes, as one that could not be had.
 */
export function checkAsset(asset: Asset): Asset {
  const nothing = { ...asset, hash: "", mime: "", sizeBytes: 0, bytes: new Uint8Array() };
  if (asset.hash === "") return nothing;
  const mime = asset.mime.toLowerCase();
  // An announcement: its bytes are checked when they come.
  if (asset.bytes.length === 0) return { ...asset, mime: mime === CSS ? CSS : "" };
  if (mime === CSS) {
    if (asset.sizeBytes > MAX_CSS_UNITS) return nothing;
    const bytes = new TextEncoder().encode(checkCss(new TextDecoder().decode(asset.bytes)));
    return { ...asset, mime, sizeBytes: bytes.length, bytes };
  }
  const shown = mimeOf(asset.bytes);
  return shown === undefined ? nothing : { ...asset, mime: shown };
}
