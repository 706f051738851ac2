// The viewer's server, as far as a replica needs one, and the attacker's.
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import { embedWorkersInEsbuild } from "../../../scripts/embed-worker.mjs";
import { REPLICA_PAGE } from "../../../server/http/pages.ts";
import { replicaPolicy, viewerPolicy } from "../../../server/http/policy.ts";

async function listen(listener: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

const NONCE = "c3RhZ2U";
const STAGE_PAGE = `<!doctype html><title>Viewer</title><input id="mine"><script nonce="${NONCE}" src="/stage.js"></script>`;

/** Serves the stage: `/` without a policy, `/viewer` with the viewer's, and the replica's frame with its own. */
export class StageServer {
  readonly #server: Server;
  readonly url: string;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(): Promise<StageServer> {
    const { outputFiles } = await build({
      entryPoints: ["test/e2e/replay-safety/stage/stage.ts"],
      bundle: true,
      write: false,
      format: "iife",
      target: "es2022",
      define: { __GLANCE_VERSION__: '"test"' },
      plugins: [embedWorkersInEsbuild],
    });
    const script = outputFiles[0]?.text ?? "";
    const answers: Readonly<Record<string, readonly [type: string, body: string, headers: object]>> = {
      "/": ["text/html", STAGE_PAGE, {}],
      "/viewer": ["text/html", STAGE_PAGE, viewerPolicy(NONCE, [], false)],
      "/replay.html": ["text/html", REPLICA_PAGE, replicaPolicy([])],
      "/stage.js": ["text/javascript", script, {}],
    };
    const { server, port } = await listen((request, response) => {
      const [type, body, headers] = answers[request.url ?? ""] ?? ["text/plain", "", {}];
      response.writeHead(200, { "content-type": `${type}; charset=utf-8`, ...headers });
      response.end(body);
    });
    return new StageServer(server, port);
  }

  stop(): Promise<void> {
    return close(this.#server);
  }
}

/** Notes every request that reaches it, and answers each with a page that runs a script. */
export class EvilServer {
  readonly #server: Server;
  readonly url: string;
  readonly hits: string[];

  private constructor(server: Server, port: number, hits: string[]) {
    this.#server = server;
    // Another site than the viewer's.
    this.url = `http://localhost:${port}`;
    this.hits = hits;
  }

  static async start(): Promise<EvilServer> {
    const hits: string[] = [];
    const { server, port } = await listen((request, response) => {
      const path = request.url ?? "";
      hits.push(path);
      const type = path.endsWith(".js")
        ? "text/javascript"
        : path.endsWith(".css")
          ? "text/css"
          : "text/html";
      response.writeHead(200, { "content-type": type, "access-control-allow-origin": "*" });
      response.end(type === "text/javascript" ? `top.detected(${JSON.stringify(path)})` : "");
    });
    return new EvilServer(server, port, hits);
  }

  stop(): Promise<void> {
    return close(this.#server);
  }
}
