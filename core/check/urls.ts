// Where a URL may lead: to an asset, to data that is a picture or a font, or to a part of the same document.
import { ASSET_SCHEME } from "../protocol/index.ts";
import { isSafeDataUrl } from "./picture-files.ts";

/** Longest data: URL, in UTF-16 units: larger pictures travel as assets. */
const MAX_DATA_URL_UNITS = 4 * 1024 * 1024;
/** Longest address a link keeps, in UTF-16 units. */
const MAX_LINK_UNITS = 4_096;

/** Scheme of link targets in a replica: no browser follows it, and no visited link has it. */
export const LINK_SCHEME = "glance-link:";

const ASSET = new RegExp(`^${ASSET_SCHEME}\\d{1,10}$`);
const DATA_IMAGE = /^data:image\/(png|jpeg|jpg|gif|webp|avif|bmp|svg\+xml|x-icon|vnd\.microsoft\.icon)[;,]/i;
const DATA_FONT = /^data:(font\/[\w.+-]+|application\/(x-)?font[\w.+-]*|application\/octet-stream)[;,]/i;

/** Whether `url` is a reference to an asset. */
export function isAsset(url: string): boolean {
  return ASSET.test(url);
}

/** Whether a picture may be loaded from `url`, as it is spelled. */
export function isPictureUrl(url: string): boolean {
  if (ASSET.test(url) || url.startsWith("#") || url === "") return true;
  return url.length <= MAX_DATA_URL_UNITS && DATA_IMAGE.test(url) && isSafeDataUrl(url);
}

/** Whether CSS may refer to `url`: a picture's or a font's. */
export function isStyleUrl(url: string): boolean {
  if (DATA_FONT.test(url)) return url.length <= MAX_DATA_URL_UNITS && isSafeDataUrl(url);
  return isPictureUrl(url);
}

/** What a link's address becomes: readable by style rules that ask how it ends or what it holds, followed by nobody. */
export function linkOf(url: string): string {
  return LINK_SCHEME + url.slice(0, MAX_LINK_UNITS);
}

/** Whether `value` has nothing in it that a browser could run were it taken for a URL. Browsers skip white space and
 * control characters before and inside a scheme. */
export function isInertText(value: string): boolean {
  if (!value.includes(":")) return true;
  const start = value.slice(0, 256).replace(/[\u0000-\u0020\u007f-\u00a0]+/g, "");
  return !/^((javascript|vbscript|livescript|filesystem|view-source):|data:(text|application)\/)/i.test(
    start,
  );
}
