// Pictures of a document's pages: what they say of themselves must be what may be decoded, before a browser decodes it.
import { MAX_PAGE_PICTURE_PX, type OwnerDocumentMessage, ProtocolError } from "../protocol/index.ts";

interface Size {
  readonly width: number;
  readonly height: number;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Passes a message whose picture is one of the kind it says, and no larger than it may be.
 *
 * @throws {ProtocolError} `malformed`, `too-large`.
 */
export function checkDocumentPicture(head: OwnerDocumentMessage, content: Uint8Array): void {
  if (head.type !== "page") return;
  if (head.mime === "") {
    if (content.length > 0) throw new ProtocolError("malformed", "picture");
    return;
  }
  const size = sizeOf(head.mime, content);
  if (size === undefined) throw new ProtocolError("malformed", "picture");
  if (!isAllowed(size.width) || !isAllowed(size.height)) throw new ProtocolError("too-large", "picture");
}

function isAllowed(px: number): boolean {
  return px > 0 && px <= MAX_PAGE_PICTURE_PX;
}

/** Size in px as the file's own head says; undefined when it is no picture of that kind, or one that moves. */
function sizeOf(mime: string, bytes: Uint8Array): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (mime === "image/webp") return webpSize(view);
    if (mime === "image/jpeg") return jpegSize(view);
    return mime === "image/png" ? pngSize(view) : undefined;
  } catch {
    return undefined; // it ends too early
  }
}

function word(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
}

/** WebP container, RFC 9649: lossy, lossless, or extended by transparency and profiles. */
function webpSize(view: DataView): Size | undefined {
  if (word(view, 0) !== "RIFF" || word(view, 8) !== "WEBP") return undefined;
  const chunk = word(view, 12);
  if (chunk === "VP8 ")
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (chunk === "VP8L") {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (chunk !== "VP8X" || (view.getUint8(20) & 0x02) !== 0) return undefined;
  const three = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000 + 1;
  return { width: three(24), height: three(27) };
}

function pngSize(view: DataView): Size | undefined {
  if (PNG.some((byte, index) => view.getUint8(index) !== byte) || word(view, 12) !== "IHDR") return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** The first frame header among the segments (ITU T.81, B.1.1.3): all but DHT, JPG and DAC of C0 to CF. */
function jpegSize(view: DataView): Size | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    if (marker === 0xda || view.getUint16(at + 2) < 2) return undefined;
  }
}
