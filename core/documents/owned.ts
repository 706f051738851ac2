// A document that this side has opened: it is read here, and the others are told what they ask for.
import { DEFAULT_PATTERNS, type PatternRules } from "../mask/patterns.ts";
import type {
  CellRange,
  CellsContent,
  DocumentHits,
  DocumentProblem,
  DocumentView,
  OwnerDocumentMessage,
  PeerDocumentMessage,
  SheetLayout,
  ViewMessage,
} from "../protocol/index.ts";
import type { DocumentEvents, DocumentState, PageFace, SharedDocument } from "./api.ts";
import type { HostLink, ToFrame } from "./frame-link.ts";
import { openSource } from "./open.ts";
import { Requests } from "./requests.ts";
import { SharedView } from "./shared-view.ts";
import { DocumentError } from "./problem.ts";
import type { DocumentSource, PageSource, SheetSource } from "./source.ts";

const NO_BYTES = new Uint8Array(0);
const EVERYBODY = 0;

export class OwnedDocument implements SharedDocument {
  readonly isOwner = true;
  readonly name: string;
  readonly #id: number;
  readonly #link: HostLink;
  readonly #files: string;
  readonly #patterns: PatternRules;
  readonly #requests: Requests;
  readonly #shared: SharedView;
  #state: DocumentState = { status: "loading", share: undefined };
  #events: DocumentEvents | undefined;
  #source: DocumentSource | undefined;
  #hits: DocumentHits | undefined;
  #stopFinding: (() => void) | undefined;
  #tellPassword: ((password: string) => void) | undefined;

  /** @param files folder of this release's files. */
  constructor(link: HostLink, files: string, { id, name, patterns }: ToFrame & { readonly type: "own" }) {
    this.#link = link;
    this.#files = files;
    this.#id = id;
    this.name = name;
    this.#patterns = patterns ?? DEFAULT_PATTERNS;
    this.#shared = new SharedView(
      () => id,
      (message) => this.#tell(message),
    );
    this.#requests = new Requests((head, to) => this.#answer(head, to));
    this.#tell({ type: "opening", id, name });
  }

  get view(): DocumentView {
    return this.#shared.view;
  }

  get hits(): DocumentHits | undefined {
    return this.#hits;
  }

  follow(events: DocumentEvents): void {
    this.#events = events;
    events.onstate(this.#state);
  }

  /** The page around has something for it. */
  hear(message: ToFrame): void {
    if (message.type === "progress")
      this.#set({
        status: "loading",
        share: message.total > 0 ? Math.min(1, message.done / message.total) : undefined,
      });
    else if (message.type === "bytes") void this.#open(message.bytes);
    else if (message.type === "fail") this.#fail(message.problem);
    else if (message.type === "asked") this.#asked(message.head, message.from);
  }

  look(change: Partial<DocumentView>): void {
    this.#shared.change(change);
    this.#find(change);
  }

  page(page: number, pixels: number): Promise<PageFace> {
    return this.#pages().then((source) => source.page(page, pixels));
  }

  cells(range: CellRange): Promise<CellsContent> {
    return this.#sheets().then((source) => source.cells(range, false));
  }

  layout(sheet: number): Promise<SheetLayout> {
    return this.#sheets().then((source) => source.layout(sheet));
  }

  unlock(password: string): void {
    const tell = this.#tellPassword;
    if (tell === undefined) return;
    this.#tellPassword = undefined;
    this.#set({ status: "loading", share: undefined });
    tell(password);
  }

  openLink(url: string): void {
    this.#link.send({ type: "link", url });
  }

  close(): void {
    this.#tell({ type: "closed", id: this.#id });
    this.#shared.stop();
    this.#requests.close();
    this.#source?.close();
    this.#link.send({ type: "close" });
  }

  async #open(bytes: ArrayBuffer): Promise<void> {
    const id = this.#id;
    try {
      const source = await openSource(bytes, {
        files: this.#files,
        patterns: this.#patterns,
        onpassword: (tell, wrong) => {
          this.#tellPassword = tell;
          this.#tell({ type: "locked", id });
          this.#set({ status: "locked", wrong });
        },
      });
      this.#source = source;
      this.#tell({ type: "opened", id, name: this.name, ...source.info });
      this.#tell(this.#shared.message);
      this.#set({ status: "open", info: source.info });
    } catch (error) {
      this.#fail(error instanceof DocumentError ? error.problem : "broken");
    }
  }

  #fail(problem: DocumentProblem): void {
    this.#tell({ type: "failed", id: this.#id, problem });
    this.#set({ status: "failed", problem });
  }

  #set(state: DocumentState): void {
    this.#state = state;
    this.#events?.onstate(state);
  }

  #tell(head: OwnerDocumentMessage, to = EVERYBODY, content: Uint8Array<ArrayBuffer> = NO_BYTES): void {
    this.#link.send({ type: "tell", to, head, content });
  }

  #asked(head: PeerDocumentMessage, from: number): void {
    if (head.id !== this.#id) return;
    if (head.type === "view") this.#follow(head, from);
    else if (head.type === "close") this.close();
    else this.#requests.add(head, from);
  }

  /** Another one looks elsewhere. One that did so at the same moment as somebody else hears where everybody looks. */
  #follow(message: ViewMessage, from: number): void {
    const before = this.view;
    if (!this.#shared.hear(message, false)) {
      this.#tell(this.#shared.message, from);
      return;
    }
    this.#tell(this.#shared.message);
    this.#events?.onview(this.view);
    const { query, matchCase, wholeWords } = this.view;
    if (query !== before.query || matchCase !== before.matchCase || wholeWords !== before.wholeWords)
      this.#find({ query });
  }

  /** Looks for what is to be found now, when `change` is about that. */
  #find(change: Partial<DocumentView>): void {
    if (change.query === undefined && change.matchCase === undefined && change.wholeWords === undefined)
      return;
    this.#stopFinding?.();
    const { query, matchCase, wholeWords } = this.view;
    if (query.trim() === "") this.#found({ query, matchCase, wholeWords, done: true, count: 0, places: [] });
    else this.#stopFinding = this.#source?.find(this.view, (hits) => this.#found(hits));
  }

  #found(hits: DocumentHits): void {
    this.#hits = hits;
    this.#tell({ type: "hits", id: this.#id, hits });
    this.#events?.onhits(hits);
  }

  async #answer(head: PeerDocumentMessage, to: number): Promise<void> {
    const id = this.#id;
    if (head.type === "wantPage") await this.#tellPage(head.page, head.pixels, to);
    else if (head.type === "wantCells") {
      const content = await (await this.#sheets()).cells(head.range, true);
      this.#tell({ type: "cells", id, range: head.range, content }, to);
    } else if (head.type === "wantLayout") {
      const layout = await (await this.#sheets()).layout(head.sheet);
      this.#tell({ type: "layout", id, sheet: head.sheet, layout }, to);
    }
  }

  async #tellPage(page: number, pixels: number, to: number): Promise<void> {
    const source = await this.#pages();
    if (source.info.kind !== "pdf" || page > source.info.pages) return;
    const about = { type: "page", id: this.#id, page, pixels } as const;
    try {
      const { picture, ...told } = await this.#requests.kept(`${page} ${pixels}`, () =>
        source.tellable(page, pixels),
      );
      this.#tell({ ...about, ...told }, to, picture);
    } catch {
      const { width, height } = source.info;
      const words = { texts: [], boxes: [], links: [], linkBoxes: [] };
      this.#tell({ ...about, width, height, mime: "", words }, to);
    }
  }

  #pages(): Promise<PageSource> {
    return this.#source?.kind === "pdf" ? Promise.resolve(this.#source) : Promise.reject(noSuch());
  }

  #sheets(): Promise<SheetSource> {
    return this.#source?.kind === "sheets" ? Promise.resolve(this.#source) : Promise.reject(noSuch());
  }
}

function noSuch(): DocumentError {
  return new DocumentError("unsupported", "it has no such part");
}
