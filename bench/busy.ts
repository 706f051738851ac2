// A busy page: applications at work alone, and while they are recorded.
import { type Lab, visitorOf } from "./lab.ts";
import { APP_NAMES, type AppName } from "./page/apps.ts";
import { ALL, openRecorded } from "./recorded.ts";
import { geometricMean, median, type Results } from "./results.ts";
import { inTurns } from "./rounds.ts";
import { traced } from "./trace.ts";

type Recorder = (typeof ALL)[number];
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
}

/** Score: what the page takes alone over what it takes while recorded, in processor time of its thread. */
async function benchApp(lab: Lab, results: Results, name: AppName): Promise<Record<Recorder, number>> {
  const { pages, close } = await openRecorded(lab);
  const runs = await inTurns(ROUNDS, ALL, async (recorder) => {
    await pages[recorder].bringToFront();
    const { cpu } = await traced(lab.browser, pages[recorder], () => visitorOf(pages[recorder]).play(name));
    return cpu;
  });
  await close();
  const [none, rrweb, glance] = ALL.map((recorder) => median(runs[recorder])) as [number, number, number];
  results.add({ group: "busy.cpu", of: name, unit: "ms", none, rrweb: rrweb - none, glance: glance - none });
  return { none: 1, rrweb: none / rrweb, glance: none / glance };
}
