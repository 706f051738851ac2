// What goes to one receiver: collected for a turn of the event loop, then handed over at once. That is what makes a relay fast:
// one system call for many envelopes (docs/SERVER.md, "How fast").
import type { Socket } from "../http/http-server.ts";
import { DRAINED_POLL_MS, MAX_WAITING_BYTES, SLOW_GRACE_MS } from "../limits.ts";

/** Receivers with something to send at the end of this turn. */
const due = new Set<Outgoing>();
let isScheduled = false;

function flushAll(): void {
  isScheduled = false;
  const now = [...due];
  due.clear();
  for (const outgoing of now) outgoing.flush();
}

/** Envelopes on their way to one socket, in order. */
export class Outgoing {
  readonly #socket: Socket;
  readonly #onslow: () => void;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;

  /** @param onslow called when more waits than a receiver that keeps up ever has; what waits is kept. */
  constructor(socket: Socket, onslow: () => void) {
    this.#socket = socket;
    this.#onslow = onslow;
  }

  /** Sends `envelope`, which belongs to this from now on, at the end of the turn. */
  push(envelope: Uint8Array): void {
    this.#queue.push(envelope);
    this.#queuedBytes += envelope.length;
    if (this.#queuedBytes + this.#socket.bufferedBytes > MAX_WAITING_BYTES) this.#onslow();
    else this.#schedule();
  }

  /** Hands over what is queued. */
  flush(): void {
    const queue = this.#queue;
    if (queue.length === 0) return;
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#socket.cork(() => {
      for (const envelope of queue) this.#socket.send(envelope);
    });
  }

  /** Forgets what is queued. */
  drop(): void {
    this.#queue = [];
    this.#queuedBytes = 0;
    due.delete(this);
  }

  #schedule(): void {
    due.add(this);
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(flushAll);
  }
}

/** Closes `socket` once the network has taken what it holds; breaks it off when that takes too long. */
export function closeWhenDrained(socket: Socket, code: number, reason: string): void {
  const until = performance.now() + SLOW_GRACE_MS;
  const timer = setInterval(() => {
    const isDrained = socket.bufferedBytes === 0;
    if (!isDrained && performance.now() < until) return;
    clearInterval(timer);
    if (isDrained) socket.close(code, reason);
    else socket.terminate();
  }, DRAINED_POLL_MS);
}
