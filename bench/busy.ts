// A busy page: applications at work alone, and while they are recorded.
import { type Lab, visitorOf } from "./lab.ts";
import { APP_NAMES, type AppName } from "./page/apps.ts";
import { ALL, openRecorded } from "./recorded.ts";
import { geometricMean, median, type Results } from "./results.ts";
import { inTurns } from "./rounds.ts";
import { traced } from "./trace.ts";

/** `observer` is what observing alone costs: no recorder costs less. */
const RECORDERS = [...ALL, "observer"] as const;
type Recorder = (typeof RECORDERS)[number];
const ROUNDS = 5;

/** Measures the applications with these names, all when there are none. */
export async function benchBusy(lab: Lab, results: Results, wanted: readonly string[]): Promise<void> {
  const names = APP_NAMES.filter((name) => wanted.length === 0 || wanted.includes(name));
  const scores: Record<Recorder, number>[] = [];
  for (const name of names) scores.push(await benchApp(lab, results, name));
  const score = (recorder: Recorder): number => geometricMean(scores.map((app) => app[recorder]));
  results.add({
    group: "busy.score",
    of: "all",
    unit: "score",
    rrweb: score("rrweb"),
    glance: score("glance"),
  });
  console.log(`                   an observer that does nothing scores ${score("observer").toFixed(2)}`);
}

/** Score: what the page takes alone over what it takes while recorded, in processor time of its thread. */
async function benchApp(lab: Lab, results: Results, name: AppName): Promise<Record<Recorder, number>> {
  const { pages, close } = await openRecorded(lab, RECORDERS);
  const runs = await inTurns(ROUNDS, RECORDERS, async (recorder) => {
    await pages[recorder].bringToFront();
    const { cpu } = await traced(lab.browser, pages[recorder], () => visitorOf(pages[recorder]).play(name));
    return cpu;
  });
  await close();
  const cpu = (recorder: Recorder): number => median(runs[recorder]);
  const none = cpu("none");
  const added = { rrweb: cpu("rrweb") - none, glance: cpu("glance") - none };
  results.add({ group: "busy.cpu", of: name, unit: "ms", none, ...added });
  const score = (recorder: Recorder): number => none / cpu(recorder);
  return { none: 1, observer: score("observer"), rrweb: score("rrweb"), glance: score("glance") };
}
