// A document that somebody else has opened: what is to be seen of it is asked for. Everything that comes has passed the check of core/worker.
import type {
  CellRange,
  CellsContent,
  DocumentHits,
  DocumentMessage,
  DocumentView,
  OwnerDocumentMessage,
  PeerDocumentMessage,
  SheetLayout,
} from "../protocol/index.ts";
import type { DocumentEvents, DocumentState, PageFace, SharedDocument } from "./api.ts";
import type { HostLink, ToFrame } from "./frame-link.ts";
import { ANSWER_TIMEOUT_MS } from "./limits.ts";
import { SharedView } from "./shared-view.ts";
import { inTime } from "./source.ts";

type Told = DocumentMessage<OwnerDocumentMessage>;

/** What is being waited for. */
interface Question {
  readonly answer: Promise<Told>;
  readonly resolve: (answer: Told) => void;
}

type Type = OwnerDocumentMessage["type"];
const STATES: ReadonlySet<Type> = new Set<Type>(["opening", "opened", "locked", "failed"]);
const ANSWERS: ReadonlySet<Type> = new Set<Type>(["page", "cells", "layout"]);

export class JoinedDocument implements SharedDocument {
  readonly isOwner = false;
  readonly #link: HostLink;
  readonly #shared: SharedView;
  readonly #questions = new Map<string, Question>();
  #id = 0;
  #name = "";
  #state: DocumentState = { status: "loading", share: undefined };
  #hits: DocumentHits | undefined;
  #events: DocumentEvents | undefined;

  constructor(link: HostLink) {
    this.#link = link;
    this.#shared = new SharedView(
      () => this.#id,
      (message) => this.#ask(message),
    );
  }

  get name(): string {
    return this.#name;
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

  /** The owner tells something. */
  hear(message: ToFrame): void {
    if (message.type !== "told") return;
    const { head } = message;
    if (STATES.has(head.type)) this.#hearState(head);
    else if (ANSWERS.has(head.type)) this.#questions.get(keyOf(head))?.resolve(message);
    else if (head.type === "hits") this.#found(head.hits);
    else if (head.type === "view" && head.id === this.#id && this.#shared.hear(head, true))
      this.#events?.onview(this.view);
  }

  look(change: Partial<DocumentView>): void {
    this.#shared.change(change);
  }

  async page(page: number, pixels: number): Promise<PageFace> {
    const { head, content } = await this.#answer({ type: "wantPage", id: this.#id, page, pixels });
    if (head.type !== "page") throw new Error("no page");
    const { width, height, words, mime } = head;
    if (mime === "") return { width, height, words, picture: undefined, release: () => undefined };
    const url = URL.createObjectURL(new Blob([content], { type: mime }));
    const picture = new Image();
    picture.alt = "";
    picture.src = url;
    // What cannot be decoded is shown as what could not be drawn.
    const isGood = await picture.decode().then(
      () => true,
      () => false,
    );
    const release = (): void => URL.revokeObjectURL(url);
    return { width, height, words, picture: isGood ? picture : undefined, release };
  }

  async cells(range: CellRange): Promise<CellsContent> {
    const { head } = await this.#answer({ type: "wantCells", id: this.#id, range });
    if (head.type !== "cells") throw new Error("no cells");
    return head.content;
  }

  async layout(sheet: number): Promise<SheetLayout> {
    const { head } = await this.#answer({ type: "wantLayout", id: this.#id, sheet });
    if (head.type !== "layout") throw new Error("no layout");
    return head.layout;
  }

  unlock(): void {
    // The owner's to do.
  }

  openLink(url: string): void {
    this.#link.send({ type: "link", url });
  }

  close(): void {
    this.#ask({ type: "close", id: this.#id });
    this.#link.send({ type: "close" });
  }

  #hearState(head: OwnerDocumentMessage): void {
    this.#id = head.id;
    if ("name" in head) this.#name = head.name;
    if (head.type === "opening") this.#set({ status: "loading", share: undefined });
    else if (head.type === "locked") this.#set({ status: "locked", wrong: false });
    else if (head.type === "failed") this.#set({ status: "failed", problem: head.problem });
    else if (head.type === "opened") this.#set({ status: "open", info: head });
  }

  #found(hits: DocumentHits): void {
    this.#hits = hits;
    this.#events?.onhits(hits);
  }

  #set(state: DocumentState): void {
    this.#state = state;
    this.#events?.onstate(state);
  }

  #ask(head: PeerDocumentMessage): void {
    this.#link.send({ type: "ask", head });
  }

  /** One question for all who want the same at the same time. */
  async #answer(head: PeerDocumentMessage): Promise<Told> {
    const key = keyOf(head);
    let question = this.#questions.get(key);
    if (question === undefined) {
      question = asked();
      this.#questions.set(key, question);
      this.#ask(head);
    }
    try {
      return await inTime(question.answer, ANSWER_TIMEOUT_MS, () => undefined);
    } finally {
      if (this.#questions.get(key) === question) this.#questions.delete(key);
    }
  }
}

function asked(): Question {
  let resolve: Question["resolve"] = () => undefined;
  const answer = new Promise<Told>((done) => (resolve = done));
  return { answer, resolve };
}

/** By what an answer is known to be the one to a question. */
function keyOf(head: OwnerDocumentMessage | PeerDocumentMessage): string {
  if (head.type === "page" || head.type === "wantPage")
    return JSON.stringify(["page", head.id, head.page, head.pixels]);
  if (head.type === "cells" || head.type === "wantCells") {
    const { sheet, row, column, rows, columns } = head.range;
    return JSON.stringify(["cells", head.id, sheet, row, column, rows, columns]);
  }
  if (head.type === "layout" || head.type === "wantLayout")
    return JSON.stringify(["layout", head.id, head.sheet]);
  return head.type;
}
