// The content of data: URLs. Not by fetch: a page's policy for connections would have to allow them.
import type { Fetched } from "./fetched.ts";

/** What a data: URL holds (RFC 2397); undefined when it is not one, or broken. */
export function readDataUrl(url: string): Fetched | undefined {
  const comma = url.indexOf(",");
  if (!/^data:/i.test(url) || comma < 0) return undefined;
  const [mime = "", ...parameters] = url.slice(5, comma).split(";");
  const isBase64 = parameters.some((parameter) => parameter.trim().toLowerCase() === "base64");
  try {
    const bytes = isBase64 ? fromBase64(url.slice(comma + 1)) : fromPercents(url.slice(comma + 1));
    const charset = parameters.find((parameter) => /^charset=/i.test(parameter))?.slice(8) ?? "";
    return { bytes, mime: mime.trim().toLowerCase(), charset, url };
  } catch {
    return undefined;
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.includes("%") ? decodeURIComponent(text) : text);
  return Uint8Array.from(plain, (char) => char.charCodeAt(0));
}

/** Undoes percent-encoding; a stray `%` stands for itself, as browsers take it. */
function fromPercents(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(text);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const digits = bytes[at] === 0x25 ? String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0) : "";
    const isEscape = /^[0-9a-f]{2}$/i.test(digits);
    bytes[length++] = isEscape ? Number.parseInt(digits, 16) : (bytes[at] ?? 0);
    if (isEscape) at += 2;
  }
  return bytes.slice(0, length);
}

/** A short name for a long data: URL: its length and 53 bits of its text (cyrb53). Equal URLs have equal names, and a page
 * would have to try on purpose to have two others that do. */
export function dataUrlKey(url: string): string {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let i = 0; i < url.length; i += 1) {
    const unit = url.charCodeAt(i);
    one = Math.imul(one ^ unit, 2654435761);
    two = Math.imul(two ^ unit, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return `data:${url.length}:${(two & 0x1fffff) * 0x100000000 + (one >>> 0)}`;
}
