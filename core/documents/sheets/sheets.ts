// A workbook, read in a worker of its own.
import { type Remote, transfer, wrap } from "comlink";
import type { PatternRules } from "../../mask/patterns.ts";
import {
  type CellRange,
  type CellsContent,
  DOCUMENT_PROBLEMS,
  type DocumentHits,
  type DocumentProblem,
  type SheetInfo,
  type SheetLayout,
} from "../../protocol/index.ts";
import type { DocumentInfo } from "../api.ts";
import { OPEN_TIMEOUT_MS } from "../limits.ts";
import type { FileKind } from "../sniff.ts";
import { DocumentError } from "../problem.ts";
import { inTime, type Query, type SheetSource } from "../source.ts";
import { startModuleWorker } from "../worker.ts";
import type { SheetsApi } from "./api.ts";

export interface SheetsOptions {
  /** Folder of this release's files. */
  readonly files: string;
  readonly patterns: PatternRules;
}

/**
 * Opens a workbook or separated values. `bytes` are transferred.
 *
 * @throws {DocumentError}
 */
export async function openSheets(
  bytes: ArrayBuffer,
  kind: FileKind,
  { files, patterns }: SheetsOptions,
): Promise<OpenSheets> {
  const thread = await startModuleWorker(`${files}sheets.mjs`);
  const worker = wrap<SheetsApi>(thread);
  try {
    // A worker whose memory is full is ended by the browser, which says so in an event, and answers no more.
    const died = new Promise<never>(
      (_, reject) => (thread.onerror = () => reject(new DocumentError("too-complex"))),
    );
    const opening = worker.open(transfer(bytes, [bytes]), kind, `${files}codepages.mjs`);
    const sheets = await inTime(Promise.race([opening, died]), OPEN_TIMEOUT_MS, () => thread.terminate());
    return new OpenSheets(thread, worker, sheets, patterns);
  } catch (error) {
    thread.terminate();
    throw problemOf(error);
  }
}

/** Errors come through a port without their class. */
function problemOf(error: unknown): DocumentError {
  if (error instanceof DocumentError) return error;
  const [word] = (error as Error).message.split(":");
  const problem = DOCUMENT_PROBLEMS.find((each) => each === word) ?? ("broken" satisfies DocumentProblem);
  return new DocumentError(problem);
}

class OpenSheets implements SheetSource {
  readonly kind = "sheets";
  readonly info: DocumentInfo;
  readonly #thread: Worker;
  readonly #worker: Remote<SheetsApi>;
  readonly #patterns: PatternRules;
  #current = 0;

  constructor(
    thread: Worker,
    worker: Remote<SheetsApi>,
    sheets: readonly SheetInfo[],
    patterns: PatternRules,
  ) {
    this.info = { kind: "sheets", sheets };
    this.#thread = thread;
    this.#worker = worker;
    this.#patterns = patterns;
  }

  cells(range: CellRange, isTold: boolean): Promise<CellsContent> {
    return this.#worker.cells(range, isTold ? this.#patterns : undefined);
  }

  layout(sheet: number): Promise<SheetLayout> {
    return this.#worker.layout(sheet);
  }

  find({ query, matchCase, wholeWords }: Query, onfound: (hits: DocumentHits) => void): () => void {
    const current = (this.#current += 1);
    void this.#worker.find({ query, matchCase, wholeWords }, this.#patterns).then((hits) => {
      if (current === this.#current) onfound(hits);
    });
    return () => (this.#current += 1);
  }

  close(): void {
    this.#thread.terminate();
  }
}
