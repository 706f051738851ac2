// In the visitor's page: both recorders at once, each with an agent's page of its own (page/agent.ts), as `globalThis.mirrored`. Both
// see the same page at the same moment.
import { disturb } from "./disturb.ts";
import { channelOf } from "./handed.ts";
import { painted } from "./marks.ts";
import { type Recorder, RECORDERS } from "./recorders.ts";

const recorders: Recorder[] = [];
const sent = { rrweb: 0, glance: 0 };

async function start(name: "rrweb" | "glance"): Promise<void> {
  const channel = new BroadcastChannel(channelOf(name));
  const recorder = await RECORDERS[name === "glance" ? "glance-pictures" : name]((piece) => {
    sent[name] += 1;
    channel.postMessage(piece);
  });
  recorders.push(recorder);
  await recorder.ready;
}

const mirrored = {
  async start(): Promise<void> {
    await Promise.all([start("rrweb"), start("glance")]);
  },

  /** Makes changes at random, as `seed` says. */
  disturb,

  /** Resolves to how many pieces each has handed over, when all that was changed was. */
  async flush(): Promise<Record<"rrweb" | "glance", number>> {
    // Scrolling is told of in a frame.
    await painted();
    await painted();
    await Promise.all(recorders.map((recorder) => recorder.flush()));
    return { ...sent };
  },
};

/** What `globalThis.mirrored` offers. */
export type MirroredPage = typeof mirrored;
(globalThis as unknown as { mirrored: MirroredPage }).mirrored = mirrored;
