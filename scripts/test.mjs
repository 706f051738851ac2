// `npm test`: installs what is missing, Chromium included, checks, builds, and runs all suites.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { ensureChromium } from "./chromium.mjs";

function run(script, args = []) {
  const { status } = spawnSync("npm", ["run", "--silent", script, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error(`npm run ${script} failed`);
    process.exit(status ?? 1);
  }
}

if (!existsSync("node_modules/.package-lock.json")) {
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-fund", "--no-audit"], {
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
}
ensureChromium();
for (const script of [
  "check",
  "build",
  "check:size",
  "check:licences",
  "test:node",
  "test:browser",
  "test:e2e",
]) {
  console.log(`\n> ${script}`);
  run(script);
}
