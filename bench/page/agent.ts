// In the agent's page: our replay and the peer's behind one interface, as `globalThis.agent`.
import { Replayer } from "@rrweb/replay";
import { channelOf, type Handed } from "./handed.ts";
import { between, noticeFrames, painted, wait } from "./marks.ts";
import type { Expected, Shown } from "./visitor.ts";

/** Rebuilds a page from what a recorder handed over. */
interface Player {
  apply(piece: Handed): void | Promise<void>;
  readonly document: Document | null | undefined;
}

const REPLAY = "/__glance/replay.js";
interface ReplayModule {
  Replica: new (frame: HTMLIFrameElement) => { apply(bytes: Uint8Array): Promise<void>; dispose(): void };
}

/** Longest wait for the pictures of a replica, in ms: some never come. */
const PICTURES_WAIT_MS = 3_000;
/** An agent's page is open for longer than a worker needs to start before a visitor's page comes, in ms. */
const WORKER_START_MS = 500;

async function ours(): Promise<Player> {
  const { Replica } = (await import(REPLAY)) as ReplayModule;
  const frame = document.createElement("iframe");
  frame.style.cssText = "width:1280px;height:800px;border:0";
  document.body.append(frame);
  const replica = new Replica(frame);
  await wait(WORKER_START_MS);
  return {
    apply: (piece) => replica.apply(piece as Uint8Array),
    get document() {
      return frame.contentDocument;
    },
  };
}

/** rrweb's player for live events, as its guide says. */
function rrwebLive(): Player {
  const root = document.body.appendChild(document.createElement("div"));
  const replayer = new Replayer([], { root, liveMode: true, mouseTail: false });
  replayer.startLive();
  return {
    apply: (piece) => replayer.addEvent(JSON.parse(piece as string) as never),
    get document() {
      return replayer.iframe.contentDocument;
    },
  };
}

/** rrweb's player for a page that is there as a whole: resolves when it is rebuilt. */
function rrwebWhole(pieces: readonly Handed[]): Promise<void> {
  const root = document.body.appendChild(document.createElement("div"));
  const events = pieces.map((piece) => JSON.parse(piece as string) as never);
  const replayer = new Replayer(events, { root, mouseTail: false });
  return new Promise((resolve) => replayer.on("fullsnapshot-rebuilded", () => resolve()));
}

const fromVisitor = new BroadcastChannel("bench-pieces");
const toVisitor = new BroadcastChannel("bench-shown");
const pieces: Handed[] = [];
let player: Player | undefined;
let expected: Expected | undefined;
let watched: Document | undefined;

function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Tells the visitor's page when the replica has what is expected, as soon as the DOM has it. */
function look(): void {
  const seen = expected;
  if (seen === undefined) return;
  const found = player?.document?.querySelectorAll(seen.selector) ?? [];
  if (found[found.length - 1]?.textContent !== seen.text) return;
  const inDom = now();
  expected = undefined;
  void painted().then(() => toVisitor.postMessage({ ...seen, inDom, painted: now() } satisfies Shown));
}

/** Looks after each change of the replica's DOM; the document may be another one after a whole page. */
function watch(): void {
  const document = player?.document ?? undefined;
  if (document === undefined || document === watched) return;
  watched = document;
  new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });
}

function receive(piece: Handed): void {
  if (player === undefined) {
    pieces.push(piece);
    return;
  }
  followed.received += 1;
  const done = player.apply(piece);
  lastApplied = Promise.all([lastApplied, done]).then(() => undefined);
  watch();
  if (done) void done.then(watch).then(look);
  else look();
}

fromVisitor.onmessage = ({ data }: MessageEvent<{ piece: Handed } | { expected: Expected } | "clock">) => {
  if (data === "clock") toVisitor.postMessage(now());
  else if ("piece" in data) receive(data.piece);
  else {
    expected = data.expected;
    toVisitor.postMessage("ready");
  }
};

const followed = { received: 0, errors: [] as string[] };
let lastApplied: Promise<unknown> = Promise.resolve();

const agent = {
  /** Loads our replay ahead of time. */
  async preload(): Promise<void> {
    noticeFrames();
    await import(REPLAY);
  },

  /** Pieces that came and wait. */
  waiting: () => pieces.length,

  /** From now on pieces are applied as they come, those that wait first. */
  async live(name: "rrweb" | "glance"): Promise<void> {
    player = name === "rrweb" ? rrwebLive() : await ours();
    for (const piece of pieces.splice(0)) receive(piece);
  },

  /** Resolves when this many pieces have been applied as they came. */
  async caughtUp(count: number): Promise<void> {
    while (followed.received < count) await wait(20);
    await lastApplied;
  },

  /** From now on shows what the recorder of page/mirrored.ts hands over. */
  async follow(name: "rrweb" | "glance"): Promise<void> {
    const following = name === "rrweb" ? rrwebLive() : await ours();
    player = following;
    new BroadcastChannel(channelOf(name)).onmessage = ({ data }: MessageEvent<Handed>) => {
      followed.received += 1;
      const apply = async (): Promise<void> => following.apply(data);
      const applied = apply().catch((error: unknown) => followed.errors.push(String(error)));
      lastApplied = Promise.all([lastApplied, applied]);
    };
  },

  /** Resolves when this many pieces are shown, with their pictures and fonts; to what went wrong. */
  async settled(count: number): Promise<readonly string[]> {
    while (followed.received < count) await wait(20);
    await lastApplied;
    await painted();
    await painted();
    const replica = player?.document;
    const late = Promise.all([
      replica?.fonts.ready,
      ...[...(replica?.images ?? [])].map((image) => image.decode().catch(() => undefined)),
    ]);
    await Promise.race([late, wait(PICTURES_WAIT_MS)]);
    await painted();
    return followed.errors;
  },

  /** Builds the page from the pieces that wait, until it was painted once; the trace has the marks. */
  async build(name: "rrweb" | "glance"): Promise<void> {
    const whole = pieces.splice(0);
    const made = name === "glance" ? await ours() : undefined;
    await between(async () => {
      if (made === undefined) await rrwebWhole(whole);
      else await Promise.all(whole.map(async (piece) => made.apply(piece)));
      await painted();
    });
  },
};

/** What `globalThis.agent` offers. */
export type AgentPage = typeof agent;
(globalThis as unknown as { agent: AgentPage }).agent = agent;
