import { expect } from "chai";
import {
  decodeOwnerDocument,
  decodePeerDocument,
  encodeDocument,
  type OwnerDocumentMessage,
  type PeerDocumentMessage,
  ProtocolError,
} from "../../../core/protocol/index.ts";

const NO_WORDS = { texts: [], boxes: [], links: [], linkBoxes: [] };
const VIEW = {
  page: 2,
  top: 0.25,
  left: 0,
  zoom: 0,
  rotation: 90,
  sheet: 0,
  row: 3,
  column: 1,
  cell: [3, 1],
  query: "plant",
  matchCase: false,
  wholeWords: true,
  hit: -1,
} as const;
const FOUND = { query: "plant", matchCase: false, wholeWords: false, done: true, count: 1 };
const RANGE = { sheet: 0, row: 0, column: 0, rows: 64, columns: 32 };
const PAGE = { type: "page", id: 1, page: 1, pixels: 900, width: 595, height: 842 } as const;

const FROM_OWNER: readonly OwnerDocumentMessage[] = [
  { type: "opening", id: 1, name: "care.pdf" },
  { type: "opened", id: 1, kind: "pdf", name: "care.pdf", pages: 2, width: 595, height: 842 },
  {
    type: "opened",
    id: 1,
    kind: "sheets",
    name: "a.csv",
    sheets: [{ name: "A", rows: 9, columns: 2, rtl: false }],
  },
  { type: "locked", id: 1 },
  { type: "failed", id: 1, problem: "too-complex" },
  {
    ...PAGE,
    mime: "",
    words: { texts: ["Hi\n"], boxes: [0, 0, 100, 20, 0], links: ["#2"], linkBoxes: [1, 2, 3, 4] },
  },
  { type: "cells", id: 1, range: RANGE, content: { texts: ["x"], places: [0, 1, 1], merges: [0, 0, 2, 2] } },
  { type: "layout", id: 1, sheet: 0, layout: { columnSizes: [0, 90], rowSizes: [] } },
  { type: "hits", id: 1, hits: { ...FOUND, places: [0, 1, 5, 5, 10, 10] } },
  { type: "view", id: 1, revision: 4, view: VIEW },
  { type: "closed", id: 1 },
];
const FROM_PEER: readonly PeerDocumentMessage[] = [
  { type: "wantPage", id: 1, page: 1, pixels: 900 },
  { type: "wantCells", id: 1, range: RANGE },
  { type: "wantLayout", id: 1, sheet: 0 },
  { type: "view", id: 1, revision: 4, view: VIEW },
  { type: "close", id: 1 },
];

const forged = (head: object, content?: Uint8Array): Uint8Array<ArrayBuffer> =>
  encodeDocument(head as OwnerDocumentMessage, content);

describe("protocol / documents", () => {
  for (const head of FROM_OWNER)
    it(`brings ${head.type} of an owner as it was sent`, () => {
      expect(decodeOwnerDocument(encodeDocument(head))?.head).to.deep.equal(head);
    });

  for (const head of FROM_PEER)
    it(`brings ${head.type} of another as it was sent`, () => {
      expect(decodePeerDocument(encodeDocument(head))).to.deep.equal(head);
    });

  it("brings the picture behind a page", () => {
    const picture = new Uint8Array([1, 2, 3]);
    expect(
      decodeOwnerDocument(forged({ ...PAGE, mime: "image/webp", words: NO_WORDS }, picture))?.content,
    ).to.deep.equal(picture);
  });

  it("passes over what it does not know, and what only the other side may say", () => {
    expect(decodeOwnerDocument(forged({ type: "annotate", id: 1 }))).to.equal(undefined);
    expect(decodeOwnerDocument(forged({ type: "wantPage", id: 1, page: 1, pixels: 9 }))).to.equal(undefined);
    expect(decodePeerDocument(forged({ type: "opened", id: 1, kind: "pdf" }))).to.equal(undefined);
  });

  const refused: readonly (readonly [string, object])[] = [
    ["page 0", { type: "wantPage", id: 1, page: 0, pixels: 900 }],
    ["a picture of more px than there may be", { type: "wantPage", id: 1, page: 1, pixels: 4_097 }],
    ["more cells than there may be", { type: "wantCells", id: 1, range: { ...RANGE, rows: 20_000 } }],
    ["a range below 0", { type: "wantCells", id: 1, range: { ...RANGE, row: -1 } }],
    ["a place that is no share", { type: "view", id: 1, revision: 1, view: { ...VIEW, top: 2 } }],
    ["a turn by 45 degrees", { type: "view", id: 1, revision: 1, view: { ...VIEW, rotation: 45 } }],
    ["a cell of one number", { type: "view", id: 1, revision: 1, view: { ...VIEW, cell: [1] } }],
    ["a query without end", { type: "view", id: 1, revision: 1, view: { ...VIEW, query: "x".repeat(257) } }],
  ];
  for (const [what, head] of refused)
    it(`refuses ${what} of another`, () => {
      expect(() => decodePeerDocument(forged(head))).to.throw(ProtocolError);
    });

  const forgeries: readonly (readonly [string, object])[] = [
    ["a kind that there is not", { type: "opened", id: 1, kind: "constructor", name: "x" }],
    ["a PDF without pages", { type: "opened", id: 1, kind: "pdf", name: "x", pages: 0, width: 1, height: 1 }],
    [
      "a page without a size",
      { type: "opened", id: 1, kind: "pdf", name: "x", pages: 1, width: 0, height: 1 },
    ],
    ["a size that is no number", { ...PAGE, width: null, mime: "", words: NO_WORDS }],
    ["markup for a picture", { ...PAGE, mime: "image/svg+xml", words: NO_WORDS }],
    ["words without places", { ...PAGE, mime: "", words: { ...NO_WORDS, texts: ["a"] } }],
    ["more places than words", { ...PAGE, mime: "", words: { ...NO_WORDS, boxes: [1, 2, 3, 4, 5] } }],
    [
      "texts that are none",
      { ...PAGE, mime: "", words: { ...NO_WORDS, texts: [{}], boxes: [0, 0, 0, 0, 0] } },
    ],
    [
      "cells without places",
      { type: "cells", id: 1, range: RANGE, content: { texts: ["x"], places: [], merges: [] } },
    ],
    [
      "half a merge",
      { type: "cells", id: 1, range: RANGE, content: { texts: [], places: [], merges: [1, 2] } },
    ],
    ["a problem of its own", { type: "failed", id: 1, problem: "<b>hello</b>" }],
    ["a name without end", { type: "opening", id: 1, name: "x".repeat(300) }],
    [
      "too many sheets",
      {
        type: "opened",
        id: 1,
        kind: "sheets",
        name: "x",
        sheets: Array(501).fill({ name: "", rows: 1, columns: 1, rtl: false }),
      },
    ],
  ];
  for (const [what, head] of forgeries)
    it(`refuses ${what} of an owner`, () => {
      expect(() => decodeOwnerDocument(forged(head))).to.throw(ProtocolError);
    });

  it("refuses bytes behind what has no picture, and a picture that is too large", () => {
    const one = new Uint8Array(1);
    expect(() => decodeOwnerDocument(forged({ type: "closed", id: 1 }, one))).to.throw(
      ProtocolError,
      /too-large/,
    );
    const large = new Uint8Array(8 * 1024 * 1024 + 1);
    const page = { ...PAGE, mime: "image/webp", words: NO_WORDS };
    expect(() => decodeOwnerDocument(forged(page, large))).to.throw(ProtocolError, /too-large/);
  });

  it("refuses a head that is longer than the message, and one that is no JSON", () => {
    expect(() => decodePeerDocument(new Uint8Array([200, 1, 123]))).to.throw(ProtocolError);
    expect(() => decodePeerDocument(new Uint8Array([2, 123, 123]))).to.throw(ProtocolError);
    expect(() => decodePeerDocument(new Uint8Array())).to.throw(ProtocolError);
  });
});
