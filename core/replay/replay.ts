// Applies checked messages to a frame: the nouns put together, batch by batch.
import {
  decodeAsset,
  decodeMessage,
  type DocumentMode,
  MESSAGE,
  MODE,
  type NodeId,
  type PageOps,
  readOps,
} from "../protocol/index.ts";
import { CanvasReplay } from "./canvas.ts";
import { AnimationsReplay } from "./animations.ts";
import { expectScrollBar } from "./first-layout.ts";
import { fillDocument, FramesReplay } from "./frames.ts";
import { ImagesReplay } from "./images.ts";
import { CustomElementsReplay } from "./custom-elements.ts";
import { createInput } from "./input.ts";
import { createMedia } from "./media.ts";
import { Morph } from "./morph.ts";
import { createMutations } from "./mutations.ts";
import { nextTask, quickTask } from "./next-task.ts";
import { NodeMap } from "./node-map.ts";
import { createPageState } from "./page.ts";
import { createPlaceholders } from "./placeholders.ts";
import { createPlayback } from "./playback.ts";
import { createPointer } from "./pointer.ts";
import { createPopup } from "./popup.ts";
import { type ReplayEvents, ReplicaState } from "./replica-state.ts";
import { ReplicaFrame } from "./sandbox.ts";
import { ScrollReplay } from "./scroll.ts";
import { createSelection } from "./selection.ts";
import { settled } from "./settled.ts";
import { createSlots } from "./slots.ts";
import { createStates } from "./states.ts";
import { StylesReplay } from "./styles.ts";
import { createTopLayer } from "./top-layer.ts";
import { createSystemFonts } from "./system-fonts.ts";
import { createTree } from "./tree.ts";
import { isLarge, unfold } from "./unfold.ts";
import { createViewport } from "./viewport.ts";

/** What there is once the frame is loaded. */
interface Session {
  readonly state: ReplicaState;
  readonly nouns: Nouns;
  readonly ops: PageOps;
}

/** Longest task of building a page that is not shown yet, in ms: the viewer answers in between. A message of the check's
 * takes half of it. */
const SLICE_MS = 8;

/**
 * A visitor's page, rebuilt in an iframe.
 *
 * The iframe is sandboxed here. When its `src` is `replay.html` (served with the policy of docs/adr/0004-replay-frame.md),
 * that file and `replay-quirks.html` beside it are used; without a `src` it needs no server. It must be in the document.
 */
export class Replay {
  readonly #frame: ReplicaFrame;
  readonly #events: ReplayEvents;
  /** The frame is loaded before a page comes, if it can be. */
  readonly #opened: Promise<Document> | undefined;
  #queue: Promise<void> = Promise.resolve();
  #session: Session | undefined;
  #disposed = false;
  /** Calls of `apply` that are not done. */
  #pending = 0;
  /** When the task that applies them ends, by `performance.now()`. */
  #sliceEnd = 0;

  constructor(iframe: HTMLIFrameElement, events: ReplayEvents = {}) {
    this.#frame = new ReplicaFrame(iframe);
    this.#events = events;
    if (!iframe.isConnected) return;
    this.#opened = this.#frame.open(MODE.standards);
    this.#opened.catch(() => undefined);
  }

  /**
   * Applies messages that core/check let pass, in order; calls may overlap. What one call brings is shown at once: a
   * change within this task when the frame is ready, a whole page after it was built in slices, out of sight; a large
   * one, where none was before, from its top to its end. Resolves when the document shows it: images decoded and fonts
   * loaded, after a second at the latest.
   *
   * @throws {Error} when the frame cannot be loaded, or a message is not one that was checked.
   */
  apply(messages: readonly Uint8Array[]): Promise<void> {
    if (this.#pending === 0) this.#sliceEnd = performance.now() + SLICE_MS;
    this.#pending += 1;
    const applied = this.#queue.then(() => this.#apply(messages)).finally(() => (this.#pending -= 1));
    this.#queue = applied.catch(() => undefined);
    return applied.then(() => this.#shown());
  }

  /** Another page life of the visitor begins: it numbers its assets anew. Contents are kept. */
  renumberAssets(): void {
    this.#queue = this.#queue.then(() => this.#session?.state.assets.renumber());
  }

  /** The document that is shown; undefined while there is none. */
  get document(): Document | undefined {
    return this.#session?.state.document;
  }

  /** Which telling of the visitor's page is shown, of which ids are: 0 while there is none. */
  get telling(): number {
    return this.#session?.state.telling ?? 0;
  }

  /** What the visitor's side calls `node`; 0 for what stands for nothing there, and while there is no page. */
  idOf(node: Node): NodeId {
    return this.#session?.state.nodes.idOf(node) ?? 0;
  }

  /** The element that the visitor's side calls `id`. */
  elementOf(id: NodeId): Element | undefined {
    return this.#session?.state.nodes.element(id);
  }

  /** Empties the frame and gives memory back. What is applied later is ignored. */
  dispose(): void {
    this.#disposed = true;
    this.#session?.nouns.stop();
    this.#session?.state.assets.dispose();
    this.#frame.close();
  }

  async #apply(messages: readonly Uint8Array[]): Promise<void> {
    await this.#rest();
    if (this.#disposed) return;
    const session = (this.#session ??= await this.#start());
    try {
      if (await this.#read(messages, session)) await session.nouns.finishBatch();
    } catch (error) {
      session.nouns.abandonBatch();
      throw error;
    }
  }

  /** Returns whether all was read, and the replica not disposed of meanwhile. */
  async #read(messages: readonly Uint8Array[], { state, ops }: Session): Promise<boolean> {
    for (const message of messages) {
      if (state.building !== undefined) await this.#rest();
      if (this.#disposed) return false;
      const { kind, payload } = decodeMessage(message);
      if (kind === MESSAGE.asset) {
        state.unsettled = true;
        state.assets.add(decodeAsset(payload));
      } else readOps(payload, ops);
    }
    return !this.#disposed;
  }

  /** Lets the viewer answer when this task has taken long: calls that piled up make no long one together. */
  async #rest(): Promise<void> {
    if (performance.now() < this.#sliceEnd) return;
    await nextTask();
    this.#sliceEnd = performance.now() + SLICE_MS;
  }

  async #start(): Promise<Session> {
    const state = new ReplicaState(await (this.#opened ?? this.#frame.open(MODE.standards)), this.#events);
    const nouns = new Nouns(state, this.#frame);
    return { state, nouns, ops: nouns.ops() };
  }

  async #shown(): Promise<void> {
    const state = this.#session?.state;
    if (state?.unsettled !== true || this.#disposed) return;
    state.unsettled = false;
    await state.assets.written();
    const images = [...state.images];
    const imports = [...state.imports];
    state.images.clear();
    state.imports.clear();
    await settled(state.document, images, imports);
    this.#session?.nouns.scroll.retry();
  }
}

/** The nouns of one replica, and what they do together at the end of a batch. */
class Nouns {
  readonly #state: ReplicaState;
  readonly #frame: ReplicaFrame;
  readonly scroll: ScrollReplay;
  readonly #styles: StylesReplay;
  readonly #animations: AnimationsReplay;
  readonly #images: ImagesReplay;
  readonly #canvas: CanvasReplay;
  readonly #frames: FramesReplay;
  readonly #custom: CustomElementsReplay;
  /** Parent that `at` named last. */
  #parent: NodeId = 0;
  /** The nodes that are shown, while another page is built. */
  #shown: NodeMap | undefined;
  readonly #sizes = new ResizeObserver(() => this.scroll.retry());
  #stopped = false;

  constructor(state: ReplicaState, frame: ReplicaFrame) {
    this.#state = state;
    this.#frame = frame;
    this.scroll = new ScrollReplay(state);
    this.#styles = new StylesReplay(state);
    this.#animations = new AnimationsReplay(state);
    this.#images = new ImagesReplay(state);
    this.#canvas = new CanvasReplay(state);
    this.#custom = new CustomElementsReplay(state);
    this.#frames = new FramesReplay(
      state,
      () => this.#parent,
      (id, mode) => this.#begin(id, mode),
    );
    state.onforget((id, node) => {
      this.#styles.forget(id, node);
      this.#animations.forget(node);
      this.#custom.forget(node);
      this.scroll.forget(id);
    });
  }

  /** All operations of a page, on this replica. */
  ops(): PageOps {
    const tree = createTree(this.#state, this.#custom);
    return {
      ...tree,
      ...createMutations(this.#state),
      ...createInput(this.#state),
      ...createViewport(this.#state, this.#frame),
      ...createPageState(this.#state),
      ...createPointer(this.#state),
      ...createStates(this.#state),
      ...createMedia(this.#state),
      ...createPlaceholders(this.#state),
      ...createPlayback(this.#state),
      ...createTopLayer(this.#state),
      ...createPopup(this.#state),
      ...createSystemFonts(this.#state),
      ...createSelection(this.#state),
      ...createSlots(this.#state),
      customName: (name, flags) => this.#custom.customName(name, flags),
      customElement: (id, flags, states) => this.#custom.customElement(id, flags, states),
      at: (parent, before) => {
        this.#parent = parent;
        tree.at(parent, before);
      },
      scroll: (id, left, top) => this.scroll.scroll(id, left, top),
      image: (id, source, width, height) => this.#images.image(id, source, width, height),
      canvas: (...values) => this.#canvas.canvas(...values),
      animation: (...animation) => this.#animations.animation(...animation),
      animationGone: (id) => this.#animations.animationGone(id),
      phase: (...phase) => this.#animations.phase(...phase),
      sheet: (owner, href, css) => this.#styles.sheet(owner, href, css),
      rules: (owner, href, from, removed, css) => this.#styles.rules(owner, href, from, removed, css),
      sheetState: (owner, disabled, media) => this.#styles.sheetState(owner, disabled, media),
      adopt: (root, sheets) => this.#styles.adopt(root, sheets),
      frameDocument: (id, flags) => this.#frames.frameDocument(id, flags),
      frameBlocked: (id, reason) => this.#frames.frameBlocked(id, reason),
    };
  }

  /** Puts what a batch built where it is seen. A change of mode takes more than a task, and so does a large page. */
  async finishBatch(): Promise<void> {
    const { building } = this.#state;
    if (building !== undefined && !this.#frame.shows(building.mode))
      this.#state.document = await this.#frame.open(building.mode);
    if (building === undefined) this.#frames.mount(fillDocument);
    else if (!(await this.#showPage(building.documentId, building.holder))) return;
    this.#state.doWaiting();
    if (building !== undefined) {
      this.#styles.reset();
      this.#animations.reset();
      this.#canvas.reset();
      this.#custom.reset();
      this.scroll.reset();
    }
    this.scroll.reach();
  }

  /** Forgets a batch that could not be read to its end. What it did to the page that is shown stays. */
  abandonBatch(): void {
    this.#state.forgetWaiting();
    this.#state.building = undefined;
    if (this.#shown !== undefined) this.#state.nodes = this.#shown;
    this.#shown = undefined;
  }

  stop(): void {
    this.#stopped = true;
    this.#sizes.disconnect();
    this.scroll.stop();
  }

  #unfold(document: Document, root: Element): Promise<boolean> {
    const onfirst = (): void => this.#state.doSoon();
    return unfold(document, root, onfirst, async (isFirst) => {
      await (isFirst ? nextTask() : quickTask());
      return !this.#stopped;
    });
  }

  #begin(documentId: NodeId, mode: DocumentMode): void {
    // What the same batch said of the page before is done to it, or was said of one that is never shown.
    if (this.#state.building === undefined) this.#state.doWaiting();
    else this.#state.forgetWaiting();
    const holder = this.#state.document.createDocumentFragment();
    this.#state.unsettled = true;
    this.#shown ??= this.#state.nodes;
    this.scroll.begin();
    this.#styles.begin();
    this.#animations.begin();
    this.#canvas.begin();
    this.#custom.begin();
    this.#frames.begin();
    this.#state.assets.releaseAll();
    this.#state.nodes = new NodeMap();
    this.#state.nodes.set(documentId, holder);
    this.#state.building = { documentId, mode, holder };
  }

  /** Returns false when it was stopped on the way. */
  async #showPage(documentId: NodeId, holder: DocumentFragment): Promise<boolean> {
    const { document, nodes } = this.#state;
    expectScrollBar(document, nodes.size);
    const morph = new Morph(this.#shown ?? new NodeMap(), nodes, this.#state.marks);
    nodes.set(documentId, document);
    const [next] = holder.children;
    if (document.firstChild !== null || next === undefined || !isLarge(nodes.size))
      morph.document(document, holder);
    else if (!(await this.#unfold(document, next))) return false;
    this.#frames.mount((living, content) => morph.document(living, content));
    this.#state.building = undefined;
    this.#shown = undefined;
    this.#sizes.disconnect();
    const root = document.documentElement as Element | null;
    if (root !== null) this.#sizes.observe(root);
    return true;
  }
}
