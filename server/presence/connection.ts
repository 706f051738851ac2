// One presence connection: of a visitor's page that listens, or of a console that watches. docs/PROTOCOL.md, "Presence".
import type { Socket, SocketEvents } from "../http/http-server.ts";
import { MAX_PRESENCE_MESSAGE_BYTES, MAX_PRESENCE_MESSAGES } from "../limits.ts";
import { type FirstMessage, readFirst } from "./messages.ts";

/** Why a connection is closed; docs/PROTOCOL.md lists them. */
export type PresenceRefusal =
  | "authorization"
  | "expired"
  | "full"
  | "malformed"
  | "presence-off"
  | "replaced"
  | "restart"
  | "too-many"
  | "unknown-group"
  | "visitornotpresent";

/** Close codes: what may be tried again is told from what may not. */
const REFUSED = 4_400;
const TRY_LATER = 1_013;
const MAY_RETRY: ReadonlySet<PresenceRefusal> = new Set(["full", "restart"]);

/** What a connection does once it is known whose it is. */
export interface Desk {
  /** A message; false when it is none. */
  hear(bytes: Uint8Array): boolean;
  /** The connection is gone. */
  close(): void;
  /** Asked now and then whether it may stay: why not. */
  review?(): Promise<PresenceRefusal | undefined>;
}

/** The page at the other end, as its browser says. */
export interface PeerOrigin {
  /** Undefined: no browser's page. */
  readonly origin: string | undefined;
  /** Whether it is one of our own pages. */
  readonly isOwn: boolean;
}

/** Whether a connection is refused; else what it is for, to be made once it is certain that it still stands. */
export type Reception = PresenceRefusal | (() => Desk);

/** Says what a connection is for. */
export interface Receptionist {
  receive(first: FirstMessage, connection: PresenceConnection, origin: PeerOrigin): Promise<Reception>;
  /** A failure of ours. */
  onerror(error: unknown): void;
}

export class PresenceConnection implements SocketEvents {
  /** When something was heard last, by the monotonic clock. */
  heardAt = performance.now();
  readonly #socket: Socket;
  readonly #office: Receptionist;
  readonly #origin: PeerOrigin;
  readonly #ongone: () => void;
  #state: "new" | "first" | "open" | "closed" = "new";
  #desk: Desk | undefined;
  #window = { since: performance.now(), count: 0 };

  /** @param ongone called once, when the socket has closed. */
  constructor(socket: Socket, office: Receptionist, origin: PeerOrigin, ongone: () => void) {
    this.#socket = socket;
    this.#office = office;
    this.#origin = origin;
    this.#ongone = ongone;
  }

  get isOpen(): boolean {
    return this.#state === "open";
  }

  onmessage(bytes: Uint8Array): void {
    if (this.#state === "closed") return;
    this.heardAt = performance.now();
    if (!this.#isWithinLimits(bytes)) this.refuse("too-many");
    else if (this.#state === "new") this.#open(bytes);
    else if (this.#desk?.hear(bytes) !== true) this.refuse("malformed");
  }

  onclose(): void {
    this.#letGo();
    this.#ongone();
  }

  /** Sends a message. */
  say(message: object): void {
    if (this.#state !== "closed") this.#socket.send(new TextEncoder().encode(JSON.stringify(message)));
  }

  /** Says why, and closes. */
  refuse(code: PresenceRefusal): void {
    if (this.#state === "closed") return;
    this.say({ type: "error", code });
    this.#letGo();
    this.#socket.close(MAY_RETRY.has(code) ? TRY_LATER : REFUSED, code);
  }

  /** Breaks off. */
  terminate(): void {
    this.#socket.terminate();
  }

  /** Closes it when whoever is at the other end may not be there any more. */
  async review(): Promise<void> {
    const refusal = await this.#desk?.review?.();
    if (refusal !== undefined) this.refuse(refusal);
  }

  #open(bytes: Uint8Array): void {
    const first = readFirst(bytes);
    if (first === undefined) {
      this.refuse("malformed");
      return;
    }
    this.#state = "first";
    this.#take(first).catch((error: unknown) => {
      this.#office.onerror(error);
      this.refuse("restart");
    });
  }

  async #take(first: FirstMessage): Promise<void> {
    const desk = await this.#office.receive(first, this, this.#origin);
    if (typeof desk === "string") {
      this.refuse(desk);
      return;
    }
    if (this.#isClosed()) return;
    this.#state = "open";
    this.#desk = desk();
  }

  /** The socket may have closed during a wait, which the type checker does not see. */
  #isClosed(): boolean {
    return this.#state === "closed";
  }

  #isWithinLimits(bytes: Uint8Array): boolean {
    const { count, windowS } = MAX_PRESENCE_MESSAGES;
    const now = performance.now();
    if (now - this.#window.since > windowS * 1000) this.#window = { since: now, count: 0 };
    this.#window.count += 1;
    return this.#window.count <= count && bytes.byteLength <= MAX_PRESENCE_MESSAGE_BYTES;
  }

  #letGo(): void {
    this.#state = "closed";
    const desk = this.#desk;
    this.#desk = undefined;
    desk?.close();
  }
}
