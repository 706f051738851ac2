// What any transport must keep to, ours and others', as a suite for mocha: `transportConformance("mine", factory)`.
// It uses no assertion library, so that a site can run it against a transport of its own.
import { MAX_ENVELOPE_BYTES, type Transport, type TransportState } from "../core/protocol/index.ts";

/** The side that a transport connects to, for one connection. */
export interface FarEnd {
  /** Envelopes that arrived there, in order. */
  readonly received: readonly Uint8Array[];
  send(envelope: Uint8Array): void;
  /** Closes in order, with a code. */
  close(code: number, reason: string): void;
  /** Breaks off without a word. Absent when the transport has no way of noticing. */
  kill?(): void;
}

/** Makes a transport under test and what it connects to. */
export interface TransportFactory {
  /** An unused transport that will reach the far side. */
  create(): Transport;
  /** An unused transport that will reach nobody. */
  createUnreachable(): Transport;
  /** The far end of the connection that was opened last; waits for it. */
  accepted(): Promise<FarEnd>;
  /** Frees everything. */
  stop(): Promise<void> | void;
}

/** One rule, with a check that throws when it is broken. */
export interface TransportRule {
  readonly title: string;
  readonly check: (factory: TransportFactory) => Promise<void>;
}

const WAIT_MS = 3_000;
/** Time for something to arrive that should not. */
const SETTLE_MS = 50;
/** Nothing new for so long, in ms: nothing more comes. */
const STALL_MS = 1_000;

function must(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function until(condition: () => boolean, what: string): Promise<void> {
  const end = Date.now() + WAIT_MS;
  while (!condition()) {
    must(Date.now() < end, `waited in vain: ${what}`);
    await pause(2);
  }
}

/** Waits until `count` has reached `goal` or stopped growing, and a little longer for what should not come. */
async function stillness(count: () => number, goal: number): Promise<void> {
  let seen = -1;
  while (count() !== seen && count() < goal) {
    seen = count();
    for (let i = 0; i < STALL_MS && count() === seen; i += 10) await pause(10);
  }
  await pause(SETTLE_MS);
}

/** A transport under test with everything it said. */
class Subject {
  readonly transport: Transport;
  readonly states: TransportState[] = [];
  readonly received: Uint8Array[] = [];

  constructor(transport: Transport) {
    this.transport = transport;
    transport.onstate = (state) => this.states.push(state);
    transport.onreceive = (envelope) => this.received.push(envelope);
  }

  get isOpen(): boolean {
    return this.states.at(-1)?.state === "open";
  }

  get closings(): TransportState[] {
    return this.states.filter(({ state }) => state === "closed");
  }

  async closed(): Promise<TransportState & { state: "closed" }> {
    await until(() => this.closings.length > 0, "closed");
    await pause(SETTLE_MS);
    must(this.closings.length === 1, "closed was told more than once");
    must(this.states.at(-1)?.state === "closed", "something was told after closed");
    return this.closings[0] as TransportState & { state: "closed" };
  }
}

async function open(factory: TransportFactory): Promise<[Subject, FarEnd]> {
  const subject = new Subject(factory.create());
  subject.transport.connect();
  must(subject.states.length === 0, "a state was told while connect() ran");
  await until(() => subject.isOpen, "open");
  return [subject, await factory.accepted()];
}

/** An envelope that says which one it is; no two bytes in a row are equal. */
function envelope(number: number, length: number): Uint8Array {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 + number) & 0xff);
  if (length >= 4) new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

function mustEqual(got: readonly Uint8Array[], sent: readonly Uint8Array[]): void {
  must(got.length === sent.length, `${got.length} envelopes arrived of ${sent.length}`);
  sent.forEach((bytes, i) => {
    const other = got[i];
    must(other?.length === bytes.length, `envelope ${i} has ${other?.length} bytes of ${bytes.length}`);
    must(other?.every((byte, at) => byte === bytes[at]) === true, `envelope ${i} was changed`);
  });
}

/** Sends `envelopes` both ways and expects them to be the same on the other side. */
async function exchange(subject: Subject, far: FarEnd, envelopes: readonly Uint8Array[]): Promise<void> {
  for (const bytes of envelopes) {
    subject.transport.send(bytes);
    far.send(bytes);
  }
  await stillness(() => far.received.length + subject.received.length, envelopes.length * 2);
  mustEqual(far.received, envelopes);
  mustEqual(subject.received, envelopes);
}

/** The rules, each independent of the others. */
export const TRANSPORT_RULES: readonly TransportRule[] = [
  {
    title: "opens once, and tells so after connect() has returned",
    check: async (factory: TransportFactory): Promise<void> => {
      const [subject] = await open(factory);
      await pause(SETTLE_MS);
      must(subject.states.length === 1, "more states than open");
    },
  },
  {
    title: "keeps bytes and boundaries of envelopes of every size",
    check: async (factory: TransportFactory): Promise<void> => {
      const [subject, far] = await open(factory);
      const sizes = [16, 17, 125, 126, 127, 1_000, 16_400, 65_535, MAX_ENVELOPE_BYTES];
      await exchange(
        subject,
        far,
        sizes.map((size, i) => envelope(i, size)),
      );
    },
  },
  {
    title: "keeps the order of 2,000 envelopes each way, and loses none",
    check: async (factory: TransportFactory): Promise<void> => {
      const [subject, far] = await open(factory);
      await exchange(
        subject,
        far,
        Array.from({ length: 2_000 }, (_, i) => envelope(i, 16 + (i % 50))),
      );
    },
  },
  {
    title: "takes an envelope that is a view into a larger buffer, and has done with it when send() returns",
    check: async (factory: TransportFactory): Promise<void> => {
      const [subject, far] = await open(factory);
      const buffer = envelope(1, 300);
      const sent = buffer.slice(100, 200);
      subject.transport.send(buffer.subarray(100, 200));
      buffer.fill(0);
      await until(() => far.received.length > 0, "it arrives");
      mustEqual(far.received, [sent]);
    },
  },
  {
    title: "refuses an envelope over the limit with a RangeError, and works on",
    check: async (factory: TransportFactory): Promise<void> => {
      const [subject, far] = await open(factory);
      let refused: unknown;
      try {
        subject.transport.send(new Uint8Array(MAX_ENVELOPE_BYTES + 1));
      } catch (error) {
        refused = error;
      }
      must(refused instanceof RangeError, "no RangeError");
      await exchange(subject, far, [envelope(1, 20)]);
    },
  },
  {
    title: "ignores what is sent before it is open",
    check: async (factory: TransportFactory): Promise<void> => {
      const subject = new Subject(factory.create());
      subject.transport.send(envelope(1, 20));
      subject.transport.connect();
      subject.transport.send(envelope(2, 20));
      await until(() => subject.isOpen, "open");
      await exchange(subject, await factory.accepted(), [envelope(3, 20)]);
    },
  },
  {
    title: "tells one closing, with the code it was closed with, and nothing after",
    check: async (factory: TransportFactory): Promise<void> => {
      const [subject, far] = await open(factory);
      subject.transport.close(4408, "silent");
      far.send(envelope(1, 20));
      subject.transport.send(envelope(2, 20));
      subject.transport.close(1000, "again");
      const { code } = await subject.closed();
      must(code === 4408, `closed with ${code}`);
      must(subject.received.length === 0, "an envelope arrived after the closing");
      must(far.received.length === 0, "an envelope was sent after the closing");
    },
  },
  {
    title: "hands over what was sent before it was closed",
    check: async (factory: TransportFactory): Promise<void> => {
      const [subject, far] = await open(factory);
      subject.transport.send(envelope(1, 20));
      subject.transport.close();
      await until(() => far.received.length > 0, "it arrives");
      mustEqual(far.received, [envelope(1, 20)]);
    },
  },
  {
    title: "tells the other side's last envelope, then its closing with code and reason",
    check: async (factory: TransportFactory): Promise<void> => {
      const [subject, far] = await open(factory);
      far.send(envelope(1, 20));
      far.close(4410, "ended");
      const { code, reason } = await subject.closed();
      must(code === 4410 && reason === "ended", `closed with ${code} ${reason}`);
      mustEqual(subject.received, [envelope(1, 20)]);
    },
  },
  {
    title: "tells one closing when the other side breaks off",
    check: async (factory: TransportFactory): Promise<void> => {
      const [subject, far] = await open(factory);
      if (far.kill === undefined) return;
      far.kill();
      await subject.closed();
    },
  },
  {
    title: "tells one closing when there is nobody to connect to",
    check: async (factory: TransportFactory): Promise<void> => {
      const subject = new Subject(factory.createUnreachable());
      subject.transport.connect();
      must(subject.states.length === 0, "a state was told while connect() ran");
      await subject.closed();
      must(subject.states.length === 1, "it was open");
    },
  },
  {
    title: "never opens when it is closed while it connects",
    check: async (factory: TransportFactory): Promise<void> => {
      const subject = new Subject(factory.create());
      subject.transport.connect();
      subject.transport.close();
      await subject.closed();
      must(subject.states.length === 1, "it was open");
    },
  },
  {
    title: "says how much waits, and comes back to 0",
    check: async (factory: TransportFactory): Promise<void> => {
      const [subject, far] = await open(factory);
      must(subject.transport.bufferedBytes === 0, "not 0 at first");
      for (let i = 0; i < 100; i += 1) subject.transport.send(envelope(i, MAX_ENVELOPE_BYTES));
      must(subject.transport.bufferedBytes >= 0, "negative");
      await until(() => far.received.length === 100, "all arrive");
      await until(() => subject.transport.bufferedBytes === 0, "drained");
    },
  },
  {
    title: "keeps two connections apart",
    check: async (factory: TransportFactory): Promise<void> => {
      const [one, farOne] = await open(factory);
      const [two, farTwo] = await open(factory);
      one.transport.send(envelope(1, 20));
      farTwo.send(envelope(2, 20));
      await until(() => farOne.received.length > 0 && two.received.length > 0, "both arrive");
      await pause(SETTLE_MS);
      mustEqual(farOne.received, [envelope(1, 20)]);
      mustEqual(two.received, [envelope(2, 20)]);
      must(one.received.length === 0 && farTwo.received.length === 0, "heard by the wrong one");
    },
  },
];

/** What the suite needs of mocha. */
interface Mocha {
  readonly describe: (title: string, suite: () => void) => void;
  readonly it: (title: string, test: () => Promise<void>) => void;
}

/** Defines a mocha suite that checks every rule against transports from `makeFactory`, one factory a rule. */
export function transportConformance(
  name: string,
  makeFactory: () => Promise<TransportFactory> | TransportFactory,
): void {
  const { describe, it } = globalThis as unknown as Mocha;
  describe(`conformance / transport / ${name}`, () => {
    for (const { title, check } of TRANSPORT_RULES) {
      it(title, async () => {
        const factory = await makeFactory();
        try {
          await check(factory);
        } finally {
          await factory.stop();
        }
      });
    }
  });
}
