// A customer's website: a server of its own, on another origin than ours, with pages given as text.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export class Site {
  #server: Server | undefined;
  #pages: Readonly<Record<string, string>>;
  #headers: Readonly<Record<string, string>>;
  url = "";
  #ours = "";

  /** `pages`: path → HTML, or CSS for one that ends with `.css`, where `{{server}}` stands for our server's address. */
  constructor(pages: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) {
    this.#pages = pages;
    this.#headers = headers;
  }

  /** Where our server is, for a site that was started before it. */
  serveFor(server: string): void {
    this.#ours = server;
  }

  /** Serves these pages too. */
  add(pages: Readonly<Record<string, string>>): void {
    this.#pages = { ...this.#pages, ...pages };
  }

  async start(server: string): Promise<this> {
    this.#ours = server;
    this.#server = createServer((request, response) => {
      const path = new URL(request.url ?? "/", "http://site").pathname;
      const html = this.#pages[path];
      response.statusCode = html === undefined ? 404 : 200;
      response.setHeader("content-type", path.endsWith(".css") ? "text/css" : "text/html; charset=utf-8");
      for (const [name, value] of Object.entries(this.#headers)) {
        response.setHeader(name, value.replaceAll("{{server}}", this.#ours));
      }
      response.end((html ?? "").replaceAll("{{server}}", this.#ours));
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }
}

/** The one tag a site adds. */
export const TAG = `<script id="glance-cobrowse" src="{{server}}/cobrowse/CobrowseJS.ashx?group=1&site=production"
  data-groupid="1" data-site="production" charset="UTF-8"></script>`;

/** A page with the tag, a start link and `body`. */
export function taggedPage(body: string, head = ""): string {
  return `<!doctype html><html lang="en"><head><title>A customer's page</title>${TAG}${head}</head>
    <body><a href="#" glance_button="startSession">Get help</a>${body}</body></html>`;
}
