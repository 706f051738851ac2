// In the visitor's page: what the bench calls from outside (bench/lab.ts), as `globalThis.visitor`.
import type { Handed } from "./handed.ts";
import { between, painted, wait } from "./marks.ts";
import { preload, type Recorder, RECORDERS, type RecorderName, sizeOf } from "./recorders.ts";
import { type AppName, playRound } from "./apps.ts";
import { PASSING } from "./passing.ts";
import { type WorkloadName, WORKLOADS } from "./workloads.ts";

/** A page's late work after a large change, ms. */
const SETTLE_MS = 200;

const toAgent = new BroadcastChannel("bench-pieces");
const fromAgent = new BroadcastChannel("bench-shown");
let recorder: Recorder | undefined;
let pieces: Handed[] = [];
let forward = false;
let handed = 0;

function hand(piece: Handed): void {
  handed += 1;
  if (forward) toAgent.postMessage({ piece });
  else pieces.push(piece);
}

/** Milliseconds on a clock that all pages of this machine share. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

async function start(name: RecorderName): Promise<void> {
  recorder = await RECORDERS[name](hand);
  await recorder.ready;
  await recorder.flush();
}

/** What the agent's page is to watch for: the text of the element that a selector finds last. */
export interface Expected {
  readonly selector: string;
  readonly text: string;
}

/** When the agent's DOM had what was expected, and when its screen, on the agent's clock. */
export interface Shown extends Expected {
  readonly inDom: number;
  readonly painted: number;
}

/** How long something took, in ms. */
export interface Latency {
  readonly inDom: number;
  readonly painted: number;
}

/** How far the agent's clock is ahead of ours, in ms: by the quickest of some answers, as between two computers. */
async function clockAhead(): Promise<number> {
  let quickest = Infinity;
  let ahead = 0;
  for (let i = 0; i < 30; i += 1) {
    const asked = now();
    const theirs = await new Promise<number>((resolve) => {
      fromAgent.onmessage = ({ data }: MessageEvent<number>) => resolve(data);
      toAgent.postMessage("clock");
    });
    const took = now() - asked;
    if (took < quickest) [quickest, ahead] = [took, theirs - asked - took / 2];
  }
  return ahead;
}

/** Makes a change, and resolves to how long the agent's page took to show what is expected of it. */
async function shown(expected: Expected, change: () => void): Promise<Latency> {
  const ahead = await clockAhead();
  return new Promise((resolve) => {
    let startedAt = 0;
    fromAgent.onmessage = ({ data }: MessageEvent<Shown | "ready">) => {
      if (data === "ready") {
        startedAt = now();
        change();
      } else if (data.text === expected.text) {
        resolve({ inDom: data.inDom - startedAt - ahead, painted: data.painted - startedAt - ahead });
      }
    };
    toAgent.postMessage({ expected });
  });
}

const visitor = {
  preload,

  /** Nodes of the page, shadow roots and frames left out. */
  nodes(): number {
    const walker = document.createTreeWalker(document);
    let count = 1;
    while (walker.nextNode()) count += 1;
    return count;
  },

  /** Starts a recorder and waits until the whole page was handed over, style sheets included; the trace has the marks. */
  capture: (name: RecorderName) => between(() => start(name)),

  /** Starts a recorder, not measured. */
  start,

  /** Does a workload and waits until the recorder has handed it over; the trace has the marks. */
  async mutate(name: WorkloadName): Promise<void> {
    await between(async () => {
      await WORKLOADS[name].change();
      await recorder?.flush();
    });
  },

  /** Gets the page ready for a workload, until it is painted and handed over. */
  async prepare(name: WorkloadName): Promise<void> {
    WORKLOADS[name].prepare();
    await painted();
    await recorder?.flush();
    await painted();
    await wait(SETTLE_MS);
  },

  /** Forgets what was handed over so far. */
  async clear(): Promise<void> {
    await recorder?.flush();
    pieces = [];
  },

  size: () => sizeOf(pieces),

  /** From now on all that is handed over goes to the agent's page; returns what it has to start with, sent first. */
  async share(): Promise<void> {
    await recorder?.flush();
    for (const piece of pieces) toAgent.postMessage({ piece });
    handed = pieces.length;
    pieces = [];
    forward = true;
  },

  /** Changes a text. */
  changeText(index: number): Promise<Latency> {
    const label = document.querySelector("[data-bench-text]") ?? made("p", "data-bench-text");
    const text = `text ${index}`;
    return shown({ selector: "[data-bench-text]", text }, () => (label.textContent = text));
  },

  /** Replaces 1,000 rows. */
  replaceRows(index: number): Promise<Latency> {
    const rows = document.querySelector("#rows")!;
    const fresh = document.createDocumentFragment();
    for (let i = 0; i < 1_000; i += 1) {
      const row = fresh.appendChild(document.createElement("tr"));
      row.appendChild(document.createElement("td")).textContent = String(i);
      row.appendChild(document.createElement("td")).textContent = `row ${i} of ${index}`;
    }
    return shown({ selector: "#rows td", text: `row 999 of ${index}` }, () => rows.replaceChildren(fresh));
  },

  /** Puts a mark at the page's end, for {@link arrival}. */
  mark(text: string): void {
    made("p", "data-bench-end").textContent = text;
  },

  /** Sends the page as it is to an agent who comes late, until the mark at its end is there. */
  arrival: (text: string): Promise<Latency> =>
    shown({ selector: "[data-bench-end]", text }, () => {
      void recorder?.whole().then((whole) => {
        for (const piece of whole) toAgent.postMessage({ piece });
      });
    }),

  /** Asks for the page as it is and lets it go; the trace has the marks. */
  whole: () => between(async () => recorder?.whole()),

  /** Works one round of an application; the trace has the marks. Returns the milliseconds it took. */
  async play(name: AppName): Promise<number> {
    let took = 0;
    await between(async () => {
      took = await playRound(name);
      await recorder?.flush();
    });
    return took;
  },

  /** Has so many frames or nodes come and go, some at a time. Nothing handed over is kept. */
  async comeAndGo(what: keyof typeof PASSING, count: number): Promise<void> {
    const { each, come } = PASSING[what];
    for (let i = 0; i < count; i += each) {
      const go = come();
      await recorder?.flush();
      go();
      await recorder?.flush();
      pieces = [];
    }
  },

  /** How many pieces were handed over so far. */
  handed: () => handed,

  /** Does nothing for a second; the trace has the marks. */
  rest: () => between(() => wait(1_000)),
};

function made(name: string, attribute: string): HTMLElement {
  const element = document.body.appendChild(document.createElement(name));
  element.setAttribute(attribute, "");
  return element;
}

/** What `globalThis.visitor` offers. */
export type VisitorPage = typeof visitor;
(globalThis as unknown as { visitor: VisitorPage }).visitor = visitor;
