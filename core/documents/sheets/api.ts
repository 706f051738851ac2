// What the frame and the worker that reads workbooks say to each other, by Comlink.
import type { PatternRules } from "../../mask/patterns.ts";
import type { CellRange, CellsContent, DocumentHits, SheetInfo, SheetLayout } from "../../protocol/index.ts";
import type { Finding } from "../find.ts";
import type { FileKind } from "../sniff.ts";

export interface SheetsApi {
  /** Rejects with an error whose message begins with a DocumentProblem. `bytes` are transferred; `codepages` is the address of a file. */
  open(bytes: ArrayBuffer, kind: FileKind, codepages: string): Promise<readonly SheetInfo[]>;
  /** Without secrets by `patterns`, when they are given. */
  cells(range: CellRange, patterns: PatternRules | undefined): CellsContent;
  layout(sheet: number): SheetLayout;
  /** Looks in what others are told: whoever looks for a secret does not find it. */
  find(query: Finding, patterns: PatternRules): DocumentHits;
}
