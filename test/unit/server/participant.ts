// A participant's end of a real socket, envelope by envelope.
import { WebSocket } from "ws";
import {
  decodeEnvelope,
  decodeJson,
  encodeEnvelope,
  encodeJson,
  type Envelope,
  FLAG_LAST,
  type FromRelayMessage,
  KIND,
  NO_SLOT,
  type Participant,
  RELAY_SLOT,
} from "../../../core/protocol/index.ts";
import type { Place, TestServer } from "./running-server.ts";
import { until } from "./running-server.ts";

const PLAIN: Envelope = {
  flags: 0,
  kind: KIND.data,
  channel: 0,
  from: 0,
  to: RELAY_SLOT,
  fromGeneration: 0,
  toGeneration: 0,
  sequence: 0,
  acknowledgement: 0,
  body: new Uint8Array(0),
};

export class EndPoint {
  readonly socket: WebSocket;
  /** What the relay said, in order with {@link EndPoint.envelopes} in `heard`. */
  readonly messages: FromRelayMessage[] = [];
  /** What participants sent, as bytes. */
  readonly envelopes: Uint8Array[] = [];
  readonly pongs: Envelope[] = [];
  /** Kinds of everything that came: the relay's types, or `envelope`. */
  readonly heard: string[] = [];
  closed: { readonly code: number; readonly reason: string } | undefined;
  slot = NO_SLOT;
  generation = 1;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data: Buffer) => this.#received(new Uint8Array(data)));
    socket.on("close", (code, reason) => (this.closed = { code, reason: reason.toString() }));
    socket.on("error", () => undefined);
  }

  /** A connection that has said nothing. */
  static async open(server: TestServer, headers: Readonly<Record<string, string>> = {}): Promise<EndPoint> {
    const end = new EndPoint(new WebSocket(`${server.url.replace("http", "ws")}/relay`, { headers }));
    await until(() => end.socket.readyState !== WebSocket.CONNECTING);
    return end;
  }

  /** A connection that was welcomed. */
  static async enter(server: TestServer, place: Place, generation = 1): Promise<EndPoint> {
    const end = await EndPoint.open(server);
    end.hello(place, generation);
    await end.welcomed();
    return end;
  }

  #received(bytes: Uint8Array): void {
    const envelope = decodeEnvelope(bytes);
    if (envelope.kind === KIND.pong) this.pongs.push(envelope);
    if (envelope.kind === KIND.relay) {
      const message = decodeJson<FromRelayMessage>(envelope.body)!;
      if (message.type === "welcome") this.slot = message.slot;
      this.messages.push(message);
      this.heard.push(message.type);
    } else if (envelope.kind !== KIND.pong) {
      this.envelopes.push(bytes);
      this.heard.push("envelope");
    }
  }

  /** The relay's latest list. */
  get participants(): readonly Participant[] {
    return this.messages.filter((message) => "participants" in message).at(-1)!.participants;
  }

  /** The code of the relay's error; undefined when there was none. */
  get error(): string | undefined {
    return this.messages.find((message) => message.type === "error")?.code;
  }

  hello({ session, token }: Pick<Place, "session" | "token">, generation = 1, protocol = 1): void {
    this.generation = generation;
    this.tell({ type: "hello", protocol, session, token, generation });
  }

  /** Says something to the relay, whatever it is. */
  tell(message: object, header: Partial<Envelope> = {}): void {
    this.send({ kind: KIND.relay, flags: FLAG_LAST, body: encodeJson(message as never), ...header });
  }

  /** Sends an envelope, its own slot and generation in it where `header` says nothing else. */
  send(header: Partial<Envelope>): void {
    this.socket.send(this.envelope(header));
  }

  envelope(header: Partial<Envelope>): Uint8Array<ArrayBuffer> {
    return encodeEnvelope({ ...PLAIN, from: this.slot, fromGeneration: this.generation, ...header });
  }

  async welcomed(): Promise<void> {
    await until(() => this.slot !== NO_SLOT || this.closed !== undefined);
    if (this.slot === NO_SLOT) throw new Error(`refused: ${this.error ?? this.closed?.code ?? ""}`);
  }

  /** The code it was closed with, once it is. */
  async closeCode(): Promise<number> {
    await until(() => this.closed !== undefined);
    return this.closed!.code;
  }

  /** Resolves when the list names `slot` as connected, or not. */
  async sees(slot: number, connected: boolean): Promise<void> {
    await until(() => this.participants.some((each) => each.slot === slot && each.connected === connected));
  }
}
