// A relay as small as can be, for one session without a server: in the visitor's tab, over pipes of broadcast.ts.
// It speaks to participants as the server's relay does (docs/PROTOCOL.md, "Relay").
import {
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
  type Participant,
  PROTOCOL_VERSION,
  ProtocolError,
  RELAY_SLOT,
  type RelayErrorCode,
  type ToRelayMessage,
  VISITOR_SLOT,
} from "../core/protocol/index.ts";
import type { Pipe } from "./broadcast.ts";

/** Longest silence of a living participant, in ms: two pings and a half. */
const SILENCE_MS = 25_000;
const MAX_AGENT_SLOT = 250;

/** What a tab's relay lets in. */
export interface TabRelayOptions {
  readonly session: string;
  /** Who shows this is the visitor. Anyone else with the session's name is an agent, one for each token. */
  readonly visitorToken: string;
}

interface Member {
  readonly slot: number;
  readonly token: string;
  generation: number;
  pipe: Pipe | undefined;
  heardAt: number;
}

/** Routes the envelopes of one session between the pipes that it is given. */
export class TabRelay {
  readonly #options: TabRelayOptions;
  readonly #members = new Map<number, Member>();
  #agents = 0;
  #over: EndReason | undefined;

  constructor(options: TabRelayOptions) {
    this.#options = options;
  }

  /** Takes an open pipe in; its first envelope must be a hello. */
  accept(pipe: Pipe): void {
    let member: Member | undefined;
    pipe.onreceive = (bytes) => {
      try {
        const envelope = decodeEnvelope(bytes);
        if (member === undefined) member = this.#hello(pipe, envelope);
        else this.#route(member, envelope, bytes);
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        const isVersion = error.code === "version";
        refuse(
          pipe,
          isVersion ? "version" : "malformed",
          isVersion ? CLOSE.version : CLOSE.malformed,
          error.message,
        );
      }
    };
    pipe.onstate = ({ state }) => {
      if (state === "closed" && member?.pipe === pipe) this.#lost(member);
    };
  }

  #hello(pipe: Pipe, envelope: Envelope): Member | undefined {
    const message = envelope.kind === KIND.relay ? decodeJson<ToRelayMessage>(envelope.body) : undefined;
    if (message?.type !== "hello") throw new ProtocolError("malformed", "no hello");
    if (message.protocol < PROTOCOL_VERSION) throw new ProtocolError("version", String(message.protocol));
    if (message.session !== this.#options.session) {
      refuse(pipe, "unknown-session", CLOSE.unknownSession, "this tab has another session");
      return undefined;
    }
    if (this.#over !== undefined) {
      sayOver(pipe, this.#over);
      return undefined;
    }
    return this.#welcome(pipe, message.token, message.generation);
  }

  #welcome(pipe: Pipe, token: string, generation: number): Member {
    const known = [...this.#members.values()].find((member) => member.token === token);
    const slot = known?.slot ?? (token === this.#options.visitorToken ? VISITOR_SLOT : this.#nextSlot());
    if (known?.pipe !== undefined) refuse(known.pipe, "replaced", CLOSE.replaced, "connected anew");
    const member = { slot, token, generation, pipe, heardAt: Date.now() };
    this.#members.set(slot, member);
    tell(pipe, { type: "welcome", slot, participants: this.#participants() });
    this.#announce(member);
    return member;
  }

  /** A slot is never given twice: who remembers its last owner would take the next for them. */
  #nextSlot(): number {
    if (this.#agents === MAX_AGENT_SLOT) throw new ProtocolError("too-many", "agents");
    this.#agents += 1;
    return this.#agents;
  }

  #route(member: Member, envelope: Envelope, bytes: Uint8Array): void {
    if (envelope.from !== member.slot) throw new ProtocolError("malformed", "slot of another");
    this.#heard(member);
    if (envelope.kind === KIND.ping) sendFromRelay(member.pipe, KIND.pong, envelope.sequence, envelope.body);
    else if (envelope.kind === KIND.relay) this.#command(member, decodeJson<ToRelayMessage>(envelope.body));
    else this.#members.get(envelope.to)?.pipe?.send(bytes);
  }

  /** Closed tabs say nothing. Needs no timer: whoever is alive pings. */
  #heard(from: Member): void {
    from.heardAt = Date.now();
    for (const member of this.#members.values())
      if (from.heardAt - member.heardAt > SILENCE_MS) member.pipe?.close(CLOSE.silent, "silent");
  }

  #command(member: Member, message: ToRelayMessage | undefined): void {
    if (message?.type === "end") {
      this.#over = member.slot === VISITOR_SLOT ? "visitor" : "agent";
      for (const { pipe } of [...this.#members.values()]) if (pipe !== undefined) sayOver(pipe, this.#over);
    } else if (message?.type === "leave") {
      this.#members.delete(member.slot);
      member.pipe?.close(1000, "left");
      this.#announce();
    }
  }

  #lost(member: Member): void {
    member.pipe = undefined;
    if (this.#members.get(member.slot) === member) this.#announce(member);
  }

  #announce(about?: Member): void {
    const message = { type: "participants", participants: this.#participants() } as const;
    for (const member of this.#members.values())
      if (member !== about && member.pipe !== undefined) tell(member.pipe, message);
  }

  #participants(): Participant[] {
    return [...this.#members.values()].map(({ slot, generation, pipe }) => ({
      slot,
      role: slot === VISITOR_SLOT ? "visitor" : "agent",
      name: slot === VISITOR_SLOT ? "Visitor" : `Agent ${slot}`,
      generation,
      connected: pipe !== undefined,
    }));
  }
}

function refuse(pipe: Pipe, code: RelayErrorCode, closeCode: number, message: string): void {
  tell(pipe, { type: "error", code, message });
  pipe.close(closeCode, code);
}

function sayOver(pipe: Pipe, reason: EndReason): void {
  tell(pipe, { type: "ended", reason });
  pipe.close(CLOSE.ended, "ended");
}

function tell(pipe: Pipe, message: FromRelayMessage): void {
  sendFromRelay(pipe, KIND.relay, 0, encodeJson(message));
}

function sendFromRelay(pipe: Pipe | undefined, kind: Kind, sequence: number, body: Uint8Array): void {
  pipe?.send(
    encodeEnvelope({
      flags: FLAG_LAST,
      kind,
      channel: 0,
      from: RELAY_SLOT,
      to: 0,
      fromGeneration: 0,
      toGeneration: 0,
      sequence,
      acknowledgement: 0,
      body,
    }),
  );
}
