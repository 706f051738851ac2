// Channel `document`: documents opened together. Whoever opened one, its owner, reads and draws it; the others get pictures of pages, words
// and cells when they ask for them. One message is a JSON head and, for a page, the picture behind it.
import { ByteReader, ByteWriter } from "./bytes.ts";
import { readJson } from "./control.ts";
import { ProtocolError } from "./errors.ts";
import {
  MAX_DOCUMENT_HITS,
  MAX_DOCUMENT_JSON_BYTES,
  MAX_DOCUMENT_PAGES,
  MAX_PAGE_PICTURE_BYTES,
  MAX_PAGE_PICTURE_PX,
  MAX_SHEETS,
  MAX_WINDOW_CELLS,
} from "./limits.ts";
import {
  boolean,
  type Check,
  fits,
  like,
  list,
  oneOf,
  orNull,
  type Shape,
  text,
  upTo,
  within,
} from "./shapes.ts";

/** Boxes on a page are in so many parts of its width and height. */
export const PAGE_PARTS = 10_000;
/** {@link DocumentView.zoom} that is no scale: the whole width, or the whole page. */
export const FIT_WIDTH = 0;
export const FIT_PAGE = -1;
/** Rows and columns of the largest sheet that there are (ECMA-376; the limits of every program that writes them). */
export const MAX_SHEET_ROWS = 1_048_576;
export const MAX_SHEET_COLUMNS = 16_384;

/** What is looked at, for everybody. Never px: windows differ. */
export interface DocumentView {
  /** PDF: the page at the top of the window, from 1, and which part of its height and width is above and left of the window. */
  readonly page: number;
  readonly top: number;
  readonly left: number;
  /** Scale × 100 in percent, {@link FIT_WIDTH} or {@link FIT_PAGE}. */
  readonly zoom: number;
  /** Clockwise, in degrees. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** Workbook: which sheet, and its cell at the top left, from 0. */
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  /** The chosen cell: row and column; null for none. */
  readonly cell: readonly number[] | null;
  /** What is looked for; "" for nothing. */
  readonly query: string;
  readonly matchCase: boolean;
  readonly wholeWords: boolean;
  /** Which of the places it was found at is looked at, from 0; −1 for none. */
  readonly hit: number;
}

/** One sheet of a workbook. */
export interface SheetInfo {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** Written from right to left. */
  readonly rtl: boolean;
}

/** Why a document cannot be shown. */
export const DOCUMENT_PROBLEMS = [
  "unreachable",
  "too-large",
  "too-complex",
  "unsupported",
  "broken",
  "password",
  "form",
] as const;
export type DocumentProblem = (typeof DOCUMENT_PROBLEMS)[number];

/** Words and links of a page, with their places. */
export interface PageWords {
  /** In reading order; one that ends its line ends with a line feed. */
  readonly texts: readonly string[];
  /** Of each text: left, top, width, height in {@link PAGE_PARTS}, and how far it is turned in degrees. */
  readonly boxes: readonly number[];
  /** An address, or `#` and the number of a page. */
  readonly links: readonly string[];
  /** Of each link: left, top, width, height. */
  readonly linkBoxes: readonly number[];
}

/** Part of a sheet. */
export interface CellRange {
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** What is in the cells of a range; empty ones are left out. */
export interface CellsContent {
  readonly texts: readonly string[];
  /** Of each text: row, column, and 1 for a number. */
  readonly places: readonly number[];
  /** Cells that are one, also those that begin before the range: row, column, rows, columns … Of each the first is told. */
  readonly merges: readonly number[];
}

/** Widths and heights of a sheet that are not the usual ones, in px: index, size, index, size … A hidden one has 0. */
export interface SheetLayout {
  readonly columnSizes: readonly number[];
  readonly rowSizes: readonly number[];
}

/** Where something was found, so far. */
export interface DocumentHits {
  readonly query: string;
  readonly matchCase: boolean;
  readonly wholeWords: boolean;
  /** False while there is more to look at. */
  readonly done: boolean;
  /** How many there are, at least. */
  readonly count: number;
  /**
   * Those that are told. PDF, for each box: which one, page, left, top, width, height. Workbook, for each: which one, sheet, row,
   * column.
   */
  readonly places: readonly number[];
}

interface About {
  /** Which document of this page life of the visitor, from 1. */
  readonly id: number;
}

export type ViewMessage = About & {
  readonly type: "view";
  readonly revision: number;
  readonly view: DocumentView;
};

/** Owner → the others. */
export type OwnerDocumentMessage =
  | (About & { readonly type: "opening"; readonly name: string })
  | (About & {
      readonly type: "opened";
      readonly kind: "pdf";
      readonly name: string;
      readonly pages: number;
      /** Size of the first page, in points. */
      readonly width: number;
      readonly height: number;
    })
  | (About & {
      readonly type: "opened";
      readonly kind: "sheets";
      readonly name: string;
      readonly sheets: readonly SheetInfo[];
    })
  /** It waits for its password: the owner's to type. */
  | (About & { readonly type: "locked" })
  | (About & { readonly type: "failed"; readonly problem: DocumentProblem })
  /** A page as it was asked for; the picture is behind the head. `mime` is "" when it could not be drawn. */
  | (About & {
      readonly type: "page";
      readonly page: number;
      readonly pixels: number;
      readonly width: number;
      readonly height: number;
      readonly mime: string;
      readonly words: PageWords;
    })
  | (About & { readonly type: "cells"; readonly range: CellRange; readonly content: CellsContent })
  | (About & { readonly type: "layout"; readonly sheet: number; readonly layout: SheetLayout })
  | (About & { readonly type: "hits"; readonly hits: DocumentHits })
  | ViewMessage
  | (About & { readonly type: "closed" });

/** The others → owner. */
export type PeerDocumentMessage =
  /** A page's picture, so many px wide. */
  | (About & { readonly type: "wantPage"; readonly page: number; readonly pixels: number })
  | (About & { readonly type: "wantCells"; readonly range: CellRange })
  | (About & { readonly type: "wantLayout"; readonly sheet: number })
  | ViewMessage
  | (About & { readonly type: "close" });

/** A message and the bytes behind it; none for most. */
export interface DocumentMessage<M> {
  readonly head: M;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** Longest names, words of a page, texts of a cell and queries, in UTF-16 units. */
const MAX_NAME_UNITS = 256;
const MAX_TEXT_UNITS = 8_192;
const MAX_CELL_UNITS = 1_024;
const MAX_QUERY_UNITS = 256;
/** Longest address of a link, in UTF-16 units: as browsers have it. */
const MAX_URL_UNITS = 8_192;
/** Most words and links of a page. */
const MAX_TEXTS = 20_000;
const MAX_LINKS = 2_000;
/** Largest page, in points: the largest that programs write has 14,400. */
const MAX_POINTS = 100_000;
/** Largest scale, in percent. */
const MAX_ZOOM = 1_000;
/** Most boxes of all that is found: a place may go over several lines. */
const MAX_HIT_BOXES = 4 * MAX_DOCUMENT_HITS;
/** Most merged cells around a range, and most rows and columns of their own size. */
const MAX_MERGES = 5_000;
const MAX_SIZES = 20_000;
/** Widest column and highest row, in px. */
const MAX_CELL_PX = 10_000;

const id = upTo(0xffff_ffff);
const pageNumber: Check = (value) => upTo(MAX_DOCUMENT_PAGES)(value) && value !== 0;
const points: Check = (value) => within(MAX_POINTS)(value) && Number(value) > 0;
const pixels: Check = (value) => upTo(MAX_PAGE_PICTURE_PX)(value) && value !== 0;
/** A place on a page: boxes may go over its edges, but not far. */
const part = within(PAGE_PARTS * 100);
const sheet = upTo(MAX_SHEETS - 1);
const row = upTo(MAX_SHEET_ROWS);
const column = upTo(MAX_SHEET_COLUMNS);
const name = text(MAX_NAME_UNITS);
const query = text(MAX_QUERY_UNITS);
const share: Check = (value) => within(1)(value) && Number(value) >= 0;

const RANGE: Shape = { sheet, row, column, rows: row, columns: column };
const range: Check = (value) => {
  if (!fits(value, RANGE)) return false;
  const { rows, columns } = value as CellRange;
  return rows * columns <= MAX_WINDOW_CELLS;
};

/** The numbers of `value` are so many for each of `texts`. */
function agree(texts: readonly string[], numbers: readonly number[], each: number): boolean {
  return numbers.length === texts.length * each;
}

const WORDS: Shape = {
  texts: list(text(MAX_TEXT_UNITS), MAX_TEXTS),
  boxes: list(part, 5 * MAX_TEXTS),
  links: list(text(MAX_URL_UNITS), MAX_LINKS),
  linkBoxes: list(part, 4 * MAX_LINKS),
};
const words: Check = (value) => {
  if (!fits(value, WORDS)) return false;
  const { texts, boxes, links, linkBoxes } = value as PageWords;
  return agree(texts, boxes, 5) && agree(links, linkBoxes, 4);
};

const CONTENT: Shape = {
  texts: list(text(MAX_CELL_UNITS), MAX_WINDOW_CELLS),
  places: list(id, 3 * MAX_WINDOW_CELLS),
  merges: list(id, 4 * MAX_MERGES),
};
const content: Check = (value) => {
  if (!fits(value, CONTENT)) return false;
  const { texts, places, merges } = value as CellsContent;
  return agree(texts, places, 3) && merges.length % 4 === 0;
};

const sizes = list(upTo(Math.max(MAX_SHEET_ROWS, MAX_CELL_PX)), 2 * MAX_SIZES);
const found: Shape = { query, matchCase: boolean, wholeWords: boolean };
const view = like({
  page: pageNumber,
  top: share,
  left: share,
  zoom: (value) => value === FIT_PAGE || upTo(MAX_ZOOM)(value),
  rotation: oneOf(0, 90, 180, 270),
  sheet,
  row,
  column,
  cell: orNull((value) => list(row, 2)(value) && (value as unknown[]).length === 2),
  ...found,
  hit: (value) => value === -1 || upTo(MAX_DOCUMENT_HITS)(value),
});
const VIEW: Shape = { id, revision: id, view };

const OPENED: Readonly<Record<string, Shape>> = {
  pdf: { pages: pageNumber, width: points, height: points },
  sheets: { sheets: list(like({ name, rows: row, columns: column, rtl: boolean }), MAX_SHEETS) },
};
const FROM_OWNER: Readonly<Record<string, Shape>> = {
  opening: { id, name },
  opened: { id, name, kind: oneOf("pdf", "sheets") },
  locked: { id },
  failed: { id, problem: oneOf(...DOCUMENT_PROBLEMS) },
  page: {
    id,
    page: pageNumber,
    pixels,
    width: points,
    height: points,
    mime: oneOf("", "image/webp", "image/jpeg", "image/png"),
    words,
  },
  cells: { id, range, content },
  layout: { id, sheet, layout: like({ columnSizes: sizes, rowSizes: sizes }) },
  hits: {
    id,
    hits: like({
      ...found,
      done: boolean,
      count: id,
      places: list(within(2 * MAX_SHEET_ROWS), 6 * MAX_HIT_BOXES),
    }),
  },
  view: VIEW,
  closed: { id },
};
const FROM_PEER: Readonly<Record<string, Shape>> = {
  wantPage: { id, page: pageNumber, pixels },
  wantCells: { id, range },
  wantLayout: { id, sheet },
  view: VIEW,
  close: { id },
};

const NO_BYTES = new Uint8Array(0);

/** The bytes of a message of channel `document`. Mirrors: {@link decodeOwnerDocument}, {@link decodePeerDocument}. */
export function encodeDocument(
  head: OwnerDocumentMessage | PeerDocumentMessage,
  picture: Uint8Array = NO_BYTES,
): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(head));
  const writer = new ByteWriter();
  writer.uint(json.length);
  writer.bytes(json);
  writer.bytes(picture);
  return writer.finish().slice();
}

function decode<M>(
  bytes: Uint8Array,
  shapes: Readonly<Record<string, Shape>>,
): DocumentMessage<M> | undefined {
  const reader = new ByteReader(bytes);
  const head = readJson(reader.bytes(reader.uint()), MAX_DOCUMENT_JSON_BYTES);
  const shape = Object.hasOwn(shapes, head.type) ? shapes[head.type] : undefined;
  if (shape === undefined) return undefined;
  const { kind } = head as { readonly kind?: unknown };
  const more = head.type === "opened" ? OPENED[String(kind)] : {};
  if (more === undefined || !fits(head, shape) || !fits(head, more))
    throw new ProtocolError("malformed", head.type);
  if (reader.left > (head.type === "page" ? MAX_PAGE_PICTURE_BYTES : 0))
    throw new ProtocolError("too-large", head.type);
  return { head: head as M, content: reader.bytes(reader.left).slice() };
}

/**
 * What the owner of a document sent; undefined for a type that is not known here. The picture is not looked at.
 *
 * @throws {ProtocolError} `truncated`, `too-large`, `malformed`.
 */
export function decodeOwnerDocument(bytes: Uint8Array): DocumentMessage<OwnerDocumentMessage> | undefined {
  return decode(bytes, FROM_OWNER);
}

/**
 * What somebody else sent to the owner of a document; undefined for a type that is not known here.
 *
 * @throws {ProtocolError} `truncated`, `too-large`, `malformed`.
 */
export function decodePeerDocument(bytes: Uint8Array): PeerDocumentMessage | undefined {
  return decode<PeerDocumentMessage>(bytes, FROM_PEER)?.head;
}
