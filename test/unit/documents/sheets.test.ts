// Workbooks and separated values: the corpus's, and those that are made to do harm.
import { expect } from "chai";
import { deflateRawSync } from "node:zlib";
import type { DocumentProblem } from "../../../core/protocol/index.ts";
import { DocumentError } from "../../../core/documents/problem.ts";
import { kindOf } from "../../../core/documents/sniff.ts";
import { readTables } from "../../../core/documents/sheets/read.ts";
import type { Table } from "../../../core/documents/sheets/table.ts";
import { corpusOf } from "../../support/corpus.ts";
import { zipOf } from "./zip-of.ts";

const CODEPAGES = "../../../node_modules/xlsx/dist/cpexcel.full.mjs";

const read = async (bytes: Uint8Array): Promise<Table[]> =>
  readTables(new Uint8Array(bytes), kindOf(bytes), () => import(CODEPAGES) as Promise<object>);
const problemOf = async (bytes: Uint8Array): Promise<DocumentProblem | undefined> => {
  try {
    await read(bytes);
    return undefined;
  } catch (error) {
    return (error as DocumentError).problem;
  }
};
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

/** Those of the corpus that cannot be shown, and what is said of them. */
const REFUSED: Readonly<Record<string, DocumentProblem>> = {
  "poi-clusterfuzz-testcase-minimized-POIHSSFFuzzer.xls": "broken",
  "poi-invalid.xlsx": "unsupported",
  "test_file-password_2002_128_strong.xls": "password",
  "test_file-password_2002_40_xor.xls": "password",
};
/** Rows and columns of their first sheet, as other programs count them. */
const SIZES: Readonly<Record<string, readonly [number, number]>> = {
  "calamine-issue_174.xlsx": [2, 11],
  "csvkit-ne_1033_data.xlsx": [1_037, 14],
  "readxl-datasets.xlsx": [33, 11],
  "test_file-CRLFX5_2.xls": [2, 2],
  "csv-comma_in_quotes.csv": [2, 5],
  "csv-newlines.csv": [4, 3],
  "csvkit-test_utf16_big.csv": [3, 3],
  "univocity-european.csv": [4, 5],
  "vega-airports.csv": [3_377, 7],
};

describe("documents / sheets", function () {
  this.timeout(60_000);

  for (const file of [...corpusOf("sheet"), ...corpusOf("csv")]) {
    const problem = REFUSED[file.name];
    it(`${file.name} (${file.oddity}): ${problem ?? "opens"}`, async () => {
      if (problem !== undefined) {
        expect(await problemOf(file.bytes())).to.equal(problem);
        return;
      }
      const tables = await read(file.bytes());
      const [first] = tables;
      const size = SIZES[file.name];
      if (size !== undefined) expect([first?.info.rows, first?.info.columns]).to.deep.equal(size);
      // What may be told of it fits what may be told.
      for (const table of tables) {
        const { rows, columns } = table.info;
        const range = {
          sheet: 0,
          row: 0,
          column: 0,
          rows: Math.min(64, rows),
          columns: Math.min(32, columns),
        };
        for (const cell of table.cells(range, (told) => told).texts) expect(cell.length).to.be.at.most(1_001);
      }
    });
  }

  it("shows what is in cells: text, dates and numbers as they were formatted, merged cells, no formulas", async () => {
    const [file] = corpusOf("sheet").filter(({ name }) => name === "test_file-merge_cells.xlsx");
    if (file === undefined) return;
    const [table] = await read(file.bytes());
    const cells = table?.cells({ sheet: 0, row: 0, column: 0, rows: 10, columns: 10 }, (told) => told);
    expect(cells?.merges.length).to.be.above(0);
    expect(cells?.texts.some((told) => told.startsWith("="))).to.equal(false);
  });

  it("leaves out hidden sheets", async () => {
    const [file] = corpusOf("sheet").filter(({ name }) => name === "calamine-any_sheets.xlsb");
    if (file === undefined) return;
    expect((await read(file.bytes())).map(({ info }) => info.name)).to.deep.equal(["Visible"]);
  });

  describe("made to do harm", () => {
    const size = 300 * 1024 * 1024;
    const tiny = deflateRawSync(Buffer.alloc(1_000));
    const dense = deflateRawSync(Buffer.alloc(20 * 1024 * 1024));
    const cases: readonly (readonly [string, Uint8Array, DocumentProblem])[] = [
      [
        "says that it is 4 GB large",
        zipOf([{ name: "[Content_Types].xml", content: tiny, size: 0xffff_fff0 }]),
        "too-large",
      ],
      ["says that it is 300 MB large", zipOf([{ name: "xl/a.xml", content: tiny, size }]), "too-large"],
      [
        "unpacks to a thousand times its size",
        zipOf([{ name: "xl/a.xml", content: dense, size: 20 * 1024 * 1024 }]),
        "too-large",
      ],
      ["is larger than it says", zipOf([{ name: "xl/a.xml", content: dense, size: 1_000 }]), "broken"],
      ["is smaller than it says", zipOf([{ name: "xl/a.xml", content: tiny, size: 2_000 }]), "broken"],
      [
        "has too many parts",
        zipOf(Array.from({ length: 2_001 }, (_, at) => ({ name: `a${at}`, content: tiny, size: 1_000 }))),
        "too-large",
      ],
      [
        "is no workbook but a ZIP file",
        zipOf([{ name: "readme.txt", content: tiny, size: 1_000 }]),
        "unsupported",
      ],
      [
        "ends in its table of contents",
        zipOf([{ name: "xl/a.xml", content: tiny, size: 1_000 }]).subarray(0, 60),
        "broken",
      ],
      ["is a page", text("<!doctype html><script>alert(1)</script>"), "unsupported"],
      [
        "is a picture made of text",
        text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        "unsupported",
      ],
      ["is a program", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 0, 0, 0]), "unsupported"],
      ["is nothing", new Uint8Array(), "unsupported"],
    ];
    for (const [what, bytes, problem] of cases)
      it(`refuses within two seconds one that ${what}`, async () => {
        const start = performance.now();
        expect(await problemOf(bytes)).to.equal(problem);
        expect(performance.now() - start).to.be.below(2_000);
      });

    it("keeps rows of no form, and what would be a formula, as text", async () => {
      const [table] = await read(text('a,b\n"open,c\n=HYPERLINK("http://x")\n'));
      expect(table?.text(0, 0)).to.equal("a");
      const [formula] = await read(text("=cmd|' /C calc'!A1,2\n"));
      expect(formula?.text(0, 0)).to.equal("=cmd|' /C calc'!A1");
    });
  });
});
