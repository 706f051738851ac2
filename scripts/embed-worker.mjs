// Bundles a worker entry of core/worker into one function. `import source, { run } from "worker:visitor"` then gives the page
// a worker that needs no file of its own: `source` is the function as text, a classic script for a worker, and `run` the same
// function for a page that may not start one. The code is there once (docs/adr/0002-embedded-worker.md).
import { readFileSync } from "node:fs";
import { build } from "esbuild";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

/** Kept as they are, beyond ES2020: browsers have had them since 2021 (Chromium 84, Firefox 90, Safari 15), and what stands in for
 * them is a sixth of the size and several times slower where bytes are read. */
export const PRIVATE_NAMES = {
  "class-field": true,
  "class-private-accessor": true,
  "class-private-field": true,
  "class-private-method": true,
};

/** Returns a module with the minified code of `core/worker/<name>.ts` and everything it imports. */
export async function embedWorker(name) {
  const result = await build({
    entryPoints: [`core/worker/${name}.ts`],
    bundle: true,
    format: "iife",
    globalName: "entry",
    target: "es2020",
    supported: PRIVATE_NAMES,
    minify: true,
    legalComments: "none",
    write: false,
    define: { __GLANCE_VERSION__: JSON.stringify(`${version}M`) },
  });
  return `export function run(endpoint) { ${result.outputFiles[0].text}\nreturn entry.serve(endpoint); }
export default \`(\${run})(self)\`;`;
}

/** The same for rollup: resolves `worker:<name>` to a module whose default export is the source. */
export function embedWorkers() {
  return {
    name: "embed-workers",
    resolveId: (id) => (id.startsWith("worker:") ? `\0${id}` : null),
    async load(id) {
      if (!id.startsWith("\0worker:")) return null;
      return embedWorker(id.slice("\0worker:".length));
    },
  };
}

/** The same for esbuild. */
export const embedWorkersInEsbuild = {
  name: "embed-workers",
  setup(builder) {
    builder.onResolve({ filter: /^worker:/ }, ({ path }) => ({ path, namespace: "worker" }));
    builder.onLoad({ filter: /.*/, namespace: "worker" }, async ({ path }) => ({
      contents: await embedWorker(path.slice("worker:".length)),
      resolveDir: process.cwd(),
    }));
  },
};
