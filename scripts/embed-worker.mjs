// Bundles a worker entry of core/worker into one classic script, as text. `import source from "worker:visitor"`
// then gives the page a worker that needs no file of its own (docs/adr/0002-embedded-worker.md).
import { readFileSync } from "node:fs";
import { build } from "esbuild";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

/** Returns the minified source of `core/worker/<name>.ts` and everything it imports. */
export async function embedWorker(name) {
  const result = await build({
    entryPoints: [`core/worker/${name}.ts`],
    bundle: true,
    format: "iife",
    target: "es2020",
    minify: true,
    legalComments: "none",
    write: false,
    define: { __GLANCE_VERSION__: JSON.stringify(`${version}M`) },
  });
  return result.outputFiles[0].text;
}

/** The same for rollup: resolves `worker:<name>` to a module whose default export is the source. */
export function embedWorkers() {
  return {
    name: "embed-workers",
    resolveId: (id) => (id.startsWith("worker:") ? `\0${id}` : null),
    async load(id) {
      if (!id.startsWith("\0worker:")) return null;
      return `export default ${JSON.stringify(await embedWorker(id.slice("\0worker:".length)))};`;
    },
  };
}

/** The same for esbuild. */
export const embedWorkersInEsbuild = {
  name: "embed-workers",
  setup(builder) {
    builder.onResolve({ filter: /^worker:/ }, ({ path }) => ({ path, namespace: "worker" }));
    builder.onLoad({ filter: /.*/, namespace: "worker" }, async ({ path }) => ({
      contents: `export default ${JSON.stringify(await embedWorker(path.slice("worker:".length)))};`,
      resolveDir: process.cwd(),
    }));
  },
};
