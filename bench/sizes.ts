// How long the scripts are that a page loads, minified and gzipped.
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { Lab } from "./lab.ts";
import type { Results } from "./results.ts";

/** What each figure is about → what it is bundled from, and the peer's counterpart. */
const SCRIPTS: Readonly<Record<string, readonly [ours: string, peer?: string]>> = {
  loader: ["loader/main.ts"],
  "capture, page": ["core/capture/index.ts", "@rrweb/record"],
  "capture, worker": ["core/worker/visitor.ts"],
  "visitor UI": ["ui-default/visitor/main.ts"],
  "replay, page": ["core/replay/index.ts", "@rrweb/replay"],
  "replay, worker": ["core/worker/agent.ts"],
};

export async function benchSizes(_lab: Lab, results: Results): Promise<void> {
  for (const [of, [ours, peer]] of Object.entries(SCRIPTS)) {
    results.add({
      group: "size",
      of,
      unit: "kB",
      glance: await gzipped(ours),
      ...(peer === undefined ? {} : { rrweb: await gzipped(peer) }),
    });
  }
}

async function gzipped(entry: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from ${JSON.stringify(entry.startsWith("@") ? entry : `./${entry}`)};`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    define: { __GLANCE_VERSION__: '"bench"' },
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length / 1_000;
}
