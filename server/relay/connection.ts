// One connection to the relay, from hello to close: reads headers, answers what is for the relay, passes on the rest.
import {
  CHANNEL,
  CLOSE,
  decodeEnvelope,
  decodeJson,
  type EndReason,
  type Envelope,
  FLAG_VOLATILE,
  type FromRelayMessage,
  KIND,
  maySpeak,
  NO_SLOT,
  PROTOCOL_VERSION,
  type ToRelayMessage,
} from "../../core/protocol/index.ts";
import type { Socket, SocketEvents } from "../http/http-server.ts";
import type { Log } from "../log.ts";
import { checkToRelay, pongEnvelope, sayEnvelope } from "./envelopes.ts";
import { closeWhenDrained, Outgoing } from "./outgoing.ts";
import { CLOSE_OF, Refusal, refusalOf } from "./refusal.ts";
import type { Registry } from "./registry.ts";
import type { Member, MemberConnection, Session } from "./session.ts";

const SLOW = "too much waits for this participant";

type Hello = Extract<ToRelayMessage, { type: "hello" }>;

/** Whom a connection speaks for. */
interface Place {
  readonly session: Session;
  readonly member: Member;
}

/** A participant's connection, and what its socket tells it. */
export class Connection implements MemberConnection, SocketEvents {
  /** When something was heard last, by the monotonic clock. */
  heardAt = performance.now();
  readonly openedAt = performance.now();
  readonly #socket: Socket;
  readonly #registry: Registry;
  readonly #log: Log;
  readonly #outgoing: Outgoing;
  readonly #ongone: () => void;
  /** `hello`: one was said and is being checked. */
  #state: "new" | "hello" | "open" | "closed" = "new";
  #place: Place | undefined;

  /** @param ongone called once, when nothing is left to do for this connection. */
  constructor(socket: Socket, registry: Registry, log: Log, ongone: () => void) {
    this.#socket = socket;
    this.#registry = registry;
    this.#log = log;
    this.#ongone = ongone;
    this.#outgoing = new Outgoing(socket, () => {
      this.#slow();
    });
  }

  /** Whether a participant was welcomed on it. */
  get isOpen(): boolean {
    return this.#state === "open";
  }

  onmessage(message: Uint8Array, isBinary: boolean): void {
    if (this.#state === "closed") return;
    this.heardAt = performance.now();
    try {
      if (!isBinary) throw new Refusal("malformed", "text");
      this.#received(decodeEnvelope(message), message);
    } catch (error) {
      this.#failed(error);
    }
  }

  onclose(): void {
    this.#outgoing.drop();
    this.#letGo();
    this.#ongone();
  }

  say(message: FromRelayMessage): void {
    this.pass(sayEnvelope(this.#place?.member.slot ?? NO_SLOT, message));
  }

  pass(envelope: Uint8Array): void {
    if (this.#state !== "closed") this.#outgoing.push(envelope);
  }

  replaced(): void {
    this.refuse(new Refusal("replaced", "the same participant connected anew"));
  }

  ended(reason: EndReason): void {
    this.say({ type: "ended", reason });
    this.#close(CLOSE.ended, "ended");
  }

  dismissed(): void {
    this.refuse(new Refusal("bad-token", "the account may not be here any more"));
  }

  /** Says why, and closes. */
  refuse({ code, message }: Refusal): void {
    this.say({ type: "error", code, message });
    this.#close(CLOSE_OF[code], code);
  }

  /** Nothing was heard for too long. */
  silent(): void {
    this.#close(CLOSE.silent, "silent");
  }

  /** Breaks off. */
  terminate(): void {
    this.#socket.terminate();
  }

  #received(envelope: Envelope, bytes: Uint8Array): void {
    const { kind } = envelope;
    if (kind === KIND.relay || kind === KIND.ping || kind === KIND.pong) {
      checkToRelay(envelope, this.#place?.member.slot ?? NO_SLOT);
      if (kind === KIND.ping) this.pass(pongEnvelope(envelope));
      else if (kind === KIND.relay) this.#command(envelope);
      return;
    }
    const place = this.#place;
    if (this.#state !== "open" || place === undefined) throw new Refusal("malformed", "no hello");
    passOn(place, envelope, bytes);
  }

  #command({ body, from }: Envelope): void {
    const message = decodeJson<ToRelayMessage>(body);
    if (message?.type === "hello") void this.#hello(message, from).catch(this.#failed);
    else if (message?.type === "end" || message?.type === "leave") this.#farewell(message.type);
  }

  async #hello({ protocol, session: id, token, generation }: Hello, from: number): Promise<void> {
    if (this.#state !== "new") throw new Refusal("malformed", "second hello");
    this.#state = "hello";
    if (protocol < PROTOCOL_VERSION) throw new Refusal("version", "this relay speaks wire version 1");
    if (generation === 0) throw new Refusal("malformed", "generation 0");
    const session = this.#registry.byId(id);
    if (session === undefined) {
      await this.#over(id, token);
      return;
    }
    const member = this.#registry.memberOf(session, token);
    if (member === undefined) throw new Refusal("bad-token", "the token does not belong to the session");
    if (from !== NO_SLOT && from !== member.slot) throw new Refusal("malformed", "sender");
    // An earlier life that had lost its connection, and comes back after the later one has begun.
    if (generation < member.generation) throw new Refusal("replaced", "a later generation is known");
    await this.#takePlace({ session, member }, generation);
  }

  /** The session does not run: says whether it ever did, to one who was in it. */
  async #over(id: string, token: string): Promise<void> {
    const reason = await this.#registry.endedBy(id, token);
    if (reason === undefined) throw new Refusal("unknown-session", "there is no such session");
    this.ended(reason);
  }

  async #takePlace(place: Place, generation: number): Promise<void> {
    const { session, member } = place;
    this.#place = place;
    member.claimant = this;
    member.connection?.replaced();
    // In the store first: after a crash, links between the same two generations go on, and others begin anew.
    if (generation !== member.generation) await this.#registry.setGeneration(session, member, generation);
    if (this.#isClosed()) return;
    if (session.endedBy !== undefined) this.ended(session.endedBy);
    else if (member.claimant !== this) this.replaced();
    else {
      member.generation = generation;
      this.#state = "open";
      session.attach(member, this);
    }
  }

  /** The socket may have closed during a wait, which the type checker does not see. */
  #isClosed(): boolean {
    return this.#state === "closed";
  }

  #farewell(type: "end" | "leave"): void {
    const place = this.#place;
    if (this.#state !== "open" || place === undefined) throw new Refusal("malformed", "no hello");
    const { session, member } = place;
    const { role } = member;
    // Without its visitor there is nothing to see in a session. A guest ends nothing but its own visit.
    if (role === "visitor" || (role === "agent" && type === "end")) {
      void this.#registry.end(session, role).catch(this.#failed);
      return;
    }
    void this.#registry.leave(session, member).catch(this.#failed);
    this.#close(1000, "left");
  }

  #slow(): void {
    if (this.#state === "closed") return;
    const { session, member } = this.#place ?? {};
    this.#log.info({ session: session?.id, slot: member?.slot }, "slow receiver closed");
    const envelope = sayEnvelope(member?.slot ?? NO_SLOT, { type: "error", code: "slow", message: SLOW });
    this.#outgoing.drop();
    this.#letGo();
    // Behind what the socket holds already. What was queued is lost, which the two ends notice when this one comes back.
    this.#socket.send(envelope);
    closeWhenDrained(this.#socket, CLOSE_OF.slow, SLOW);
  }

  #close(code: number, reason: string): void {
    if (this.#state === "closed") return;
    this.#outgoing.flush();
    this.#letGo();
    this.#socket.close(code, reason);
  }

  /** The participant is not reached by this connection any more. */
  #letGo(): void {
    this.#state = "closed";
    this.#detach();
  }

  #detach(): void {
    const place = this.#place;
    this.#place = undefined;
    place?.session.detach(place.member, this);
  }

  readonly #failed = (error: unknown): void => {
    const refusal = refusalOf(error);
    if (refusal === undefined) {
      this.#log.error({ err: error }, "a connection failed");
      this.#close(CLOSE.restart, "failed");
      return;
    }
    const { code, message } = refusal;
    this.#log.info({ session: this.#place?.session.id, code, why: message }, "connection refused");
    this.refuse(refusal);
  };
}

/** Passes an envelope of a participant on. @throws {Refusal} when it says that it is another's. */
function passOn({ session, member }: Place, envelope: Envelope, bytes: Uint8Array): void {
  const { kind, channel, flags, from, fromGeneration } = envelope;
  if (from !== member.slot || fromGeneration !== member.generation) throw new Refusal("malformed", "sender");
  const isData = kind === KIND.data;
  // Bodies are the visitor's side to judge; whoever may do nothing there at all is not even heard.
  const isControl = isData && channel === CHANNEL.control && member.role !== "visitor";
  if (isControl && !maySpeak(session.permissionsOf(member))) return;
  // What is volatile, such as a measurement of the way, keeps nothing alive.
  session.pass(envelope.to, bytes, isData && (flags & FLAG_VOLATILE) === 0);
}
