// `npm start`: installs and builds what is missing or out of date, then serves until told to stop.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const SOURCES = [
  "package.json",
  "package-lock.json",
  "rollup.config.mjs",
  "scripts",
  "loader",
  "core",
  "transports",
  "ui-default",
  "server",
  "examples",
];

/** Latest change in ms under `path`. */
function changedAt(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(
    0,
    ...readdirSync(path)
      .filter((name) => name !== "node_modules")
      .map((name) => changedAt(join(path, name))),
  );
}

function run(title, command, args) {
  console.log(title);
  const { status } = spawnSync(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync("node_modules/.package-lock.json"))
  run("Installing (once, about a minute) ...", "npm", ["ci", "--ignore-scripts", "--no-fund", "--no-audit"]);
const built = existsSync("dist/server.mjs") ? statSync("dist/server.mjs").mtimeMs : 0;
if (SOURCES.some((path) => changedAt(path) > built))
  run("Building ...", process.execPath, ["scripts/build.mjs"]);

// In this same process, so that whoever stops or kills it stops the server and not a wrapper.
process.setSourceMapsEnabled(true);
await import("../dist/server.mjs");
