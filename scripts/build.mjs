// Builds everything that is served: rollup's scripts, then the pages, styles and texts that stand beside them, and the list of hashes.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { transform } from "esbuild";
import { writeIntegrity } from "./integrity.mjs";

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist", { recursive: true });
const { status } = spawnSync(process.execPath, ["node_modules/rollup/dist/bin/rollup", "-c", "--silent"], {
  stdio: "inherit",
});
if (status !== 0) process.exit(status ?? 1);

/** Folders of plain files copied as they are: from → to. */
const COPIES = [
  ["ui-default/viewer/pages", "dist/viewer"],
  ["ui-default/guest/pages", "dist/guest"],
  ["examples/demo", "dist/demo"],
  ["examples/custom-ui", "dist/examples/custom-ui"],
  ["examples/crm", "dist/examples/crm"],
  ["docs/SELF-HOSTING.md", "dist/README.md"],
];
for (const [from, to] of COPIES) if (existsSync(from)) cpSync(from, to, { recursive: true });

/** Of SheetJS: letters of old workbooks. Of pdf.js: its two halves, and what PDFs of old, of the East and of scanners need; and the frame's own style. */
const PDF = "node_modules/pdfjs-dist";
const DOCUMENT_FILES = [
  ["ui-default/documents/documents.css", "documents.css"],
  [`${PDF}/legacy/build/pdf.min.mjs`, "pdf.mjs"],
  [`${PDF}/legacy/build/pdf.worker.min.mjs`, "pdf.worker.mjs"],
  ["node_modules/xlsx/dist/cpexcel.full.mjs", "codepages.mjs"],
  [`${PDF}/cmaps`, "cmaps"],
  [`${PDF}/standard_fonts`, "fonts"],
  [`${PDF}/wasm`, "wasm"],
  [`${PDF}/iccs`, "iccs"],
];
/** Never what runs a PDF's own scripts. */
const isNeeded = (path) => !/quickjs/i.test(path);

// The visitor's texts by language, named after the release as its scripts are.
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const tag = process.env.DEBUG_BUILD ? `${version}D` : `${version}M`;
for (const name of readdirSync("ui-default/visitor/texts")) {
  const language = name.replace(/\.json$/, "");
  cpSync(`ui-default/visitor/texts/${name}`, `dist/text/VisitorText_${language}_${tag}.json`);
}
// English is part of the card; as a file it is what groups' own texts start from.
const english = await transform(readFileSync("ui-default/visitor/text.ts", "utf8"), { loader: "ts" });
const { ENGLISH } = await import(`data:text/javascript,${encodeURIComponent(english.code)}`);
writeFileSync(`dist/text/VisitorText_en_${tag}.json`, `${JSON.stringify(ENGLISH, undefined, 2)}\n`);

// What the frame that shows documents fetches when it needs it.
const files = `dist/documents/${tag}`;
for (const [from, to] of DOCUMENT_FILES)
  cpSync(from, `${files}/${to}`, { recursive: true, filter: isNeeded });
writeIntegrity("dist");
