// Documents that the visitor's side has opened, as an agent sees them: in a frame of ours that asks the owner. Mirror: visitor/documents.ts.
import { DocumentFrame, type FromFrame, isOpenable } from "../documents/host.ts";
import type { OwnerDocumentMessage, PeerDocumentMessage } from "../protocol/index.ts";
import type { AgentEvents } from "./api.ts";

type Told = Extract<Parameters<DocumentFrame["send"]>[0], { readonly type: "told" }>;

/** Types of message that say how it is now: the latest of each is what a frame that comes later needs. */
const STANDING = new Set<OwnerDocumentMessage["type"]>([
  "opening",
  "opened",
  "locked",
  "failed",
  "view",
  "hits",
]);

/** The document that is open, if any. */
export class AgentDocuments {
  readonly #ask: (head: PeerDocumentMessage) => void;
  readonly #onchange: (document: AgentEvents["document"]) => void;
  #id: number | undefined;
  #frame: DocumentFrame | undefined;
  #standing = new Map<string, Told>();

  constructor(
    ask: (head: PeerDocumentMessage) => void,
    onchange: (document: AgentEvents["document"]) => void,
  ) {
    this.#ask = ask;
    this.#onchange = onchange;
  }

  /** The visitor's side tells something of a document. */
  hear(head: OwnerDocumentMessage, content: Uint8Array<ArrayBuffer>): void {
    if (head.type === "opening" || head.type === "opened") this.#begin(head.id, head.name);
    if (head.id !== this.#id) return;
    if (head.type === "closed") {
      this.end();
      return;
    }
    const told: Told = { type: "told", head, content };
    if (STANDING.has(head.type)) this.#standing.set(keyOf(head), told);
    this.#frame?.send(told, [content.buffer]);
  }

  /** Shows the document in `frame`. */
  attach(frame: HTMLIFrameElement): void {
    this.#frame?.close();
    if (this.#id === undefined) return;
    this.#frame = new DocumentFrame(frame, (message) => this.#hearFrame(message));
    this.#frame.send({ type: "join" });
    for (const told of this.#standing.values()) this.#frame.send(told);
  }

  /** It is closed, or whoever had it is gone. */
  end(): void {
    if (this.#id === undefined) return;
    this.#id = undefined;
    this.#standing.clear();
    this.#frame?.close();
    this.#frame = undefined;
    this.#onchange(undefined);
  }

  #begin(id: number, name: string): void {
    if (id === this.#id) return;
    this.end();
    this.#id = id;
    this.#onchange({ name });
  }

  #hearFrame(message: FromFrame): void {
    if (message.type === "ask") this.#ask(message.head);
    else if (message.type === "close") this.end();
    else if (message.type === "link" && isOpenable(message.url))
      window.open(message.url, "_blank", "noopener,noreferrer");
  }
}

/** States take each other's place. */
function keyOf({ type }: OwnerDocumentMessage): string {
  return type === "view" || type === "hits" ? type : "state";
}
