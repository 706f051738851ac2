// Documents: the page's own and those of same-origin frames. Mirrors: protocol/frames.ts, replay/frames.ts.
import { MASK, type Mask } from "../mask/index.ts";
import { BLOCKED_CROSS_ORIGIN, BLOCKED_MASKED, type NodeId } from "../protocol/index.ts";
import type { CaptureContext, Root } from "./context.ts";
import { modeOf } from "./document-mode.ts";
import { listen } from "./listen.ts";
import { frameDocumentOf, isConnectedNode } from "./natives.ts";
import type { NodeInfo } from "./node-ids.ts";

/** What is to be done with a document that is told. */
export interface DocumentEvents {
  /** It is told; its children come next. */
  ondocument(document: Document, info: NodeInfo): void;
}

/** Hears of frames of other origins: what is in them can only be told from within. */
export interface ForeignSink {
  /** The page is told anew: ids mean nothing any more. */
  begin(): void;
  /** A frame was told, or shows another page: `id` names it, and it is masked as far as `mask` says, which is not wholly. */
  meet(frame: HTMLIFrameElement, id: NodeId, mask: Mask): void;
}

/** Follows frames. */
export class FramesCapture {
  readonly #context: CaptureContext;
  readonly #events: DocumentEvents;
  readonly #foreign: ForeignSink | undefined;
  /** Frames that were told, and what was told to be in them. Weak: a frame may come and go ten thousand times. */
  readonly #frames = new Map<WeakRef<HTMLIFrameElement>, WeakRef<Document> | undefined>();

  constructor(context: CaptureContext, events: DocumentEvents, foreign?: ForeignSink) {
    this.#context = context;
    this.#events = events;
    this.#foreign = foreign;
    foreign?.begin();
  }

  observe(root: Root): void {
    listen(root, ["load"], (event) => this.#loaded(event.target as Element | null), this.#context.signal);
  }

  /** Tells the page's own document. */
  page(): void {
    const { document, ids, decider, writer } = this.#context;
    const info = ids.add(document, undefined, decider.initial);
    writer.at(0, 0);
    writer.frameDocument(info.id, modeOf(document));
    this.#events.ondocument(document, info);
  }

  /** Tells what is in a frame that was told. */
  tell(frame: HTMLIFrameElement, info: NodeInfo): void {
    const document = info.mask === MASK.masked ? undefined : this.#readable(frame);
    this.#frames.set(new WeakRef(frame), document === undefined ? undefined : new WeakRef(document));
    this.#content(document, info);
    this.#meet(frame, info);
  }

  /** Tells frames that show another document by now. */
  read(): void {
    for (const [reference, shown] of this.#frames) {
      const frame = reference.deref();
      const info = frame === undefined ? undefined : this.#context.ids.living(frame);
      if (frame === undefined || info === undefined || !isConnectedNode(frame))
        this.#frames.delete(reference);
      else if (info.mask !== MASK.masked) {
        const document = this.#readable(frame);
        const before = shown?.deref();
        if (document === before) continue;
        this.#forget(before);
        this.#frames.set(reference, document === undefined ? undefined : new WeakRef(document));
        this.#content(document, info);
        this.#meet(frame, info);
      }
    }
  }

  /** A frame's document lost what it had: it is told as another one. */
  reopened(document: Document): void {
    this.#forget(document);
    for (const [reference, shown] of this.#frames)
      if (shown?.deref() === document) this.#frames.set(reference, undefined);
    this.#context.dirty.other = true;
    this.#context.request();
  }

  /** A frame's document, when its content may be read, and its address is none that is withheld. */
  #readable(frame: HTMLIFrameElement): Document | undefined {
    const document = reachable(frame);
    return document !== undefined && this.#context.decider.masksAddress(document.URL) ? undefined : document;
  }

  #content(document: Document | undefined, info: NodeInfo): void {
    const { ids, writer } = this.#context;
    if (document === undefined) {
      writer.frameBlocked(info.id, info.mask === MASK.masked ? BLOCKED_MASKED : BLOCKED_CROSS_ORIGIN);
      return;
    }
    this.#forget(document);
    const inner = ids.add(document, info, info.mask);
    writer.at(info.id, 0);
    writer.frameDocument(inner.id, modeOf(document));
    this.#events.ondocument(document, inner);
  }

  /** What comes next in its frame takes its place on the other side too. */
  #forget(document: Document | undefined): void {
    if (document !== undefined) this.#context.ids.living(document)?.forget();
  }

  /** Says that a frame is one of another origin, unless it is. */
  #meet(frame: HTMLIFrameElement, info: NodeInfo): void {
    if (info.mask !== MASK.masked && reachable(frame) === undefined)
      this.#foreign?.meet(frame, info.id, info.mask);
  }

  #loaded(element: Element | null): void {
    if (element?.nodeType !== 1 || element.localName !== "iframe") return;
    const info = this.#context.ids.living(element);
    if (info !== undefined) this.#meet(element as HTMLIFrameElement, info);
    this.#context.dirty.other = true;
    this.#context.request();
  }
}

/** A frame's document, when its content may be read. */
function reachable(frame: HTMLIFrameElement): Document | undefined {
  try {
    const document = frameDocumentOf(frame);
    return document?.defaultView == null ? undefined : document;
  } catch {
    return undefined;
  }
}
