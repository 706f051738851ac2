// A document that two browsers have open, as a UI shows it: the same for its owner, who reads it, and for the others.
import type {
  CellRange,
  CellsContent,
  DocumentHits,
  DocumentProblem,
  DocumentView,
  PageWords,
  SheetInfo,
  SheetLayout,
} from "../protocol/index.ts";

export { FIT_PAGE, FIT_WIDTH, MAX_PAGE_PICTURE_PX, MAX_WINDOW_CELLS, PAGE_PARTS } from "../protocol/index.ts";
export type {
  CellRange,
  CellsContent,
  DocumentHits,
  DocumentProblem,
  DocumentView,
  PageWords,
  SheetInfo,
  SheetLayout,
} from "../protocol/index.ts";

/** What there is to see of it. */
export type DocumentInfo =
  | {
      readonly kind: "pdf";
      readonly pages: number;
      /** Size of the first page, in points: others may differ. */
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: "sheets"; readonly sheets: readonly SheetInfo[] };

/** How far it has come. */
export type DocumentState =
  /** `share` of its bytes is here, 0 to 1; undefined when that is not known. */
  | { readonly status: "loading"; readonly share: number | undefined }
  /** It needs a password: the owner's to type. `wrong`: one was tried. */
  | { readonly status: "locked"; readonly wrong: boolean }
  | { readonly status: "failed"; readonly problem: DocumentProblem }
  | { readonly status: "open"; readonly info: DocumentInfo };

/** One page, drawn. */
export interface PageFace {
  /** In points. */
  readonly width: number;
  readonly height: number;
  readonly words: PageWords;
  /** To be put into the page; undefined when it could not be drawn. */
  readonly picture: HTMLElement | undefined;
  /** Gives its memory back. */
  release(): void;
}

/** What a document tells. */
export interface DocumentEvents {
  onstate(state: DocumentState): void;
  /** Somebody else looks elsewhere. */
  onview(view: DocumentView): void;
  onhits(hits: DocumentHits): void;
}

/** An open document, for one who looks at it. */
export interface SharedDocument {
  /** Text, never markup. */
  readonly name: string;
  /** Whether this side has opened it. */
  readonly isOwner: boolean;
  readonly view: DocumentView;
  readonly hits: DocumentHits | undefined;
  /** Called once; the state follows at once, and whenever it is another one. */
  follow(events: DocumentEvents): void;
  /** Looks elsewhere: the others follow. */
  look(change: Partial<DocumentView>): void;
  /** A page, so many px wide. Rejects when it cannot be had. */
  page(page: number, pixels: number): Promise<PageFace>;
  cells(range: CellRange): Promise<CellsContent>;
  layout(sheet: number): Promise<SheetLayout>;
  /** Tries a password. */
  unlock(password: string): void;
  /** Opens the address of a link in a window of its own. */
  openLink(url: string): void;
  /** Closes it for everybody. */
  close(): void;
}
