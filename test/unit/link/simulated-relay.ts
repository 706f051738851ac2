// A relay and the lines to it, in virtual time: with delay, bandwidth, cuts, silent loss and sudden death.
import {
  CLOSE,
  decodeEnvelope,
  decodeJson,
  encodeEnvelope,
  encodeJson,
  type Envelope,
  FLAG_LAST,
  type FromRelayMessage,
  KIND,
  MAX_ENVELOPE_BYTES,
  type Participant,
  RELAY_SLOT,
  type ToRelayMessage,
  type Transport,
  type TransportState,
} from "../../../core/protocol/index.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** How a line behaves. */
export interface LineOptions {
  delayMs: number;
  bytesPerMs: number;
  /** Chance that an envelope between participants vanishes without a trace, which no real transport does. */
  loss: number;
}

export const GOOD_LINE: LineOptions = { delayMs: 5, bytesPerMs: Infinity, loss: 0 };

/** One direction of a line: keeps order, delays, and takes as long as its bandwidth says. */
class Pipe {
  #freeAt = 0;
  #waiting = 0;
  #clock: VirtualClock;
  #options: () => LineOptions;
  #onarrive: (bytes: Uint8Array) => void;

  constructor(clock: VirtualClock, options: () => LineOptions, onarrive: (bytes: Uint8Array) => void) {
    this.#clock = clock;
    this.#options = options;
    this.#onarrive = onarrive;
  }

  get waitingBytes(): number {
    return this.#waiting;
  }

  /** Calls `run` when everything pushed so far has arrived. */
  afterwards(run: () => void): void {
    const { delayMs } = this.#options();
    this.#clock.after(this.#freeAt - this.#clock.now(), () => {
      this.#clock.after(delayMs, run);
    });
  }

  push(bytes: Uint8Array): void {
    const { delayMs, bytesPerMs } = this.#options();
    this.#freeAt = Math.max(this.#clock.now(), this.#freeAt) + bytes.length / bytesPerMs;
    this.#waiting += bytes.length;
    this.#clock.after(this.#freeAt - this.#clock.now(), () => {
      this.#waiting -= bytes.length;
      this.#clock.after(delayMs, () => {
        this.#onarrive(bytes);
      });
    });
  }
}

/** One connection, seen from both sides. */
export class Line implements Transport {
  onreceive: ((envelope: Uint8Array) => void) | undefined;
  onstate: ((state: TransportState) => void) | undefined;
  readonly relay: SimulatedRelay;
  readonly #clock: VirtualClock;
  readonly #up: Pipe;
  readonly #down: Pipe;
  #state: "new" | "open" | "closed" = "new";
  /** Nothing passes, and nobody is told: a lid was closed, a cable pulled. */
  #isHalfOpen = false;

  constructor(relay: SimulatedRelay, clock: VirtualClock, options: () => LineOptions) {
    this.relay = relay;
    this.#clock = clock;
    this.#up = new Pipe(clock, options, (bytes) => {
      if (relay.lines.has(this) && !this.#isHalfOpen) relay.receive(this, bytes);
    });
    this.#down = new Pipe(clock, options, (bytes) => {
      if (this.#state === "open" && !this.#isHalfOpen) this.onreceive?.(bytes);
    });
  }

  get bufferedBytes(): number {
    return this.#up.waitingBytes;
  }

  /** Bytes that the relay holds for this receiver. */
  get heldBytes(): number {
    return this.#down.waitingBytes;
  }

  connect(): void {
    this.#clock.after(10, () => {
      if (this.#state !== "new") return;
      if (!this.relay.isUp) {
        this.cut();
        return;
      }
      this.#state = "open";
      this.relay.lines.add(this);
      this.onstate?.({ state: "open" });
    });
  }

  send(envelope: Uint8Array): void {
    if (envelope.length > MAX_ENVELOPE_BYTES) throw new RangeError("envelope");
    if (this.#state === "open") this.#up.push(envelope);
  }

  /** From the relay to this side. */
  deliver(envelope: Uint8Array): void {
    this.#down.push(envelope);
  }

  /** From this side: what was sent arrives first. */
  close(code = 1000, reason = ""): void {
    this.#up.afterwards(() => {
      if (!this.#isHalfOpen) this.relay.gone(this);
    });
    this.#closed(code, reason);
  }

  /** From the relay's side: what it said arrives first. */
  end(code: number, reason: string): void {
    this.relay.gone(this);
    this.#down.afterwards(() => {
      if (!this.#isHalfOpen) this.#closed(code, reason);
    });
  }

  /** Breaks as a lost network does: what was on its way is lost, both sides are told. */
  cut(): void {
    if (!this.#isHalfOpen) this.relay.gone(this);
    this.#closed(1006, "");
  }

  #closed(code: number, reason: string): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.onstate?.({ state: "closed", code, reason });
  }

  /** Breaks so that neither side notices. */
  halfOpen(): void {
    this.#isHalfOpen = true;
  }
}

interface Member {
  readonly slot: number;
  generation: number;
  line: Line | undefined;
}

/** Forwards envelopes between the participants of one session. Tokens are slots. */
export class SimulatedRelay {
  isUp = true;
  readonly lines = new Set<Line>();
  /** Most bytes that were held for one receiver. */
  mostHeldBytes = 0;
  /** Whether a participant that connects anew over a living line is announced as gone first. */
  announcesReplaced = true;
  /** Looks at every envelope between participants; may change it, or drop it. */
  filter: (envelope: Envelope) => Uint8Array | undefined = (envelope) => encodeEnvelope(envelope);
  readonly #clock: VirtualClock;
  readonly #options = new Map<number, LineOptions>();
  #members = new Map<number, Member>();
  #isOver = false;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** How the line of `slot` behaves from now on. */
  setLine(slot: number, options: Partial<LineOptions>): void {
    this.#options.set(slot, { ...this.#optionsOf(slot), ...options });
  }

  #optionsOf(slot: number): LineOptions {
    return this.#options.get(slot) ?? GOOD_LINE;
  }

  /** A new line for the participant of `slot`. */
  line(slot: number): Line {
    return new Line(this, this.#clock, () => this.#optionsOf(slot));
  }

  /** The line of `slot`, when it has one. */
  lineOf(slot: number): Line | undefined {
    return this.#members.get(slot)?.line;
  }

  /** Dies as by SIGKILL: forgets everything that is not on disk (who belongs to the session). */
  kill(): void {
    this.isUp = false;
    for (const member of this.#members.values()) member.line = undefined;
    for (const line of [...this.lines]) line.cut();
    this.lines.clear();
  }

  restart(): void {
    this.isUp = true;
  }

  gone(line: Line): void {
    if (!this.lines.delete(line)) return;
    for (const member of this.#members.values()) {
      if (member.line !== line) continue;
      member.line = undefined;
      this.#announce(member);
    }
  }

  /** Takes `slot` off the session's list. */
  remove(slot: number): void {
    const member = this.#members.get(slot);
    this.#members.delete(slot);
    member?.line?.cut();
    this.#announce(undefined);
  }

  /** Says something to everybody. */
  tellAll(message: FromRelayMessage): void {
    for (const { line } of this.#members.values()) if (line !== undefined) this.#tell(line, message);
  }

  receive(line: Line, bytes: Uint8Array): void {
    const envelope = decodeEnvelope(bytes);
    if (envelope.kind === KIND.ping) this.#send(line, KIND.pong, new Uint8Array(0), envelope.sequence);
    else if (envelope.kind === KIND.relay) this.#command(line, envelope);
    else this.#forward(line, envelope);
  }

  #command(line: Line, envelope: Envelope): void {
    const message = decodeJson<ToRelayMessage>(envelope.body);
    if (message?.type === "hello") this.#hello(line, Number(message.token), message.generation);
    else if (message?.type === "end") {
      this.#isOver = true;
      for (const each of [...this.lines]) this.#sayOver(each);
    } else if (message?.type === "leave") this.remove(envelope.from);
  }

  #sayOver(line: Line): void {
    this.#tell(line, { type: "ended", reason: "visitor" });
    line.end(CLOSE.ended, "ended");
  }

  #hello(line: Line, slot: number, generation: number): void {
    if (this.#isOver) {
      this.#sayOver(line);
      return;
    }
    const before = this.#members.get(slot);
    if (before?.line !== undefined) {
      const old = before.line;
      if (!this.announcesReplaced) before.line = undefined;
      old.end(CLOSE.replaced, "replaced");
    }
    const member = { slot, generation, line };
    this.#members.set(slot, member);
    this.#tell(line, { type: "welcome", slot, participants: this.#participants() });
    this.#announce(member);
  }

  #participants(): Participant[] {
    return [...this.#members.values()].map(({ slot, generation, line }) => ({
      slot,
      generation,
      role: slot === 0 ? "visitor" : "agent",
      name: `participant ${slot}`,
      connected: line !== undefined,
    }));
  }

  #announce(about: Member | undefined): void {
    for (const member of this.#members.values()) {
      if (member === about || member.line === undefined) continue;
      this.#tell(member.line, { type: "participants", participants: this.#participants() });
    }
  }

  #forward(from: Line, envelope: Envelope): void {
    const sender = this.#members.get(envelope.from);
    const receiver = this.#members.get(envelope.to);
    if (sender?.line !== from || receiver?.line === undefined) return;
    if (this.#clock.random() < this.#optionsOf(envelope.to).loss) return;
    const bytes = this.filter(envelope);
    if (bytes === undefined) return;
    receiver.line.deliver(bytes);
    this.mostHeldBytes = Math.max(this.mostHeldBytes, receiver.line.heldBytes);
  }

  #tell(line: Line, message: FromRelayMessage): void {
    this.#send(line, KIND.relay, encodeJson(message), 0);
  }

  #send(line: Line, kind: typeof KIND.relay | typeof KIND.pong, body: Uint8Array, sequence: number): void {
    line.deliver(
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
}
