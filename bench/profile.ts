// Where the page thread's time goes, by function: `npm run bench -- profile capture|storm|busy|rebuild <page, workload or application>`.
// The modules are built readable. Samples are wall time: read shares, not milliseconds.
import type { CDPSession, Page } from "playwright-core";
import { agentOf, Lab, visitorOf } from "./lab.ts";
import type { AppName } from "./page/apps.ts";
import type { WorkloadName } from "./page/workloads.ts";
import { pagesOf } from "./pages.ts";

const INTERVAL_US = 100;
const LINES = 40;

type Profile = Awaited<ReturnType<typeof stopped>>;

function stopped(session: CDPSession) {
  return session.send("Profiler.stop").then(({ profile }) => profile);
}

async function profiled(page: Page, act: () => Promise<unknown>): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: INTERVAL_US });
  await session.send("Profiler.start");
  await act();
  print(await stopped(session));
}

/** µs of its own for each node of a profile, by id. */
function ownTimes({ samples = [], timeDeltas = [] }: Profile): Map<number, number> {
  const own = new Map<number, number>();
  for (const [i, id] of samples.entries()) own.set(id, (own.get(id) ?? 0) + (timeDeltas[i] ?? 0));
  return own;
}

/** Prints the functions with the most time of their own. */
function print(profile: Profile): void {
  const own = ownTimes(profile);
  const byFunction = new Map<string, number>();
  for (const { id, callFrame } of profile.nodes) {
    const { functionName, url, lineNumber } = callFrame;
    if (functionName === "(idle)" || functionName === "(program)") continue;
    const place = url === "" ? "" : ` ${url.split("/").at(-1) ?? ""}:${lineNumber + 1}`;
    const key = `${functionName === "" ? "(anonymous)" : functionName}${place}`;
    byFunction.set(key, (byFunction.get(key) ?? 0) + (own.get(id) ?? 0));
  }
  const all = [...byFunction.values()].reduce((sum, us) => sum + us, 0);
  console.log(`${(all / 1_000).toFixed(1)} ms in all`);
  for (const [key, us] of [...byFunction].sort(([, a], [, b]) => b - a).slice(0, LINES)) {
    console.log(
      `${((us / all) * 100).toFixed(1).padStart(5)} %  ${(us / 1_000).toFixed(1).padStart(7)} ms  ${key}`,
    );
  }
}

/** Profiles one thing. */
export async function profile([
  kind = "capture",
  of = "",
  name = "glance",
]: readonly string[]): Promise<void> {
  const lab = await Lab.open({ readable: true });
  const recorder = name === "rrweb" ? "rrweb" : "glance";
  try {
    const context = await lab.context();
    const isOfPage = kind === "capture" || kind === "rebuild";
    const path = isOfPage ? pagesOf([of])[0]![1] : "/__generated/rows.html";
    const page = await lab.visitor(context, path);
    const visitor = visitorOf(page);
    if (kind === "capture") {
      await profiled(page, () => visitor.capture(recorder));
      return;
    }
    await visitor.start(recorder);
    if (kind === "rebuild") {
      const agentPage = await lab.agent(context);
      await visitor.share();
      await profiled(agentPage, () => agentOf(agentPage).build(recorder));
    } else if (kind === "busy") {
      await profiled(page, () => visitor.play(of as AppName));
    } else {
      await visitor.prepare(of as WorkloadName);
      await visitor.clear();
      await profiled(page, () => visitor.mutate(of as WorkloadName));
    }
  } finally {
    await lab.close();
  }
}
