import { expect } from "chai";
import { CHANNELS, type Channel } from "../../../core/protocol/index.ts";
import { numbered, Person } from "./people.ts";
import { SimulatedRelay } from "./simulated-relay.ts";
import { seededRandom, VirtualClock } from "./virtual-clock.ts";

/** How rough each family of runs is: chances per step of 100 ms. */
const STORMS = [
  { name: "cut connections", runs: 80, cut: 0.1, kill: 0, halfOpen: 0, loss: 0, slow: 0 },
  {
    name: "a relay that is killed again and again",
    runs: 80,
    cut: 0,
    kill: 0.06,
    halfOpen: 0,
    loss: 0,
    slow: 0,
  },
  { name: "connections that break unnoticed", runs: 40, cut: 0, kill: 0, halfOpen: 0.03, loss: 0, slow: 0 },
  { name: "envelopes that vanish", runs: 60, cut: 0, kill: 0, halfOpen: 0, loss: 0.03, slow: 0 },
  { name: "slow lines", runs: 40, cut: 0.03, kill: 0, halfOpen: 0, loss: 0, slow: 0.2 },
  { name: "all of it at once", runs: 100, cut: 0.05, kill: 0.02, halfOpen: 0.01, loss: 0.01, slow: 0.1 },
] as const;

const SIZES = [0, 20, 200, 3_000, 16_384, 16_385, 60_000];
const SMALL_CHANNELS = new Set<Channel>([0, 1, 4]);

class Storm {
  readonly clock: VirtualClock;
  readonly relay: SimulatedRelay;
  readonly people: Person[];
  /** Sender, receiver and channel → what was sent. */
  readonly sent = new Map<string, string[]>();
  readonly #random: () => number;
  #count = 0;

  constructor(seed: number) {
    this.clock = new VirtualClock(seed);
    this.#random = seededRandom(seed * 7 + 1);
    this.relay = new SimulatedRelay(this.clock);
    this.relay.announcesReplaced = seed % 2 === 0;
    this.people = [0, 1, 2].map((slot) => new Person(this.relay, this.clock, slot));
    const [visitor, ...agents] = this.people as [Person, Person, Person];
    this.clock.until(
      () => agents.every((agent) => visitor.knows(agent.slot) && agent.knows(0)),
      "everybody knows everybody",
    );
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)]!;
  }

  say(): void {
    const agent = 1 + Math.floor(this.#random() * 2);
    const [from, to] = this.#random() < 0.7 ? [0, agent] : [agent, 0];
    const channel = this.#pick(CHANNELS);
    const body = numbered((this.#count += 1), this.#pick(SIZES));
    const key = `${from}>${to}/${channel}`;
    const list = this.sent.get(key) ?? [];
    this.sent.set(key, list);
    list.push(`${this.#count}:${body.length}`);
    if (SMALL_CHANNELS.has(channel) && body.length > 65_536) throw new Error("too long");
    this.people[from]!.connection.send(to, channel, body);
  }

  step(storm: (typeof STORMS)[number]): void {
    for (let n = Math.floor(this.#random() * 6); n > 0; n -= 1) this.say();
    const slot = Math.floor(this.#random() * 3);
    if (this.#random() < storm.cut) this.relay.lineOf(slot)?.cut();
    if (this.#random() < storm.halfOpen) this.relay.lineOf(slot)?.halfOpen();
    if (this.#random() < storm.slow) this.relay.setLine(slot, { bytesPerMs: this.#pick([2, 20, Infinity]) });
    if (this.relay.isUp && this.#random() < storm.kill) this.relay.kill();
    else if (!this.relay.isUp && this.#random() < 0.3) this.relay.restart();
    this.clock.pass(this.#random() * 200);
  }

  heard(): Map<string, string[]> {
    const heard = new Map<string, string[]>();
    for (const person of this.people)
      for (const [key, list] of person.heard) {
        const [from, channel] = key.split("/") as [string, string];
        heard.set(`${from}>${person.slot}/${channel}`, list);
      }
    return heard;
  }

  /** Good weather again: waits until everything has arrived. */
  calm(): void {
    this.relay.restart();
    for (const { slot } of this.people) this.relay.setLine(slot, { bytesPerMs: Infinity, loss: 0 });
    const count = (lists: Map<string, string[]>): number =>
      [...lists.values()].reduce((sum, list) => sum + list.length, 0);
    this.clock.until(() => count(this.heard()) >= this.#count, "all messages arrive");
    this.clock.pass(60_000);
  }
}

describe("link / storm", () => {
  for (const storm of STORMS) {
    it(`S40: brings every message once and in order through ${storm.name} (${storm.runs} runs)`, function () {
      this.timeout(60_000);
      for (let seed = 1; seed <= storm.runs; seed += 1) {
        const run = new Storm(seed);
        for (const { slot } of run.people) run.relay.setLine(slot, { loss: storm.loss });
        for (let step = 0; step < 60; step += 1) run.step(storm);
        run.calm();
        const heard = run.heard();
        for (const [key, list] of run.sent) expect(heard.get(key), `run ${seed}, ${key}`).to.deep.equal(list);
        for (const { errors } of run.people) expect(errors, `run ${seed}`).to.deep.equal([]);
        for (const { connection } of run.people) connection.close();
        // Dead lines of the simulation may still hold what was sent on them when they were slow.
        run.clock.pass(600_000);
        expect(run.clock.pending, `timers left by run ${seed}`).to.equal(0);
      }
    });
  }
});
