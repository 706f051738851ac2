/** Release tag, stamped by the build: `6.0.0M` minified, `6.0.0D` debug. Absent when run from source. */
declare const __GLANCE_VERSION__: string;

/** A worker's whole source as one classic script, bundled at build time (scripts/embed-worker.mjs). */
declare module "worker:*" {
  const source: string;
  export default source;
}

/** A style sheet's text, by `import css from "./file.css" with { type: "text" }`; esbuild only, so in tests. */
declare module "*.css" {
  const text: string;
  export default text;
}
