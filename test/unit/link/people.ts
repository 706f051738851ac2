// Participants of a simulated session, which keep account of what they sent and heard.
import { Connection, type ConnectionState } from "../../../core/link/index.ts";
import {
  type Channel,
  type EndReason,
  type Participant,
  type ProtocolError,
  type RelayErrorCode,
} from "../../../core/protocol/index.ts";
import { SimulatedRelay } from "./simulated-relay.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** An error as it was told. */
export interface Refusal {
  readonly code: RelayErrorCode;
  readonly final: boolean;
  readonly slot: number | undefined;
}

/** A message of `length` bytes that says which one it is, and whether it is whole. */
export function numbered(number: number, length: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(4, length)).fill((number * 31) & 0xff);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

/** The number of a message that {@link numbered} made; -1 for an empty one. @throws {Error} when a byte was changed. */
export function numberOf(bytes: Uint8Array): number {
  if (bytes.length === 0) return -1;
  const number = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const filler = (number * 31) & 0xff;
  for (let i = 4; i < bytes.length; i += 1)
    if (bytes[i] !== filler) throw new Error(`byte ${i} of ${number} was changed`);
  return number;
}

/** One participant. Its token is its slot. */
export class Person {
  readonly connection: Connection;
  readonly slot: number;
  readonly states: ConnectionState[] = [];
  readonly errors: Refusal[] = [];
  ended: EndReason | undefined;
  participants: readonly Participant[] = [];
  /** What arrived: sender and channel → numbers and lengths, in order. */
  readonly heard = new Map<string, string[]>();
  /** What is noted of a message; throws when it is not as it was sent. */
  label = (_from: number, body: Uint8Array): string => `${numberOf(body)}:${body.length}`;
  onmessage: (from: number, channel: Channel, body: Uint8Array) => void = () => undefined;

  constructor(relay: SimulatedRelay, clock: VirtualClock, slot: number, generation = 1) {
    this.slot = slot;
    this.connection = new Connection({
      connect: () => relay.line(slot),
      session: "s",
      token: String(slot),
      generation,
      clock,
      events: {
        onwelcome: (_slot, participants) => (this.participants = participants),
        onparticipants: (participants) => (this.participants = participants),
        onended: (reason) => (this.ended = reason),
        onerror: (code, _message, final, from) => this.errors.push({ code, final, slot: from }),
        onstate: (state) => this.states.push(state),
        onmessage: (from, channel, body) => {
          const key = `${from}/${channel}`;
          const list = this.heard.get(key) ?? [];
          this.heard.set(key, list);
          list.push(this.label(from, body));
          this.onmessage(from, channel, body);
        },
      },
    });
    this.connection.start();
  }

  get state(): ConnectionState | undefined {
    return this.states.at(-1);
  }

  /** Whether `slot` is announced, connected or not. */
  knows(slot: number): boolean {
    return this.participants.some((participant) => participant.slot === slot);
  }

  heardFrom(slot: number, channel: Channel): string[] {
    return this.heard.get(`${slot}/${channel}`) ?? [];
  }

  refuse(slot: number, error: ProtocolError): void {
    this.connection.refuse(slot, error);
  }
}

/** A visitor and two agents who know each other. */
export interface Session {
  readonly clock: VirtualClock;
  readonly relay: SimulatedRelay;
  readonly visitor: Person;
  readonly agents: readonly [Person, Person];
}

/** A session with nothing on its way. */
export function session(): Session {
  const clock = new VirtualClock();
  const relay = new SimulatedRelay(clock);
  const visitor = new Person(relay, clock, 0);
  const agents = [new Person(relay, clock, 1), new Person(relay, clock, 2)] as const;
  clock.until(
    () => agents.every((agent) => visitor.knows(agent.slot) && agent.knows(0)),
    "everybody knows everybody",
  );
  clock.pass(1_000);
  return { clock, relay, visitor, agents };
}
