/** Release tag, stamped by the build: `6.0.0M` minified, `6.0.0D` debug. Absent when run from source. */
declare const __GLANCE_VERSION__: string;

/** A worker's code, bundled at build time (scripts/embed-worker.mjs): as one classic script, and as a function that serves it at
 * an endpoint of this thread, and returns what ends it. */
declare module "worker:*" {
  const source: string;
  export default source;
  export function run(endpoint: import("comlink").Endpoint): () => void;
}

/** A style sheet's text, by `import css from "./file.css" with { type: "text" }`; esbuild only, so in tests. */
declare module "*.css" {
  const text: string;
  export default text;
}
