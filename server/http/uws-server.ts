// HTTP and WebSockets by uWebSockets.js. Its rules, each of which ends the process or corrupts an answer when broken: `onAborted`
// before anything else; no use of a response after it was aborted or ended, nor of a socket after its close; the request
// is gone when the handler returns; a message's memory is gone when its callback returns. docs/adr/0010-uwebsockets-package.md
import { type AddressInfo, createServer } from "node:net";
import { STATUS_CODES } from "node:http";
import type * as uws from "uWebSockets.js";
import { MAX_BACKPRESSURE_BYTES, SOCKET_IDLE_S } from "../limits.ts";
import {
  answerOf,
  type HttpRequest,
  type HttpResponse,
  type HttpServer,
  type HttpServerOptions,
  isBodiless,
  ListenError,
  type OpenHttpServer,
  PEER_HEADERS,
  type Socket,
  type SocketEvents,
  type SocketPeer,
} from "./http-server.ts";

/** Returns a way to listen by `library`. */
export function uwsServer(library: typeof uws): OpenHttpServer {
  return async (options) => {
    const app = library.App();
    app.ws<UserData>("/*", socketBehavior(options));
    app.any("/*", (response, request) => {
      serve(options, response, request);
    });
    const listening = await listen(app, options);
    return opened(library, app, listening);
  };
}

const EXCLUSIVE_PORT = 1;
/** Free ports to try before giving up: somebody else may take one between its choice and its use. */
const MAX_PORT_TRIES = 5;

async function listen(
  app: uws.TemplatedApp,
  { host, port }: HttpServerOptions,
): Promise<uws.us_listen_socket> {
  let failure = new ListenError("unknown", host, port);
  for (let tries = 0; tries < (port === 0 ? MAX_PORT_TRIES : 1); tries += 1) {
    // Not 0: uWebSockets.js sets SO_REUSEADDR on ports with a number alone, and without it nobody could listen there again
    // for a minute after a restart.
    const chosen = port === 0 ? await probe(host, 0) : port;
    if (chosen instanceof ListenError) throw chosen;
    const listening = await new Promise<uws.us_listen_socket | false>((resolve) => {
      app.listen(host, chosen, EXCLUSIVE_PORT, resolve);
    });
    if (listening !== false) return listening;
    // It says no more than that it did not work: Node tells why.
    const told = await probe(host, chosen);
    if (told instanceof ListenError) failure = told;
  }
  throw failure;
}

/** Listens for a moment by Node: the port, or what is against it. */
async function probe(host: string, port: number): Promise<number | ListenError> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      resolve(new ListenError(error.code ?? "unknown", host, port));
    });
    server.listen(port, host, () => {
      const { port: chosen } = server.address() as AddressInfo;
      server.close(() => {
        resolve(chosen);
      });
    });
  });
}

function opened(library: typeof uws, app: uws.TemplatedApp, listening: uws.us_listen_socket): HttpServer {
  let isClosed = false;
  return {
    port: library.us_socket_local_port(listening),
    close() {
      if (!isClosed) app.close();
      isClosed = true;
      return Promise.resolve();
    },
  };
}

/** What is known of a request before its body. */
type Head = Pick<HttpRequest, "method" | "path" | "query" | "headers">;

/** Undefined for a head that proxies and servers read differently: two lengths (RFC 9112 6.3). */
function readHead(request: uws.HttpRequest): Head | undefined {
  const headers = new Map<string, string>();
  const lengths = new Set<string>();
  request.forEach((name, value) => {
    const before = headers.get(name);
    if (name === "content-length") lengths.add(value);
    headers.set(name, before === undefined || name === "content-length" ? value : `${before}, ${value}`);
  });
  if (lengths.size > 1) return undefined;
  return {
    method: request.getCaseSensitiveMethod().toUpperCase(),
    path: request.getUrl(),
    query: request.getQuery() ?? "",
    headers,
  };
}

function serve(options: HttpServerOptions, response: uws.HttpResponse, request: uws.HttpRequest): void {
  const abort = new AbortController();
  response.onAborted(() => {
    abort.abort();
  });
  const head = readHead(request);
  if (head === undefined) {
    refuse(response, abort.signal);
    return;
  }
  const remoteAddress = remoteAddressOf(response);
  readBody(response, options.maxBodyBytes, (body) => {
    const whole: HttpRequest = { ...head, remoteAddress, body, signal: abort.signal };
    void answerOf(options, whole).then((answer) => {
      if (abort.signal.aborted) return;
      response.cork(() => {
        write(response, answer, head.method === "HEAD", body === undefined);
      });
    });
  });
}

function remoteAddressOf(response: uws.HttpResponse): string {
  return Buffer.from(response.getRemoteAddressAsText()).toString("latin1");
}

/**
 * Answers 400 and closes, a turn later: as long as an answer is owed, a request that follows on the connection ends it. At once,
 * what was smuggled in behind would be served.
 */
function refuse(response: uws.HttpResponse, signal: AbortSignal): void {
  setImmediate(() => {
    if (signal.aborted) return;
    response.cork(() => {
      response.writeStatus("400 Bad Request").end("", true);
    });
  });
}

/** Calls `ondone` once, with the body, or undefined as soon as it is over the limit. */
function readBody(
  response: uws.HttpResponse,
  maxBytes: number,
  ondone: (body: Uint8Array | undefined) => void,
): void {
  let chunks: Buffer[] | undefined = [];
  let size = 0;
  response.onData((chunk, isLast) => {
    if (chunks === undefined) return;
    size += chunk.byteLength;
    if (size > maxBytes) {
      chunks = undefined;
      ondone(undefined);
      return;
    }
    chunks.push(Buffer.from(chunk.slice(0)));
    if (isLast) ondone(Buffer.concat(chunks));
  });
}

function write(
  response: uws.HttpResponse,
  { status, headers, body = "" }: HttpResponse,
  isHead: boolean,
  closes: boolean,
): void {
  response.writeStatus(`${status} ${STATUS_CODES[status] ?? ""}`);
  for (const [name, value] of Object.entries(headers)) response.writeHeader(name, value);
  if (isBodiless(status)) response.endWithoutBody();
  else if (!isHead) response.end(body, closes);
  else {
    // Not as an argument of endWithoutBody: with one, this version never answers.
    response.writeHeader("content-length", String(Buffer.byteLength(body)));
    response.endWithoutBody();
  }
}

interface UserData {
  readonly peer: SocketPeer;
  events?: SocketEvents;
  socket?: UwsSocket;
}

class UwsSocket implements Socket {
  /** Undefined once closed: any use of it would throw. */
  #ws: uws.WebSocket<UserData> | undefined;

  constructor(ws: uws.WebSocket<UserData>) {
    this.#ws = ws;
  }

  get bufferedBytes(): number {
    return this.#ws?.getBufferedAmount() ?? 0;
  }

  send(message: Uint8Array): void {
    this.#ws?.send(message, true);
  }

  cork(run: () => void): void {
    this.#ws?.cork(run);
  }

  close(code: number, reason: string): void {
    this.#ws?.end(code, reason);
  }

  terminate(): void {
    this.#ws?.close();
  }

  /** It is gone. */
  forget(): void {
    this.#ws = undefined;
  }
}

function socketBehavior(options: HttpServerOptions): uws.WebSocketBehavior<UserData> {
  return {
    maxPayloadLength: options.maxMessageBytes,
    maxBackpressure: MAX_BACKPRESSURE_BYTES,
    idleTimeout: SOCKET_IDLE_S,
    sendPingsAutomatically: false,
    compression: 0,
    upgrade: (response, request, context) => {
      upgrade(options, response, request, context);
    },
    open(ws) {
      const data = ws.getUserData();
      data.socket = new UwsSocket(ws);
      data.events = options.onsocket(data.socket, data.peer);
    },
    message(ws, message, isBinary) {
      ws.getUserData().events?.onmessage(new Uint8Array(message.slice(0)), isBinary);
    },
    close(ws) {
      const { socket, events } = ws.getUserData();
      socket?.forget();
      events?.onclose();
    },
  };
}

function upgrade(
  options: HttpServerOptions,
  response: uws.HttpResponse,
  request: uws.HttpRequest,
  context: uws.us_socket_context_t,
): void {
  const path = request.getUrl();
  if (!options.socketPaths.includes(path)) {
    response.writeStatus("404 Not Found").end("", true);
    return;
  }
  const told = PEER_HEADERS.map((name) => [name, request.getHeader(name)] as const);
  const peer = {
    path,
    headers: new Map<string, string>(told.filter(([, value]) => value !== "")),
    remoteAddress: remoteAddressOf(response),
  };
  response.upgrade<UserData>(
    { peer },
    request.getHeader("sec-websocket-key"),
    request.getHeader("sec-websocket-protocol"),
    request.getHeader("sec-websocket-extensions"),
    context,
  );
}
