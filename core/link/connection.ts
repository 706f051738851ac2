// One participant's place in a session: a line to the relay, and a link with everyone it talks to.
import {
  type Channel,
  CHANNEL,
  type EndReason,
  type Envelope,
  NO_SLOT,
  type Participant,
  type ProtocolError,
  type RelayErrorCode,
  type Transport,
  VISITOR_SLOT,
} from "../protocol/index.ts";
import { type Clock, systemClock } from "./clock.ts";
import { closeCodeOf } from "./close.ts";
import { TRANSPORT_HIGH_WATER_BYTES, TRANSPORT_POLL_MS } from "./limits.ts";
import { type ConnectionState, Line, type RelayNews } from "./line.ts";
import { Link } from "./link.ts";
import { Turns } from "./priority.ts";
import { errorOf } from "./refusals.ts";

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
  readonly #line: Line;
  readonly #links = new Map<number, Link>();
  readonly #turns = new Turns<Link>();
  /** The values of `#links`, made once for many envelopes. */
  #linkList: readonly Link[] = [];
  #slot = NO_SLOT;
  #isPumping = false;
  #farewell: "end" | "leave" | undefined;
  #cancelPoll: (() => void) | undefined;

  constructor(options: ConnectionOptions) {
    const { connect, session, token, generation, events, clock = systemClock } = options;
    this.#options = options;
    this.#clock = clock;
    this.#line = new Line({
      connect,
      session,
      token,
      generation,
      clock,
      onnews: (news) => {
        this.#fromRelay(news);
      },
      onenvelope: (envelope) => {
        this.#fromParticipant(envelope);
      },
      onbroken: () => {
        for (const link of this.#linkList) link.disconnect();
      },
      onrefused: (code, message, final) => {
        if (final) this.close();
        events.onerror(code, message, final);
      },
      onstate: (state) => {
        events.onstate(state);
      },
    });
  }

  /** Begins to connect, and goes on until {@link Connection.close}, the session's end or a final error. */
  start(): void {
    this.#line.start();
  }

  /**
   * Sends a message to a participant. It waits here while either side has no connection. One that was not announced, or
   * is gone, gets nothing. `body` belongs to the connection from now on.
   *
   * `volatile`: sent when that is possible at once or soon, and lost else; the next one on the channel takes its place.
   *
   * @throws {RangeError} when `body` is over the channel's limit (MAX_CHANNEL_BYTES; volatile: 16,384 bytes).
   */
  send(to: number, channel: Channel, body: Uint8Array, { volatile = false } = {}): void {
    this.#links.get(to)?.send(channel, body, volatile);
  }

  /** Bytes of messages that wait here, not counting what is on its way. */
  queuedBytes(to: number, channel: Channel): number {
    return this.#links.get(to)?.queuedBytes(channel) ?? 0;
  }

  /** Drops the messages that wait and have not begun to leave. {@link Connection.ondrain} follows when nothing is left. */
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

  /** Leaves the session for good, as soon as the relay can be told: it tells the others. Nothing follows. */
  leave(): void {
    this.#farewell = "leave";
    this.#sayFarewell();
  }

  /** Lets go at once and tells nobody: the others see a participant who lost its connection. */
  close(): void {
    this.#cancelPoll?.();
    for (const link of this.#linkList) link.disconnect();
    this.#links.clear();
    this.#linkList = [];
    this.#line.close();
  }

  #fromParticipant(envelope: Envelope): void {
    const link = this.#links.get(envelope.from);
    // Meant for an earlier life of this side, or from one of the other that is over or not announced yet.
    if (envelope.toGeneration !== this.#options.generation) return;
    if (link?.generation !== envelope.fromGeneration) return;
    link.receive(envelope);
  }

  #fromRelay(news: RelayNews): void {
    const { events } = this.#options;
    switch (news.type) {
      case "welcome":
        this.#slot = news.slot;
        this.#meet(news.participants);
        events.onwelcome(news.slot, news.participants);
        this.#sayFarewell();
        break;
      case "participants":
        this.#meet(news.participants);
        events.onparticipants(news.participants);
        break;
      case "ended":
        this.close();
        events.onended(news.reason);
    }
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
    const { events } = this.#options;
    const link = new Link({
      own: { slot: this.#slot, generation: this.#options.generation },
      other: { slot, generation },
      clock: this.#clock,
      transmit: (envelope) => {
        this.#line.send(envelope);
      },
      onready: () => {
        this.#pump();
      },
      onmessage: (channel, body) => {
        events.onmessage(slot, channel, body);
      },
      ondrain: (channel) => this.ondrain?.(slot, channel),
      onclose: (code, detail) => {
        events.onerror(errorOf(code) ?? "malformed", detail, false, slot);
      },
    });
    this.#links.set(slot, link);
    for (const body of before?.unacknowledged(CHANNEL.session) ?? []) link.send(CHANNEL.session, body);
    return link;
  }

  /** Hands envelopes to the transport while it takes them; the rest waits here, where priorities hold. */
  #pump(): void {
    // Whoever sends from `ondrain` comes back here while an envelope is in hand that must leave first.
    if (this.#isPumping) return;
    this.#isPumping = true;
    try {
      while (this.#line.isOpen) {
        if (this.#line.bufferedBytes >= TRANSPORT_HIGH_WATER_BYTES) {
          this.#pumpLater();
          return;
        }
        const envelope = this.#turns.next(this.#linkList);
        if (envelope === undefined) return;
        this.#line.send(envelope);
      }
    } finally {
      this.#isPumping = false;
    }
  }

  #pumpLater(): void {
    this.#cancelPoll ??= this.#clock.after(TRANSPORT_POLL_MS, () => {
      this.#cancelPoll = undefined;
      this.#pump();
    });
  }

  #sayFarewell(): void {
    if (this.#farewell === undefined || !this.#line.isOpen) return;
    this.#line.tell({ type: this.#farewell });
    if (this.#farewell === "leave") this.close();
  }
}
