// What TypeScript is to know of embed-worker.mjs.
import type { Plugin } from "esbuild";

export const embedWorkersInEsbuild: Plugin;
