// What the nouns of a replay share: the frame's document, its nodes and assets, and what waits for a batch's end.
import type { DocumentMode, NativeKind, NodeId } from "../protocol/index.ts";
import { Assets } from "./assets.ts";
import { Marks } from "./marks.ts";
import { NodeMap } from "./node-map.ts";
import { OwnSheet } from "./own-sheet.ts";

/** A part of the window in px of the page, and how much larger than they are its px are shown. */
export interface VisibleArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** What an agent's page hears of a replica. */
export interface ReplayEvents {
  /** Hashes of assets that the visitor announced and this browser lacks. */
  onneeds?(hashes: readonly string[]): void;
  /** The visitor's window, in CSS px; the iframe has that size already. */
  onviewport?(width: number, height: number, pixelRatio: number): void;
  /** The visitor sees this part of the window; undefined: all of it. */
  onvisiblearea?(area: VisibleArea | undefined): void;
  /** The visitor's mouse in CSS px of that window; -1, -1 when it left. */
  onpointer?(x: number, y: number): void;
  /** A dialog or picker of the visitor's browser is open; undefined when none is. */
  onnative?(kind: NativeKind | undefined): void;
  /** Address and title to show, as text; whether the visitor looks at another tab. */
  onpagestate?(url: string, title: string, hidden: boolean): void;
}

/** State of one replica. */
export class ReplicaState {
  /** The frame's document, where nodes are made. */
  document: Document;
  nodes = new NodeMap();
  /** Which telling is shown; 0 for none. */
  telling = 0;
  readonly assets: Assets;
  readonly events: ReplayEvents;
  readonly marks = new Marks();
  readonly own = new OwnSheet();
  /** A whole page is being built beside the one that is shown; undefined between pages. */
  building:
    | { readonly documentId: NodeId; readonly mode: DocumentMode; readonly holder: DocumentFragment }
    | undefined;
  /** Images that this batch gave something to show. */
  readonly images = new Set<HTMLImageElement>();
  /** Sheets of this batch that import others: resolved when those are there, or cannot be. */
  readonly imports = new Set<Promise<unknown>>();
  /** Something was done whose looks come later: pictures, fonts, sheets that import others. */
  unsettled = false;
  readonly #forgetting: ((id: NodeId, node: Node) => void)[] = [];
  #waiting = new Map<unknown, () => void>();
  #soon = new Map<unknown, () => void>();

  constructor(document: Document, events: ReplayEvents) {
    this.document = document;
    this.events = events;
    this.assets = new Assets((hashes) => events.onneeds?.(hashes));
  }

  /** Calls `work` with each node that is gone, from now on. */
  onforget(work: (id: NodeId, node: Node) => void): void {
    this.#forgetting.push(work);
  }

  /** Forgets what is kept of a node that is gone. */
  forget(id: NodeId, node: Node): void {
    this.assets.release(id);
    for (const work of this.#forgetting) work(id, node);
  }

  /** Does `action` once the tree of this batch stands: what needs layout, sheets, options or frames. In order; of those
   * with the same `key` the last alone. */
  later(action: () => void, key: unknown = action): void {
    this.#waiting.delete(key);
    this.#waiting.set(key, action);
  }

  /** As {@link ReplicaState.later}, and before all that is done later: what would have a page laid out anew, and needs no more of it
   * than the document. */
  soon(action: () => void, key: unknown): void {
    this.#soon.delete(key);
    this.#soon.set(key, action);
  }

  /** Does what is to be done soon. */
  doSoon(): void {
    const soon = this.#soon;
    this.#soon = new Map();
    for (const action of soon.values()) attempt(action);
  }

  /** Does what waited. */
  doWaiting(): void {
    this.doSoon();
    const waiting = this.#waiting;
    this.#waiting = new Map();
    for (const action of waiting.values()) attempt(action);
  }

  /** Drops what waited. */
  forgetWaiting(): void {
    this.#waiting.clear();
    this.#soon.clear();
  }
}

/** One that a browser refuses does not keep the others from being done. */
function attempt(action: () => void): void {
  try {
    action();
  } catch (error) {
    reportError(error);
  }
}
