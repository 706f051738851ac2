import { expect } from "chai";
import { Connection } from "../../core/link/index.ts";
import {
  CHANNEL,
  CLOSE,
  encodeEnvelope,
  encodeJson,
  type EndReason,
  type Envelope,
  FLAG_LAST,
  KIND,
  NO_SLOT,
  type Participant,
  RELAY_SLOT,
  type RelayErrorCode,
} from "../../core/protocol/index.ts";
import { BroadcastTransport, listenBroadcast } from "../../transports/broadcast.ts";
import { TabRelay } from "../../transports/tab-relay.ts";

async function until(condition: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 4_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** A participant over a broadcast pipe. */
class Person {
  readonly connection: Connection;
  readonly heard: Uint8Array[] = [];
  readonly errors: RelayErrorCode[] = [];
  participants: readonly Participant[] = [];
  transport: BroadcastTransport | undefined;
  slot = NO_SLOT;
  ended: EndReason | undefined;

  constructor(name: string, token: string, session = "s", generation = 1) {
    this.connection = new Connection({
      connect: () => (this.transport = new BroadcastTransport(name)),
      session,
      token,
      generation,
      events: {
        onwelcome: (slot, participants) => {
          this.slot = slot;
          this.participants = participants;
        },
        onparticipants: (participants) => (this.participants = participants),
        onended: (reason) => (this.ended = reason),
        onerror: (code) => this.errors.push(code),
        onstate: () => undefined,
        onmessage: (_from, _channel, body) => this.heard.push(body),
      },
    });
    this.connection.start();
  }

  sees(count: number): boolean {
    return this.participants.filter(({ connected }) => connected).length === count;
  }
}

describe("conformance / tab relay", () => {
  let names = 0;
  let name: string;
  let stops: (() => void)[];

  beforeEach(() => {
    name = `tab-relay-${process.pid}-${(names += 1)}`;
    const relay = new TabRelay({ session: "s", visitorToken: "v" });
    const listener = listenBroadcast(name, (pipe) => {
      relay.accept(pipe);
    });
    stops = [
      () => {
        listener.close();
      },
    ];
  });
  afterEach(() => {
    for (const stop of stops) stop();
  });

  function join(token: string, session?: string, generation?: number): Person {
    const person = new Person(name, token, session, generation);
    stops.unshift(() => {
      person.connection.close();
    });
    return person;
  }

  it("carries a session between two tabs without a server", async () => {
    const visitor = join("v");
    const agent = join("a");
    await until(() => visitor.sees(2) && agent.sees(2), "they see each other");
    expect([visitor.slot, agent.slot]).to.deep.equal([0, 1]);
    const page = Uint8Array.from({ length: 300_000 }, (_, i) => i * 13);
    visitor.connection.send(1, CHANNEL.page, page);
    agent.connection.send(0, CHANNEL.control, page.slice(0, 100));
    await until(() => agent.heard.length + visitor.heard.length === 2, "both arrive");
    expect(agent.heard[0]).to.deep.equal(page);
    expect(visitor.heard[0]).to.deep.equal(page.slice(0, 100));
  });

  it("loses nothing when pipes break", async () => {
    const visitor = join("v");
    const agent = join("a");
    await until(() => visitor.sees(2) && agent.sees(2), "they see each other");
    for (let i = 0; i < 60; i += 1) {
      visitor.connection.send(1, CHANNEL.page, new Uint8Array(5_000).fill(i));
      if (i % 20 === 10) agent.transport?.onstate?.({ state: "closed", code: 1006, reason: "" });
      if (i % 20 === 15) await until(() => agent.sees(2), "the agent is back");
    }
    await until(() => agent.heard.length === 60, "all arrive");
    expect(agent.heard.map(([first]) => first)).to.deep.equal(Array.from({ length: 60 }, (_, i) => i));
  });

  it("gives the same slot to a token that comes again, and refuses the pipe it had", async () => {
    const first = join("a");
    await until(() => first.slot === 1, "welcome");
    const again = join("a", "s", 2);
    await until(() => first.errors.length > 0, "replaced");
    expect(first.errors).to.deep.equal(["replaced"]);
    expect(again.slot).to.equal(1);
    expect(again.participants).to.deep.equal([
      { slot: 1, role: "agent", name: "Agent 1", generation: 2, connected: true },
    ]);
  });

  it("ends the session for everybody, and for those who come later", async () => {
    const visitor = join("v");
    const agent = join("a");
    await until(() => visitor.sees(2) && agent.sees(2), "they see each other");
    agent.connection.end();
    await until(() => visitor.ended !== undefined && agent.ended !== undefined, "both hear of it");
    const late = join("b");
    await until(() => late.ended !== undefined, "the late one hears of it");
    expect([visitor.ended, agent.ended, late.ended]).to.deep.equal(["agent", "agent", "agent"]);
  });

  it("tells the others who leaves, and never gives the slot again", async () => {
    const visitor = join("v");
    const agent = join("a");
    await until(() => visitor.sees(2) && agent.sees(2), "they see each other");
    agent.connection.leave();
    await until(() => visitor.participants.length === 1, "the visitor hears of it");
    const next = join("a");
    await until(() => next.slot !== NO_SLOT, "welcome");
    expect(next.slot).to.equal(2);
  });

  it("refuses another session", async () => {
    const stranger = join("v", "other");
    await until(() => stranger.errors.length > 0, "refused");
    expect(stranger.errors).to.deep.equal(["unknown-session"]);
  });

  const hello = encodeJson({ type: "hello", protocol: 1, session: "s", token: "a", generation: 1 });
  const wrong: readonly { what: string; code: number; envelopes: readonly Partial<Envelope>[] }[] = [
    { what: "no hello", code: CLOSE.malformed, envelopes: [{ kind: KIND.data, body: new Uint8Array(4) }] },
    {
      what: "another's slot",
      code: CLOSE.malformed,
      envelopes: [{ body: hello }, { from: 0, kind: KIND.data }],
    },
    { what: "no JSON", code: CLOSE.malformed, envelopes: [{ body: new Uint8Array(4) }] },
    {
      what: "an older version than any",
      code: CLOSE.version,
      envelopes: [
        { body: encodeJson({ type: "hello", protocol: 0, session: "s", token: "a", generation: 1 }) },
      ],
    },
  ];
  for (const { what, code, envelopes } of wrong)
    it(`closes with ${code} on ${what}`, async () => {
      const transport = new BroadcastTransport(name);
      stops.unshift(() => {
        transport.close();
      });
      const closings: number[] = [];
      transport.onstate = (state) => {
        if (state.state === "closed") closings.push(state.code);
        else for (const change of envelopes) transport.send(encodeEnvelope({ ...RELAY_ENVELOPE, ...change }));
      };
      transport.connect();
      await until(() => closings.length > 0, "closed");
      expect(closings).to.deep.equal([code]);
    });

  it("ignores what other scripts of the origin post under its name", async () => {
    const visitor = join("v");
    await until(() => visitor.slot === 0, "welcome");
    const channel = new BroadcastChannel(name);
    for (const junk of [
      null,
      7,
      "x",
      {},
      { pipe: 1 },
      { pipe: "x", toListener: true, type: "envelope", bytes: [1] },
    ])
      channel.postMessage(junk);
    channel.close();
    const agent = join("a");
    await until(() => agent.sees(2), "the session goes on");
  });
});

const RELAY_ENVELOPE: Envelope = {
  flags: FLAG_LAST,
  kind: KIND.relay,
  channel: 0,
  from: NO_SLOT,
  to: RELAY_SLOT,
  fromGeneration: 1,
  toGeneration: 0,
  sequence: 0,
  acknowledgement: 0,
  body: new Uint8Array(0),
};
