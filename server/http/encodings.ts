// Which encoding a browser takes, and the file in it.
import { brotliCompress, constants, gzip } from "node:zlib";
import { promisify } from "node:util";

export type Encoding = "br" | "gzip" | "identity";

/** Best first. */
const PREFERRED = ["br", "gzip"] as const;

/** The best encoding that `accept`, an Accept-Encoding header, allows (RFC 9110 12.5.3). */
export function chooseEncoding(accept: string): Encoding {
  const weights = new Map<string, number>();
  for (const item of accept.toLowerCase().split(",")) {
    const [name = "", ...parameters] = item.split(";").map((part) => part.trim());
    const q = parameters.find((parameter) => parameter.startsWith("q="));
    weights.set(name, q === undefined ? 1 : Number(q.slice(2)));
  }
  const weightOf = (name: string): number => weights.get(name) ?? weights.get("*") ?? 0;
  return PREFERRED.find((name) => weightOf(name) > 0) ?? "identity";
}

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

/** `bytes` as small as can be: it is done once. Costs about a second a megabyte, on another thread. */
export async function encode(bytes: Uint8Array, encoding: Encoding): Promise<Uint8Array> {
  switch (encoding) {
    case "identity":
      return bytes;
    case "gzip":
      return deflate(bytes, { level: 9 });
    case "br":
      return brotli(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      });
  }
}
