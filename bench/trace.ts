// What a page's main thread did between two marks, read from a Chromium trace: processor time, not wall time, so that
// other programs on the machine count as little as can be.
import type { Browser, Page } from "playwright-core";

interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
}

/** The main thread of one page between marks, in milliseconds. */
export interface MainThread {
  /** Processor time of all tasks from start to end, less what the page needs at rest. */
  readonly cpu: number;
  /** Processor time of the longest task. */
  readonly largest: number;
  /** Wall time from start to done. */
  readonly wall: number;
  /** Share of the time at rest in which the page itself was at work, 0 to 1. */
  readonly restless: number;
  /** How many tasks there were. */
  readonly tasks: number;
}

const TASKS = new Set(["ThreadControllerImpl::RunTask", "RunTask"]);

interface Task {
  readonly from: number;
  readonly to: number;
  readonly cpu: number;
}

/** Processor time of the part of `tasks` in a window, and of the longest of these parts; µs. */
function within(tasks: readonly Task[], from: number, to: number): { sum: number; largest: number } {
  let sum = 0;
  let largest = 0;
  for (const task of tasks) {
    const overlap = Math.min(task.to, to) - Math.max(task.from, from);
    if (overlap <= 0) continue;
    const cpu = task.cpu * (overlap / (task.to - task.from));
    sum += cpu;
    largest = Math.max(largest, cpu);
  }
  return { sum, largest };
}

/** Parts of the time at rest that are looked at apart. */
const REST_PARTS = 4;

/** Share of the time in which the thread is at work anyway: that of the quietest part, since what happens once does not go on. */
function restOf(tasks: readonly Task[], from: number, to: number): number {
  const part = (to - from) / REST_PARTS;
  const sums = Array.from(
    { length: REST_PARTS },
    (_, i) => within(tasks, from + i * part, from + (i + 1) * part).sum,
  );
  return Math.min(...sums) / part;
}

/** Runs `act`, which sets the marks bench-rest, bench-start, bench-done and bench-end in `page`. */
export async function traced(browser: Browser, page: Page, act: () => Promise<unknown>): Promise<MainThread> {
  await browser.startTracing(page, { categories: ["toplevel", "blink.user_timing"] });
  let buffer: Buffer;
  try {
    await act();
  } finally {
    buffer = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(buffer.toString()) as { traceEvents: readonly TraceEvent[] };
  return read(traceEvents);
}

function read(events: readonly TraceEvent[]): MainThread {
  const mark = (name: string): TraceEvent => {
    const found = events.find((event) => event.name === name && event.cat.includes("blink.user_timing"));
    if (found === undefined) throw new Error(`the trace has no mark ${name}`);
    return found;
  };
  const start = mark("bench-start");
  const end = mark("bench-end").ts;
  const tasks = events
    .filter(
      ({ name, ph, pid, tid }) => TASKS.has(name) && ph === "X" && pid === start.pid && tid === start.tid,
    )
    .map(({ ts, dur = 0, tdur = 0 }) => ({ from: ts, to: ts + dur, cpu: tdur }))
    .filter(({ from, to }) => to > from);
  const rest = mark("bench-rest").ts;
  const resting = restOf(tasks, rest, start.ts);
  const working = within(tasks, start.ts, end);
  return {
    cpu: Math.max(0, working.sum - resting * (end - start.ts)) / 1_000,
    largest: working.largest / 1_000,
    restless: within(tasks, rest, start.ts).sum / (start.ts - rest),
    wall: (mark("bench-done").ts - start.ts) / 1_000,
    tasks: tasks.filter(({ from }) => from >= start.ts && from < end).length,
  };
}
