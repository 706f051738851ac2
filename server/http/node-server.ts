// HTTP by Node and WebSockets by `ws`: for machines that have no build of uWebSockets.js. Mirror: uws-server.ts.
import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { AddressInfo, Socket as TcpSocket } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import {
  KEEP_ALIVE_MS,
  MAX_FRAGMENTS,
  MAX_HEAD_BYTES,
  REQUEST_TIMEOUT_MS,
  SOCKET_IDLE_S,
} from "../limits.ts";
import {
  answerOf,
  type HttpRequest,
  type HttpResponse,
  type HttpServer,
  type HttpServerOptions,
  isBodiless,
  ListenError,
  PEER_HEADERS,
  type Socket,
  type SocketPeer,
} from "./http-server.ts";

/** Listens by Node's own HTTP server and `ws`. */
export async function openNodeServer(options: HttpServerOptions): Promise<HttpServer> {
  const server = createServer({
    maxHeaderSize: MAX_HEAD_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    headersTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Checked here, with what else Node lets pass.
    requireHostHeader: false,
  });
  const refused = new WeakSet<TcpSocket>();
  server.on("request", (request, response) => {
    if (refused.has(request.socket)) return;
    if (hostsOf(request) === 1) void serve(options, request, response);
    else {
      // What follows on this connection may have been smuggled in behind.
      refused.add(request.socket);
      request.socket.end(statusLine(400));
    }
  });
  server.on("clientError", refuse);
  const sockets = acceptSockets(server, options);
  await listen(server, options);
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      if (!server.listening) return;
      server.close();
      await once(server, "close");
    },
  };
}

async function listen(server: Server, { host, port }: HttpServerOptions): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new ListenError((error as NodeJS.ErrnoException).code ?? "unknown", host, port);
  }
}

/** Answers what is no HTTP, as far as the other end still listens. */
function refuse(error: NodeJS.ErrnoException, socket: TcpSocket): void {
  const status = error.code === "HPE_HEADER_OVERFLOW" ? 431 : 400;
  if (socket.writable) socket.end(statusLine(status));
  else socket.destroy();
}

/** How many Host headers there are: more or less than one is an error (RFC 9112 3.2), which Node takes the first of. */
function hostsOf({ rawHeaders }: IncomingMessage): number {
  return rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host").length;
}

function statusLine(status: number): string {
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`;
}

async function serve(
  options: HttpServerOptions,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const abort = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) abort.abort();
  });
  const body = await readBody(incoming, options.maxBodyBytes).catch(() => {
    abort.abort(); // broken off in the middle
    return undefined;
  });
  if (isGone(abort.signal)) return;
  const answer = await answerOf(options, requestOf(incoming, body, abort.signal));
  if (isGone(abort.signal)) return;
  if (body === undefined) response.shouldKeepAlive = false;
  write(response, answer, incoming.method === "HEAD");
}

/** Asked after every wait, which the type checker does not see. */
function isGone(signal: AbortSignal): boolean {
  return signal.aborted;
}

function requestOf(
  { method = "GET", url = "/", headers, socket }: IncomingMessage,
  body: Uint8Array | undefined,
  signal: AbortSignal,
): HttpRequest {
  const mark = url.indexOf("?");
  return {
    method,
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? "" : url.slice(mark + 1),
    headers: new Map(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    remoteAddress: socket.remoteAddress ?? "",
    body,
    signal,
  };
}

/** Undefined as soon as it is over the limit. Rejects when the other end goes away. */
async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else resolve(undefined);
    });
    incoming.on("end", () => {
      resolve(Buffer.concat(chunks));
    });
    incoming.on("error", reject);
    incoming.on("close", () => {
      reject(new Error("aborted"));
    });
  });
}

function write(
  response: ServerResponse,
  { status, headers, body = "" }: HttpResponse,
  isHead: boolean,
): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (!isBodiless(status)) response.setHeader("content-length", Buffer.byteLength(body));
  if (isHead || isBodiless(status)) response.end();
  else response.end(body);
}

function acceptSockets(server: Server, options: HttpServerOptions): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.maxMessageBytes,
    maxFragments: MAX_FRAGMENTS,
    maxBufferedChunks: MAX_FRAGMENTS,
    perMessageDeflate: false,
  });
  server.on("upgrade", (request, tcp: TcpSocket, head) => {
    const [path = "/"] = (request.url ?? "/").split("?");
    if (options.socketPaths.includes(path)) {
      sockets.handleUpgrade(request, tcp, head, (ws) => {
        accept(ws, tcp, options, peerOf(request, path));
      });
    } else tcp.end(statusLine(404));
  });
  return sockets;
}

function peerOf({ headers, socket }: IncomingMessage, path: string): SocketPeer {
  const told = PEER_HEADERS.map((name) => [name, headers[name]] as const);
  return {
    path,
    headers: new Map(told.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))),
    remoteAddress: socket.remoteAddress ?? "",
  };
}

function accept(ws: WebSocket, tcp: TcpSocket, options: HttpServerOptions, peer: SocketPeer): void {
  tcp.setNoDelay(true);
  tcp.setTimeout(SOCKET_IDLE_S * 1000, () => {
    ws.terminate();
  });
  const events = options.onsocket(new NodeSocket(ws, tcp), peer);
  ws.on("message", (data: Buffer, isBinary) => {
    if (ws.readyState === ws.OPEN) events.onmessage(data, isBinary);
  });
  // What was wrong with it is in the close that follows.
  ws.on("error", () => undefined);
  let isClosed = false;
  const closed = (): void => {
    if (isClosed) return;
    isClosed = true;
    events.onclose();
  };
  ws.on("close", closed);
}

class NodeSocket implements Socket {
  readonly #ws: WebSocket;
  readonly #tcp: TcpSocket;

  constructor(ws: WebSocket, tcp: TcpSocket) {
    this.#ws = ws;
    this.#tcp = tcp;
  }

  get bufferedBytes(): number {
    return this.#ws.bufferedAmount;
  }

  send(message: Uint8Array): void {
    if (this.#ws.readyState === this.#ws.OPEN) this.#ws.send(message);
  }

  cork(run: () => void): void {
    this.#tcp.cork();
    run();
    this.#tcp.uncork();
  }

  close(code: number, reason: string): void {
    this.#ws.close(code, reason);
  }

  terminate(): void {
    this.#ws.terminate();
  }
}
