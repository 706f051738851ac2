// Fails when a package we ship has a licence off the list, and writes dist/THIRD_PARTY_NOTICES.txt.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

/** Built into what we ship, and so not among its dependencies. */
const BUILT_IN = new Set(["pdfjs-dist", "xlsx", "papaparse"].map((name) => `node_modules/${name}`));
const ALLOWED = new Set(["MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD"]);
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const shipped = Object.entries(packages).filter(
  ([path, entry]) =>
    BUILT_IN.has(path) ||
    (path.includes("node_modules/") && !entry.dev && !entry.devOptional && !entry.link && existsSync(path)),
);

const notices = shipped.map(([path, { version, license }]) => {
  const name = path.replace(/^.*node_modules\//, "");
  if (!ALLOWED.has(license)) throw new Error(`${name}@${version}: licence ${license} is not on the list`);
  const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(`${path}/${file}`, "utf8") : "(no licence file in the package)"}`;
});
writeFileSync("dist/THIRD_PARTY_NOTICES.txt", notices.join(`\n${"-".repeat(80)}\n`));
console.log(`licences: ${shipped.length} shipped packages, all on the list`);
