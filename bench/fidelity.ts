// Mirrors pages with both recorders at once and compares pictures, as loaded and after changes at random: `npm run bench:fidelity
// [-- page ...]`, or `-- --folder DIR [part-of-an-address ...]` for pages of
// one's own. Writes the pictures and a report to .cache/fidelity/, prints how many pages are within 0.1 % and 1 %.
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { compare } from "../test/support/mirror.ts";
import { type Compared, FOLDER, reportOf } from "./fidelity-report.ts";
import { agentOf, Lab, mirroredOf } from "./lab.ts";
import { CORPUS, pagesBelow, pagesOf } from "./pages.ts";
import { Results } from "./results.ts";
import { printTargets } from "./targets.ts";

const BOTH = ["rrweb", "glance"] as const;
const HEIGHT = 1_600;
/** Changes of one storm, and the number that decides which. */
const CHANGES = 20;
const SEED = 7;
/** Larger generated pages look like the small one. */
const NOT_COMPARED = ["made-100000", "made-250000"];

/** A picture of the replica, or of the page itself: what lies at the page's top left. */
function picture(page: Page): Promise<Buffer> {
  return page.screenshot({
    animations: "disabled",
    caret: "hide",
    clip: { x: 0, y: 0, width: 1280, height: HEIGHT },
  });
}

async function comparePage(lab: Lab, id: string, path: string): Promise<Compared[]> {
  const context = await lab.context(HEIGHT);
  try {
    const page = await lab.mirrored(context, path);
    const visitor = mirroredOf(page);
    const agents = await Promise.all(BOTH.map(() => lab.agent(context)));
    for (const [i, name] of BOTH.entries()) await agentOf(agents[i]!).follow(name);
    await page.bringToFront();
    await visitor.start();
    const compared: Compared[] = [];
    for (const phase of ["load", "storm"] as const) {
      if (phase === "storm") await visitor.disturb(SEED, CHANGES);
      const sent = await visitor.flush();
      const visitorPng = await picture(page);
      for (const [i, name] of BOTH.entries()) {
        const errors = await agentOf(agents[i]!).settled(sent[name]);
        const png = await picture(agents[i]!);
        compared.push({
          id,
          phase,
          name,
          errors,
          visitor: visitorPng,
          replica: png,
          ...compare(visitorPng, png),
        });
      }
    }
    return compared;
  } finally {
    await context.close();
  }
}

const { values, positionals } = parseArgs({
  options: { folder: { type: "string" } },
  allowPositionals: true,
});
const { folder } = values;
mkdirSync(FOLDER, { recursive: true });
const lab = await Lab.open({ folder: folder ?? CORPUS });
const results = new Results();
const all: Compared[] = [];
try {
  for (const [id, path] of folder === undefined ? pagesOf(positionals) : pagesBelow(folder, positionals)) {
    if (NOT_COMPARED.includes(id)) continue;
    const compared = await comparePage(lab, id, path);
    all.push(...compared);
    for (const phase of ["load", "storm"] as const) {
      const of = (name: string): number =>
        (compared.find((one) => one.phase === phase && one.name === name)?.differs ?? 1) * 100;
      results.add({
        group: `fidelity.${phase}`,
        of: id,
        unit: "%",
        rrweb: of("rrweb"),
        glance: of("glance"),
      });
    }
    for (const { name, phase, errors } of compared) {
      if (errors.length > 0) console.log(`  ${name}, ${phase}: ${errors.slice(0, 3).join(" | ")}`);
    }
  }
} finally {
  await lab.close();
  writeFileSync(`${FOLDER}/index.html`, reportOf(all));
}
for (const phase of ["load", "storm"] as const) {
  for (const name of BOTH) {
    const pages = all.filter((one) => one.phase === phase && one.name === name);
    const within = (share: number): number => pages.filter(({ differs }) => differs <= share).length;
    console.log(
      `${phase.padEnd(6)} ${name.padEnd(7)} of ${pages.length} pages: ${within(0.001)} within 0.1 %, ${within(0.01)} within 1 %`,
    );
  }
}
printTargets(results);
console.log(`the pictures: ${FOLDER}/index.html`);
