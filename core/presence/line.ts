// A connection to the service that comes back when it breaks. The service asks now and then whether it stands; nothing else is sent
// without need. Mirror: server/presence/connection.ts; docs/PROTOCOL.md, "Presence".
import { guarded } from "./warn.ts";

/** Pauses before the next try, in ms: the first one, and the longest. Somewhat varied, so that not all come at once after a restart. */
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
/** Silence after which a connection is thought dead, in ms: three questions that did not come. Looked at so often, in ms. */
const SILENCE_MS = 80_000;
const LOOK_MS = 60_000;
/** The service will not have this connection: trying again leads nowhere. */
const REFUSED = 4_400;

/** A message of the service; nothing is known of it but its type. */
export type Heard = Readonly<Record<string, unknown>> & { readonly type: string };

export interface LineOptions {
  /** Origin of the service. */
  readonly origin: string;
  /** What is said first, on each connection. When it rejects, it is over, for its error's message; with `service`, it is tried again. */
  readonly first: () => object | Promise<object>;
  readonly onmessage: (message: Heard) => void;
  /** The service does not answer, and is tried again. */
  readonly onlost: () => void;
  /** It is over: the service said why. */
  readonly onrefused: (code: string) => void;
}

export class Line {
  readonly #options: LineOptions;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retryMs = FIRST_RETRY_MS;
  #heardAt = 0;
  #refusal = "";
  #isClosed = false;

  constructor(options: LineOptions) {
    this.#options = options;
    void this.#open();
  }

  /** Says it on the connection that stands; false when there is none. */
  say(message: object): boolean {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return false;
    socket.send(new TextEncoder().encode(JSON.stringify(message)));
    return true;
  }

  /** Ends it for good. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#socket = undefined;
  }

  async #open(): Promise<void> {
    let first: object;
    try {
      first = await this.#options.first();
    } catch (error) {
      const code = error instanceof Error ? error.message : String(error);
      if (code === "service") this.#retry();
      else if (!this.#isClosed) this.#refuse(code);
      return;
    }
    if (this.#isClosed) return;
    const socket = this.#connect();
    if (socket === undefined) {
      this.#retry();
      return;
    }
    this.#socket = socket;
    this.#refusal = "";
    socket.binaryType = "arraybuffer";
    socket.onopen = guarded(() => {
      this.#heardAt = performance.now();
      this.say(first);
      this.#look();
    });
    socket.onmessage = guarded(({ data }: MessageEvent) => this.#hear(data));
    socket.onclose = guarded(({ code }: CloseEvent) => {
      if (socket === this.#socket) this.#broke(code);
    });
  }

  /** Undefined where the page's policy forbids it, which some browsers say by an exception. */
  #connect(): WebSocket | undefined {
    try {
      return new WebSocket(new URL("/presence", this.#options.origin.replace(/^http/, "ws")));
    } catch {
      return undefined;
    }
  }

  #hear(data: unknown): void {
    this.#heardAt = performance.now();
    const message = read(data);
    if (message === undefined) return;
    if (message.type === "ping") this.say({ type: "pong" });
    else if (message.type === "error") this.#refusal = String(message["code"]);
    else {
      this.#retryMs = FIRST_RETRY_MS;
      this.#options.onmessage(message);
    }
  }

  #broke(code: number): void {
    clearTimeout(this.#timer);
    this.#socket = undefined;
    if (code === REFUSED) this.#refuse(this.#refusal);
    else this.#retry();
  }

  #refuse(code: string): void {
    this.close();
    this.#options.onrefused(code);
  }

  #retry(): void {
    if (this.#isClosed) return;
    this.#options.onlost();
    const pauseMs = this.#retryMs * (0.5 + Math.random());
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
    this.#timer = setTimeout(() => {
      // Whoever heard that it is lost may have closed it.
      if (!this.#isClosed) void this.#open();
    }, pauseMs);
  }

  /** A connection whose other end is gone without a word is given up. */
  #look(): void {
    this.#timer = setTimeout(() => {
      if (performance.now() - this.#heardAt > SILENCE_MS) {
        this.#socket?.close();
        this.#broke(0);
      } else this.#look();
    }, LOOK_MS);
  }
}

function read(data: unknown): Heard | undefined {
  if (!(data instanceof ArrayBuffer)) return undefined;
  try {
    const message = JSON.parse(new TextDecoder().decode(data)) as Heard | null;
    return typeof message?.type === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}
