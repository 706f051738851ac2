// The usual transport: one WebSocket, one envelope a binary message.
import { CLOSE, MAX_ENVELOPE_BYTES, type Transport, type TransportState } from "../core/protocol/index.ts";

/** Close code for "no code was given, or none can be told" (RFC 6455 7.1.5). */
const ABNORMAL = 1006;

/** A reason may have 123 bytes (RFC 6455 5.5): so many characters of any kind. */
const MAX_REASON_UNITS = 41;

/** What a browser lets a page close a socket with: 1000, or a code of an application. */
function closable(code: number): number {
  return code >= 3000 && code <= 4999 ? code : 1000;
}

/** A WebSocket to a relay, with the WebSocket of the thread it runs on. */
export class WebSocketTransport implements Transport {
  onreceive: ((envelope: Uint8Array) => void) | undefined;
  onstate: ((state: TransportState) => void) | undefined;
  readonly #url: string;
  #socket: WebSocket | undefined;
  #isClosed = false;

  /** @param url - The relay's address, `ws:` or `wss:`. */
  constructor(url: string) {
    this.#url = url;
  }

  get bufferedBytes(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  connect(): void {
    if (this.#isClosed) return;
    let socket: WebSocket;
    try {
      socket = new WebSocket(this.#url);
    } catch (error) {
      // An address that is none, or ws: on an https: page. Told later, as every outcome is.
      queueMicrotask(() => {
        this.#closed(ABNORMAL, String(error));
      });
      return;
    }
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.onstate?.({ state: "open" });
    socket.onclose = ({ code, reason }) => {
      this.#closed(code, reason);
    };
    // The close event that follows tells. Outside browsers an error that nobody hears is thrown.
    socket.onerror = () => undefined;
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data instanceof ArrayBuffer) this.onreceive?.(new Uint8Array(data));
      else this.close(CLOSE.malformed, "text");
    };
  }

  /** @throws {RangeError} when `envelope` is longer than any relay takes. */
  send(envelope: Uint8Array): void {
    if (envelope.length > MAX_ENVELOPE_BYTES) throw new RangeError(`an envelope of ${envelope.length} bytes`);
    // The cast: an envelope never lies in shared memory.
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(envelope as Uint8Array<ArrayBuffer>);
  }

  close(code = 1000, reason = ""): void {
    // Told at once: the closing handshake of a dead connection can take a minute.
    this.#socket?.close(closable(code), reason.slice(0, MAX_REASON_UNITS));
    this.#closed(code, reason);
  }

  #closed(code: number, reason: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const socket = this.#socket;
    if (socket !== undefined) socket.onopen = socket.onmessage = socket.onclose = null;
    this.onstate?.({ state: "closed", code, reason });
  }
}
