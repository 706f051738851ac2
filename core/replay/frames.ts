// Builds documents: the page's own, and those of its frames. Mirrors: protocol/frames.ts, capture/frames.ts.
import {
  BLOCKED_MASKED,
  documentMode,
  type DocumentMode,
  type FramesOps,
  MODE,
  type NodeId,
} from "../protocol/index.ts";
import { asHtml } from "./node-map.ts";
import type { ReplicaState } from "./replica-state.ts";
import { disarm, openInStandardsMode } from "./sandbox.ts";

/** What a frame shows whose content is not shared. */
const BLOCKED_LABELS = {
  masked: "Hidden by the visitor's site",
  foreign: "Content of another site",
} as const;

/** A frame's document as it was told, and where it stands. */
interface Mounted {
  readonly frameId: NodeId;
  readonly documentId: NodeId;
  readonly mode: DocumentMode;
  /** Where its nodes are: a fragment until the frame is there. */
  root: Document | DocumentFragment;
}

/** Takes over the content of `holder` into a document that lives on (morph.ts). */
export type MorphDocument = (living: Document, holder: DocumentFragment) => void;

/** The documents of a replica. */
export class FramesReplay implements FramesOps {
  readonly #state: ReplicaState;
  readonly #parentOf: () => NodeId;
  readonly #onpage: (documentId: NodeId, mode: DocumentMode) => void;
  #mounted = new Map<NodeId, Mounted>();
  /** Documents that frames of this replica show, and their modes. */
  readonly #shown = new WeakMap<Document, { readonly mode: DocumentMode }>();

  /** `parentOf` tells where new nodes go; `onpage` hears that a whole page is told. */
  constructor(
    state: ReplicaState,
    parentOf: () => NodeId,
    onpage: (documentId: NodeId, mode: DocumentMode) => void,
  ) {
    this.#state = state;
    this.#parentOf = parentOf;
    this.#onpage = onpage;
  }

  /** Another page is built. */
  begin(): void {
    this.#mounted = new Map();
  }

  frameDocument(id: NodeId, value: number): void {
    const mode = documentMode(value);
    const frameId = this.#parentOf();
    if (frameId === 0) {
      this.#onpage(id, mode);
      return;
    }
    const holder = this.#state.document.createDocumentFragment();
    this.#state.nodes.set(id, holder);
    this.#mounted.set(frameId, { frameId, documentId: id, mode, root: holder });
  }

  frameBlocked(id: NodeId, reason: number): void {
    this.#state.later(() => {
      const document = asHtml(this.#state.nodes.get(id), "iframe")?.contentDocument;
      const body = document?.body;
      if (!body) return;
      this.#mounted.delete(id);
      body.textContent = reason === BLOCKED_MASKED ? BLOCKED_LABELS.masked : BLOCKED_LABELS.foreign;
      body.style.cssText =
        "margin:0;height:100vh;display:grid;place-items:center;background:#eee;color:#333;font:13px sans-serif";
    });
  }

  /** Puts documents into their frames, outer ones first; and again into frames that a move has emptied. */
  mount(morph: MorphDocument): void {
    for (let changed = true; changed;) {
      changed = false;
      for (const mounted of this.#mounted.values()) changed = this.#mountOne(mounted, morph) || changed;
    }
  }

  #mountOne(mounted: Mounted, morph: MorphDocument): boolean {
    const frame = asHtml(this.#state.nodes.get(mounted.frameId), "iframe");
    if (frame === undefined) {
      this.#mounted.delete(mounted.frameId);
      return false;
    }
    const document = frame.contentDocument;
    if (!frame.isConnected || document === null || document === mounted.root) return false;
    const { root } = mounted;
    mounted.root = document;
    if (root.nodeType === 11 && this.#shown.get(document)?.mode === mounted.mode) {
      morph(document, root as DocumentFragment);
    } else {
      // Limited quirks come of a doctype that is parsed, which trusted types forbid in here: standards mode is next to it.
      if (mounted.mode !== MODE.quirks) openInStandardsMode(document);
      fillDocument(document, root);
      disarm(document);
    }
    this.#shown.set(document, { mode: mounted.mode });
    this.#state.nodes.set(mounted.documentId, document);
    return true;
  }
}

/** Puts what `source` has in place of all that `document` has. Empties it first: a document takes no second root. */
export function fillDocument(document: Document, source: ParentNode): void {
  document.replaceChildren();
  document.append(...source.children);
}
