// The list of hashes by which whoever got a release can tell that it is whole, and a page's tag that it got what was released.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files of a page's browser; the rest runs on a server or at build time. */
const SERVED =
  /^(Glance(?:Cobrowse|Presence)\w+_[\w.-]+\.js|text\/[\w.-]+\.json|documents\/[\w.-]+\/\w[\w.-]*\.(mjs|css))$/;

/** The value of an `integrity` attribute (Subresource Integrity). */
export function integrityOf(bytes) {
  return `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
}

/** Writes `integrity.json` into `folder`: by file, what its `integrity` is. */
export function writeIntegrity(folder) {
  const names = readdirSync(folder, { recursive: true })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => SERVED.test(name))
    .sort();
  const list = Object.fromEntries(names.map((name) => [name, integrityOf(readFileSync(join(folder, name)))]));
  writeFileSync(join(folder, "integrity.json"), `${JSON.stringify(list, undefined, 2)}\n`);
}
