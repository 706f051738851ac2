// Builds dist/: one classic script per part, named Glance<Part>_<tag>.js; two ES modules (capture and replay
// alone) with their types; and the server.
import { existsSync, readFileSync } from "node:fs";
import commonjs from "@rollup/plugin-commonjs";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import { dts } from "rollup-plugin-dts";
import esbuild from "rollup-plugin-esbuild";
import { embedWorkers, PRIVATE_NAMES } from "./scripts/embed-worker.mjs";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
/** Release tag in every file name: M is minified, D is debug (`DEBUG_BUILD=1 npm run build`). */
const tag = process.env.DEBUG_BUILD ? `${version}D` : `${version}M`;
const define = { __GLANCE_VERSION__: JSON.stringify(tag) };

/** Parts a page or the viewer loads: name → entry and the oldest syntax it may use. */
const parts = {
  CobrowseLoader: ["loader/main.ts", "es2018"],
  CobrowseVisitor: ["core/visitor/main.ts", "es2020"],
  CobrowseControl: ["core/visitor/control-main.ts", "es2020"],
  CobrowseVisitorUI: ["ui-default/visitor/main.ts", "es2020"],
  CobrowseNotice: ["ui-default/notice/main.ts", "es2018"],
  CobrowseViewer: ["ui-default/viewer/main.ts", "es2020"],
  CobrowseAgent: ["core/host-page/main.ts", "es2020"],
  CobrowseGuest: ["core/guest/main.ts", "es2020"],
  CobrowseGuestJoin: ["ui-default/guest/main.ts", "es2020"],
  CobrowseDocuments: ["ui-default/documents/main.ts", "es2020"],
  PresenceVisitor: ["core/presence/visitor-main.ts", "es2020"],
  PresenceAgent: ["core/presence/agent-main.ts", "es2020"],
};
/** Doors for those who want one half without a server: name → entry. */
const modules = { capture: "core/visitor/capture-alone.ts", replay: "core/agent/replay-alone.ts" };
const types = {
  ...Object.fromEntries(Object.entries(modules).map(([n, e]) => [`esm/${n}`, e])),
  loader: "loader/api.ts",
};

const onwarn = (warning) => {
  throw new Error(`${warning.code}: ${warning.message}`);
};
const minify =
  tag.endsWith("M") && terser({ ecma: 2018, compress: { passes: 3 }, format: { comments: /^!/ } });
const pagePlugins = (target) => [
  embedWorkers(),
  nodeResolve({ browser: true }),
  // papaparse has a part for Node.
  commonjs({ ignore: ["stream"] }),
  esbuild({ target, sourceMap: true, define, supported: target === "es2020" ? PRIVATE_NAMES : {} }),
  minify,
];
const exists = ([, entry]) => existsSync(Array.isArray(entry) ? entry[0] : entry);

export default [
  ...Object.entries(parts)
    .filter(exists)
    .map(([part, [input, target]]) => ({
      input,
      onwarn,
      plugins: pagePlugins(target),
      output: {
        file: `dist/Glance${part}_${tag}.js`,
        format: "iife",
        exports: "none",
        sourcemap: true,
        inlineDynamicImports: true,
        banner: `/*! Glance ${part} ${tag}. Notices: THIRD_PARTY_NOTICES.txt */`,
      },
    })),
  ...Object.entries(modules)
    .filter(exists)
    .map(([name, input]) => ({
      input,
      onwarn,
      plugins: pagePlugins("es2020"),
      output: { file: `dist/esm/${name}.js`, format: "es", sourcemap: true },
    })),
  {
    input: "ui-default/viewer/guest-dialog.ts",
    onwarn,
    plugins: pagePlugins("es2020"),
    output: { file: `dist/viewer/guests_${tag}.mjs`, format: "es", sourcemap: true },
  },
  {
    input: "core/documents/sheets/worker.ts",
    onwarn,
    plugins: pagePlugins("es2020"),
    output: { file: `dist/documents/${tag}/sheets.mjs`, format: "es", sourcemap: true },
  },
  ...Object.entries(types)
    .filter(exists)
    .map(([name, input]) => ({
      input,
      external: [/^worker:/],
      plugins: [dts()],
      output: { file: `dist/${name}.d.ts`, format: "es" },
    })),
  ...(existsSync("server/main.ts")
    ? [
        {
          input: "server/main.ts",
          external: (id) => !id.startsWith(".") && !id.startsWith("/"),
          plugins: [esbuild({ target: "node20", sourceMap: true, define })],
          output: { file: "dist/server.mjs", format: "es", sourcemap: true },
        },
      ]
    : []),
];
