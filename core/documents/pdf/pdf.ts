// A PDF, read by pdf.js in a worker and drawn in this frame: its scripts, forms and attachments are never run.
import type { PDFDocumentProxy, PDFPageProxy, PDFWorker, RenderTask } from "pdfjs-dist";
import type { PatternRules } from "../../mask/patterns.ts";
import { type DocumentHits, MAX_PAGE_PICTURE_PX, type PageWords } from "../../protocol/index.ts";
import type { DocumentInfo, PageFace } from "../api.ts";
import {
  MAX_DRAWN_PX,
  MAX_PDF_CANVAS_BYTES,
  MAX_PDF_IMAGE_PX,
  OPEN_TIMEOUT_MS,
  PAGE_TIMEOUT_MS,
  PICTURE_QUALITY,
} from "../limits.ts";
import { DocumentError } from "../problem.ts";
import { inTime, type PageSource, type Query, type TellablePage } from "../source.ts";
import { startModuleWorker } from "../worker.ts";
import { PdfSearch } from "./search.ts";
import { redacted, wordsOf } from "./words.ts";

type Library = typeof import("pdfjs-dist");

/** What opening a PDF needs. */
export interface PdfOptions {
  /** Folder of the library's files. */
  readonly files: string;
  readonly patterns: PatternRules;
  /** Asked when it needs a password; `wrong`: the one before was. */
  readonly onpassword: (tell: (password: string) => void, wrong: boolean) => void;
}

/** Both halves of pdf.js. */
interface Engine {
  readonly library: Library;
  readonly thread: Worker;
  readonly worker: PDFWorker;
}

async function startEngine(files: string): Promise<Engine> {
  const [library, thread] = await Promise.all([
    import(`${files}pdf.mjs`) as Promise<Library>,
    startModuleWorker(`${files}pdf.worker.mjs`),
  ]);
  return { library, thread, worker: library.PDFWorker.create({ port: thread }) };
}

/**
 * Opens a PDF. `bytes` are transferred.
 *
 * @throws {DocumentError}
 */
export async function openPdf(bytes: ArrayBuffer, options: PdfOptions): Promise<PdfSource> {
  const engine = await startEngine(options.files);
  try {
    const document = await opened(engine, bytes, options);
    if (document.allXfaHtml !== null && document.isPureXfa) throw new DocumentError("form");
    const first = await inTime(document.getPage(1), PAGE_TIMEOUT_MS, () => engine.thread.terminate());
    return new PdfSource(engine, document, first, options.patterns);
  } catch (error) {
    engine.thread.terminate();
    throw problemOf(error);
  }
}

async function opened(
  { library, worker, thread }: Engine,
  bytes: ArrayBuffer,
  { files, onpassword }: PdfOptions,
): Promise<PDFDocumentProxy> {
  const task = library.getDocument({
    data: bytes,
    worker,
    cMapUrl: `${files}cmaps/`,
    standardFontDataUrl: `${files}fonts/`,
    // What stands in for a font on this computer may be wider than the document says.
    useSystemFonts: false,
    wasmUrl: `${files}wasm/`,
    iccUrl: `${files}iccs/`,
    useWorkerFetch: true,
    enableXfa: false,
    maxImageSize: MAX_PDF_IMAGE_PX,
    canvasMaxAreaInBytes: MAX_PDF_CANVAS_BYTES,
    disableAutoFetch: true,
    verbosity: 0,
  });
  return new Promise((resolve, reject) => {
    let timer = late();
    function late(): ReturnType<typeof setTimeout> {
      return setTimeout(() => {
        thread.terminate();
        reject(new DocumentError("too-complex", "opening"));
      }, OPEN_TIMEOUT_MS);
    }
    task.onPassword = (tell: (password: string) => void, reason: number): void => {
      // People take their time.
      clearTimeout(timer);
      const wrong = reason === library.PasswordResponses.INCORRECT_PASSWORD;
      onpassword((password) => {
        timer = late();
        tell(password);
      }, wrong);
    };
    task.promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function problemOf(error: unknown): DocumentError {
  if (error instanceof DocumentError) return error;
  const { name } = error as Error;
  return new DocumentError(name === "PasswordException" ? "password" : "broken", String(error));
}

/** An open PDF. */
export class PdfSource implements PageSource {
  readonly kind = "pdf";
  readonly info: DocumentInfo;
  readonly #engine: Engine;
  readonly #document: PDFDocumentProxy;
  readonly #patterns: PatternRules;
  readonly #search: PdfSearch;
  /** One page is drawn at a time. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(engine: Engine, document: PDFDocumentProxy, first: PDFPageProxy, patterns: PatternRules) {
    const { width, height } = first.getViewport({ scale: 1 });
    this.info = { kind: "pdf", pages: document.numPages, width, height };
    this.#engine = engine;
    this.#document = document;
    this.#patterns = patterns;
    this.#search = new PdfSearch(document.numPages, (page) => this.#words(page));
  }

  async page(number: number, pixels: number): Promise<PageFace> {
    const page = await this.#document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const [picture, words] = await Promise.all([this.#inTurn(() => this.#draw(page, pixels)), wordsOf(page)]);
    const release = (): void => {
      picture.width = picture.height = 0;
      page.cleanup();
    };
    return { width, height, words, picture, release };
  }

  async tellable(number: number, pixels: number): Promise<TellablePage> {
    const page = await this.#document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const { words, covered } = redacted(await wordsOf(page), this.#patterns);
    const canvas = await this.#inTurn(() => this.#draw(page, pixels));
    cover(canvas, covered);
    const blob = await pictureOf(canvas);
    canvas.width = canvas.height = 0;
    page.cleanup();
    const picture = new Uint8Array(await blob.arrayBuffer());
    return { width, height, mime: blob.type, picture, words };
  }

  find(query: Query, onfound: (hits: DocumentHits) => void): () => void {
    return this.#search.find(query, onfound);
  }

  close(): void {
    this.#search.stop();
    void this.#document.loadingTask.destroy();
    this.#engine.thread.terminate();
  }

  async #words(number: number): Promise<PageWords> {
    const page = await this.#document.getPage(number);
    return redacted(await wordsOf(page), this.#patterns).words;
  }

  async #draw(page: PDFPageProxy, pixels: number): Promise<HTMLCanvasElement> {
    const canvas = document.createElement("canvas");
    const size = page.getViewport({ scale: 1 });
    const scale = scaleOf(size.width, size.height, pixels);
    const viewport = page.getViewport({ scale });
    canvas.width = Math.max(1, Math.floor(viewport.width));
    canvas.height = Math.max(1, Math.floor(viewport.height));
    // Else it is drawn when the browser paints, and a page that is not looked at is not painted.
    const intent = document.hidden ? "print" : "display";
    const task: RenderTask = page.render({ canvas, viewport, intent });
    await inTime(task.promise, PAGE_TIMEOUT_MS, () => task.cancel());
    return canvas;
  }

  #inTurn<T>(what: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(what);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/** Points to px, so that a page is `pixels` wide, as far as its size allows. */
function scaleOf(width: number, height: number, pixels: number): number {
  return Math.min(
    pixels / width,
    MAX_PAGE_PICTURE_PX / Math.max(width, height),
    Math.sqrt(MAX_DRAWN_PX / (width * height)),
  );
}

function cover(canvas: HTMLCanvasElement, boxes: ReturnType<typeof redacted>["covered"]): void {
  const context = canvas.getContext("2d");
  if (boxes.length === 0 || context === null) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = "#000";
  const { width, height } = canvas;
  for (const [left, top, wide, high] of boxes) {
    const [x, y] = [(left / PARTS) * width, (top / PARTS) * height];
    const [w, h] = [(wide / PARTS) * width, (high / PARTS) * height];
    // Letters hang below their line, and lean over the edge of their box.
    context.fillRect(x - h * EDGE, y - h * EDGE, w + 2 * h * EDGE, h * (1 + 3 * EDGE));
  }
}

/** Of a letter's height, what is covered around it. */
const EDGE = 0.12;
const PARTS = 10_000;

function pictureOf(canvas: HTMLCanvasElement): Promise<Blob> {
  const as = (type: string): Promise<Blob | undefined> =>
    new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), type, PICTURE_QUALITY));
  return as("image/webp").then(async (blob) => {
    // A browser that writes no WebP gives PNG, which is three times as large as JPEG.
    const picture = blob?.type === "image/webp" ? blob : await as("image/jpeg");
    if (picture === undefined) throw new DocumentError("too-complex", "picture");
    return picture;
  });
}
