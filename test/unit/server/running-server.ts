// A server of this process on a free port, with an empty database, a small release of its own, and a log that can be read.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseServer } from "../../../server/http/open-server.ts";
import type { Network } from "../../../server/fetch/fetcher.ts";
import { createLog } from "../../../server/log.ts";
import type { RelayTimes } from "../../../server/relay/times.ts";
import { type RunningServer, startServer } from "../../../server/server.ts";
import { readSettings } from "../../../server/settings.ts";

export const ADMIN = { username: "admin", password: "correct horse battery staple" } as const;

/** Those that this machine has. */
export const TRANSPORTS = transports();

function transports(): readonly ("uws" | "ws")[] {
  try {
    chooseServer("uws");
    return ["uws", "ws"];
  } catch {
    console.log("      (uWebSockets.js is not there for this machine: its half of the suite is not run)");
    return ["ws"];
  }
}

/** What a release has, as far as hosting is concerned. */
const RELEASE_FILES = {
  "GlanceCobrowseLoader_0.0.0-dev.js": `/* the loader */ ${"x".repeat(2_000)}`,
  "GlanceCobrowseVisitor_0.0.0-dev.js": "/* small */",
  "GlanceCobrowseVisitor_0.0.0-dev.js.map": "{}",
  "GlanceCobrowseAgent_0.0.0-dev.js": "/* the script for host pages */",
  "GlanceCobrowseGuest_0.0.0-dev.js": "/* the guests' script */",
  "guest/guest-join.html": `<script nonce="{{nonce}}" src="/GlanceCobrowseGuest_{{release}}.js"></script>`,
  "guest/guest.css": "main { color: blue }",
  "GlancePresenceVisitor_0.0.0-dev.js": "/* presence of visitors */",
  "GlancePresenceAgent_0.0.0-dev.js": "/* presence for agents */",
  "server.mjs": "the server's own code",
  "viewer/viewer.html": `<script nonce="{{nonce}}" src="/GlanceCobrowseViewer_{{release}}.js"></script><meta content="{{embedders}}">`,
  "viewer/viewer.css": "main { color: red }",
  "demo/index.html": `<h1>Demo</h1> ${"y".repeat(2_000)}`,
  "demo/images/a picture.png": "png",
  "demo/secret.key": "never served",
} as const;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** A place in a session, as the endpoints give it. */
export interface Place {
  readonly session: string;
  readonly token: string;
  readonly key: string;
  readonly slot: number;
}

export interface TestServerOptions {
  readonly transport?: "uws" | "ws";
  readonly times?: Partial<RelayTimes>;
  readonly environment?: Readonly<Record<string, string>>;
  /** What it fetches from for visitors. */
  readonly network?: Network;
}

export class TestServer {
  readonly folder = mkdtempSync(join(tmpdir(), "glance-server-"));
  /** Everything that was logged. */
  log = "";
  url = "";
  #server: RunningServer | undefined;
  readonly #options: TestServerOptions;

  constructor(options: TestServerOptions = {}) {
    this.#options = options;
  }

  async start(): Promise<this> {
    const release = join(this.folder, "dist");
    for (const [path, content] of Object.entries(RELEASE_FILES)) {
      mkdirSync(join(release, path, ".."), { recursive: true });
      writeFileSync(join(release, path), content);
    }
    const { transport = TRANSPORTS[0]!, times, environment, network } = this.#options;
    const settings = readSettings({
      PORT: this.url === "" ? "0" : new URL(this.url).port,
      DATA_DIR: join(this.folder, "data"),
      RELAY_TRANSPORT: transport,
      GLANCE_ADMIN_USER: ADMIN.username,
      GLANCE_ADMIN_PASSWORD: ADMIN.password,
      ...environment,
    });
    const log = createLog({ write: (line) => void (this.log += line) }, "debug");
    this.#server = await startServer({
      settings,
      folder: release,
      log,
      onpassword: () => undefined,
      ...(network === undefined ? {} : { network }),
      ...(times === undefined ? {} : { times: { sweepMs: 20, ...times } }),
    });
    this.url = this.#server.url;
    return this;
  }

  /** Stops it; its data stay. */
  async halt(): Promise<void> {
    await this.#server?.stop();
  }

  async stop(): Promise<void> {
    await this.halt();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(this.url + path, { headers, redirect: "manual" });
  }

  async post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send("POST", path, body, headers);
  }

  async send(
    method: "POST" | "PUT",
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>,
    };
  }

  /** Starts a session as a visitor's page does. */
  async visit(key?: string): Promise<Place> {
    const { status, body } = await this.post("/api/v1/sessions", {
      groupid: "1",
      site: "production",
      release: "test",
      ...(key === undefined ? {} : { key }),
    });
    if (status !== 201) throw new Error(`a session was not started: ${status}`);
    return { slot: 0, ...body } as unknown as Place;
  }

  /** The cookie of an agent who has signed in. */
  async signIn(): Promise<string> {
    const { status, headers } = await this.post("/api/v1/sign-in", ADMIN);
    if (status !== 200) throw new Error(`not signed in: ${status}`);
    return headers.get("set-cookie")?.split(";")[0] ?? "";
  }

  /** A place in the session with that key. */
  async join(cookie: string, key: string): Promise<Place> {
    const { status, body } = await this.post("/api/v1/join", { key }, { cookie });
    if (status !== 200) throw new Error(`not joined: ${status}`);
    return body as unknown as Place;
  }
}

/** Longest wait for anything, in ms: many times what a busy machine takes. */
const PATIENCE_MS = 15_000;

/** Resolves when `condition` holds. @throws {Error} when it does not in time. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const latest = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (performance.now() > latest) throw new Error(`still waiting for ${String(condition)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
