// `npm run mask-report -- URL [--server URL --group 1 --site production | --mask JSON | --select SELECTOR …] [--out FOLDER]`: what is masked in a
// page, as CSV, with a picture of it. docs/MASKING.md.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS, chromiumPath } from "./chromium.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    server: { type: "string" },
    group: { type: "string", default: "1" },
    site: { type: "string", default: "production" },
    mask: { type: "string" },
    select: { type: "string", multiple: true, default: [] },
    out: { type: "string", default: "mask-report" },
  },
});
const [url] = positionals;
if (url === undefined) fail("Which page? npm run mask-report -- https://shop.example/checkout");
const executablePath = chromiumPath();
if (executablePath === undefined) fail("No Chromium: set CHROME_BIN to the path of one.");

/** The rules that the page is looked at with: a server's, or those that are given. What no role may see counts as masked. */
async function rules() {
  const given = options.mask === undefined ? {} : JSON.parse(options.mask);
  const group = options.server === undefined ? given : await published();
  const mask = { mode: "listed", selectors: [], ...group };
  const masked = Object.values(mask.maskingSelectors ?? {});
  return mask.mode === "listed"
    ? { ...mask, selectors: [...mask.selectors, ...options.select], masked }
    : { ...mask, masked: [...masked, ...options.select] };
}

/** A session tells a page its rules; this one is not joined by anybody, and ends by itself. */
async function published() {
  const answer = await fetch(new URL("/api/v1/sessions", options.server), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ groupid: options.group, site: options.site }),
  });
  const body = await answer.json();
  if (!answer.ok) fail(`${options.server}: ${body.message}`);
  return body.settings.mask;
}

async function surveyCode() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { maskedParts } from "./core/mask/survey.ts";`,
      resolveDir: process.cwd(),
      loader: "ts",
    },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "glanceSurvey",
    target: "es2022",
    define: { __GLANCE_VERSION__: '"report"' },
  });
  return outputFiles[0].text;
}

/** In the page: what is masked, by paths of selectors, and its outlines drawn over it. */
function survey(rules) {
  const pathOf = (element) => {
    const steps = [];
    for (let at = element; at !== null;) {
      const same = [...(at.parentNode?.children ?? [])].filter(({ localName }) => localName === at.localName);
      const place = same.length > 1 ? `:nth-of-type(${same.indexOf(at) + 1})` : "";
      steps.unshift(at.id === "" ? at.localName + place : `#${CSS.escape(at.id)}`);
      if (at.id !== "") break;
      const root = at.getRootNode();
      at = at.parentElement ?? root.host ?? root.defaultView?.frameElement ?? null;
    }
    return steps.join(" > ");
  };
  const parts = globalThis.glanceSurvey.maskedParts(document, rules);
  const rows = parts.map(({ element, rule, left, top, width, height }) => ({
    selector: pathOf(element),
    rule,
    kind: element.localName + (element.type ? `[${element.type}]` : ""),
    left: Math.round(left + scrollX),
    top: Math.round(top + scrollY),
    width: Math.round(width),
    height: Math.round(height),
  }));
  for (const { left, top, width, height } of rows) {
    const box = document.createElement("div");
    Object.assign(box.style, {
      position: "absolute",
      zIndex: 2147483647,
      boxSizing: "border-box",
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
      border: "2px dashed #b3261e",
      background: "rgb(179 38 30 / 20%)",
      pointerEvents: "none",
    });
    document.documentElement.append(box);
  }
  return rows;
}

/** A cell that no spreadsheet takes for a formula. */
function cell(value) {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value === "string" ? `'${text}` : text;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(url, { waitUntil: "load" });
await page.evaluate(`${await surveyCode()}; globalThis.glanceSurvey = glanceSurvey`);
const rows = await page.evaluate(survey, await rules());
mkdirSync(options.out, { recursive: true });
const columns = ["selector", "rule", "kind", "left", "top", "width", "height"];
const lines = [columns, ...rows.map((row) => columns.map((column) => cell(row[column])))];
writeFileSync(join(options.out, "masked.csv"), lines.map((line) => `${line.join(",")}\r\n`).join(""));
await page.screenshot({ path: join(options.out, "masked.png"), fullPage: true });
await browser.close();
console.log(`${rows.length} masked elements: ${join(options.out, "masked.csv")} and masked.png`);
