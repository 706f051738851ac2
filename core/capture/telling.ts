// One telling of the page under one set of rules: all nouns put together, from the first node to the latest change.
import { MASK, type MaskDecider } from "../mask/index.ts";
import { createOpWriter, type NodeId, type OpWriter } from "../protocol/index.ts";
import { AnimationsCapture } from "./animations.ts";
import { ComponentsCapture } from "./components.ts";
import type { CaptureContext, Root } from "./context.ts";
import { Dirty } from "./dirty.ts";
import { EmbeddedCapture } from "./embedded.ts";
import { type ForeignSink, FramesCapture } from "./frames.ts";
import { ImagesCapture } from "./images.ts";
import { InputCapture } from "./input.ts";
import { Lookup } from "./lookup.ts";
import { MediaCapture } from "./media.ts";
import { MutationsCapture } from "./mutations.ts";
import { nodeTypeOf } from "./natives.ts";
import { NodeIds, type NodeInfo } from "./node-ids.ts";
import { TreeObserver } from "./observe.ts";
import { PageCapture } from "./page.ts";
import { Pictures, type PictureSink } from "./pictures.ts";
import { PointerCapture } from "./pointer.ts";
import { Releases } from "./releases.ts";
import { ReopenWatch } from "./reopen.ts";
import { Deadline } from "./schedule.ts";
import { ScrollCapture } from "./scroll.ts";
import { SelectionCapture } from "./selection.ts";
import { watchShadowRoots } from "./shadow.ts";
import { StatesCapture } from "./states.ts";
import { StylesCapture } from "./styles.ts";
import { TopLayerCapture } from "./top-layer.ts";
import { TreeCapture } from "./tree.ts";
import { ViewportCapture } from "./viewport.ts";
import { WideMasks } from "./wide-masks.ts";

/** Takes what was told: bytes of operations in a buffer of their own, and whether the page is whole with them. */
export type Sink = (batch: Uint8Array<ArrayBuffer>, complete: boolean) => void;

/** Longest reading before the page stands still, in ms: a dialog of the browser may come so much later. */
const NOW_MS = 100;

/** Name of the latest telling. Pages count from anywhere: what an agent meant for the page before means nothing on this one. */
let latest = (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) >>> 1;

/** Tells a page, and then what becomes of it. */
export class Telling {
  readonly #name = (latest += 1);
  #lookup: Lookup | undefined;
  readonly #context: CaptureContext;
  readonly #writer: OpWriter = createOpWriter();
  readonly #sink: Sink;
  readonly #abort = new AbortController();
  readonly #observer: TreeObserver;
  readonly #tree: TreeCapture;
  readonly #mutations: MutationsCapture;
  readonly #wide: WideMasks;
  readonly #frames: FramesCapture;
  readonly #input: InputCapture;
  readonly #images: ImagesCapture;
  readonly #pictures: Pictures;
  readonly #embedded: EmbeddedCapture;
  readonly #styles: StylesCapture;
  readonly #scroll: ScrollCapture;
  readonly #pointer: PointerCapture;
  readonly #states: StatesCapture;
  readonly #media: MediaCapture;
  readonly #animations: AnimationsCapture;
  readonly #viewport: ViewportCapture;
  readonly #page: PageCapture;
  readonly #reopen: ReopenWatch;
  readonly #topLayer: TopLayerCapture;
  readonly #selection: SelectionCapture;
  readonly #components: ComponentsCapture;
  readonly #windows = new WeakSet<Window>();
  #isWhole = false;
  /** The last batch was handed over as complete. */
  #isToldComplete = true;
  #isCurrent = false;

  /** @param again the page has to be told by another telling: it is another document in all but name. */
  constructor(
    document: Document,
    decider: MaskDecider,
    request: () => void,
    again: () => void,
    sink: Sink,
    pictures?: PictureSink,
    foreign?: ForeignSink,
  ) {
    const { signal } = this.#abort;
    this.#sink = sink;
    const dirty = new Dirty();
    const context = {
      document,
      writer: this.#writer,
      ids: new NodeIds(),
      decider,
      dirty,
      releases: new Releases({ dirty, signal, request }),
      signal,
      request,
      now: () => this.#now(),
    };
    this.#context = context;
    this.#observer = new TreeObserver(context);
    this.#tree = new TreeCapture(context, {
      tell: (element, localName, info) => this.#details(element, localName, info),
      observe: (root) => this.#observe(root),
      frame: (frame, info) => this.#frames.tell(frame, info),
    });
    this.#mutations = new MutationsCapture(context, this.#tree, (element, localName, name, info) => {
      this.#attribute(element, localName, name);
      this.#embedded.attribute(element, localName, name, info);
    });
    this.#wide = new WideMasks(context, this.#mutations);
    this.#frames = new FramesCapture(
      context,
      { ondocument: (inner, info) => this.#document(inner, info) },
      foreign,
    );
    this.#input = new InputCapture(context);
    this.#pictures = new Pictures(context, pictures);
    this.#images = new ImagesCapture(context, this.#pictures);
    this.#embedded = new EmbeddedCapture(context, this.#pictures);
    this.#components = new ComponentsCapture(context);
    this.#styles = new StylesCapture(context, (css) => this.#components.see(css));
    this.#scroll = new ScrollCapture(context);
    this.#pointer = new PointerCapture(context);
    this.#states = new StatesCapture(context);
    this.#media = new MediaCapture(context);
    this.#animations = new AnimationsCapture(context);
    this.#viewport = new ViewportCapture(context);
    this.#page = new PageCapture(context);
    this.#topLayer = new TopLayerCapture(context);
    this.#selection = new SelectionCapture(context);
    this.#reopen = new ReopenWatch(context, (inner) =>
      inner === document ? again() : this.#frames.reopened(inner),
    );
    this.#begin();
  }

  #begin(): void {
    this.#frames.page();
    this.#writer.telling(this.#name);
  }

  /** Finds nodes by what they were told as. */
  get lookup(): Lookup {
    const { document, ids, decider } = this.#context;
    return (this.#lookup ??= new Lookup(this.#name, document, ids, decider));
  }

  /** Whether the whole page was told once. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Whether the latest {@link Telling.work} ended with a state that may be shown. */
  get isCurrent(): boolean {
    return this.#isCurrent;
  }

  /** Tells what is marked, as far as time allows. Returns whether there is more. */
  work(deadline: Deadline): boolean {
    const { dirty } = this.#context;
    this.#observer.take();
    if (dirty.structural || dirty.inputs.size > 0) this.#wide.isStale = true;
    this.#isCurrent = this.#nodes(deadline);
    if (this.#isCurrent) this.#rest();
    this.#hand(this.#isCurrent);
    if (!this.#isCurrent) return true;
    this.#isWhole = true;
    return !this.#scroll.search(deadline) || dirty.any;
  }

  /** The page will stand still: what is marked is told before. */
  #now(): void {
    if (this.#isWhole) this.work(new Deadline(NOW_MS));
  }

  /** Resolves when the pictures that were taken are handed over. */
  picturesSettled(): Promise<void> {
    return this.#pictures.settled();
  }

  /** Tells the rules of a sheet that cannot be fetched. */
  tellSheet(owner: NodeId): void {
    this.#styles.tellRules(owner);
  }

  stop(): void {
    this.#abort.abort();
    this.#observer.stop();
    this.#pictures.stop();
  }

  /** Tells the tree until nothing of it is left to tell; returns false when time was up before. */
  #nodes(deadline: Deadline): boolean {
    const { dirty } = this.#context;
    // Before anything is told under a mask that is another by now.
    this.#mutations.release();
    this.#wide.recheck();
    if (dirty.attributes.size > 0) this.#mutations.attributes();
    for (;;) {
      if (this.#isSettled) {
        dirty.hasMoves = false;
        if (dirty.attributes.size > 0) this.#mutations.attributes();
        this.#tree.resume();
      }
      if (!this.#tree.read(deadline)) return false;
      if (dirty.attributes.size > 0) this.#mutations.attributes();
      if (this.#isSettled) this.#wide.recheck();
      if (this.#isSettled) this.#frames.read();
      if (!this.#tree.read(deadline)) return false;
      if (this.#isSettled) return true;
      this.#mutations.nodes(deadline);
      if (deadline.passed) return false;
    }
  }

  /** Whether every node is told where it is. */
  get #isSettled(): boolean {
    return this.#context.dirty.nodes.size === 0 && this.#mutations.isIdle;
  }

  #rest(): void {
    this.#mutations.removals();
    this.#mutations.texts();
    this.#context.dirty.other = false;
    this.#input.read();
    this.#images.read();
    this.#embedded.read();
    this.#pictures.read();
    this.#media.read();
    this.#styles.read();
    this.#scroll.read();
    this.#components.read();
    this.#viewport.read();
    this.#page.read();
    this.#media.measure();
    this.#pointer.read();
    this.#states.read();
    this.#animations.read();
    this.#topLayer.read();
    this.#selection.read();
  }

  #hand(complete: boolean): void {
    // What was told as incomplete is shown once it is said to be complete, also when nothing came to it.
    const isNews = complete && !this.#isToldComplete;
    if (this.#writer.count === 0 && !isNews) return;
    this.#isToldComplete = complete;
    this.#sink(this.#writer.finish(), complete);
  }

  #details(element: Element, localName: string, info: NodeInfo): void {
    if (localName === "style" || localName === "link") this.#styles.tell(element, localName, info);
    else if (localName === "meta") this.#media.meta(element);
    else if (localName === "slot") {
      this.#wide.slots.add(element as HTMLSlotElement);
      this.#components.tell(element, localName, info);
    } else if (!this.#embedded.tell(element, localName, info)) {
      this.#images.tell(element, localName, info);
      this.#input.tell(element, localName, info);
      this.#states.tell(element, localName, info);
      this.#components.tell(element, localName, info);
    }
  }

  #attribute(element: Element, localName: string, name: string): void {
    this.#styles.attribute(element, localName, name);
    this.#images.attribute(element, localName, name);
    if (localName === "meta") this.#media.meta(element);
    if (name === "value" || name === "checked" || name === "selected" || name === "type") {
      const control = localName === "option" ? element.closest("select") : element;
      if (control !== null && (localName === "input" || localName === "option"))
        this.#context.dirty.inputs.add(control);
    }
  }

  #document(document: Document, info: NodeInfo): void {
    if (this.#context.decider.withholds) {
      this.#withhold(document, info);
      return;
    }
    this.#observe(document);
    const window = document.defaultView;
    if (window !== null && !this.#windows.has(window)) this.#watch(window);
    this.#tree.readLater(document);
    info.children = "unread";
  }

  /** Nothing is told but that there is a page: nothing of it is looked at. */
  #withhold({ defaultView }: Document, info: NodeInfo): void {
    info.children = "leaf";
    if (defaultView === null) return;
    this.#viewport.watch(defaultView);
    this.#page.watch(defaultView);
  }

  #observe(root: Root): void {
    this.#observer.observe(root);
    for (const noun of [this.#frames, this.#input, this.#images, this.#styles, this.#scroll])
      noun.observe(root);
    for (const noun of [this.#pointer, this.#states, this.#embedded, this.#animations, this.#components])
      noun.observe(root);
    if (nodeTypeOf(root) === 9) {
      this.#pointer.watch(root as Document);
      this.#states.watch(root as Document);
      this.#reopen.observe(root as Document);
      this.#selection.watch(root as Document);
    }
    this.#topLayer.observe(root);
    this.#wide.observe(root);
  }

  #watch(window: Window & typeof globalThis): void {
    const { signal, document } = this.#context;
    this.#windows.add(window);
    this.#input.watch(window);
    this.#styles.watch(window);
    this.#animations.watch(window);
    this.#embedded.watch(window);
    this.#reopen.watch(window);
    this.#topLayer.watch(window);
    this.#components.watch(window);
    watchShadowRoots(window.Element.prototype, (host) => this.#attached(host), signal);
    if (window !== document.defaultView) return;
    this.#media.watch(window);
    this.#viewport.watch(window);
    this.#page.watch(window);
  }

  /** A host that was told already got its root: it is told with it. */
  #attached(host: Element): void {
    const info = this.#context.ids.living(host);
    if (info === undefined || info.children === "leaf" || info.mask === MASK.masked) return;
    this.#tree.readLater(host);
    this.#context.request();
  }
}
