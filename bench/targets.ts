// The targets, each beside what this run measured. A target missed is said, not hidden.
import { type Figure, NOISE_MS, quantile, type Results } from "./results.ts";

/** The browser's own tasks in a second at rest differ by this much from run to run. */
const NOISE_TASKS = 10;
/** Heaps after a collection differ by this much from run to run, by compiled code and the browser's own timelines: 50 bytes a frame of 10,000. */
const NOISE_KB = 500;

interface Target {
  readonly number: number;
  readonly what: string;
  /** Met when what was measured is at most this; at least, for a score. */
  readonly limit: number;
  /** How far above the limit no run can tell from it; 0 unless said otherwise. */
  readonly noise?: number;
  readonly isLeast?: true;
  readonly measured: (results: Results) => number | undefined;
}

const isSmall = ({ nodes = 0 }: Figure): boolean => nodes < 10_000;
const isLarge = ({ nodes = 0 }: Figure): boolean => nodes >= 10_000;
const isBelow25k = ({ nodes = 0 }: Figure): boolean => nodes < 25_000;
const from25k = ({ nodes = 0 }: Figure): boolean => nodes >= 25_000;
const isOf =
  (...names: readonly string[]) =>
  ({ of }: Figure): boolean =>
    names.includes(of);

/** The worst of ours in a group. */
function largest(
  results: Results,
  group: Figure["group"],
  where?: (figure: Figure) => boolean,
): number | undefined {
  const values = results.of(group, where).map(({ glance }) => glance);
  return values.length === 0 ? undefined : Math.max(...values);
}

/** Of the pages that were compared, the share in % that differs by no more than `limit` % of their pixels. */
function within(results: Results, limit: number): number | undefined {
  const pages = [...results.of("fidelity.load"), ...results.of("fidelity.storm")];
  if (pages.length === 0) return undefined;
  return (pages.filter(({ glance }) => glance <= limit).length / pages.length) * 100;
}

function middle(results: Results, group: Figure["group"]): number | undefined {
  const values = results.of(group).map(({ glance }) => glance);
  return values.length === 0 ? undefined : quantile(values, 0.5);
}

const TARGETS: readonly Target[] = [
  {
    number: 1,
    what: "busy page: score, of the page alone",
    limit: 0.93,
    isLeast: true,
    measured: (results) => middle(results, "busy.score"),
  },
  {
    number: 1,
    what: "busy page: added page-thread time, of rrweb's",
    limit: 0.2,
    measured: (results) => results.ratio("busy.cpu"),
  },
  {
    number: 2,
    what: "first telling below 10,000 nodes, page-thread time, of rrweb's",
    limit: 1 / 6,
    measured: (results) => results.ratio("capture.cpu", isSmall),
  },
  {
    number: 2,
    what: "first telling from 10,000 nodes on, of rrweb's",
    limit: 0.1,
    measured: (results) => results.ratio("capture.cpu", isLarge),
  },
  {
    number: 2,
    what: "longest task of a first telling, ms",
    limit: 50,
    measured: (results) => largest(results, "capture.task"),
  },
  ...["create-10000", "create-1000", "clear-10000"].map((name) => storm(name, 0.25)),
  storm("text-10000", 0.5),
  storm("attribute-10000", 0.5),
  storm("class-10000", 0.45),
  {
    number: 4,
    what: "keyframe's bytes, of rrweb's gzip",
    limit: 0.65,
    measured: (results) => results.ratio("bytes.sent", isBelow25k),
  },
  {
    number: 4,
    what: "keyframe's bytes from 25,000 nodes on, of rrweb's gzip",
    limit: 0.45,
    measured: (results) => results.ratio("bytes.sent", from25k),
  },
  {
    number: 4,
    what: "bytes of 10,000 new rows, of rrweb's gzip",
    limit: 0.35,
    measured: (results) => results.ratio("storm.sent", isOf("create-10000")),
  },
  {
    number: 4,
    what: "bytes of a keyed swap, of rrweb's gzip",
    limit: 0.05,
    measured: (results) => results.ratio("storm.sent", isOf("swap-keyed")),
  },
  {
    number: 4,
    what: "kB sent while nothing changes",
    limit: 0,
    measured: (results) => largest(results, "idle.sent"),
  },
  {
    number: 5,
    what: "text change to the agent's DOM, median, ms",
    limit: 6,
    measured: (results) => largest(results, "latency.text"),
  },
  {
    number: 5,
    what: "text change to the agent's DOM, 95 of 100, ms",
    limit: 12,
    measured: (results) => largest(results, "latency.text-p95"),
  },
  {
    number: 5,
    what: "text change to the agent's screen, median, ms",
    limit: 20,
    measured: (results) => largest(results, "latency.painted"),
  },
  {
    number: 5,
    what: "1,000 rows replaced, of rrweb's",
    limit: 0.5,
    measured: (results) => results.ratio("latency.rows"),
  },
  {
    number: 5,
    what: "an agent's arrival, of rrweb's",
    limit: 0.4,
    measured: (results) => results.ratio("latency.arrival"),
  },
  {
    number: 6,
    what: "rebuilding, page-thread time, of rrweb's",
    limit: 0.5,
    measured: (results) => results.ratio("rebuild.cpu"),
  },
  {
    number: 6,
    what: "rebuilding, until it is shown, of rrweb's",
    limit: 0.5,
    measured: (results) => results.ratio("rebuild.wall"),
  },
  {
    number: 6,
    what: "longest task of a rebuilding, ms",
    limit: 50,
    measured: (results) => largest(results, "rebuild.task"),
  },
  {
    number: 7,
    what: "pages within 0.1 % of the pixels, %",
    limit: (31 / 33) * 100,
    isLeast: true,
    measured: (results) => within(results, 0.1),
  },
  {
    number: 7,
    what: "pages within 1 % of the pixels, %",
    limit: 100,
    isLeast: true,
    measured: (results) => within(results, 1),
  },
  {
    number: 8,
    what: "a second agent, page-thread time of the visitor, ms",
    limit: 0,
    noise: NOISE_MS,
    measured: (results) => largest(results, "late.cpu"),
  },
  size("loader", 4),
  size("capture, page", 12),
  size("capture, worker", 25),
  size("visitor UI", 20),
  size("replay, page", 25),
  {
    number: 10,
    what: "tasks while nothing changes, more than without",
    limit: 0,
    noise: NOISE_TASKS,
    measured: (results) => largest(results, "idle.tasks"),
  },
  {
    number: 10,
    what: "kB left by 10,000 iframes, and by a million nodes, at most",
    limit: 0,
    noise: NOISE_KB,
    measured: (results) => largest(results, "memory.left"),
  },
];

function storm(name: string, limit: number): Target {
  return {
    number: 3,
    what: `${name}: added page-thread time, of rrweb's`,
    limit,
    measured: (results) => results.ratio("storm.cpu", isOf(name)),
  };
}

function size(name: string, limit: number): Target {
  return {
    number: 9,
    what: `${name}, kB gzip`,
    limit,
    measured: (results) => largest(results, "size", isOf(name)),
  };
}

/** Prints each target that this run says something of; returns how many were missed. */
export function printTargets(results: Results): number {
  let missed = 0;
  console.log("\ntarget                                                              limit    measured");
  for (const target of TARGETS) {
    const measured = target.measured(results);
    if (measured === undefined) continue;
    const isMet = target.isLeast ? measured >= target.limit : measured <= target.limit + (target.noise ?? 0);
    if (!isMet) missed += 1;
    const limit = `${target.isLeast ? "≥" : "≤"} ${target.limit.toFixed(2)}`;
    console.log(
      `${String(target.number).padStart(2)} ${target.what.padEnd(62)} ${limit.padStart(8)} ${measured.toFixed(2).padStart(9)}   ${isMet ? "met" : "MISSED"}`,
    );
  }
  return missed;
}
