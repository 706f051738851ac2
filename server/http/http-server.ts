// What the server needs of an HTTP and WebSocket implementation, and nothing that one of the two lacks.
// Implementations: uws-server.ts, node-server.ts. Suite that both pass: test/conformance/http-server.test.ts.

/** A request, read to its end. */
export interface HttpRequest {
  /** Upper case. */
  readonly method: string;
  /** As it was sent, without the query. */
  readonly path: string;
  /** As it was sent, without the question mark; "" when there is none. */
  readonly query: string;
  /** Names in lower case; the values of a repeated header joined by ", ". */
  readonly headers: ReadonlyMap<string, string>;
  /** The address at the other end of the connection: a proxy's, when there is one. */
  readonly remoteAddress: string;
  /** Undefined when it is over the limit. */
  readonly body: Uint8Array | undefined;
  /** Aborted when the other end went away before the answer. */
  readonly signal: AbortSignal;
}

/** An answer. `content-length` is the implementation's, and so is leaving out the body of an answer to HEAD. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

/** Answers a request. What it throws is answered with 500 and given to `onerror`. */
export type Handler = (request: HttpRequest) => HttpResponse | Promise<HttpResponse>;

/** Who is at the other end of a connection, as far as headers and address tell. */
export type Peer = Pick<HttpRequest, "headers" | "remoteAddress">;

/** Who connects a WebSocket, and to which path. Of the headers there are those of {@link PEER_HEADERS}. */
export type SocketPeer = Peer & Pick<HttpRequest, "path">;

/** The headers that are known of a WebSocket's peer. */
export const PEER_HEADERS = ["x-forwarded-for", "origin", "host"] as const;

/** One WebSocket, from `onsocket` to {@link SocketEvents.onclose}. After that its methods do nothing. */
export interface Socket {
  /** Sends a binary message; never blocks. */
  send(message: Uint8Array): void;
  /** Runs `run`; what is sent in it leaves in as few writes as can be. */
  cork(run: () => void): void;
  /** Bytes handed over and not yet taken by the network. */
  readonly bufferedBytes: number;
  /** Closes in order: what was sent goes first. A peer that does not answer is broken off. */
  close(code: number, reason: string): void;
  /** Breaks off. */
  terminate(): void;
}

/** What a WebSocket tells. */
export interface SocketEvents {
  /** `message` belongs to the receiver. */
  onmessage(message: Uint8Array, isBinary: boolean): void;
  /** Called once, for every reason. */
  onclose(): void;
}

/** What to serve. */
export interface HttpServerOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Paths that WebSockets connect to. */
  readonly socketPaths: readonly string[];
  /** Longest body of a request, in bytes. */
  readonly maxBodyBytes: number;
  /** Longest WebSocket message, in bytes; the connection of a longer one is closed. */
  readonly maxMessageBytes: number;
  readonly handle: Handler;
  onsocket(socket: Socket, peer: SocketPeer): SocketEvents;
  onerror(error: unknown): void;
}

/** A server that listens. */
export interface HttpServer {
  readonly port: number;
  /** Lets nobody else in, breaks every connection off and frees the port. */
  close(): Promise<void>;
}

/** Starts to listen. @throws {ListenError} */
export type OpenHttpServer = (options: HttpServerOptions) => Promise<HttpServer>;

/** The address cannot be listened on; the message says why. */
export class ListenError extends Error {
  /** As Node names it: EADDRINUSE, EACCES, EADDRNOTAVAIL … */
  readonly code: string;

  constructor(code: string, host: string, port: number) {
    super(`cannot listen on ${host}:${port}: ${REASONS[code] ?? code}`);
    this.name = "ListenError";
    this.code = code;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program has that port (PORT)",
  EACCES: "that port needs more rights (PORT)",
  EADDRNOTAVAIL: "this machine has no such address (HOST)",
  ENOTFOUND: "there is no such name (HOST)",
};

/** What a handler's failure is answered with. */
export const FAILED: HttpResponse = {
  status: 500,
  headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  body: '{"code":"service","message":"something went wrong here"}',
};

/** The answer of `handle`, whatever it does. */
export async function answerOf(
  { handle, onerror }: Pick<HttpServerOptions, "handle" | "onerror">,
  request: HttpRequest,
): Promise<HttpResponse> {
  try {
    return await handle(request);
  } catch (error) {
    onerror(error);
    return FAILED;
  }
}

/** Whether an answer of that status has no body, whatever the method (RFC 9110 6.4.1). */
export function isBodiless(status: number): boolean {
  return status === 204 || status === 304;
}
