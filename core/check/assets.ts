// Filters assets: pictures, fonts and style sheets, and nothing that a browser would open as a page.
import type { Asset } from "../protocol/index.ts";
import { checkCss } from "./css.ts";
import { MAX_CSS_UNITS } from "./limits.ts";
import { isSafeFile, mimeOf } from "./picture-files.ts";

const CSS = "text/css";

/**
 * `asset` as it may be shown: its media type is what its bytes look like, whatever it was called, and style sheets
 * are checked like any CSS. What is none of these, or a picture that no browser could hold (picture-files.ts), comes back without hash and bytes, as one that could not be had.
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
  return shown !== undefined && isSafeFile(shown, asset.bytes) ? { ...asset, mime: shown } : nothing;
}
