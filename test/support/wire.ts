// A TCP proxy in front of the server: records what a browser sends, and can cut or slow the connections through it.
// And what was recorded, taken apart as far as it goes: WebSocket frames, envelopes, messages, inflated.
import { createServer, type Server, type Socket, connect } from "node:net";
import type { AddressInfo } from "node:net";
import { inflateRawSync } from "node:zlib";
import { decodeEnvelope, decodeMessage, FLAG_LAST, KIND } from "../../core/protocol/index.ts";

/** One TCP connection's bytes towards the server, in order. */
type Recording = Buffer[];

export class Wire {
  #server: Server | undefined;
  #sockets = new Set<Socket>();
  #recordings: Recording[] = [];
  #delayMs = 0;
  url = "";

  /** Listens on a free port and passes everything on to `target`. */
  async start(target: string): Promise<this> {
    const { hostname, port } = new URL(target);
    this.#server = createServer((client) => this.#pair(client, connect(Number(port), hostname)));
    await new Promise<void>((resolve) => this.#server?.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
    return this;
  }

  #pair(client: Socket, upstream: Socket): void {
    const recording: Recording = [];
    this.#recordings.push(recording);
    client.on("data", (bytes: Buffer) => {
      recording.push(bytes);
      this.#pass(upstream, bytes);
    });
    upstream.on("data", (bytes: Buffer) => this.#pass(client, bytes));
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.#sockets.add(one);
      one.on("close", () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.on("error", () => other.destroy());
    }
  }

  #pass(to: Socket, bytes: Buffer): void {
    if (this.#delayMs === 0) to.write(bytes);
    else setTimeout(() => to.write(bytes), this.#delayMs);
  }

  /** Delays every byte in both directions by this much from now on. */
  slow(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  /** Breaks every connection, as a lost network does. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** Everything that went to the server as one text: raw bytes, then every message put together and inflated. */
  sent(): string {
    return this.#recordings.map((recording) => readable(Buffer.concat(recording))).join("\n");
  }
}

function readable(bytes: Buffer): string {
  const headEnd = bytes.indexOf("\r\n\r\n");
  const head = bytes.subarray(0, headEnd).toString("latin1");
  if (!/upgrade: websocket/i.test(head)) return bytes.toString("utf8");
  const messages = new Map<string, Buffer[]>();
  const texts = [head];
  for (const frame of unmaskFrames(bytes.subarray(headEnd + 4))) {
    texts.push(frame.toString("utf8"));
    const envelope = decodeEnvelope(frame);
    if (envelope.kind !== KIND.data) continue;
    const stream = `${String(envelope.to)}/${String(envelope.toGeneration)}/${String(envelope.channel)}`;
    const parts = messages.get(stream) ?? [];
    messages.set(stream, parts);
    parts.push(Buffer.from(envelope.body));
    if ((envelope.flags & FLAG_LAST) === 0) continue;
    texts.push(inflated(Buffer.concat(parts)));
    parts.length = 0;
  }
  return texts.join("\n");
}

function inflated(message: Buffer): string {
  try {
    const { deflated, payload } = decodeMessage(message);
    return deflated ? inflateRawSync(payload).toString("utf8") : Buffer.from(payload).toString("utf8");
  } catch {
    return message.toString("utf8");
  }
}

/** Client frames of RFC 6455 (5.2), unmasked; fragments and control frames as they come. */
function* unmaskFrames(bytes: Buffer): Generator<Buffer> {
  let at = 0;
  while (at + 2 <= bytes.length) {
    const opcode = (bytes[at] ?? 0) & 0xf;
    let length = (bytes[at + 1] ?? 0) & 0x7f;
    at += 2;
    if (length === 126) {
      length = bytes.readUInt16BE(at);
      at += 2;
    } else if (length === 127) {
      length = Number(bytes.readBigUInt64BE(at));
      at += 8;
    }
    const key = bytes.subarray(at, at + 4);
    const body = Buffer.from(bytes.subarray(at + 4, at + 4 + length));
    for (let i = 0; i < body.length; i += 1) body[i] = (body[i] ?? 0) ^ (key[i % 4] ?? 0);
    at += 4 + length;
    if (opcode === 2) yield body;
  }
}
