// What an owner has read a document into: pages or sheets.
import type { CellRange, CellsContent, DocumentHits, PageWords, SheetLayout } from "../protocol/index.ts";
import type { DocumentInfo, PageFace } from "./api.ts";
import { DocumentError } from "./problem.ts";

/** A page as others get it. */
export interface TellablePage {
  readonly width: number;
  readonly height: number;
  readonly mime: string;
  readonly picture: Uint8Array<ArrayBuffer>;
  readonly words: PageWords;
}

/** What to look for. */
export type Query = Pick<DocumentHits, "query" | "matchCase" | "wholeWords">;

interface Source {
  readonly info: DocumentInfo;
  /** Looks for `query`, and tells what is found so far. Returns what ends it. */
  find(query: Query, onfound: (hits: DocumentHits) => void): () => void;
  close(): void;
}

export interface PageSource extends Source {
  readonly kind: "pdf";
  /** For the owner's own eyes. */
  page(page: number, pixels: number): Promise<PageFace>;
  /** For others: without secrets. */
  tellable(page: number, pixels: number): Promise<TellablePage>;
}

export interface SheetSource extends Source {
  readonly kind: "sheets";
  /** `isTold`: for others, without secrets. */
  cells(range: CellRange, isTold: boolean): Promise<CellsContent>;
  layout(sheet: number): Promise<SheetLayout>;
}

export type DocumentSource = PageSource | SheetSource;

/** @throws {DocumentError} `too-complex` when `promise` takes longer than `ms`; `giveUp` is called first. */
export async function inTime<T>(promise: Promise<T>, ms: number, giveUp: () => void): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      giveUp();
      reject(new DocumentError("too-complex", `more than ${ms} ms`));
    }, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
