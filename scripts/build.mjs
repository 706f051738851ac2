// Builds everything that is served: rollup's scripts, then the pages and styles that stand beside them.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist", { recursive: true });
const { status } = spawnSync(process.execPath, ["node_modules/rollup/dist/bin/rollup", "-c", "--silent"], {
  stdio: "inherit",
});
if (status !== 0) process.exit(status ?? 1);

/** Folders of plain files copied as they are: from → to. */
const COPIES = [
  ["ui-default/viewer/pages", "dist/viewer"],
  ["examples/demo", "dist/demo"],
];
for (const [from, to] of COPIES) if (existsSync(from)) cpSync(from, to, { recursive: true });
