// Reads data: URLs, leniently: whatever some browser makes of one is to be looked at.

const HEAD = /^data:([^,]{0,200}),/i;
/** Encodings in which ASCII is ASCII: what is looked for in a text is what a browser finds in it. */
export const ASCII_LIKE = /^(utf-?8|us-ascii|iso-8859-\d+|windows-125\d)$/i;

/** A data: URL's content. */
export interface DataUrl {
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** What `url` holds; undefined when it is none, says an encoding that is not {@link ASCII_LIKE}, or is long. */
export function readDataUrl(url: string): DataUrl | undefined {
  // URL parsers take these out, wherever they are (URL, "basic URL parser").
  const compact = url.replace(/[\t\n\r]/g, "").trim();
  const head = HEAD.exec(compact);
  if (head === null) return undefined;
  const [mime = "", ...parameters] = (head[1] ?? "").split(";").map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="));
  if (charset !== undefined && !ASCII_LIKE.test(charset.slice(8).replaceAll('"', ""))) return undefined;
  const bytes = percentDecoded(compact.slice(head[0].length));
  return { mime, bytes: parameters.includes("base64") ? fromBase64(bytes) : bytes };
}

function percentDecoded(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  if (!text.includes("%")) return bytes;
  let end = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const high = bytes[at] === 0x25 ? digitOf(bytes[at + 1]) : -1;
    const low = high < 0 ? -1 : digitOf(bytes[at + 2]);
    bytes[end] = low < 0 ? (bytes[at] ?? 0) : high * 16 + low;
    if (low >= 0) at += 2;
    end += 1;
  }
  return bytes.subarray(0, end);
}

function digitOf(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const SIXES = new Int8Array(256).fill(-1);
for (let i = 0; i < 64; i += 1) SIXES[ALPHABET.charCodeAt(i)] = i;

/** Up to the first character that is none of base64's. */
function fromBase64(text: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let end = 0;
  let bits = 0;
  let held = 0;
  for (const char of text) {
    const six = SIXES[char] ?? -1;
    if (char === 0x20 || char === 0x0c) continue;
    if (six < 0) break;
    held = (held << 6) | six;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[end++] = (held >> bits) & 0xff;
  }
  return bytes.subarray(0, end);
}
