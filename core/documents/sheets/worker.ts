// The worker that reads workbooks: a file that ends it, or that it takes too long for, ends nothing else.
import { expose } from "comlink";
import { maskSecrets, type PatternRules } from "../../mask/patterns.ts";
import {
  type CellRange,
  type CellsContent,
  type DocumentHits,
  MAX_DOCUMENT_HITS,
  type SheetInfo,
  type SheetLayout,
} from "../../protocol/index.ts";
import { type Finding, placesOf } from "../find.ts";
import type { FileKind } from "../sniff.ts";
import { DocumentError } from "../problem.ts";
import type { SheetsApi } from "./api.ts";
import { readTables } from "./read.ts";
import type { Table } from "./table.ts";

class SheetsWorker implements SheetsApi {
  #tables: readonly Table[] = [];

  async open(buffer: ArrayBuffer, kind: FileKind, codepages: string): Promise<readonly SheetInfo[]> {
    const load = (): Promise<object> => import(codepages) as Promise<object>;
    this.#tables = await readTables(new Uint8Array(buffer), kind, load);
    return this.#tables.map(({ info }) => info);
  }

  cells(range: CellRange, patterns: PatternRules | undefined): CellsContent {
    const tell = (text: string): string => (patterns === undefined ? text : maskSecrets(text, patterns));
    return this.#table(range.sheet).cells(range, tell);
  }

  layout(sheet: number): SheetLayout {
    return this.#table(sheet).layout;
  }

  find(query: Finding, patterns: PatternRules): DocumentHits {
    const places: number[] = [];
    let count = 0;
    this.#tables.forEach((table, sheet) => {
      const { rows, columns } = table.info;
      for (let row = 0; row < rows; row += 1)
        for (let column = 0; column < columns; column += 1) {
          const text = table.text(row, column);
          if (text === "" || placesOf(text, query).length === 0) continue;
          if (placesOf(maskSecrets(text, patterns), query).length === 0) continue;
          if (count < MAX_DOCUMENT_HITS) places.push(count, sheet, row, column);
          count += 1;
        }
    });
    const { query: words, matchCase, wholeWords } = query;
    return { query: words, matchCase, wholeWords, done: true, count, places };
  }

  #table(sheet: number): Table {
    const table = this.#tables[sheet];
    if (table === undefined) throw new DocumentError("unsupported", "no such sheet");
    return table;
  }
}

expose(new SheetsWorker());
// The frame waits for a first message (core/documents/worker.ts).
postMessage({ glance: "ready" });
