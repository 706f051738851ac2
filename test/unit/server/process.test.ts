// The server as a process of its own: what it prints, how it ends, what survives when it is killed.
import { expect } from "chai";
import { type ChildProcess, spawn } from "node:child_process";
import { build } from "esbuild";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLOSE } from "../../../core/protocol/index.ts";
import { EndPoint } from "./participant.ts";
import { ADMIN, TestServer, TRANSPORTS, until } from "./running-server.ts";

/** The server as it is built, but for this test alone. */
const BUNDLE = ".cache/test-server/server.mjs";
const folder = mkdtempSync(join(tmpdir(), "glance-process-"));
let folders = 0;

class Process extends TestServer {
  output = "";
  errors = "";
  #child: ChildProcess | undefined;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #data = join(folder, String((folders += 1)));

  constructor(environment: Readonly<Record<string, string>> = {}) {
    super();
    this.#environment = environment;
  }

  override async start(): Promise<this> {
    this.output = "";
    const child = spawn(process.execPath, ["--enable-source-maps", BUNDLE], {
      env: {
        PATH: process.env["PATH"],
        PORT: this.url === "" ? "0" : new URL(this.url).port,
        DATA_DIR: this.#data,
        GLANCE_ADMIN_PASSWORD: ADMIN.password,
        ...this.#environment,
      },
    });
    this.#child = child;
    child.stdout.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (this.errors += chunk.toString()));
    await until(() => this.output.includes("ready ") || child.exitCode !== null);
    this.url = /^ready (http\S+)$/m.exec(this.output)?.[1] ?? this.url;
    return this;
  }

  /** Sends `signal` and resolves to the exit code; null when it was killed. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.#child?.kill(signal);
    return this.exit();
  }

  async exit(): Promise<number | null> {
    const child = this.#child!;
    await until(() => child.exitCode !== null || child.signalCode !== null);
    return child.exitCode;
  }
}

/** What is told of the first administrator's account. */
const ADMINS = { username: "admin", partnerid: "1" };

describe("server / process", function () {
  this.timeout(30_000);
  before(() =>
    build({
      entryPoints: ["server/main.ts"],
      outfile: BUNDLE,
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      sourcemap: true,
    }),
  );

  const processes: Process[] = [];
  const run = async (environment?: Readonly<Record<string, string>>): Promise<Process> => {
    const made = new Process(environment);
    processes.push(made);
    return made.start();
  };
  after(async () => {
    for (const each of processes) await each.end("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  it("prints the first administrator's password once, and it works", async () => {
    const server = await run({ GLANCE_ADMIN_PASSWORD: "", GLANCE_ADMIN_USER: "root" });
    const password = /is root with the password (\S+)$/m.exec(server.output)![1]!;
    expect(password).to.have.length(20);
    expect((await server.post("/api/v1/sign-in", { username: "root", password })).status).to.equal(200);
    expect(server.errors, "not in the log").to.not.include(password);
    expect(await server.end("SIGTERM")).to.equal(0);
    await server.start();
    expect(server.output).to.not.include("password");
    expect((await server.post("/api/v1/sign-in", { username: "root", password })).status).to.equal(200);
  });

  for (const transport of TRANSPORTS)
    it(`goes on with every session after it was killed (${transport})`, async () => {
      const server = await run({ RELAY_TRANSPORT: transport });
      const cookie = await server.signIn();
      const visitor = await server.visit();
      const agent = await server.join(cookie, visitor.key);
      const gone = await server.join(cookie, visitor.key);
      const over = await server.visit();
      const ends = [await EndPoint.enter(server, visitor, 7), await EndPoint.enter(server, agent, 3)];
      const leaving = await EndPoint.enter(server, gone);
      leaving.tell({ type: "leave" });
      await leaving.closeCode();
      const ending = await EndPoint.enter(server, over);
      ending.tell({ type: "end" });
      await ending.closeCode();
      await until(() => server.errors.includes("agent left") && server.errors.includes("session ended"));

      await server.end("SIGKILL");
      for (const end of ends) expect(await end.closeCode()).to.equal(1006);
      await server.start();

      const back = await EndPoint.enter(server, agent, 3);
      expect(back.slot).to.equal(agent.slot);
      expect(back.participants, "known before it is back, and as which life").to.deep.equal([
        { slot: 0, role: "visitor", name: "", generation: 7, connected: false },
        { slot: 1, role: "agent", name: "admin", generation: 3, connected: true, ...ADMINS },
      ]);
      const stale = await EndPoint.open(server);
      stale.hello(visitor, 6);
      expect(await stale.closeCode(), "an earlier life").to.equal(CLOSE.replaced);
      const page = await EndPoint.enter(server, visitor, 7);
      await back.sees(0, true);
      page.send({ to: 1, sequence: 42 });
      await until(() => back.envelopes.length === 1);

      const { status } = await server.get("/api/v1/me", { cookie });
      expect(status, "the agent is still signed in").to.equal(200);
      expect((await server.join(cookie, visitor.key)).slot, "slots are not given anew").to.equal(3);
      const left = await EndPoint.open(server);
      left.hello(gone, 2);
      expect(await left.closeCode()).to.equal(CLOSE.badToken);
      const ended = await EndPoint.open(server);
      ended.hello(over, 2);
      expect(await ended.closeCode()).to.equal(CLOSE.ended);
    });

  it("keeps every session that it has acknowledged, killed at any moment", async () => {
    const server = await run();
    for (let round = 0; round < 3; round += 1) {
      const places: Awaited<ReturnType<TestServer["visit"]>>[] = [];
      const visits = Array.from({ length: 30 }, async () => {
        await server.visit().then(
          (place) => places.push(place),
          () => undefined,
        );
      });
      await until(() => places.length > 5 + round * 5);
      await server.end("SIGKILL");
      await Promise.all(visits);
      await server.start();
      for (const { session, token } of places)
        expect((await server.post("/api/v1/sessions/resume", { session, token })).status).to.equal(200);
    }
  });

  for (const transport of TRANSPORTS)
    it(`stops in order on SIGTERM: not ready, everybody told to connect anew, exit code 0 (${transport})`, async () => {
      const server = await run({ RELAY_TRANSPORT: transport });
      const visitor = await server.visit();
      const end = await EndPoint.enter(server, visitor);
      // One that does not answer the close, and keeps the server waiting for its grace.
      const deaf = await EndPoint.open(server);
      deaf.socket.pause();
      const cookie = await server.signIn();
      const waiting = server.post("/api/v1/join", { key: "later", wait: true }, { cookie });
      await server.get("/healthz");
      const exit = server.end("SIGTERM");
      expect(await end.closeCode()).to.equal(CLOSE.restart);
      expect(end.error).to.equal("restart");
      expect((await waiting).status).to.equal(204);
      expect(await exit).to.equal(0);
      expect(server.errors).to.include('"msg":"stopped"');
      await server.start();
      await EndPoint.enter(server, visitor, 2);
    });

  it("says that it is not ready while it stops", async () => {
    const server = await run({ RELAY_TRANSPORT: "ws" });
    expect((await server.get("/readyz")).status).to.equal(200);
    const deaf = await EndPoint.open(server);
    deaf.socket.pause();
    const exit = server.end("SIGTERM");
    await until(async () => (await server.get("/readyz")).status === 503);
    expect((await server.get("/healthz")).status).to.equal(200);
    expect(await exit).to.equal(0);
  });

  /** One clear line, and exit code 1. */
  async function expectRefused(environment: Readonly<Record<string, string>>, words: RegExp): Promise<void> {
    const server = await run(environment);
    expect(await server.exit()).to.equal(1);
    expect(server.output).to.equal("");
    expect(server.errors.trim().split("\n"), server.errors).to.have.length(1);
    expect(server.errors).to.match(words);
  }

  for (const RELAY_TRANSPORT of TRANSPORTS)
    it(`says that its port is in use (${RELAY_TRANSPORT})`, async () => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
      const PORT = String((other.address() as AddressInfo).port);
      await expectRefused(
        { PORT, RELAY_TRANSPORT },
        /^glance-cobrowse: cannot listen on .*another program has that port/,
      );
      other.close();
    });

  for (const RELAY_TRANSPORT of TRANSPORTS)
    it(`says that its port is in use by another of its kind (${RELAY_TRANSPORT})`, async () => {
      const first = await run({ RELAY_TRANSPORT });
      await expectRefused(
        { PORT: new URL(first.url).port, RELAY_TRANSPORT },
        /another program has that port/,
      );
    });

  it("says that this machine has no such address", async () => {
    await expectRefused({ HOST: "192.0.2.1" }, /cannot listen on 192\.0\.2\.1.*no such address/);
  });

  it("says that its folder cannot be made", async () => {
    writeFileSync(join(folder, "file"), "");
    await expectRefused({ DATA_DIR: join(folder, "file", "data") }, /cannot use the database .*DATA_DIR/);
  });

  it("says that its database is none", async () => {
    writeFileSync(join(folder, "text.db"), "this is no database, whatever its name says\n".repeat(100));
    await expectRefused({ DATABASE_URL: `sqlite:${join(folder, "text.db")}` }, /cannot use the database/);
  });

  it("says which variable is wrong", async () => {
    await expectRefused({ PORT: "http" }, /^glance-cobrowse: PORT must be/);
  });

  describe("where there is no uWebSockets.js", () => {
    const NODE_OPTIONS = `--require=${join(folder, "without-uws.cjs")}`;
    before(() => {
      writeFileSync(
        join(folder, "without-uws.cjs"),
        `const { Module } = require("node:module");
         const load = Module._load;
         Module._load = (name, ...rest) => {
           if (/^(@uwsjs|uws-)/.test(name)) throw new Error("Cannot find module");
           return load(name, ...rest);
         };`,
      );
    });

    it("serves by Node's own server", async () => {
      const server = await run({ NODE_OPTIONS, RELAY_TRANSPORT: "auto" });
      expect((await server.get("/healthz")).status).to.equal(200);
      expect(server.errors).to.include('"transport":"ws"');
    });

    it("says so when it was asked for", async () => {
      await expectRefused({ NODE_OPTIONS, RELAY_TRANSPORT: "uws" }, /RELAY_TRANSPORT cannot be uws/);
    });

    it("takes the one that UWS_MODULE names", async () => {
      const own = join(folder, "own.cjs");
      writeFileSync(own, `module.exports = { App() { throw new Error("the one of UWS_MODULE"); } };`);
      const server = await run({ NODE_OPTIONS, UWS_MODULE: own });
      expect(await server.exit()).to.equal(1);
      expect(server.errors).to.include("the one of UWS_MODULE");
    });
  });
});
