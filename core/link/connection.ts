// One participant's place in a session, over connections that come and go.
import {
  type Channel,
  CHANNEL,
  CLOSE,
  decodeEnvelope,
  decodeJson,
  encodeEnvelope,
  encodeJson,
  type EndReason,
  type Envelope,
  FLAG_LAST,
  type FromRelayMessage,
  KIND,
  type Kind,
  NO_SLOT,
  type Participant,
  PROTOCOL_VERSION,
  ProtocolError,
  RELAY_SLOT,
  type RelayErrorCode,
  type ToRelayMessage,
  type Transport,
  VISITOR_SLOT,
} from "../protocol/index.ts";
import { Backoff } from "./backoff.ts";
import { type Clock, systemClock } from "./clock.ts";
import { type CloseCode, closeCodeOf } from "./close.ts";
import { Heartbeat } from "./heartbeat.ts";
import { LOST_MS, TRANSPORT_HIGH_WATER_BYTES, TRANSPORT_POLL_MS, WELCOME_TIMEOUT_MS } from "./limits.ts";
import { Link } from "./link.ts";
import { Turns } from "./priority.ts";
import { errorOf, isFinal } from "./refusals.ts";

/** `lost`: no connection for a minute. Attempts go on all the same. */
export type ConnectionState = "connecting" | "open" | "reconnecting" | "lost";

/** What a connection tells. */
export interface ConnectionEvents {
  /** Connected, for the first time or again. */
  onwelcome(slot: number, participants: readonly Participant[]): void;
  /** Somebody came, went, or began a new life. Messages may be sent to whoever is in the list. */
  onparticipants(participants: readonly Participant[]): void;
  /** The session is over; nothing follows. */
  onended(reason: EndReason): void;
  /**
   * The relay refused, or a link was closed: then `slot` says whose. After a final error nothing follows.
   */
  onerror(code: RelayErrorCode, message: string, final: boolean, slot?: number): void;
  onstate(state: ConnectionState): void;
  /**
   * A message, once each, in order within its channel. `body` may be a view into a larger buffer. A ProtocolError thrown
   * here closes the link with its sender.
   */
  onmessage(from: number, channel: Channel, body: Uint8Array): void;
}

/** How to connect, and as whom. */
export interface ConnectionOptions {
  /** Makes an unused transport to the relay. Called for each attempt. */
  readonly connect: () => Transport;
  readonly session: string;
  /** Proves to the relay who this is. */
  readonly token: string;
  /** Which life of this participant: a page load, at the visitor. 1 to 65,535. */
  readonly generation: number;
  readonly events: ConnectionEvents;
  readonly clock?: Clock;
}

/** Keeps a participant connected and its messages in order. */
export class Connection {
  /** A channel whose messages had to wait has handed all of them over: {@link Connection.queuedBytes} is 0. */
  ondrain: ((to: number, channel: Channel) => void) | undefined;

  readonly #options: ConnectionOptions;
  readonly #clock: Clock;
  readonly #heartbeat: Heartbeat;
  readonly #backoff: Backoff;
  readonly #links = new Map<number, Link>();
  readonly #turns = new Turns<Link>();
  #linkList: readonly Link[] = [];
  #transport: Transport | undefined;
  #slot = NO_SLOT;
  #state: ConnectionState | undefined;
  #welcomed = false;
  #over = false;
  #pumping = false;
  #farewell: "end" | "leave" | undefined;
  #cancelPoll: (() => void) | undefined;
  #cancelAttempt: (() => void) | undefined;
  #cancelLost: (() => void) | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
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

  /** Begins to connect, and goes on until {@link Connection.close}, the session's end or a final error. */
  start(): void {
    if (this.#state !== undefined || this.#over) return;
    this.#setState("connecting");
    this.#awaitLoss();
    this.#attempt();
  }

  /**
   * Sends a message to a participant. It waits here while either side has no connection. One that was not announced, or
   * is gone, gets nothing. `body` belongs to the connection from now on.
   *
   * `volatile`: sent when that is possible at once or soon, and lost else; the next one on the channel takes its place.
   *
   * @throws {RangeError} when `body` is over the channel's limit (MAX_CHANNEL_BYTES; volatile: one envelope).
   */
  send(to: number, channel: Channel, body: Uint8Array, { volatile = false } = {}): void {
    this.#links.get(to)?.send(channel, body, volatile);
  }

  /** Bytes of messages that wait here, not counting what is on its way. */
  queuedBytes(to: number, channel: Channel): number {
    return this.#links.get(to)?.queuedBytes(channel) ?? 0;
  }

  /** Drops the messages that wait and have not begun to leave. */
  dropQueued(to: number, channel: Channel): void {
    this.#links.get(to)?.dropQueued(channel);
  }

  /** Ends the link with a participant who sent what cannot be: each side hears `onerror`, the others notice nothing. */
  refuse(slot: number, error: ProtocolError): void {
    this.#links.get(slot)?.close(closeCodeOf(error.code), error.message);
  }

  /** Ends the session for everybody, as soon as the relay can be told. `onended` follows. */
  end(): void {
    this.#farewell = "end";
    this.#sayFarewell();
  }

  /** Leaves the session for good: the others are told that this participant is gone. Nothing follows. */
  leave(): void {
    this.#farewell = "leave";
    this.#sayFarewell();
  }

  /** Lets go at once and tells nobody: the others see a participant who lost its connection. */
  close(): void {
    this.#over = true;
    this.#heartbeat.stop();
    for (const cancel of [this.#cancelPoll, this.#cancelAttempt, this.#cancelLost]) cancel?.();
    for (const link of this.#linkList) link.disconnect();
    this.#links.clear();
    this.#linkList = [];
    this.#detach()?.close(1000);
  }

  #attempt(): void {
    const transport = this.#options.connect();
    this.#transport = transport;
    transport.onstate = (state) => {
      if (state.state === "open") this.#opened();
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

  #opened(): void {
    this.#heartbeat.start();
    const { session, token, generation } = this.#options;
    this.#tellRelay({ type: "hello", protocol: PROTOCOL_VERSION, session, token, generation });
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
    if (code === CLOSE.ended) this.#ended("error");
    else if (refusal !== undefined && isFinal(refusal)) this.#refused(refusal, reason);
    else this.#reconnect();
  }

  #reconnect(): void {
    this.#heartbeat.stop();
    this.#cancelAttempt?.();
    this.#welcomed = false;
    for (const link of this.#linkList) link.disconnect();
    if (this.#state === "open") {
      this.#setState("reconnecting");
      this.#awaitLoss();
    }
    this.#cancelAttempt = this.#clock.after(this.#backoff.failed(), () => {
      this.#attempt();
    });
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
      else this.#fromParticipant(envelope);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      // Not one link but the way to the relay is at fault: it checks every header it passes on.
      if (error.code === "version") {
        this.#refused("version", error.message);
        return;
      }
      this.#options.events.onerror("malformed", error.message, false);
      this.#break(closeCodeOf(error.code), error.message);
    }
  }

  #fromParticipant(envelope: Envelope): void {
    const link = this.#links.get(envelope.from);
    // Meant for an earlier life of this side, or from one of the other that is over or not announced yet.
    if (envelope.toGeneration !== this.#options.generation) return;
    if (link?.generation !== envelope.fromGeneration) return;
    link.receive(envelope);
  }

  #fromRelay(envelope: Envelope): void {
    if (envelope.kind === KIND.ping) this.#toRelay(KIND.pong, envelope.body, envelope.sequence);
    if (envelope.kind !== KIND.relay) return;
    const message = decodeJson<FromRelayMessage>(envelope.body);
    switch (message?.type) {
      case "welcome":
        this.#welcome(message.slot, message.participants);
        return;
      case "participants":
        this.#meet(message.participants);
        this.#options.events.onparticipants(message.participants);
        return;
      case "ended":
        this.#ended(message.reason);
        return;
      case "error":
        if (isFinal(message.code)) this.#refused(message.code, message.message);
        else this.#options.events.onerror(message.code, message.message, false);
        return;
      case undefined:
        return;
    }
  }

  #welcome(slot: number, participants: readonly Participant[]): void {
    this.#slot = slot;
    this.#welcomed = true;
    this.#cancelAttempt?.();
    this.#cancelLost?.();
    this.#backoff.opened();
    if (this.#farewell !== undefined) {
      this.#sayFarewell();
      return;
    }
    this.#setState("open");
    this.#meet(participants);
    this.#options.events.onwelcome(slot, participants);
  }

  /** Sees to it that there is a link with every living participant who is on the other side: a star around the visitor. */
  #meet(participants: readonly Participant[]): void {
    const present = new Set<number>();
    for (const { slot, generation, connected } of participants) {
      if (slot === this.#slot || (slot !== VISITOR_SLOT && this.#slot !== VISITOR_SLOT)) continue;
      present.add(slot);
      const link = this.#linkWith(slot, generation);
      if (connected) link.connect();
      else link.disconnect();
    }
    for (const [slot, link] of this.#links) {
      if (present.has(slot)) continue;
      link.disconnect();
      this.#links.delete(slot);
    }
    this.#linkList = [...this.#links.values()];
  }

  #linkWith(slot: number, generation: number): Link {
    const before = this.#links.get(slot);
    if (before?.generation === generation) return before;
    before?.disconnect();
    const link = new Link({
      own: { slot: this.#slot, generation: this.#options.generation },
      other: { slot, generation },
      clock: this.#clock,
      transmit: (envelope) => this.#transport?.send(envelope),
      onready: () => {
        this.#pump();
      },
      onmessage: (channel, body) => {
        this.#options.events.onmessage(slot, channel, body);
      },
      ondrain: (channel) => this.ondrain?.(slot, channel),
      onclose: (code, detail) => {
        this.#options.events.onerror(errorOf(code) ?? "malformed", detail, false, slot);
      },
    });
    this.#links.set(slot, link);
    for (const body of before?.unacknowledged(CHANNEL.session) ?? []) link.send(CHANNEL.session, body);
    return link;
  }

  /** Hands envelopes to the transport while it takes them; the rest waits here, where priorities hold. */
  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      for (;;) {
        const transport = this.#transport;
        if (transport === undefined || !this.#welcomed) return;
        if (transport.bufferedBytes >= TRANSPORT_HIGH_WATER_BYTES) {
          this.#pumpLater();
          return;
        }
        const envelope = this.#turns.next(this.#linkList);
        if (envelope === undefined) return;
        transport.send(envelope);
      }
    } finally {
      this.#pumping = false;
    }
  }

  #pumpLater(): void {
    this.#cancelPoll ??= this.#clock.after(TRANSPORT_POLL_MS, () => {
      this.#cancelPoll = undefined;
      this.#pump();
    });
  }

  #sayFarewell(): void {
    if (this.#over || this.#farewell === undefined || !this.#welcomed) return;
    this.#tellRelay({ type: this.#farewell });
    if (this.#farewell === "leave") this.close();
  }

  #ended(reason: EndReason): void {
    if (this.#over) return;
    this.close();
    this.#options.events.onended(reason);
  }

  #refused(code: RelayErrorCode, message: string): void {
    if (this.#over) return;
    this.close();
    this.#options.events.onerror(code, message, true);
  }

  #tellRelay(message: ToRelayMessage): void {
    this.#toRelay(KIND.relay, encodeJson(message));
  }

  #toRelay(kind: Kind, body: Uint8Array, sequence = 0): void {
    this.#transport?.send(
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
    this.#options.events.onstate(state);
  }
}
