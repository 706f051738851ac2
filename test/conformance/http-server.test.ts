// One suite for every implementation of the server's HttpServer, by raw sockets where a client library would be too polite.
import { expect } from "chai";
import { connect, type Socket as TcpSocket } from "node:net";
import { WebSocket } from "ws";
import {
  type HttpRequest,
  type HttpResponse,
  type HttpServer,
  ListenError,
  type OpenHttpServer,
  type Socket,
  type SocketEvents,
  type SocketPeer,
} from "../../server/http/http-server.ts";
import { addressOf } from "../../server/http/client.ts";
import { openNodeServer } from "../../server/http/node-server.ts";
import { until } from "../unit/server/running-server.ts";
import { chooseServer } from "../../server/http/open-server.ts";

const MAX_BODY_BYTES = 1_000;
const MAX_MESSAGE_BYTES = 100_000;

function implementations(): readonly (readonly [string, OpenHttpServer])[] {
  try {
    return [
      ["uws", chooseServer("uws").open],
      ["ws", openNodeServer],
    ];
  } catch {
    console.log("      (uWebSockets.js is not there for this machine: its half of the suite is not run)");
    return [["ws", openNodeServer]];
  }
}

for (const [name, open] of implementations()) {
  describe(`conformance / http server by ${name}`, () => {
    let server: HttpServer;
    let handle: (request: HttpRequest) => HttpResponse | Promise<HttpResponse>;
    let accept: (socket: Socket) => SocketEvents;
    const requests: HttpRequest[] = [];
    const peers: SocketPeer[] = [];
    const errors: unknown[] = [];
    const options = {
      host: "127.0.0.1",
      port: 0,
      socketPaths: ["/socket", "/other"],
      maxBodyBytes: MAX_BODY_BYTES,
      maxMessageBytes: MAX_MESSAGE_BYTES,
      handle: (request: HttpRequest) => {
        requests.push(request);
        return handle(request);
      },
      onsocket: (socket: Socket, peer: SocketPeer) => {
        peers.push(peer);
        return accept(socket);
      },
      onerror: (error: unknown) => void errors.push(error),
    };

    before(async () => {
      server = await open(options);
    });
    beforeEach(() => {
      requests.length = 0;
      errors.length = 0;
      handle = () => ({ status: 200, headers: { "content-type": "text/plain" }, body: "hello" });
      accept = () => ({ onmessage: () => undefined, onclose: () => undefined });
    });
    after(() => server.close());

    const url = (path = "/"): string => `http://127.0.0.1:${server.port}${path}`;

    function tcp(): TcpSocket {
      const socket = connect(server.port, "127.0.0.1");
      socket.on("error", () => undefined);
      return socket;
    }

    /** What comes back for `bytes`, up to the end or to what `enough` recognises. */
    async function raw(bytes: string, enough = /$^/): Promise<string> {
      const socket = tcp();
      socket.write(bytes);
      let text = "";
      for await (const chunk of socket) {
        text += (chunk as Buffer).toString("latin1");
        if (enough.test(text)) break;
      }
      socket.destroy();
      return text;
    }

    /** Fails when the server does not serve any more. */
    async function expectAlive(): Promise<void> {
      expect((await fetch(url())).status).to.be.oneOf([200, 500]);
    }

    it("gives the handler the method, path, query, headers, address and body as they were sent", async () => {
      await fetch(url("/a%20b/c?d=e%26f&g"), {
        method: "PUT",
        headers: { "X-Mixed": "Case", cookie: "a=1; b=2" },
        body: "body ü",
      });
      const [{ method, path, query, headers, remoteAddress, body }] = requests as [HttpRequest];
      expect({ method, path, query }).to.deep.equal({ method: "PUT", path: "/a%20b/c", query: "d=e%26f&g" });
      expect(headers.get("x-mixed")).to.equal("Case");
      expect(headers.get("cookie")).to.equal("a=1; b=2");
      expect(remoteAddress).to.equal("127.0.0.1");
      expect(new TextDecoder().decode(body)).to.equal("body ü");
    });

    it("sends status, headers and body, text or bytes", async () => {
      for (const body of ["héllo", new TextEncoder().encode("héllo")]) {
        handle = () => ({ status: 418, headers: { "x-a": "b" }, body });
        const response = await fetch(url());
        expect(response.status).to.equal(418);
        expect(response.headers.get("x-a")).to.equal("b");
        expect(response.headers.get("content-length")).to.equal("6");
        expect(await response.text()).to.equal("héllo");
      }
    });

    for (const status of [204, 304])
      it(`sends ${status} without a body or a length, and the next answer on the same connection`, async () => {
        handle = () => ({ status, headers: { etag: '"x"' } });
        const get = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";
        const text = await raw(get + get, /HTTP[^]*HTTP[^]*\r\n\r\n$/);
        expect(text.match(new RegExp(`HTTP/1.1 ${status} `, "g"))).to.have.length(2);
        expect(text.toLowerCase()).to.not.include("content-length");
      });

    it("answers HEAD with the length of what GET has, and no body", async () => {
      const text = await raw("HEAD / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
      expect(text.toLowerCase()).to.include("content-length: 5\r\n");
      expect(text).to.match(/\r\n\r\n$/);
    });

    it("waits for an answer that takes a while", async () => {
      handle = async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return { status: 200, headers: {}, body: "late" };
      };
      expect(await (await fetch(url(), { method: "POST", body: "x" })).text()).to.equal("late");
    });

    it("answers 500 when the handler throws, at once or later, and tells what was thrown", async () => {
      const thrown = new Error("no");
      for (const fail of [
        () => {
          throw thrown;
        },
        () => Promise.reject(thrown),
      ]) {
        handle = fail;
        const response = await fetch(url());
        expect(response.status).to.equal(500);
        expect(await response.text()).to.not.include("no\n");
      }
      expect(errors).to.deep.equal([thrown, thrown]);
    });

    it("tells the handler when the other end goes away, and drops the answer", async () => {
      let finish: (answer: HttpResponse) => void = () => undefined;
      handle = () => new Promise((resolve) => (finish = resolve));
      const socket = tcp();
      socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
      await until(() => requests.length === 1);
      const { signal } = requests[0]!;
      expect(signal.aborted).to.equal(false);
      socket.destroy();
      await until(() => signal.aborted);
      finish({ status: 200, headers: {}, body: "too late" });
      handle = () => ({ status: 200, headers: {} });
      await expectAlive();
    });

    it("survives other ends that go away in the middle of a body", async () => {
      for (let i = 0; i < 50; i += 1) {
        const socket = tcp();
        socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\npart");
        await new Promise(setImmediate);
        socket.destroy();
      }
      await expectAlive();
    });

    for (const size of [MAX_BODY_BYTES, MAX_BODY_BYTES + 1])
      it(`gives the handler ${size === MAX_BODY_BYTES ? "a body as long as it may be" : "none that is longer"}`, async () => {
        await fetch(url(), { method: "POST", body: "x".repeat(size) });
        expect(requests[0]!.body?.length).to.equal(size > MAX_BODY_BYTES ? undefined : size);
      });

    it("takes a body that never ends for too long, and closes", async () => {
      const socket = tcp();
      socket.write("POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n");
      socket.resume();
      while (!socket.closed) {
        if (socket.writable) socket.write(`100\r\n${"x".repeat(256)}\r\n`);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      expect(requests).to.have.length(1);
      expect(requests[0]!.body).to.equal(undefined);
    });

    for (const { what, bytes } of [
      {
        what: "two lengths that differ",
        bytes: "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd",
      },
      {
        what: "a length and chunks",
        bytes:
          "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      },
      {
        what: "a length that is no number",
        bytes: "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3x\r\n\r\nabc",
      },
      { what: "two hosts", bytes: "GET / HTTP/1.1\r\nhost: x\r\nhost: y\r\n\r\n" },
      { what: "no host", bytes: "GET / HTTP/1.1\r\n\r\n" },
      { what: "no HTTP", bytes: "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n" },
      { what: "a space before a colon", bytes: "GET / HTTP/1.1\r\nhost : x\r\n\r\n" },
      { what: "a NUL in a header", bytes: "GET / HTTP/1.1\r\nhost: x\r\nx: a\0b\r\n\r\n" },
      {
        what: "a head that is too long",
        bytes: `GET / HTTP/1.1\r\nhost: x\r\nx: ${"a".repeat(100_000)}\r\n\r\n`,
      },
    ])
      it(`refuses ${what}, and serves nothing that follows on that connection`, async () => {
        const text = await raw(`${bytes}GET /smuggled HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
        expect(text).to.match(/^(HTTP\/1\.[01] (400|431|505) |$)/);
        expect(requests.map(({ path }) => path)).to.not.include("/smuggled");
        await expectAlive();
      });

    it("says 400 to two lengths that differ, and closes", async () => {
      const text = await raw("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n");
      expect(text).to.match(/^HTTP\/1\.1 400 /);
      expect(requests).to.have.length(0);
    });

    it("reads a request that comes byte by byte", async () => {
      const socket = tcp();
      socket.setNoDelay(true);
      for (const byte of "GET /slowly HTTP/1.1\r\nhost: x\r\n\r\n") {
        socket.write(byte);
        await new Promise(setImmediate);
      }
      await until(() => requests.length === 1);
      expect(requests[0]!.path).to.equal("/slowly");
      socket.destroy();
    });

    /** A client, and the server's end of it with what it was told. */
    async function pair(): Promise<{
      client: WebSocket;
      socket: Socket;
      messages: [Uint8Array, boolean][];
      closes: number[];
      received: Buffer[];
    }> {
      let socket: Socket | undefined;
      const messages: [Uint8Array, boolean][] = [];
      const closes: number[] = [];
      const received: Buffer[] = [];
      accept = (made) => {
        socket = made;
        return {
          onmessage: (message, isBinary) => void messages.push([message, isBinary]),
          onclose: () => void closes.push(closes.length),
        };
      };
      const client = new WebSocket(`ws://127.0.0.1:${server.port}/socket`);
      client.on("message", (data: Buffer) => received.push(data));
      client.on("error", () => undefined);
      await until(() => client.readyState === WebSocket.OPEN && socket !== undefined);
      return { client, socket: socket!, messages, closes, received };
    }

    it("carries messages both ways, whole, in order, and keeps what was given", async () => {
      const { client, socket, messages, received } = await pair();
      const sizes = [0, 1, 125, 126, 65_535, 65_536, MAX_MESSAGE_BYTES];
      for (const size of sizes) {
        client.send(new Uint8Array(size).fill(size % 251));
        socket.send(new Uint8Array(size).fill(size % 251));
      }
      await until(() => messages.length === sizes.length && received.length === sizes.length);
      for (const [index, size] of sizes.entries()) {
        const expected = Buffer.alloc(size, size % 251);
        expect(Buffer.compare(messages[index]![0], expected)).to.equal(0);
        expect(Buffer.compare(received[index]!, expected)).to.equal(0);
      }
      client.terminate();
    });

    it("tells text from bytes", async () => {
      const { client, messages } = await pair();
      client.send("text");
      client.send(Buffer.from("bytes"));
      await until(() => messages.length === 2);
      expect(messages.map(([, isBinary]) => isBinary)).to.deep.equal([false, true]);
      client.terminate();
    });

    it("keeps the order of what is sent in a cork and around it", async () => {
      const { client, socket, received } = await pair();
      socket.send(new Uint8Array([0]));
      socket.cork(() => {
        for (let i = 1; i < 200; i += 1) socket.send(new Uint8Array([i]));
      });
      socket.send(new Uint8Array([200]));
      await until(() => received.length === 201);
      expect(received.map(([byte]) => byte)).to.deep.equal(Array.from({ length: 201 }, (_, i) => i));
      client.terminate();
    });

    it("closes with a code and a reason, after what was sent, and does nothing from then on", async () => {
      const { client, socket, closes, received } = await pair();
      const closed = new Promise<[number, string]>((resolve) =>
        client.once("close", (code, reason) => resolve([code, reason.toString()])),
      );
      socket.send(new Uint8Array(60_000));
      socket.close(4410, "ended");
      expect(await closed).to.deep.equal([4410, "ended"]);
      expect(received).to.have.length(1);
      await until(() => closes.length === 1);
      socket.send(new Uint8Array(1));
      socket.cork(() => socket.send(new Uint8Array(1)));
      socket.close(1000, "");
      socket.terminate();
      expect(socket.bufferedBytes).to.equal(0);
      expect(closes).to.have.length(1);
    });

    it("tells once that a client closed, or broke off", async () => {
      for (const leave of ["close", "terminate"] as const) {
        const { client, closes } = await pair();
        client[leave]();
        await until(() => closes.length === 1);
      }
    });

    it("breaks off", async () => {
      const { client, socket, closes } = await pair();
      const closed = new Promise<number>((resolve) => client.once("close", resolve));
      socket.terminate();
      expect(await closed).to.equal(1006);
      await until(() => closes.length === 1);
    });

    it("says how much waits for a client that does not read, and delivers it when it does", async () => {
      const { client, socket, received } = await pair();
      client.pause();
      const message = new Uint8Array(65_536);
      let sent = 0;
      while (socket.bufferedBytes < 1_000_000) {
        socket.send(message);
        sent += 1;
        await new Promise(setImmediate);
      }
      client.resume();
      await until(() => received.length === sent);
      await until(() => socket.bufferedBytes === 0);
      client.terminate();
    });

    it("closes a message that is too long, and lets none of it through", async () => {
      const { client, messages, closes } = await pair();
      client.send(new Uint8Array(MAX_MESSAGE_BYTES + 1));
      await until(() => closes.length === 1);
      expect(messages).to.have.length(0);
    });

    it("takes WebSockets at their path alone", async () => {
      const client = new WebSocket(`ws://127.0.0.1:${server.port}/elsewhere`);
      const error = await new Promise<Error>((resolve) => client.once("error", resolve));
      expect(error.message).to.include("404");
      expect((await fetch(url("/socket"))).status, "and requests there too").to.equal(200);
    });

    it("tells who is at the other end of a WebSocket, and what proxies said of it", async () => {
      accept = () => ({ onmessage: () => undefined, onclose: () => undefined });
      const headers = { "x-forwarded-for": "203.0.113.7, 192.0.2.1", origin: "https://crm.example" };
      const client = new WebSocket(`ws://127.0.0.1:${server.port}/other?query`, { headers });
      await until(() => client.readyState === WebSocket.OPEN);
      const peer = peers.at(-1)!;
      expect(peer.headers.get("x-forwarded-for")).to.equal(headers["x-forwarded-for"]);
      expect(peer.path).to.equal("/other");
      expect(peer.headers.get("origin")).to.equal("https://crm.example");
      expect(peer.headers.get("host")).to.equal(`127.0.0.1:${server.port}`);
      expect(addressOf(peer, 0)).to.equal("127.0.0.1");
      expect(addressOf(peer, 1)).to.equal("192.0.2.1");
      client.terminate();
    });

    it("compresses no messages: bodies are compressed already, or sealed", async () => {
      const { client } = await pair();
      expect(client.extensions).to.equal("");
      client.terminate();
    });

    it("says why it cannot listen", async () => {
      const error = await open({ ...options, port: server.port }).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).to.be.instanceOf(ListenError).and.have.property("code", "EADDRINUSE");
    });

    it("frees its port when it is closed, and breaks off who is connected", async () => {
      const first = await open(options);
      const client = new WebSocket(`ws://127.0.0.1:${first.port}/socket`);
      client.on("error", () => undefined);
      await until(() => client.readyState === WebSocket.OPEN);
      await first.close();
      await until(() => client.readyState === WebSocket.CLOSED);
      const second = await open({ ...options, port: first.port });
      expect(second.port).to.equal(first.port);
      await second.close();
      await second.close();
    });
  });
}
