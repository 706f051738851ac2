// Files from memory: what is not among the names that were read at the start does not exist, so no path leads out of a folder.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { MIN_COMPRESSED_BYTES } from "../limits.ts";
import type { Headers } from "./answers.ts";
import { chooseEncoding, encode, type Encoding } from "./encodings.ts";
import type { HttpRequest, HttpResponse } from "./http-server.ts";

/** Media types by extension; files of other extensions are not served. True: worth compressing. */
const TYPES: Readonly<Record<string, readonly [type: string, compresses: boolean]>> = {
  ".css": ["text/css; charset=utf-8", true],
  ".bcmap": ["application/octet-stream", true],
  ".csv": ["text/csv; charset=utf-8", true],
  ".icc": ["application/octet-stream", true],
  ".html": ["text/html; charset=utf-8", true],
  ".jpg": ["image/jpeg", false],
  ".js": ["text/javascript; charset=utf-8", true],
  ".json": ["application/json; charset=utf-8", true],
  ".mjs": ["text/javascript; charset=utf-8", true],
  ".map": ["application/json; charset=utf-8", true],
  ".pfb": ["application/octet-stream", true],
  ".pdf": ["application/pdf", false],
  ".png": ["image/png", false],
  ".svg": ["image/svg+xml", true],
  ".ttf": ["font/ttf", true],
  ".txt": ["text/plain; charset=utf-8", true],
  ".wasm": ["application/wasm", true],
  ".woff2": ["font/woff2", false],
  ".xlsx": ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false],
};

/** One file, in each encoding that somebody has asked for. */
export class StaticFile {
  readonly #bytes: Uint8Array;
  readonly #type: string;
  readonly #compresses: boolean;
  readonly #headers: Headers;
  readonly #hash: string;
  readonly #encoded = new Map<Encoding, Promise<Uint8Array>>();

  /** @param headers beside those that follow from the file itself. */
  constructor(name: string, bytes: Uint8Array, headers: Headers) {
    const [type, compresses] = TYPES[extname(name)] ?? ["application/octet-stream", false];
    this.#bytes = bytes;
    this.#type = type;
    this.#compresses = compresses && bytes.length >= MIN_COMPRESSED_BYTES;
    this.#headers = headers;
    this.#hash = createHash("sha256").update(bytes).digest("base64url").slice(0, 22);
  }

  /** The file's text. */
  get text(): string {
    return new TextDecoder().decode(this.#bytes);
  }

  /** The file, or that the browser has it already. */
  async answer(request: HttpRequest): Promise<HttpResponse> {
    const accepted = request.headers.get("accept-encoding") ?? "";
    const encoding = this.#compresses ? chooseEncoding(accepted) : "identity";
    const etag = `"${this.#hash}${encoding === "identity" ? "" : `-${encoding}`}"`;
    const headers = {
      ...this.#headers,
      etag,
      ...(this.#compresses ? { vary: "accept-encoding" } : {}),
    };
    if (matches(request.headers.get("if-none-match"), etag)) return { status: 304, headers };
    return {
      status: 200,
      headers: {
        ...headers,
        "content-type": this.#type,
        ...(encoding === "identity" ? {} : { "content-encoding": encoding }),
      },
      body: await this.#in(encoding),
    };
  }

  #in(encoding: Encoding): Promise<Uint8Array> {
    const known = this.#encoded.get(encoding) ?? encode(this.#bytes, encoding);
    this.#encoded.set(encoding, known);
    return known;
  }
}

/** Whether the browser has it (RFC 9110 13.1.2: compared weakly). */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(",").some((item) => {
    const given = item.trim();
    return given === "*" || given.replace(/^W\//, "") === etag;
  });
}

/**
 * The files of `folder` by their path under it, such as `images/logo.svg`; none when there is no such folder.
 *
 * @param headers what to say of a file, by its path; undefined: it is not served.
 */
export function readFolder(
  folder: string,
  headers: (path: string) => Headers | undefined,
): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const path of pathsIn(folder)) {
    const about = TYPES[extname(path)] === undefined ? undefined : headers(path);
    if (about !== undefined) files.set(path, new StaticFile(path, readFileSync(join(folder, path)), about));
  }
  return files;
}

function pathsIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll("\\", "/"),
      );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
