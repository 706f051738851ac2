// The real server as a process of its own: started, killed and started again as an operator would.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const ADMIN = { username: "admin", password: "correct horse battery staple" } as const;

/** Ports that no client gets as its own (Linux takes those from 32,768 on): a server that is down for a moment can have its port again. */
const FIRST_PORT = 18_000;
const PORTS = 14_000;

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once("error", () => resolve(false));
      probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}

/** A server on a free port of this machine, with an empty data folder. */
export class Relay {
  #process: ChildProcess | undefined;
  #dataDir = mkdtempSync(join(tmpdir(), "glance-e2e-"));
  #environment: Record<string, string>;
  /** What it printed so far: for looking for secrets in logs. */
  output = "";
  /** Address, such as http://127.0.0.1:41234; the same after a restart. */
  url = "";

  constructor(environment: Record<string, string> = {}) {
    this.#environment = environment;
  }

  /** Starts it and resolves when it says that it is ready. */
  async start(): Promise<this> {
    const port = this.url === "" ? String(await freePort()) : new URL(this.url).port;
    const child = spawn(process.execPath, ["--enable-source-maps", "dist/server.mjs"], {
      env: {
        ...process.env,
        PORT: port,
        HOST: "127.0.0.1",
        DATA_DIR: this.#dataDir,
        GLANCE_ADMIN_USER: ADMIN.username,
        GLANCE_ADMIN_PASSWORD: ADMIN.password,
        ...this.#environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    await new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer): void => {
        this.output += chunk.toString();
        const ready = /^ready (http\S+)$/m.exec(this.output.slice(this.#readyFrom));
        if (ready?.[1] === undefined) return;
        this.url = ready[1];
        resolve();
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.once("exit", (code) => reject(new Error(`server ended with ${String(code)}:\n${this.output}`)));
    });
    return this;
  }

  #readyFrom = 0;

  /** Kills it as a crash would (SIGKILL): nothing is saved, nobody is told. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Stops it as an operator would (SIGTERM) and removes its data. */
  async stop(): Promise<void> {
    await this.#end("SIGTERM");
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    this.#readyFrom = this.output.length;
    child.kill(signal);
    await new Promise((resolve) => child.once("exit", resolve));
  }
}
