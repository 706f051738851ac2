// Words and links of a PDF's page with their places, in parts of the page, and where something is among them.
import type { PDFPageProxy } from "pdfjs-dist";
import { findSecrets, mayHoldSecret, type PatternRules, replaced, stars } from "../../mask/patterns.ts";
import { PAGE_PARTS, type PageWords } from "../../protocol/index.ts";

/** Left, top, width, height in {@link PAGE_PARTS}. */
export type Box = readonly [left: number, top: number, width: number, height: number];

/** Most words and links of a page, and longest text of one: what is over is left out. */
const MAX_TEXTS = 20_000;
const MAX_LINKS = 2_000;
const MAX_TEXT_UNITS = 8_000;
const MAX_URL_UNITS = 8_000;
/** How far letters rise above their line, of their size. */
const ASCENT = 0.85;

type TextContent = Awaited<ReturnType<PDFPageProxy["getTextContent"]>>;
type TextItem = Extract<TextContent["items"][number], { readonly str: string }>;
type Annotation = Readonly<Record<string, unknown>>;

/** A transformation: x' = a x + c y + e, y' = b x + d y + f. */
type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

function matrixOf([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Matrix {
  return [a, b, c, d, e, f];
}

function multiplied([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** Reads a page: at most so much as may be told. */
export async function wordsOf(page: PDFPageProxy): Promise<PageWords> {
  const content = await page.getTextContent();
  const texts: string[] = [];
  const boxes: number[] = [];
  for (const item of content.items) {
    if (!("str" in item) || texts.length === MAX_TEXTS) continue;
    const text = item.str.slice(0, MAX_TEXT_UNITS) + (item.hasEOL ? "\n" : "");
    if (text === "") continue;
    texts.push(text);
    boxes.push(...placeOf(page, item));
  }
  return { texts, boxes, ...(await linksOf(page)) };
}

function placeOf(page: PDFPageProxy, item: TextItem): number[] {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const [a, b, c, d, x, y] = multiplied(matrixOf(transform), matrixOf(item.transform as number[]));
  const size = Math.hypot(c, d);
  const angle = Math.atan2(b, a);
  const [left, top] = [x + Math.sin(angle) * size * ASCENT, y - Math.cos(angle) * size * ASCENT];
  return [
    ...inParts([left / width, top / height, item.width / width, size / height]),
    Math.round((angle * 180) / Math.PI),
  ];
}

/** Numbers of a broken file may be anything. */
function inParts(shares: readonly number[]): number[] {
  return shares.map((share) => {
    const parts = Math.round(share * PAGE_PARTS);
    return Number.isFinite(parts) ? Math.max(-100 * PAGE_PARTS, Math.min(100 * PAGE_PARTS, parts)) : 0;
  });
}

async function linksOf(page: PDFPageProxy): Promise<Pick<PageWords, "links" | "linkBoxes">> {
  const links: string[] = [];
  const linkBoxes: number[] = [];
  for (const { subtype, url, rect } of (await page.getAnnotations()) as Annotation[]) {
    if (subtype !== "Link" || typeof url !== "string" || !isOpenable(url)) continue;
    if (!Array.isArray(rect) || links.length === MAX_LINKS) continue;
    links.push(url);
    linkBoxes.push(...boxOf(page, rect as number[]));
  }
  return { links, linkBoxes };
}

/** Where a rectangle of the file's own is on the page. */
function boxOf(page: PDFPageProxy, [left = 0, bottom = 0, right = 0, top = 0]: readonly number[]): number[] {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const at = (x: number, y: number): readonly [number, number] => {
    const [, , , , seenX, seenY] = multiplied(matrixOf(transform), [1, 0, 0, 1, x, y]);
    return [seenX / width, seenY / height];
  };
  const [[x1, y1], [x2, y2]] = [at(left, bottom), at(right, top)];
  return inParts([Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1)]);
}

/** Addresses that may be opened from a document: pages, and nothing that runs or calls. */
export function isOpenable(url: string): boolean {
  return url.length <= MAX_URL_UNITS && /^(https?:\/\/|mailto:)/i.test(url);
}

/** The boxes of `from` up to and without `to` in all texts of `words`, put together. */
export function boxesOf(words: PageWords, from: number, to: number): Box[] {
  const found: Box[] = [];
  let at = 0;
  words.texts.forEach((text, index) => {
    const start = at;
    at += text.length;
    if (at <= from || start >= to) return;
    const length = text.endsWith("\n") ? text.length - 1 : text.length;
    if (length === 0) return;
    const [left = 0, top = 0, width = 0, height = 0, angle = 0] = words.boxes.slice(5 * index, 5 * index + 5);
    const first = Math.max(0, from - start) / length;
    const last = Math.min(length, to - start) / length;
    if (last <= first) return;
    found.push(
      angle === 0
        ? [left + Math.round(width * first), top, Math.round(width * (last - first)), height]
        : turnedBox([left, top, width, height], angle),
    );
  });
  return found;
}

/** What is around a text that does not run from left to right: all of it, since parts are hard to tell. */
function turnedBox([left, top, width, height]: Box, angle: number): Box {
  const turn = (angle * Math.PI) / 180;
  const corners = [
    [0, 0],
    [width * Math.cos(turn), width * Math.sin(turn)],
    [-height * Math.sin(turn), height * Math.cos(turn)],
    [width * Math.cos(turn) - height * Math.sin(turn), width * Math.sin(turn) + height * Math.cos(turn)],
  ];
  const xs = corners.map(([x = 0]) => x);
  const ys = corners.map(([, y = 0]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return [
    Math.round(left + x),
    Math.round(top + y),
    Math.round(Math.max(...xs) - x),
    Math.round(Math.max(...ys) - y),
  ];
}

/** Words that may be told, and where the picture has to be covered. */
export interface Redacted {
  readonly words: PageWords;
  readonly covered: readonly Box[];
}

/** `words` without what `rules` say is a secret by its form. */
export function redacted(words: PageWords, rules: PatternRules): Redacted {
  const all = words.texts.join("");
  if (!mayHoldSecret(all)) return { words, covered: [] };
  const joints = new Set<number>();
  let at = 0;
  for (const text of words.texts) joints.add((at += text.length));
  const spans = findSecrets(all, rules, joints);
  if (spans.length === 0) return { words, covered: [] };
  at = 0;
  const texts = words.texts.map((text) => {
    const start = at;
    at += text.length;
    const inside = spans
      .filter(({ from, to }) => from < at && to > start)
      .map(({ from, to }) => ({ from: Math.max(0, from - start), to: Math.min(at, to) - start }));
    return replaced(text, inside, stars);
  });
  return { words: { ...words, texts }, covered: spans.flatMap(({ from, to }) => boxesOf(words, from, to)) };
}
