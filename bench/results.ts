// What was measured, side by side, each printed as soon as it is known.

/** What a group of figures is about. */
export type Group =
  | "capture.cpu"
  | "capture.task"
  | "bytes.raw"
  | "bytes.sent"
  | "rebuild.cpu"
  | "rebuild.task"
  | "rebuild.wall"
  | "late.cpu"
  | "storm.cpu"
  | "storm.sent"
  | "busy.score"
  | "busy.cpu"
  | "latency.text"
  | "latency.text-p95"
  | "latency.painted"
  | "latency.rows"
  | "latency.arrival"
  | "idle.cpu"
  | "idle.tasks"
  | "idle.sent"
  | "memory.left"
  | "memory.dom"
  | "size"
  | "fidelity.load"
  | "fidelity.storm";

/** One thing measured with both recorders in one run. */
export interface Figure {
  readonly group: Group;
  /** The page, workload or file. */
  readonly of: string;
  readonly unit: "ms" | "kB" | "%" | "score" | "";
  /** The page alone. For times of the groups storm and busy, the others are what comes on top of it. */
  readonly none?: number;
  readonly rrweb?: number;
  readonly glance: number;
  /** Nodes of the page, where its size decides about the target. */
  readonly nodes?: number;
}

/** Less than this, in ms of processor time, no run can tell from nothing. */
export const NOISE_MS = 2;

/** The middle of some numbers; the mean of the two in the middle when their count is even. */
export function median(values: readonly number[]): number {
  return (quantile(values, 0.5) + quantile(values, 0.5, Math.ceil)) / 2;
}

/** The number below which `share` of the numbers lie, without interpolation. */
export function quantile(values: readonly number[], share: number, round = Math.floor): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, round((sorted.length - 1) * share))];
  if (found === undefined) throw new Error("nothing was measured");
  return found;
}

/** The geometric mean: ratios of 0.5 and 2 make 1. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Ours over the peer's. Undefined when there is no peer, both are too small to tell, or the peer has nothing at all. */
export function ratioOf({ group, rrweb, glance }: Figure): number | undefined {
  if (rrweb === undefined) return undefined;
  const isTime = group.endsWith(".cpu");
  const least = isTime ? NOISE_MS : 0.001;
  if (rrweb < least && (!isTime || glance < least)) return undefined;
  return Math.max(glance, least) / Math.max(rrweb, least);
}

/** All figures of a run. */
export class Results {
  readonly #figures: Figure[] = [];

  add(figure: Figure): void {
    this.#figures.push(figure);
    console.log(lineOf(figure));
  }

  of(group: Group, where: (figure: Figure) => boolean = () => true): readonly Figure[] {
    return this.#figures.filter((figure) => figure.group === group && where(figure));
  }

  /** Ours over the peer's: the geometric mean of a group. Undefined when nothing of it was measured. */
  ratio(group: Group, where?: (figure: Figure) => boolean): number | undefined {
    const ratios = this.of(group, where).flatMap((figure) => ratioOf(figure) ?? []);
    return ratios.length === 0 ? undefined : geometricMean(ratios);
  }
}

function lineOf(figure: Figure): string {
  const { group, of, unit, none, rrweb, glance } = figure;
  const number = (value: number | undefined): string =>
    (value === undefined ? "–" : value.toFixed(Math.abs(value) < 10 ? 2 : 1)).padStart(10);
  const ratio = ratioOf(figure);
  const columns = [
    group.padEnd(17),
    of.padEnd(22),
    none === undefined ? "".padEnd(15) : `none ${number(none)}`,
    `rrweb ${number(rrweb)}`,
    `glance ${number(glance)} ${unit.padEnd(5)}`,
    ratio === undefined ? "" : `× ${ratio.toFixed(2)}`,
  ];
  return columns.join("  ").trimEnd();
}
