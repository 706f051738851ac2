// A real server of assets, which counts what it is asked for.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves answers by path. */
export class AssetSite {
  /** Paths in the order in which they were asked for. */
  readonly asked: string[] = [];
  /** Most requests that were open at once. */
  mostOpen = 0;
  url = "";
  #server: Server | undefined;
  #open = 0;
  readonly #answers: Readonly<Record<string, Answer>>;

  constructor(answers: Readonly<Record<string, Answer>>) {
    this.#answers = answers;
  }

  async start(): Promise<this> {
    this.#server = createServer((request, response) => {
      const path = new URL(request.url ?? "/", "http://site").pathname;
      this.asked.push(path);
      this.#open += 1;
      this.mostOpen = Math.max(this.mostOpen, this.#open);
      response.on("close", () => (this.#open -= 1));
      const answer = this.#answers[path] ?? this.#answers["*"];
      if (answer === undefined) response.writeHead(404).end();
      else answer(request, response);
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** How often `path` was asked for. */
  count(path: string): number {
    return this.asked.filter((asked) => asked === path).length;
  }
}

/** Answers with `body`. */
export function body(type: string, content: string | Uint8Array): Answer {
  return (_request, response) => response.writeHead(200, { "content-type": type }).end(content);
}
