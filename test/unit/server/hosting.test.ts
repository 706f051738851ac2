import { expect } from "chai";
import { connect } from "node:net";
import { gunzipSync, brotliDecompressSync } from "node:zlib";
import { chooseEncoding } from "../../../server/http/encodings.ts";
import { TestServer, TRANSPORTS } from "./running-server.ts";

/** What comes back for bytes as they are; `fetch` would tidy them up. */
async function raw(url: string, request: string): Promise<Buffer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(request);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const rawGet = (url: string, path: string, headers = ""): Promise<Buffer> =>
  raw(url, `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${headers}\r\n`);
const statusOf = (answer: Buffer): number => Number(answer.toString("latin1").split(" ")[1]);
const bodyOf = (answer: Buffer): Buffer => answer.subarray(answer.indexOf("\r\n\r\n") + 4);

const LOADER = "/GlanceCobrowseLoader_0.0.0-dev.js";

for (const transport of TRANSPORTS) {
  describe(`server / hosting by ${transport}`, function () {
    this.timeout(20_000);
    const server = new TestServer({
      transport,
      environment: { GLANCE_TRUSTED_ORIGINS: "https://crm.example, https://desk.example:8443/" },
    });
    before(() => server.start());
    after(() => server.stop());

    for (const { path, cache, everybody } of [
      { path: LOADER, cache: "public, max-age=31536000, immutable", everybody: true },
      {
        path: "/GlanceCobrowseVisitor_0.0.0-dev.js",
        cache: "public, max-age=31536000, immutable",
        everybody: true,
      },
      {
        path: "/GlanceCobrowseVisitor_0.0.0-dev.js.map",
        cache: "public, max-age=31536000, immutable",
        everybody: true,
      },
      { path: "/GlanceCobrowseLoader.js", cache: "public, max-age=300", everybody: true },
      {
        path: "/cobrowse/CobrowseJS.ashx?group=1&site=production",
        cache: "public, max-age=300",
        everybody: true,
      },
      {
        path: "/cobrowse/CobrowseJS.ashx?group=1&site=staging&script=Agent",
        cache: "public, max-age=300",
        everybody: true,
      },
      { path: "/Cobrowse/cobrowsejs.ashx?groupid=1", cache: "public, max-age=300", everybody: true },
      { path: "/viewer/viewer.css", cache: "no-cache", everybody: false },
      { path: "/demo/", cache: "no-cache", everybody: false },
      { path: "/demo/index.html", cache: "no-cache", everybody: false },
      { path: "/demo/images/a%20picture.png", cache: "no-cache", everybody: false },
      { path: "/", cache: "no-store", everybody: false },
      { path: "/cbjoin", cache: "no-store", everybody: false },
      { path: "/agent/start", cache: "no-store", everybody: false },
      { path: "/agentjoin/AgentView.aspx?VisitorId=1&wait=1", cache: "no-store", everybody: false },
      { path: "/cobrowse/AgentView.aspx?SessionKey=1", cache: "no-store", everybody: false },
      { path: "/replay.html", cache: "no-store", everybody: false },
      { path: "/replay-quirks.html", cache: "no-store", everybody: false },
      { path: "/replay-limited-quirks.html", cache: "no-store", everybody: false },
      { path: "/healthz", cache: "no-store", everybody: false },
    ])
      it(`serves ${path}, ${everybody ? "to any page" : "to our own pages"}, cached as ${cache}`, async () => {
        const { status, headers } = await server.get(path);
        expect(status).to.equal(200);
        expect(headers.get("cache-control")).to.equal(cache);
        expect(headers.get("access-control-allow-origin")).to.equal(everybody ? "*" : null);
        expect(headers.get("cross-origin-resource-policy")).to.equal(
          everybody ? "cross-origin" : "same-origin",
        );
        expect(headers.get("x-content-type-options")).to.equal("nosniff");
        expect(headers.get("content-security-policy")).to.be.a("string");
      });

    it("C-45: serves guests their script, the page for a code and the viewer", async () => {
      const script = await server.get("/cobrowse/CobrowseJS.ashx?group=1&site=staging&script=Guest");
      expect(await script.text()).to.equal("/* the guests' script */");
      expect(script.headers.get("access-control-allow-origin")).to.equal("*");
      const page = await server.get("/GuestJoin?groupid=1", { accept: "text/html" });
      const policy = page.headers.get("content-security-policy") ?? "";
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "none";
      expect(await page.text()).to.equal(
        `<script nonce="${nonce}" src="/GlanceCobrowseGuest_0.0.0-dev.js"></script>`,
      );
      expect(policy).to.include("default-src 'none'").and.include("frame-ancestors 'none'");
      expect((await server.get("/guest/guest.css")).status).to.equal(200);
      expect((await server.get("/guest/guest-join.html")).status, "with no nonce in it").to.equal(404);
      const view = await server.get("/guestview?groupid=1", { accept: "text/html" });
      expect(await view.text()).to.include("GlanceCobrowseViewer_");
    });

    it("AGT-07: serves the script for host pages by script=Agent, and by the address of the Browser Agent API", async () => {
      for (const path of [
        "/cobrowse/CobrowseJS.ashx?group=1&site=staging&script=Agent",
        "/agent/js/GlanceAgent_6.35.0M.js",
        "/GlanceCobrowseAgent_0.0.0-dev.js",
      ])
        expect(await (await server.get(path)).text(), path).to.equal("/* the script for host pages */");
      const helper = await server.get("/cobrowse/CobrowseJS.ashx?group=1&script=XDOM");
      expect(await helper.text()).to.include("the loader");
    });

    it("PRS-05, 14.3: serves the scripts of presence by script=, and by their names", async () => {
      for (const [script, text] of [
        ["PresenceVisitor", "/* presence of visitors */"],
        ["PresenceAgent", "/* presence for agents */"],
      ] as const)
        for (const path of [
          `/cobrowse/CobrowseJS.ashx?groupid=1&site=production&script=${script}`,
          `/Glance${script}_0.0.0-dev.js`,
        ]) {
          const answer = await server.get(path);
          expect(await answer.text(), path).to.equal(text);
          expect(answer.headers.get("access-control-allow-origin")).to.equal("*");
        }
    });

    it("lets pages of the group that the address names embed the viewer, and no others", async () => {
      for (const { query, others } of [
        { query: "?partnerid=1", others: " https://crm.example https://desk.example:8443" },
        { query: "?GroupId=2", others: "" },
      ]) {
        const policy = (await server.get(`/cbjoin${query}`)).headers.get("content-security-policy")!;
        expect(policy.split("frame-ancestors ")[1], query).to.equal(`'self'${others}`);
      }
    });

    for (const { referer, policy } of [
      { referer: "https://crm.example/", policy: "unsafe-none" },
      { referer: "https://crm.example.evil.example/", policy: "same-origin-allow-popups" },
      { referer: "no address", policy: "same-origin-allow-popups" },
    ])
      it(`gives a viewer that was opened from ${referer} the opener policy ${policy}`, async () => {
        const { headers } = await server.get("/cbjoin", { referer });
        expect(headers.get("cross-origin-opener-policy")).to.equal(policy);
      });

    it("serves the same loader under all its names", async () => {
      const texts = [];
      for (const path of [LOADER, "/GlanceCobrowseLoader.js", "/cobrowse/CobrowseJS.ashx?group=1"])
        texts.push(await (await server.get(path)).text());
      expect(new Set(texts).size).to.equal(1);
      expect(texts[0]).to.include("the loader");
    });

    for (const { accept, encoding, decode } of [
      { accept: "gzip, deflate, br", encoding: "br", decode: brotliDecompressSync },
      { accept: "gzip", encoding: "gzip", decode: gunzipSync },
      { accept: "", encoding: undefined, decode: (bytes: Buffer) => bytes },
    ])
      it(`serves "${accept}" as ${encoding ?? "it is"}, with a tag of its own, and 304 for that tag`, async () => {
        const header = `accept-encoding: ${accept}\r\n`;
        const answer = await rawGet(server.url, LOADER, header);
        const head = answer.toString("latin1").toLowerCase();
        expect(/content-encoding: (\w+)/.exec(head)?.[1]).to.equal(encoding);
        expect(head).to.include("vary: accept-encoding");
        expect(decode(bodyOf(answer)).toString()).to.include("the loader");
        const tag = /etag: (\S+)/i.exec(answer.toString("latin1"))![1]!;
        expect(tag).to.match(/^"[\w-]+"$/);
        const again = await rawGet(server.url, LOADER, `${header}if-none-match: "x", W/${tag}\r\n`);
        expect(statusOf(again)).to.equal(304);
        expect(bodyOf(again)).to.have.length(0);
        const other = await rawGet(server.url, LOADER, `${header}if-none-match: "x"\r\n`);
        expect(statusOf(other)).to.equal(200);
      });

    it("answers HEAD as GET, without the body", async () => {
      for (const path of [LOADER, "/cbjoin", "/healthz", "/nowhere"]) {
        const [get, head] = await Promise.all([
          server.get(path),
          fetch(server.url + path, { method: "HEAD" }),
        ]);
        expect(head.status).to.equal(get.status);
        expect(head.headers.get("content-type")).to.equal(get.headers.get("content-type"));
        expect(await head.text()).to.equal("");
      }
    });

    for (const path of [
      "/server.mjs",
      "/demo/secret.key",
      "/viewer/viewer.html",
      "/../settings.ts",
      "/demo/../server.mjs",
      "/demo/..%2fserver.mjs",
      "/demo/%2e%2e/server.mjs",
      "/demo/..\\server.mjs",
      "/demo/%5c..%5cserver.mjs",
      "/demo/%00",
      "/demo/%",
      "/demo/%c0%ae%c0%ae/server.mjs",
      "//server.mjs",
      "/demo/images",
      "/demo/images/",
      "/constructor",
      "/__proto__",
    ])
      it(`does not serve ${path}`, async () => {
        const answer = await rawGet(server.url, path);
        expect(statusOf(answer)).to.equal(404);
        expect(answer.toString()).to.not.include("server's own code").and.not.include("never served");
      });

    it("says 404 in the form that is wanted", async () => {
      const page = await server.get("/nowhere", { accept: "text/html,*/*" });
      expect(page.headers.get("content-type")).to.include("text/html");
      for (const [path, accept] of [
        ["/nowhere", "*/*"],
        ["/api/v1/nowhere", "text/html"],
      ] as const) {
        const data = await server.get(path, { accept });
        expect(data.status).to.equal(404);
        expect(await data.json()).to.have.property("code", "not-found");
      }
    });

    it("says which methods an address has", async () => {
      const deleted = await fetch(`${server.url}/api/v1/join`, { method: "DELETE" });
      expect([deleted.status, deleted.headers.get("allow")]).to.deep.equal([405, "POST"]);
      const posted = await fetch(server.url + LOADER, { method: "POST" });
      expect([posted.status, posted.headers.get("allow")]).to.deep.equal([405, "GET, HEAD"]);
    });

    it("leads /demo to /demo/", async () => {
      const { status, headers } = await server.get("/demo");
      expect([status, headers.get("location")]).to.deep.equal([301, "/demo/"]);
    });

    it("says on the first page what to do, and where", async () => {
      const page = await (await server.get("/")).text();
      expect(page).to.include(`href="/demo/"`).and.include(`href="/cbjoin"`);
      expect(page.match(/<li>/g)).to.have.length(3);
    });

    it("S50: gives the viewer a policy with a number of its own each time, and lets trusted origins embed it", async () => {
      const answers = [await server.get("/cbjoin"), await server.get("/cbjoin")];
      const nonces = new Set<string>();
      for (const { headers, text } of answers.map((answer) => ({
        headers: answer.headers,
        text: answer.text(),
      }))) {
        // Other sites share neither a process with it nor a window.
        expect(headers.get("cross-origin-resource-policy")).to.equal("same-origin");
        expect(headers.get("cross-origin-opener-policy")).to.match(
          /^(same-origin-allow-popups|unsafe-none)$/,
        );
        const policy = headers.get("content-security-policy")!;
        const nonce = /script-src 'nonce-([\w-]{22})' 'strict-dynamic';/.exec(policy)![1]!;
        nonces.add(nonce);
        expect(await text).to.equal(
          `<script nonce="${nonce}" src="/GlanceCobrowseViewer_0.0.0-dev.js"></script>` +
            `<meta content="https://crm.example https://desk.example:8443">`,
        );
        expect(policy).to.match(
          /frame-ancestors 'self' https:\/\/crm\.example https:\/\/desk\.example:8443$/,
        );
        expect(policy).to.include("default-src 'none'").and.not.include("unsafe");
        expect(policy).to.include("require-trusted-types-for 'script'");
      }
      expect(nonces.size).to.equal(2);
    });

    it("S50: gives replicas a policy that lets nothing run and nothing out, in all modes", async () => {
      const get = (mode: string): Promise<Response> => server.get(`/replay${mode}.html`);
      const [standard, quirks, limited] = [await get(""), await get("-quirks"), await get("-limited-quirks")];
      for (const { headers } of [standard, quirks, limited]) {
        expect(headers.get("cross-origin-resource-policy")).to.equal("same-origin");
        const policy = headers.get("content-security-policy")!;
        for (const rule of [
          "default-src 'none'",
          "script-src 'none'",
          "connect-src 'none'",
          "frame-src 'none'",
          "form-action 'none'",
          "base-uri 'none'",
          "frame-ancestors 'self'",
          "require-trusted-types-for 'script'",
          "trusted-types 'none'",
        ])
          expect(policy).to.include(rule);
      }
      expect(await standard.text()).to.match(/^<!doctype html>/);
      expect(await quirks.text()).to.not.match(/doctype/i);
      expect(await limited.text()).to.match(/^<!doctype html public "[^"]+Transitional/);
    });

    it("lets no inline script run in the demo, which shares an origin with the viewer", async () => {
      const policy = (await server.get("/demo/")).headers.get("content-security-policy")!;
      expect(policy).to.include("script-src 'self';");
    });
  });
}

describe("server / hosting / encodings", function () {
  this.timeout(20_000);
  for (const [accept, encoding] of [
    ["br;q=0, gzip", "gzip"],
    ["br;q=0,gzip;q=0", "identity"],
    ["*", "br"],
    ["*;q=0", "identity"],
    ["GZIP;q=0.5", "gzip"],
    ["deflate, zstd", "identity"],
    ["br;q=nonsense", "identity"],
  ] as const)
    it(`chooses ${encoding} for "${accept}"`, () => {
      expect(chooseEncoding(accept)).to.equal(encoding);
    });
});
