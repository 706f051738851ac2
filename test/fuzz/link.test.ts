// A hostile agent: mutated envelopes into the visitor's connection. The link with that agent may close; nothing else may happen.
import { expect } from "chai";
import {
  CHANNEL,
  CHANNELS,
  decodeEnvelope,
  encodeEnvelope,
  type Envelope,
  KIND,
  ProtocolError,
} from "../../core/protocol/index.ts";
import { numbered, session } from "../unit/link/people.ts";
import { seededRandom } from "../unit/link/virtual-clock.ts";
import { mutate } from "./mutate.ts";

const RUNS = 40 * Math.max(1, Math.round(Number(process.env["FUZZ_SECONDS"] ?? 4) / 4));
const SEED = Number(process.env["FUZZ_SEED"] ?? 1);

/** What the relay would let pass: it checks the header, and writes the sender's slot itself. */
function passedOn(bytes: Uint8Array): Uint8Array | undefined {
  let envelope: Envelope;
  try {
    envelope = decodeEnvelope(bytes);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
  return encodeEnvelope({ ...envelope, from: 1, to: 0, fromGeneration: 1, toGeneration: 1 });
}

describe("fuzz / link", () => {
  it(`harms nobody else, whatever an agent sends (${RUNS} agents)`, function () {
    this.timeout(60_000);
    for (let run = SEED; run < SEED + RUNS; run += 1) {
      const random = seededRandom(run);
      const { clock, relay, visitor, agents } = session();
      // The honest agent's messages are looked at, the hostile one's are not what they should be.
      const { label } = visitor;
      visitor.label = (from, body) => (from === 1 ? "hostile" : label(from, body));
      for (let i = 0; i < 200; i += 1) {
        const right: Envelope = {
          flags: Math.floor(random() * 4),
          kind: Math.floor(random() * 7) as typeof KIND.data,
          channel: CHANNELS[Math.floor(random() * CHANNELS.length)]!,
          from: 1,
          to: 0,
          fromGeneration: 1,
          toGeneration: 1,
          sequence: Math.floor(random() * 3),
          acknowledgement: random() < 0.9 ? 0 : 1,
          body: numbered(0, Math.floor(random() * 40)),
        };
        const bytes = encodeEnvelope(right);
        const sent = passedOn(random() < 0.5 ? bytes : mutate(bytes, random));
        if (sent !== undefined) relay.lineOf(0)?.deliver(sent);
        clock.pass(random() * 10);
      }
      visitor.connection.send(2, CHANNEL.page, numbered(1, 50_000));
      agents[1].connection.send(0, CHANNEL.control, numbered(2, 500));
      clock.pass(5_000);
      expect(agents[1].heardFrom(0, CHANNEL.page), `FUZZ_SEED=${run}`).to.deep.equal(["1:50000"]);
      expect(visitor.heardFrom(2, CHANNEL.control), `FUZZ_SEED=${run}`).to.deep.equal(["2:500"]);
      expect(visitor.states, `FUZZ_SEED=${run}`).to.deep.equal(["connecting", "open"]);
      for (const person of [visitor, ...agents]) person.connection.close();
    }
  });
});
