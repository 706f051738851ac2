// The documents that other people made (../shared/corpus/documents): what is not there is not tested, and says so.
import { existsSync, readFileSync } from "node:fs";

const FOLDER = new URL("../../../shared/corpus/documents/", import.meta.url);

/** One file of the corpus, as its manifest has it. */
export interface CorpusFile {
  readonly kind: string;
  readonly name: string;
  readonly oddity: string;
  readonly password: string;
  bytes(): Uint8Array<ArrayBuffer>;
}

/** Files of `kind`: `pdf`, `sheet` or `csv`; none where there is no corpus. */
export function corpusOf(kind: string): CorpusFile[] {
  const manifest = new URL("MANIFEST.tsv", FOLDER);
  if (!existsSync(manifest)) {
    console.log("documents: ../shared/corpus/documents is not here");
    return [];
  }
  return readFileSync(manifest, "utf8")
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"))
    .filter(([of]) => of === kind)
    .map(([, name = "", , , , , , oddity = "", password = ""]) => ({
      kind,
      name,
      oddity,
      password,
      bytes: () => new Uint8Array(readFileSync(new URL(`${kind}/${name}`, FOLDER))),
    }));
}
