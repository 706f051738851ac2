// Assets: bytes that a page's images, style sheets and fonts refer to. Mirrors: model/assets.ts, replay/assets.ts.
import { ByteReader, ByteWriter } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";
import { MAX_ASSET_BYTES, MAX_HASHES, MAX_MIME_UNITS } from "./limits.ts";

/** Scheme of references to assets in attributes and CSS: `glance-asset:17`. */
export const ASSET_SCHEME = "glance-asset:";

/** One asset of a page, named by number within the page and by content hash across pages. */
export interface Asset {
  /** The number after {@link ASSET_SCHEME}. */
  readonly id: number;
  /** 32 hexadecimal digits: the first half of the content's SHA-256. "" when the asset could not be had. */
  readonly hash: string;
  /** Media type without parameters, lower case; "" when unknown, or not fit to be one. */
  readonly mime: string;
  /** Size of the whole content. */
  readonly sizeBytes: number;
  /** The content; empty in an announcement, when the agent is asked first whether it has that hash already. */
  readonly bytes: Uint8Array;
}

/** The bytes of `asset`, to put behind a message kind. Mirror: {@link decodeAsset}. */
export function encodeAsset(asset: Asset): Uint8Array {
  const writer = new ByteWriter();
  writer.uint(asset.id);
  writeText(writer, asset.hash);
  writeText(writer, isMime(asset.mime) ? asset.mime : "");
  writer.uint(asset.sizeBytes);
  writer.bytes(asset.bytes);
  return writer.finish().slice();
}

/** @throws {ProtocolError} `malformed`, `truncated` or `too-large`. */
export function decodeAsset(bytes: Uint8Array): Asset {
  const reader = new ByteReader(bytes);
  const id = reader.uint();
  const hash = readText(reader);
  if (!/^([0-9a-f]{32})?$/.test(hash)) throw new ProtocolError("malformed", "asset hash");
  const mime = readText(reader);
  const sizeBytes = reader.uint();
  if (sizeBytes > MAX_ASSET_BYTES) throw new ProtocolError("too-large", "asset");
  const content = reader.bytes(reader.left);
  if (content.length !== 0 && content.length !== sizeBytes)
    throw new ProtocolError("malformed", "asset size");
  return { id, hash, mime, sizeBytes, bytes: content };
}

/** The hashes an agent lacks, as bytes. Mirror: {@link decodeNeeds}. */
export function encodeNeeds(hashes: readonly string[]): Uint8Array {
  const writer = new ByteWriter();
  writer.uint(hashes.length);
  for (const hash of hashes) writeText(writer, hash);
  return writer.finish().slice();
}

/** @throws {ProtocolError} `malformed`, `truncated` or `too-many`. */
export function decodeNeeds(bytes: Uint8Array): string[] {
  const reader = new ByteReader(bytes);
  const count = reader.uint();
  if (count > MAX_HASHES) throw new ProtocolError("too-many", "hashes");
  return Array.from({ length: count }, () => {
    const hash = readText(reader);
    if (!/^[0-9a-f]{32}$/.test(hash)) throw new ProtocolError("malformed", "asset hash");
    return hash;
  });
}

/** Servers say what they like: what is long or not ASCII is told as unknown, and not refused by the other side. */
function isMime(text: string): boolean {
  return text.length <= MAX_MIME_UNITS && /^[\x20-\x7e]*$/.test(text);
}

function writeText(writer: ByteWriter, text: string): void {
  const bytes = new TextEncoder().encode(text);
  writer.uint(bytes.length);
  writer.bytes(bytes);
}

function readText(reader: ByteReader): string {
  const length = reader.uint();
  if (length > MAX_MIME_UNITS) throw new ProtocolError("too-large", "text");
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(reader.bytes(length));
}
