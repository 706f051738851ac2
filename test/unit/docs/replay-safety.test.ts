// The table of replay safety in docs/CONFORMANCE.md: every attack is in it, and the tests it names are about that attack.
import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";

interface Row {
  readonly ids: readonly string[];
  readonly files: readonly string[];
  readonly isMissing: boolean;
}

function rows(): Row[] {
  const [, section = ""] = readFileSync("docs/CONFORMANCE.md", "utf8").split("## Replay safety\n");
  const [table = ""] = section.split("\n## ");
  return [...table.matchAll(/^\| (S\d+(?:, S\d+)*) \| .*? \| (.*) \|$/gm)].map(([, ids = "", held = ""]) => ({
    ids: ids.split(", "),
    files: [...held.matchAll(/(?:unit|e2e|browser)\/[\w/-]+/g)].map(([file]) => `test/${file}`),
    isMissing: held.includes("not yet"),
  }));
}

/** The file of that name, whether it is a test or cases of one. */
function contentOf(file: string): string {
  const path = [`${file}.test.ts`, `${file}.ts`].find((each) => existsSync(each));
  if (path === undefined) throw new Error(`there is no ${file}`);
  return readFileSync(path, "utf8");
}

describe("docs / replay safety", () => {
  it("names each of the fifty attacks once", () => {
    const ids = rows().flatMap((row) => row.ids);
    expect(ids).to.deep.equal(Array.from({ length: 50 }, (_, i) => `S${i + 1}`));
  });

  for (const { ids, files, isMissing } of rows())
    it(`${ids.join(", ")}: the tests that are named say so`, () => {
      if (!isMissing) expect(files).to.not.deep.equal([]);
      const contents = files.map(contentOf);
      for (const content of contents) expect(content).to.match(new RegExp(`\\b(${ids.join("|")})\\b`));
      for (const id of files.length === 0 ? [] : ids)
        expect(
          contents.some((content) => new RegExp(`\\b${id}\\b`).test(content)),
          id,
        ).to.equal(true);
    });
});
