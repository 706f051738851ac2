// What of uWebSockets.js the server uses, and no more. A handler's request is valid until the handler returns; a response until
// it is aborted or ended; a socket until its `close`.

type Text = string | ArrayBuffer | ArrayBufferView;

export interface us_listen_socket {
  readonly __listenSocket: unique symbol;
}
export interface us_socket_context_t {
  readonly __context: unique symbol;
}

export interface HttpRequest {
  getUrl(): string;
  /** As it was sent: `GET`. */
  getCaseSensitiveMethod(): string;
  /** Without the question mark; "" when there is none. */
  getQuery(): string | undefined;
  /** By lower-case name; "" when there is none. */
  getHeader(name: string): string;
  /** Every header line in order, names in lower case. */
  forEach(each: (name: string, value: string) => void): void;
}

export interface HttpResponse {
  onAborted(handler: () => void): this;
  onData(handler: (chunk: ArrayBuffer, isLast: boolean) => void): this;
  cork(run: () => void): this;
  writeStatus(status: string): this;
  writeHeader(name: string, value: string): this;
  end(body?: Text, closeConnection?: boolean): this;
  endWithoutBody(reportedContentLength?: number, closeConnection?: boolean): this;
  close(): this;
  getRemoteAddressAsText(): ArrayBuffer;
  upgrade<UserData>(
    userData: UserData,
    key: string,
    protocol: string,
    extensions: string,
    context: us_socket_context_t,
  ): void;
}

export interface WebSocket<UserData> {
  /** 1 sent, 0 waits in a buffer, 2 dropped: over `maxBackpressure`. */
  send(message: Text, isBinary?: boolean, compress?: boolean): number;
  getBufferedAmount(): number;
  cork(run: () => void): this;
  /** Closes in order; `close` is called before this returns. */
  end(code?: number, reason?: string): void;
  /** Breaks off; `close` is called before this returns. */
  close(): void;
  getUserData(): UserData;
}

export interface WebSocketBehavior<UserData> {
  maxPayloadLength?: number;
  maxBackpressure?: number;
  /** In seconds. */
  idleTimeout?: number;
  sendPingsAutomatically?: boolean;
  compression?: number;
  upgrade?: (response: HttpResponse, request: HttpRequest, context: us_socket_context_t) => void;
  open?: (socket: WebSocket<UserData>) => void;
  message?: (socket: WebSocket<UserData>, message: ArrayBuffer, isBinary: boolean) => void;
  close?: (socket: WebSocket<UserData>, code: number, message: ArrayBuffer) => void;
}

export interface TemplatedApp {
  any(pattern: string, handler: (response: HttpResponse, request: HttpRequest) => void): this;
  ws<UserData>(pattern: string, behavior: WebSocketBehavior<UserData>): this;
  /** `options` 1: the port for this process alone. */
  listen(
    host: string,
    port: number,
    options: number,
    callback: (listenSocket: us_listen_socket | false) => void,
  ): this;
  /** Closes everything at once. */
  close(): this;
}

export function App(): TemplatedApp;
export function us_listen_socket_close(listenSocket: us_listen_socket): void;
export function us_socket_local_port(listenSocket: us_listen_socket): number;
