// The server fetches for visitors what is out in the internet, and nothing that is near it. "The internet" of these tests is 127.0.0.2,
// with servers of its own; 127.0.0.1 stands for everything that nobody may ask for.
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { isPublicAddress } from "../../../server/fetch/addresses.ts";
import { contentType } from "../../../server/fetch/content.ts";
import { Fetcher, FetchError, type Network } from "../../../server/fetch/fetcher.ts";
import { allowsHost } from "../../../server/fetch/hosts.ts";
import { MAX_FETCHED_BYTES, MAX_SESSION_HOSTS } from "../../../server/limits.ts";
import { TestServer } from "./running-server.ts";

const PNG = Buffer.from("\x89PNG\r\n\x1a\n, and so on", "latin1");

interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A server of some address, and what it was asked. */
class Host {
  readonly asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];
  readonly #server: Server;
  port = 0;

  constructor(replies: (path: string) => Reply) {
    this.#server = createServer((request, response) => {
      const path = request.url ?? "";
      this.asked.push({ path, headers: request.headers });
      const { status = 200, headers = { "content-type": "image/png" }, body = PNG } = replies(path);
      response.writeHead(status, headers).end(body);
    });
  }

  async start(address: string, port = 0): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(port, address, resolve));
    this.port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const OUTSIDE = "127.0.0.2";
const INSIDE = "127.0.0.1";

/** Names of these tests, and where they lead, at the first and at later look-ups. */
function networkOf(
  names: Readonly<Record<string, readonly (readonly string[])[]>>,
): Network & { lookUps: number } {
  const network = {
    lookUps: 0,
    resolve(host: string) {
      network.lookUps += 1;
      const all = names[host] ?? [];
      return Promise.resolve(all[Math.min(network.lookUps, all.length) - 1] ?? []);
    },
    isAllowed: (address: string) => address === OUTSIDE,
    isPort: () => true,
  };
  return network;
}

const NAMES = {
  "cdn.example": [[OUTSIDE]],
  "intranet.example": [[INSIDE]],
  "both.example": [[OUTSIDE, INSIDE]],
  "turning.example": [[OUTSIDE], [INSIDE]],
};

const any = (): boolean => true;

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "none";
  } catch (error) {
    return error instanceof FetchError ? error.code : String(error);
  }
}

describe("server / fetch", () => {
  let port = 0;
  const to = (location: string): Reply => ({ status: 302, headers: { location } });
  const paths: Readonly<Record<string, () => Reply>> = {
    "/to-inside": () => to(`http://intranet.example:${port}/secret.png`),
    "/to-number": () => to(`http://127.0.0.1:${port}/secret.png`),
    "/to-file": () => to("file:///etc/passwd"),
    "/to-name": () => to(`http://user:password@cdn.example:${port}/a.png`),
    "/once": () => to("/a.png"),
    "/round": () => to("/round"),
    "/page.html": () => ({ headers: { "content-type": "text/html" }, body: "<!doctype html>" }),
    "/false.png": () => ({ body: `{"secret": 1}` }),
    "/false.css": () => ({ headers: { "content-type": "text/css" }, body: "<!DOCTYPE html><title>Sign in" }),
    "/a.css": () => ({
      headers: { "content-type": "text/css; charset=utf-8", "set-cookie": "a=b" },
      body: "a{}",
    }),
    "/zip.css": () => ({
      headers: { "content-type": "text/css", "content-encoding": "gzip" },
      body: gzipSync("a{}"),
    }),
    "/large.png": () => ({ body: Buffer.concat([PNG, Buffer.alloc(MAX_FETCHED_BYTES)]) }),
    "/missing.png": () => ({ status: 404 }),
  };
  const replies = (path: string): Reply => paths[path]?.() ?? {};
  const outside = new Host(replies);
  const inside = new Host(replies);

  before(async () => {
    await outside.start(OUTSIDE);
    port = outside.port;
    await inside.start(INSIDE, port);
  });
  after(async () => {
    await outside.stop();
    await inside.stop();
  });
  beforeEach(() => {
    inside.asked.length = 0;
    outside.asked.length = 0;
  });

  const at = (host: string, path: string): string => `http://${host}:${port}${path}`;
  const fetcher = (): Fetcher => new Fetcher(networkOf(NAMES));

  it("fetches a file, with nothing that says who asks", async () => {
    const { bytes, type, url } = await fetcher().fetch(at("cdn.example", "/a.png?b=c"), any);
    expect([Buffer.from(bytes).equals(PNG), type, url]).to.deep.equal([
      true,
      "image/png",
      at("cdn.example", "/a.png?b=c"),
    ]);
    const [{ headers, path }] = outside.asked as [(typeof outside.asked)[0]];
    expect(path).to.equal("/a.png?b=c");
    expect(Object.keys(headers).sort()).to.deep.equal(["accept", "accept-encoding", "connection", "host"]);
  });

  it("follows a redirection, and says where the file came from", async () => {
    const { url } = await fetcher().fetch(at("cdn.example", "/once"), any);
    expect(url).to.equal(at("cdn.example", "/a.png"));
  });

  const refused: readonly (readonly [what: string, address: () => string, code: string])[] = [
    ["a name that leads inside", () => at("intranet.example", "/secret.png"), "refused"],
    ["a name that leads inside and outside", () => at("both.example", "/secret.png"), "refused"],
    ["an address inside", () => at("127.0.0.1", "/secret.png"), "refused"],
    ["the same as one number", () => at("2130706433", "/secret.png"), "refused"],
    ["the same in base 16 and 8", () => at("0x7f.0.0.01", "/secret.png"), "refused"],
    ["the same as IPv6", () => at("[::ffff:127.0.0.1]", "/secret.png"), "refused"],
    ["the same, short", () => at("127.1", "/secret.png"), "refused"],
    ["this machine as IPv6", () => at("[::1]", "/secret.png"), "refused"],
    ["a redirection to a name inside", () => at("cdn.example", "/to-inside"), "refused"],
    ["a redirection to an address inside", () => at("cdn.example", "/to-number"), "refused"],
    ["a redirection to a file", () => at("cdn.example", "/to-file"), "refused"],
    ["a redirection with a password", () => at("cdn.example", "/to-name"), "refused"],
    ["a redirection without end", () => at("cdn.example", "/round"), "failed"],
    ["a file of this machine", () => "file:///etc/passwd", "refused"],
    ["another scheme", () => "gopher://cdn.example/", "refused"],
    ["a password", () => at("a:b@cdn.example", "/a.png"), "refused"],
    ["what is no address", () => "cdn.example", "refused"],
    ["a long address", () => at("cdn.example", `/${"a".repeat(5_000)}`), "refused"],
    ["a name that nobody has", () => at("nobody.example", "/a.png"), "failed"],
    ["a page", () => at("cdn.example", "/page.html"), "refused"],
    ["data that is called a picture", () => at("cdn.example", "/false.png"), "refused"],
    ["a page that is called a style sheet", () => at("cdn.example", "/false.css"), "refused"],
    ["what is deflated", () => at("cdn.example", "/zip.css"), "refused"],
    ["what is too large", () => at("cdn.example", "/large.png"), "too-large"],
    ["what is not there", () => at("cdn.example", "/missing.png"), "failed"],
  ];
  for (const [what, address, code] of refused)
    it(`S22: fetches nothing from ${what}, and asks nobody inside`, async () => {
      expect(await codeOf(fetcher().fetch(address(), any))).to.equal(code);
      expect(inside.asked).to.deep.equal([]);
    });

  it("would reach what is inside, if addresses were not looked at", async () => {
    const open = new Fetcher({ ...networkOf(NAMES), isAllowed: () => true });
    for (const address of [
      at("intranet.example", "/secret.png"),
      at("2130706433", "/x"),
      at("cdn.example", "/to-number"),
    ])
      await open.fetch(address, any);
    expect(inside.asked).to.have.length(3);
  });

  it("S22: connects to the address that was looked at, when the name leads elsewhere a moment later", async () => {
    const network = networkOf(NAMES);
    await new Fetcher(network).fetch(at("turning.example", "/a.png"), any);
    expect([network.lookUps, outside.asked.length, inside.asked.length]).to.deep.equal([1, 1, 0]);
    // The control: the second look-up does lead inside.
    expect(await network.resolve("turning.example")).to.deep.equal([INSIDE]);
  });

  it("S22: asks only hosts that it is told, also where it is led to", async () => {
    const named = (host: string): boolean => host === "cdn.example";
    expect(await codeOf(fetcher().fetch(at("turning.example", "/a.png"), named))).to.equal("refused");
    const both = new Fetcher({ ...networkOf(NAMES), isAllowed: () => true });
    expect(await codeOf(both.fetch(at("cdn.example", "/to-inside"), named))).to.equal("refused");
    expect(inside.asked).to.deep.equal([]);
  });

  it("asks no other port than the scheme's, unless the network says so", async () => {
    const strict = new Fetcher({ ...networkOf(NAMES), isPort: (given) => given === "" });
    expect(await codeOf(strict.fetch(at("cdn.example", "/a.png"), any))).to.equal("refused");
  });

  const addresses: readonly (readonly [string, boolean])[] = [
    ...["1.1.1.1", "93.184.216.34", "100.63.0.1", "172.32.0.1", "2606:4700::1111", "2a00:1450::8"].map(
      (one) => [one, true] as const,
    ),
    ...[
      "0.0.0.0",
      "10.1.2.3",
      "100.64.0.1",
      "127.0.0.1",
      "127.255.0.1",
      "169.254.169.254",
      "172.16.0.1",
      "172.31.255.255",
    ].map((one) => [one, false] as const),
    ...[
      "192.0.0.1",
      "192.0.2.1",
      "192.168.1.1",
      "198.18.0.1",
      "198.51.100.1",
      "203.0.113.9",
      "224.0.0.1",
      "255.255.255.255",
    ].map((one) => [one, false] as const),
    ...[
      "::",
      "::1",
      "::ffff:1.1.1.1",
      "::ffff:127.0.0.1",
      "64:ff9b::7f00:1",
      "fc00::1",
      "fd00:ec2::254",
      "fe80::1",
      "ff02::1",
    ].map((one) => [one, false] as const),
    ...["2001:db8::1", "2001::1", "2002:7f00:1::", "fe80::1%eth0", "localhost", ""].map(
      (one) => [one, false] as const,
    ),
  ];
  for (const [address, isPublic] of addresses)
    it(`takes ${address || "nothing"} for ${isPublic ? "a public address" : "none that may be asked"}`, () => {
      expect(isPublicAddress(address)).to.equal(isPublic);
    });

  for (const [hosts, host, allowed] of [
    [["cdn.example"], "cdn.example", true],
    [["cdn.example"], "a.cdn.example", false],
    [["*.cdn.example"], "a.b.cdn.example", true],
    [["*.cdn.example"], "cdn.example", false],
    [["*.cdn.example"], "evilcdn.example", false],
    [["*"], "any.example", true],
    [[], "any.example", false],
  ] as const)
    it(`${allowed ? "asks" : "does not ask"} ${host} when ${JSON.stringify(hosts)} are named`, () => {
      expect(allowsHost(hosts, host)).to.equal(allowed);
    });

  for (const [declared, start, type] of [
    ["image/png", "\x89PNG", "image/png"],
    ["image/svg+xml", "<svg>", "image/svg+xml"],
    ["image/svg+xml", "{}", undefined],
    ["font/woff2", "wOF2", "font/woff2"],
    ["application/octet-stream", "wOFF", "application/octet-stream"],
    ["", "GIF89a", "application/octet-stream"],
    ["application/octet-stream", "MZ", undefined],
    ["text/css;charset=UTF-8", "a{}", "text/css; charset=UTF-8"],
    ["application/json", "{}", undefined],
    ["text/javascript", "a", undefined],
    ["text/plain", "secret", undefined],
  ] as const)
    it(`passes on ${type ?? "nothing"} for ${declared || "no type"} that begins with ${JSON.stringify(start)}`, () => {
      expect(contentType(declared, Buffer.from(start, "latin1"))).to.equal(type);
    });

  describe("its endpoint", () => {
    const network = networkOf(NAMES);
    const server = new TestServer({
      environment: { GLANCE_FETCH_HOSTS: "cdn.example, *.hosts.example" },
      network,
    });
    const off = new TestServer({ network });
    before(async () => {
      await server.start();
      await off.start();
    });
    after(async () => {
      await server.stop();
      await off.stop();
    });

    const ask = (of: TestServer, body: unknown): Promise<Response> =>
      fetch(`${of.url}/api/v1/fetch`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: "https://shop.example", cookie: "a=b" },
        body: JSON.stringify(body),
      });

    it("S22, S23: gives the visitor of a session a file, for pages of any origin, and as no page", async () => {
      const { session, token, fetch: path } = (await server.visit()) as unknown as Record<string, string>;
      expect(path).to.equal("/api/v1/fetch");
      const answer = await ask(server, { session, token, url: at("cdn.example", "/a.css") });
      expect([answer.status, await answer.text()]).to.deep.equal([200, "a{}"]);
      expect(answer.headers.get("x-glance-location")).to.equal(at("cdn.example", "/a.css"));
      expect(answer.headers.get("access-control-allow-origin")).to.equal("*");
      expect(answer.headers.get("content-type")).to.equal("text/css; charset=utf-8");
      expect(answer.headers.get("content-security-policy")).to.equal("default-src 'none'; sandbox");
      expect(answer.headers.get("content-disposition")).to.equal("attachment");
      expect(answer.headers.get("set-cookie")).to.equal(null);
      expect(outside.asked[0]?.headers.cookie).to.equal(undefined);
    });

    it("gives nothing without a session, with another's token, or to an agent", async () => {
      const one = await server.visit();
      const other = await server.visit();
      const agent = await server.join(await server.signIn(), one.key);
      const url = at("cdn.example", "/a.png");
      for (const { session, token } of [
        { session: "none", token: "none" },
        { session: one.session, token: other.token },
        { session: agent.session, token: agent.token },
      ])
        expect((await ask(server, { session, token, url })).status).to.equal(410);
      expect(outside.asked).to.deep.equal([]);
    });

    it("is off unless a group names hosts", async () => {
      const { session, token, ...rest } = await off.visit();
      expect(rest).not.to.have.property("fetch");
      const answer = await ask(off, { session, token, url: at("cdn.example", "/a.png") });
      expect([answer.status, ((await answer.json()) as { code: string }).code]).to.deep.equal([
        403,
        "refused",
      ]);
      expect(outside.asked).to.deep.equal([]);
    });

    it("asks no more hosts for one session than pages have", async () => {
      const { session, token } = await server.visit();
      for (let i = 0; i < MAX_SESSION_HOSTS; i += 1)
        await ask(server, { session, token, url: at(`h${i}.hosts.example`, "/") });
      const before = network.lookUps;
      expect((await ask(server, { session, token, url: at("one-more.hosts.example", "/") })).status).to.equal(
        403,
      );
      expect(network.lookUps).to.equal(before);
      expect((await ask(server, { session, token, url: at("h1.hosts.example", "/") })).status).to.equal(502);
    });
  });
});
