import type { DocumentHits } from "../../core/documents/api.ts";

/** What of a document is looked at: its pages, or its sheets. */
export interface DocumentBody {
  readonly element: HTMLElement;
  /** Everybody looks elsewhere now. */
  look(): void;
  /** Marks what was found. */
  mark(): void;
  /** The first of what was found that is not before what is looked at. */
  nearest(hits: DocumentHits): number;
  /** How many of what was found are told with their places. */
  hitsTold(hits: DocumentHits): number;
  /** Brings one of what was found into everybody's sight. */
  reveal(hit: number, hits: DocumentHits): void;
  /** Where that is, in words. */
  placeOf(hit: number, hits: DocumentHits): string;
  /** Puts the keyboard in it. */
  focus(): void;
  close(): void;
}
