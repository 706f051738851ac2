import { expect } from "chai";
import { MessageCheck } from "../../../core/check/index.ts";
import { LivePage } from "../../../core/model/index.ts";
import {
  type Asset,
  CHANNEL,
  createOpWriter,
  decodeAsset,
  decodeJson,
  decodeMessage,
  MESSAGE,
  type PageOps,
  type VisitorMessage,
} from "../../../core/protocol/index.ts";
import { Audience } from "../../../core/worker/audience.ts";
import { Person } from "../link/people.ts";
import { SimulatedRelay } from "../link/simulated-relay.ts";
import { VirtualClock } from "../link/virtual-clock.ts";
import { pageOf } from "../model/following.ts";

const PICTURE = "https://shop.example/a.png";
const BROWSER: VisitorMessage = { type: "browser", name: "Chrome 156", release: "6.0.0M" };

function batchOf(tell: (ops: PageOps) => void): Uint8Array<ArrayBuffer> {
  const writer = createOpWriter();
  tell(writer);
  return writer.finish();
}

function pageWith(text: string): Uint8Array<ArrayBuffer> {
  return batchOf((ops) => {
    ops.at(0, 0);
    ops.frameDocument(1, 0);
    ops.at(1, 0);
    ops.element(2, 0, "p", []);
    ops.at(2, 0);
    ops.text(3, text);
    ops.at(2, 0);
    ops.element(4, 0, "img", []);
    ops.image(4, PICTURE, 1, 1);
  });
}

const textOf = (text: string): Uint8Array<ArrayBuffer> => batchOf((ops) => ops.data(3, text));

/** Text that deflate makes little of. */
function noise(units: number): string {
  let text = "";
  for (let i = 1; text.length < units; i += 1) text += ((i * 2_654_435_761) >>> 0).toString(36);
  return text.slice(0, units);
}

/** An agent that keeps what it is sent, past the check. */
class Agent {
  readonly person: Person;
  readonly kinds: number[] = [];
  readonly assets: Asset[] = [];
  readonly said: (VisitorMessage | undefined)[] = [];
  readonly copy = new LivePage(
    { fetch: () => Promise.reject(new Error("offline")), pictures: true },
    { ondelta: () => undefined, onpage: () => undefined, onasset: () => undefined },
  );
  readonly #check = new MessageCheck();
  #checked: Promise<unknown> = Promise.resolve();

  constructor(relay: SimulatedRelay, clock: VirtualClock, slot: number) {
    this.person = new Person(relay, clock, slot);
    this.person.label = () => "";
    this.person.onmessage = (_from, channel, body) => {
      if (channel === CHANNEL.session) this.said.push(decodeJson<VisitorMessage>(body));
      else if (channel === CHANNEL.assets) this.assets.push(decodeAsset(decodeMessage(body).payload));
      else this.#take(body.slice());
    };
  }

  /** The text it shows. @throws {ProtocolError} when something did not pass the check. */
  async text(): Promise<string | undefined> {
    await this.#checked;
    if (!this.copy.isWhole) return undefined;
    const { tree } = pageOf(this.copy.keyframe().operations);
    return tree.find(([name]) => name === "text")?.[2] as string | undefined;
  }

  #take(message: Uint8Array<ArrayBuffer>): void {
    this.kinds.push(message[0]!);
    const opened = this.#check.open(message).then(([checked]) => {
      this.copy.batch(decodeMessage(checked!).payload.slice(), true);
    });
    this.#checked = Promise.all([this.#checked, opened]);
    this.#checked.catch(() => undefined);
  }
}

/** A visitor whose page goes to whoever comes. */
class Scene {
  readonly clock = new VirtualClock();
  readonly relay = new SimulatedRelay(this.clock);
  readonly visitor = new Person(this.relay, this.clock, 0);
  readonly audience: Audience;
  readonly page: LivePage;
  keyframes = 0;

  constructor({ asksToAdmit = false } = {}) {
    this.page = new LivePage(
      {
        fetch: () => Promise.resolve(new Response("picture", { headers: { "content-type": "image/png" } })),
        pictures: true,
      },
      {
        ondelta: (operations) => this.audience.delta(operations),
        onpage: () => this.audience.begin(),
        onasset: (asset) => this.audience.announce(asset),
      },
    );
    const keyframe = this.page.keyframe.bind(this.page);
    this.page.keyframe = () => {
      this.keyframes += 1;
      return keyframe();
    };
    this.audience = new Audience(this.visitor.connection, this.page, () => [BROWSER], asksToAdmit);
  }

  /** Lets an agent come. */
  async arrive(slot: number): Promise<Agent> {
    const agent = new Agent(this.relay, this.clock, slot);
    this.clock.until(() => this.visitor.knows(slot) && agent.person.knows(0), "the agent is there");
    this.audience.meet(this.visitor.participants);
    await this.pass();
    return agent;
  }

  /** Lets everything arrive that is on its way; deflating takes real time. */
  async pass(ms = 1_000): Promise<void> {
    for (let i = 0; i < 10; i += 1) {
      this.clock.pass(ms / 10);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
}

const { keyframe, delta } = MESSAGE;

describe("core / worker / audience", () => {
  it("sends each agent a keyframe, then deltas; one who comes late costs the others nothing", async () => {
    const scene = new Scene();
    scene.page.batch(pageWith("one"), true);
    const first = await scene.arrive(1);
    scene.page.batch(textOf("two"), true);
    const second = await scene.arrive(2);
    scene.page.batch(textOf("three"), true);
    await scene.pass();
    expect(first.kinds).to.deep.equal([keyframe, delta, delta]);
    expect(second.kinds).to.deep.equal([keyframe, delta]);
    expect([await first.text(), await second.text()]).to.deep.equal(["three", "three"]);
    expect(first.said).to.deep.equal([BROWSER]);
  });

  it("waits with the keyframe of an agent who comes in the middle of a change", async () => {
    const scene = new Scene();
    scene.page.batch(pageWith("one"), true);
    scene.page.batch(textOf("half"), false);
    const agent = await scene.arrive(1);
    expect(agent.kinds).to.deep.equal([]);
    scene.page.batch(textOf("whole"), true);
    scene.audience.meet(scene.visitor.participants);
    await scene.pass();
    expect(await agent.text()).to.equal("whole");
  });

  it("sends a delta in the call that brings it, not later", async () => {
    const scene = new Scene();
    scene.page.batch(pageWith("one"), true);
    const agent = await scene.arrive(1);
    scene.page.batch(textOf("now"), true);
    // No turn of the event loop in between: virtual time alone brings it over.
    scene.clock.pass(100);
    expect(agent.kinds).to.deep.equal([keyframe, delta]);
  });

  it("drops what waits for a slow agent, and sends it the page when the line is free", async () => {
    const scene = new Scene();
    scene.page.batch(pageWith("start"), true);
    const slow = await scene.arrive(1);
    const quick = await scene.arrive(2);
    scene.relay.setLine(1, { bytesPerMs: 20 });
    for (let i = 0; i < 80; i += 1) {
      scene.page.batch(textOf(noise(60_000) + String(i)), true);
      await scene.pass(10);
    }
    scene.page.batch(textOf("end"), true);
    await scene.pass(600_000);
    expect(await slow.text()).to.equal("end");
    expect(await quick.text()).to.equal("end");
    expect(slow.kinds.filter((kind) => kind === keyframe).length).to.be.within(2, 20);
    expect(slow.kinds.length).to.be.lessThan(60);
    // The one whose line was free had every delta and no second keyframe.
    expect(quick.kinds).to.deep.equal([keyframe, ...Array<number>(81).fill(delta)]);
  });

  it("writes a keyframe once for all who need it", async () => {
    const scene = new Scene();
    const agents = [await scene.arrive(1), await scene.arrive(2), await scene.arrive(3)];
    scene.page.batch(pageWith("one"), true);
    await scene.pass();
    expect(scene.keyframes).to.equal(1);
    for (const agent of agents) expect(await agent.text()).to.equal("one");
  });

  it("sends another keyframe to the agent who asks for it", async () => {
    const scene = new Scene();
    scene.page.batch(pageWith("one"), true);
    const [first, second] = [await scene.arrive(1), await scene.arrive(2)];
    scene.audience.keyframeAsked(1);
    scene.audience.keyframeAsked(99);
    await scene.pass();
    expect([first.kinds, second.kinds]).to.deep.equal([[keyframe, keyframe], [keyframe]]);
  });

  for (const admits of [false, true])
    it(`MSK-16: ${admits ? "shows the page to an agent who was admitted" : "sends nothing of the page to an agent who was not"}`, async () => {
      const scene = new Scene({ asksToAdmit: true });
      scene.page.batch(pageWith("secret"), true);
      await scene.page.settled();
      const agent = await scene.arrive(1);
      if (admits) scene.audience.admit(scene.visitor.participants);
      await scene.audience.needed(
        1,
        scene.page.assets.announcements([1]).map(({ hash }) => hash),
      );
      scene.audience.keyframeAsked(1);
      scene.page.batch(textOf("more"), true);
      await scene.pass();
      expect(await agent.text()).to.equal(admits ? "more" : undefined);
      expect(agent.assets.length > 0).to.equal(admits);
      expect(agent.said).to.deep.equal([BROWSER]);
    });

  for (const [what, change] of [
    ["has another role", { agentrole: "Trainee" }],
    ["is away", { connected: false }],
  ] as const)
    it(`MSK-16: sends nothing more to an agent who ${what}, until it is admitted as it is then`, async () => {
      const scene = new Scene({ asksToAdmit: true });
      scene.page.batch(pageWith("one"), true);
      const agent = await scene.arrive(1);
      const before = scene.visitor.participants;
      scene.audience.admit(before);
      await scene.pass();
      expect(await agent.text()).to.equal("one");
      scene.audience.meet(before.map((each) => (each.slot === 1 ? { ...each, ...change } : each)));
      scene.page.batch(textOf("secret"), true);
      if ("agentrole" in change) scene.audience.admit(before);
      await scene.pass();
      expect(await agent.text(), "decided for what it was").to.equal("one");
      const after = before.map((each) => (each.slot === 1 ? { ...each, ...change, connected: true } : each));
      scene.audience.meet(after);
      await scene.pass();
      expect(await agent.text(), "not decided yet").to.equal("one");
      scene.audience.admit(after);
      await scene.pass();
      expect(await agent.text()).to.equal("secret");
    });

  it("announces assets, and sends an agent their content once, when it lacks it", async () => {
    const scene = new Scene();
    scene.page.batch(pageWith("one"), true);
    await scene.page.settled();
    const agent = await scene.arrive(1);
    const [announced] = agent.assets;
    expect([announced?.id, announced?.mime, announced?.sizeBytes]).to.deep.equal([1, "image/png", 7]);
    expect(announced?.bytes).to.have.length(0);
    await scene.audience.needed(1, [announced!.hash, "0".repeat(32)]);
    await scene.audience.needed(1, [announced!.hash]);
    await scene.pass();
    expect(agent.assets.slice(1).map(({ bytes }) => new TextDecoder().decode(bytes))).to.deep.equal([
      "picture",
    ]);
  });

  it("sends nothing that waits once the page is hidden", async () => {
    const scene = new Scene();
    scene.page.batch(pageWith("one"), true);
    const agent = await scene.arrive(1);
    scene.relay.setLine(0, { bytesPerMs: 1 });
    for (let i = 0; i < 5; i += 1) scene.page.batch(textOf(`canary ${i} ${noise(300_000)}`), true);
    await scene.pass(10);
    scene.page.clear();
    scene.audience.hide();
    await scene.pass(3_000_000);
    // What had begun to leave could not be called back.
    expect(agent.kinds.length).to.be.lessThan(4);
    scene.page.batch(pageWith("again"), true);
    await scene.pass(1_000_000);
    expect(await agent.text()).to.equal("again");
  });

  it("SEC-07: sends nothing to a guest before the visitor's word, nor to another by the same slot, nor after it is taken back", async () => {
    const scene = new Scene();
    scene.page.batch(pageWith("one"), true);
    const guest = new Agent(scene.relay, scene.clock, 2);
    scene.clock.until(() => scene.visitor.knows(2) && guest.person.knows(0), "the guest is there");
    const list = scene.visitor.participants.map((each) =>
      each.slot === 2 ? ({ ...each, role: "guest", name: "Gil" } as const) : each,
    );
    scene.audience.meet(list);
    scene.audience.allowGuests(new Map([[2, "Mallory"]]));
    scene.audience.tell({ type: "state", name: "account", value: 4711 });
    scene.page.batch(textOf("two"), true);
    await scene.pass();
    expect([guest.kinds, guest.said]).to.deep.equal([[], []]);
    scene.audience.allowGuests(new Map([[2, "Gil"]]));
    await scene.pass();
    expect(await guest.text(), "negative control").to.equal("two");
    scene.audience.allowGuests(new Map());
    scene.page.batch(textOf("three"), true);
    scene.audience.tell({ type: "state", name: "account", value: 4712 });
    await scene.pass();
    expect(await guest.text()).to.equal("two");
    expect(guest.said).to.deep.equal([BROWSER]);
  });
});
