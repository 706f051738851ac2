// Capture and replay side by side without our server: pages of some folder with the two modules beside them, and the
// comparison of their pictures.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
};

/** Serves a folder at `/`, and capture.js and replay.js under `/__glance/`. */
export class MirrorServer {
  readonly #server: Server;
  url = "";

  /** @param modules folder of capture.js and replay.js. */
  constructor(folder: string, modules = "dist/esm") {
    this.#server = createServer((request, response) => {
      const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname));
      const file = path.startsWith("/__glance/") ? join(modules, path.slice(10)) : join(folder, path);
      if (!existsSync(file) || !statSync(file).isFile()) {
        response.statusCode = 404;
        response.end();
        return;
      }
      response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
      createReadStream(file).pipe(response);
    });
  }

  /** Listens on a free port of this machine. */
  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** How far two pictures of one size differ. */
export interface Comparison {
  /** Share of differing pixels, 0 to 1; 1 when the sizes are not the same. */
  readonly differs: number;
  /** A picture with the differing pixels in red. */
  readonly difference: Buffer;
}

/** Compares two PNGs. Pixels that differ by smoothing of edges alone count as equal. */
export function compare(one: Buffer, other: Buffer): Comparison {
  const [left, right] = [PNG.sync.read(one), PNG.sync.read(other)];
  const picture = new PNG({ width: left.width, height: left.height });
  if (left.width !== right.width || left.height !== right.height) {
    return { differs: 1, difference: PNG.sync.write(picture) };
  }
  const count = pixelmatch(left.data, right.data, picture.data, left.width, left.height, { threshold: 0.1 });
  return { differs: count / (left.width * left.height), difference: PNG.sync.write(picture) };
}
