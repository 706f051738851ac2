// What of the internet is passed on: pictures, fonts and style sheets, by what is said of them and by how they look.

/** Says of itself that it is a file, and not which. */
const ANY_FILE = new Set(["", "application/octet-stream", "binary/octet-stream"]);
const FONT = /^(font\/[\w.+-]+|application\/(x-)?font[\w.+-]*|application\/vnd\.ms-fontobject)$/;
const IMAGE = /^image\/[\w.+-]+$/;
const CSS = "text/css";

/** First bytes of pictures and fonts. */
const MAGIC = [
  "\x89PNG",
  "\xff\xd8\xff",
  "GIF8",
  "RIFF",
  "BM",
  "\0\0\x01\0",
  "wOF2",
  "wOFF",
  "OTTO",
  "\0\x01\0\0",
  "true",
  "ttcf",
];
/** AVIF and its like say so behind a length. */
const BOX = "ftyp";

/** The type to pass `bytes` on as; undefined when they are none of these. `declared`: the Content-Type that came. */
export function contentType(declared: string, bytes: Uint8Array): string | undefined {
  const type = (declared.split(";")[0] ?? "").trim().toLowerCase();
  const start = Buffer.from(bytes.subarray(0, 1_024)).toString("latin1");
  if (type === CSS) return /^[^<]*<(!doctype|html)/i.test(start) ? undefined : withCharset(declared);
  if (!IMAGE.test(type) && !FONT.test(type) && !ANY_FILE.has(type)) return undefined;
  if (MAGIC.some((magic) => start.startsWith(magic)) || start.startsWith(BOX, 4))
    return ANY_FILE.has(type) ? "application/octet-stream" : type;
  return type === "image/svg+xml" && start.includes("<svg") ? type : undefined;
}

function withCharset(declared: string): string {
  const charset = /;\s*charset="?([\w-]{1,40})"?/i.exec(declared)?.[1];
  return charset === undefined ? CSS : `${CSS}; charset=${charset}`;
}
