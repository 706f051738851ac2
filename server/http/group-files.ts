// Groups' own style sheets and texts for the visitor's card: files that an operator puts into a folder, and may change at any time.
// Every visitor's card asks for them, so a file that there is not is an empty one: a browser's console shows no error then.
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { MAX_GROUP_FILE_BYTES } from "../limits.ts";
import type { Headers } from "./answers.ts";
import { FOR_EVERYBODY } from "./policy.ts";
import type { Fallback } from "./router.ts";
import { StaticFile } from "./static-files.ts";

/** As long as documented; `data-custver` gets past it. */
const FOR_A_WEEK: Headers = { "cache-control": "public, max-age=604800" };
const FOR_MINUTES: Headers = { "cache-control": "public, max-age=300" };

/** Names that may be asked for, and what stands for a file that there is not. No dots, so no way out of a folder. */
const KINDS: readonly (readonly [path: RegExp, empty: string])[] = [
  [/^\/customstyles\/CustomSkin_[\w-]{1,32}_[SP]\.css$/, ""],
  [/^\/text\/([\w-]{1,32})\/VisitorText_\1_[a-z0-9-]{2,24}_[SP]\.json$/, "{}"],
];

/** Groups' files in some folders, the first that has one wins. */
export class GroupFiles {
  readonly #folders: readonly string[];

  constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /** What answers at `path`; undefined when groups have no files of such a name. */
  async find(path: string): Promise<Fallback | undefined> {
    const kind = KINDS.find(([pattern]) => pattern.test(path));
    if (kind === undefined) return undefined;
    const [, empty] = kind;
    const bytes = await this.#read(path);
    const file =
      bytes === undefined
        ? new StaticFile(basename(path), Buffer.from(empty), { ...FOR_MINUTES, ...FOR_EVERYBODY })
        : new StaticFile(basename(path), bytes, { ...FOR_A_WEEK, ...FOR_EVERYBODY });
    return (request) => file.answer(request);
  }

  async #read(path: string): Promise<Uint8Array | undefined> {
    for (const folder of this.#folders) {
      const bytes = await readFile(join(folder, path)).catch(() => undefined);
      if (bytes !== undefined && bytes.length <= MAX_GROUP_FILE_BYTES) return bytes;
    }
    return undefined;
  }
}
