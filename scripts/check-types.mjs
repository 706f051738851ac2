// Type-checks the whole tree, then each side with its own globals only, so that worker code cannot touch the DOM
// and server code cannot touch a browser.
import { spawnSync } from "node:child_process";

let failed = false;
for (const project of ["tsconfig.json", "tsconfig.page.json", "tsconfig.worker.json", "tsconfig.node.json"]) {
  const cache = `.cache/${project}.tsbuildinfo`;
  const { status } = spawnSync(
    process.execPath,
    ["node_modules/typescript/bin/tsc", "-p", project, "--incremental", "--tsBuildInfoFile", cache],
    { stdio: "inherit" },
  );
  if (status !== 0) {
    failed = true;
    console.error(`check-types: ${project} failed`);
    break;
  }
}
process.exit(failed ? 1 : 0);
