// The way to the relay, over transports that come and go: connects, says hello, notices silence, connects anew.
import {
  CHANNEL,
  CLOSE,
  decodeEnvelope,
  decodeJson,
  encodeEnvelope,
  encodeJson,
  type Envelope,
  FLAG_LAST,
  type FromRelayMessage,
  KIND,
  type Kind,
  NO_SLOT,
  PROTOCOL_VERSION,
  ProtocolError,
  RELAY_SLOT,
  type RelayErrorCode,
  type ToRelayMessage,
  type Transport,
} from "../protocol/index.ts";
import { Backoff } from "./backoff.ts";
import type { Clock } from "./clock.ts";
import { type CloseCode, closeCodeOf } from "./close.ts";
import { Heartbeat } from "./heartbeat.ts";
import { LOST_MS, WELCOME_TIMEOUT_MS } from "./limits.ts";
import { errorOf, isFinal } from "./refusals.ts";

/** `lost`: no connection for a minute. Attempts go on all the same. */
export type ConnectionState = "connecting" | "open" | "reconnecting" | "lost";

/** What the relay says to one it has not refused. */
export type RelayNews = Exclude<FromRelayMessage, { readonly type: "error" }>;

/** As whom to connect, and who hears of it. */
export interface LineOptions {
  readonly connect: () => Transport;
  readonly session: string;
  readonly token: string;
  readonly generation: number;
  readonly clock: Clock;
  /** The relay said something; a welcome is the first. */
  onnews(news: RelayNews): void;
  /** An envelope of a participant came. */
  onenvelope(envelope: Envelope): void;
  /** Nothing passes until the next welcome. */
  onbroken(): void;
  /** The relay will not have this participant, or what it said cannot be read. After a final one the line is closed. */
  onrefused(code: RelayErrorCode, message: string, final: boolean): void;
  onstate(state: ConnectionState): void;
}

/** One participant's way to the relay. */
export class Line {
  readonly #options: LineOptions;
  readonly #clock: Clock;
  readonly #heartbeat: Heartbeat;
  readonly #backoff: Backoff;
  #transport: Transport | undefined;
  #slot = NO_SLOT;
  #state: ConnectionState | undefined;
  #isOpen = false;
  #isClosed = false;
  #cancelAttempt: (() => void) | undefined;
  #cancelLost: (() => void) | undefined;

  constructor(options: LineOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#backoff = new Backoff(this.#clock);
    this.#heartbeat = new Heartbeat(
      this.#clock,
      () => {
        this.#toRelay(KIND.ping, new Uint8Array(0));
      },
      () => {
        this.#break(CLOSE.silent, "silent");
      },
    );
  }

  /** Whether the relay has said welcome, and the connection stands. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Bytes that wait in the transport. */
  get bufferedBytes(): number {
    return this.#transport?.bufferedBytes ?? 0;
  }

  /** Begins to connect, and goes on until {@link Line.close} or a final refusal. */
  start(): void {
    if (this.#state !== undefined || this.#isClosed) return;
    this.#setState("connecting");
    this.#awaitLoss();
    this.#attempt();
  }

  /** Hands an envelope to the transport; lost when there is none. */
  send(envelope: Uint8Array): void {
    this.#transport?.send(envelope);
  }

  /** Says something to the relay; lost when there is no connection. */
  tell(message: ToRelayMessage): void {
    this.#toRelay(KIND.relay, encodeJson(message));
  }

  /** Lets go for good, and says nothing. Safe to call twice. */
  close(): void {
    this.#isClosed = true;
    this.#isOpen = false;
    this.#heartbeat.stop();
    this.#cancelAttempt?.();
    this.#cancelLost?.();
    this.#detach()?.close(1000);
  }

  #attempt(): void {
    const transport = this.#options.connect();
    this.#transport = transport;
    transport.onstate = (state) => {
      if (state.state === "open") this.#connected();
      else this.#broken(state.code, state.reason);
    };
    transport.onreceive = (bytes) => {
      this.#received(bytes);
    };
    this.#cancelAttempt = this.#clock.after(WELCOME_TIMEOUT_MS, () => {
      this.#break(CLOSE.silent, "no welcome");
    });
    transport.connect();
  }

  #connected(): void {
    this.#heartbeat.start();
    const { session, token, generation } = this.#options;
    this.tell({ type: "hello", protocol: PROTOCOL_VERSION, session, token, generation });
  }

  /** Gives the transport up from this side, and tries another. */
  #break(code: CloseCode, reason: string): void {
    this.#detach()?.close(code, reason);
    this.#reconnect();
  }

  #detach(): Transport | undefined {
    const transport = this.#transport;
    this.#transport = undefined;
    if (transport !== undefined) transport.onstate = transport.onreceive = undefined;
    return transport;
  }

  /** The transport closed. The relay says why before it closes; here is for when that was lost. */
  #broken(code: number, reason: string): void {
    this.#detach();
    const refusal = errorOf(code);
    if (code === CLOSE.ended) this.#options.onnews({ type: "ended", reason: "error" });
    else if (refusal !== undefined && isFinal(refusal)) this.#refused(refusal, reason);
    else this.#reconnect();
  }

  #reconnect(): void {
    this.#heartbeat.stop();
    this.#cancelAttempt?.();
    this.#isOpen = false;
    this.#cancelAttempt = this.#clock.after(this.#backoff.failed(), () => {
      this.#attempt();
    });
    this.#options.onbroken();
    if (this.#state !== "open") return;
    this.#awaitLoss();
    this.#setState("reconnecting");
  }

  #awaitLoss(): void {
    this.#cancelLost?.();
    this.#cancelLost = this.#clock.after(LOST_MS, () => {
      this.#setState("lost");
    });
  }

  #received(bytes: Uint8Array): void {
    this.#heartbeat.heard();
    try {
      const envelope = decodeEnvelope(bytes);
      if (envelope.from === RELAY_SLOT) this.#fromRelay(envelope);
      else this.#options.onenvelope(envelope);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      // Not one link but the way to the relay is at fault: it checks every header it passes on.
      if (error.code === "version") {
        this.#refused("version", error.message);
        return;
      }
      this.#break(closeCodeOf(error.code), error.message);
      this.#options.onrefused("malformed", error.message, false);
    }
  }

  #fromRelay(envelope: Envelope): void {
    if (envelope.kind === KIND.ping) this.#toRelay(KIND.pong, envelope.body, envelope.sequence);
    if (envelope.kind !== KIND.relay) return;
    const message = decodeJson<FromRelayMessage>(envelope.body);
    if (message?.type === "error") {
      if (isFinal(message.code)) this.#refused(message.code, message.message);
      else this.#options.onrefused(message.code, message.message, false);
    } else if (message !== undefined) {
      if (message.type === "welcome") this.#welcome(message.slot);
      this.#options.onnews(message);
    }
  }

  #welcome(slot: number): void {
    this.#slot = slot;
    this.#isOpen = true;
    this.#cancelAttempt?.();
    this.#cancelLost?.();
    this.#backoff.opened();
    this.#setState("open");
  }

  #refused(code: RelayErrorCode, message: string): void {
    this.close();
    this.#options.onrefused(code, message, true);
  }

  #toRelay(kind: Kind, body: Uint8Array, sequence = 0): void {
    this.send(
      encodeEnvelope({
        flags: kind === KIND.relay ? FLAG_LAST : 0,
        kind,
        channel: CHANNEL.session,
        from: this.#slot,
        to: RELAY_SLOT,
        fromGeneration: this.#options.generation,
        toGeneration: 0,
        sequence,
        acknowledgement: 0,
        body,
      }),
    );
  }

  #setState(state: ConnectionState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onstate(state);
  }
}
