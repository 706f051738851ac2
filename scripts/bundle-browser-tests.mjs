// Bundles test/browser/**/*.test.ts into .cache/browser-tests.js, one classic script for karma to load.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { embedWorkersInEsbuild } from "./embed-worker.mjs";

const only = process.argv[2] ?? "";
const files = readdirSync("test/browser", { recursive: true })
  .filter((name) => name.endsWith(".test.ts") && name.includes(only))
  .sort();

await build({
  stdin: {
    contents: files.map((name) => `import "./${join("test/browser", name)}";`).join("\n"),
    resolveDir: process.cwd(),
    loader: "ts",
  },
  bundle: true,
  format: "iife",
  target: "es2022",
  sourcemap: "inline",
  define: { __GLANCE_VERSION__: '"test"' },
  plugins: [embedWorkersInEsbuild],
  outfile: process.env.BROWSER_TESTS ?? ".cache/browser-tests.js",
});
