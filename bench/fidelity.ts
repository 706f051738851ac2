// Mirrors saved real pages and compares their pictures: `node --import=tsx bench/fidelity.ts [id]`. Writes the pictures to
// .cache/fidelity/, prints the share of differing pixels a page.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { launchChromium } from "../test/support/browser.ts";
import { Mirror, MirrorServer } from "../test/support/mirror.ts";

const CORPUS = "../shared/corpus/pages";
/** Addresses below the corpus folder; see its README. */
const PAGES: Readonly<Record<string, string>> = {
  "tabler-dashboard": "/tab/index.html",
  "tabler-forms": "/tab/form-elements.html",
  "sbadmin-charts": "/sb/charts.html",
  breitbart: "/r/breitbart/source.html",
  wikia: "/r/wikia/source.html",
  medium: "/r/medium-3/source.html",
  ao3: "/r/archive-of-our-own/source.html",
  wikipedia: "/r/wikipedia-2/source.html",
  "debian-policy": "/pol/policy.html/index.html",
  "node-fs": "/node/api/fs.html",
  "python-stdtypes": "/py/library/stdtypes.html",
};

if (!existsSync(CORPUS)) {
  console.log("bench: the saved pages are not here (../shared/corpus/pages); nothing to compare");
  process.exit(0);
}
const wanted = process.argv.slice(2);
const server = await new MirrorServer(CORPUS).start();
const browser = await launchChromium();
mkdirSync(".cache/fidelity", { recursive: true });
for (const [id, path] of Object.entries(PAGES)) {
  if (wanted.length > 0 && !wanted.includes(id)) continue;
  const mirror = await Mirror.open(browser, server, path);
  const { differs, visitor, replica, difference } = await mirror.compare();
  for (const [name, png] of Object.entries({ visitor, replica, difference })) {
    writeFileSync(`.cache/fidelity/${id}.${name}.png`, png);
  }
  console.log(
    `${id.padEnd(18)} ${(differs * 100).toFixed(3).padStart(8)} %  ${String(Math.round(mirror.bytes / 1024)).padStart(6)} kB  ${mirror.errors.slice(0, 3).join(" | ")}`,
  );
  await mirror.close();
}
await browser.close();
await server.stop();
