// Builds capture alone and replay alone from the sources, just as `npm run build` does, into a folder of the bench's own: so
// it never measures a dist/ that is older than the code.
import { basename } from "node:path";
import { rollup } from "rollup";
import { loadConfigFile } from "rollup/loadConfigFile";

/** Where capture.js and replay.js are built to. */
export const MODULES = ".cache/bench/esm";

/** Builds both modules; `readable` ones are not minified, but for their workers. */
export async function buildModules(readable: boolean): Promise<void> {
  if (readable) process.env["DEBUG_BUILD"] = "1";
  const { options } = await loadConfigFile(`${process.cwd()}/rollup.config.mjs`, {});
  for (const option of options) {
    const [output] = option.output;
    if (output?.file?.startsWith("dist/esm/") !== true || !output.file.endsWith(".js")) continue;
    const bundle = await rollup(option);
    await bundle.write({ ...output, file: `${MODULES}/${basename(output.file)}` });
    await bundle.close();
  }
}
