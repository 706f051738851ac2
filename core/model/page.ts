// The page as it is known here: the nouns put together.
import type { PatternRules } from "../mask/patterns.ts";
import type { NodeId, PageOps } from "../protocol/index.ts";
import { AnimationsModel } from "./animations.ts";
import { AskingAttributes } from "./asking.ts";
import { CanvasModel } from "./canvas.ts";
import { CustomElementsModel } from "./custom-elements.ts";
import { ForeignModel } from "./foreign.ts";
import { FramesModel } from "./frames.ts";
import { ImagesModel } from "./images.ts";
import { InputModel } from "./input.ts";
import { MediaModel } from "./media.ts";
import { type KeptNoun, ModelState } from "./model-state.ts";
import { MutationsModel } from "./mutations.ts";
import { ModelNode } from "./nodes.ts";
import { PlaceholdersModel } from "./placeholders.ts";
import { PlaybackModel } from "./playback.ts";
import { PointerModel } from "./pointer.ts";
import { PopupModel } from "./popup.ts";
import type { References } from "./references.ts";
import { ScrollModel } from "./scroll.ts";
import { SelectionModel } from "./selection.ts";
import { SlotsModel } from "./slots.ts";
import { StatesModel } from "./states.ts";
import { StylesModel } from "./styles.ts";
import { TopLayerModel } from "./top-layer.ts";
import { SystemFontsModel } from "./system-fonts.ts";
import { TreeModel } from "./tree.ts";
import { WindowModel } from "./window.ts";

/** What the model tells the one who keeps it. */
export interface PageModelEvents {
  /** A page begins anew: all that was known is forgotten. */
  onbegin(): void;
  /** Something is to be told outside of a batch: `tell` says it to the draft. */
  onlate(tell: () => void): void;
  /** The style sheet of `owner` cannot be fetched: only the page may know its rules. */
  onlost(owner: NodeId): void;
}

/**
 * Keeps a page from its operations, and tells on those it took, with references in place of URLs. An operation that does not
 * fit what is known is passed over, and not told on: what leaves is always something that a reader can rebuild.
 */
export class PageModel implements PageOps {
  readonly state: ModelState;
  readonly tree: TreeModel;
  readonly styles: StylesModel;
  readonly images: ImagesModel;
  readonly canvases: CanvasModel;
  /** The page's document; undefined before one begins. */
  document: ModelNode | undefined;
  readonly #events: PageModelEvents;
  readonly #window: WindowModel;
  readonly #mutations: MutationsModel;
  readonly #frames: FramesModel;
  readonly #input: InputModel;
  readonly #scroll: ScrollModel;
  readonly #pointer: PointerModel;
  readonly #states: StatesModel;
  readonly #media: MediaModel;
  readonly #animations: AnimationsModel;
  readonly #placeholders: PlaceholdersModel;
  readonly #playback: PlaybackModel;
  readonly #popup: PopupModel;
  readonly #fonts: SystemFontsModel;
  readonly foreign = new ForeignModel(this);
  readonly #topLayer: TopLayerModel;
  readonly #selection: SelectionModel;
  readonly #custom: CustomElementsModel;
  readonly #slots: SlotsModel;
  /** In the order in which they are told: sheets, and what their selectors ask for, before what is laid out by them. */
  readonly #kept: readonly KeptNoun[];

  constructor(references: References, events: PageModelEvents, patterns: PatternRules) {
    const state = new ModelState(references, patterns);
    this.state = state;
    this.#events = events;
    this.tree = new TreeModel(state);
    this.#mutations = new MutationsModel(state, (id) => this.#forget(id));
    this.#frames = new FramesModel(
      state,
      this.tree,
      (id, flags) => this.#begin(id, flags),
      (document) => state.nodes.remove(document, (id) => this.#forget(id)),
    );
    this.styles = new StylesModel(
      state,
      (tell) => events.onlate(tell),
      (owner) => events.onlost(owner),
    );
    this.#window = new WindowModel(state);
    this.images = new ImagesModel(state);
    this.#input = new InputModel(state);
    this.#scroll = new ScrollModel(state);
    this.#pointer = new PointerModel(state);
    this.#states = new StatesModel(state);
    this.#animations = new AnimationsModel(state);
    this.#media = new MediaModel(state, [this.styles, new AskingAttributes(state)]);
    this.canvases = new CanvasModel(state, this.images, (tell) => events.onlate(tell));
    this.#placeholders = new PlaceholdersModel(state);
    this.#playback = new PlaybackModel(state);
    this.#popup = new PopupModel(state);
    this.#fonts = new SystemFontsModel(state);
    state.onfontnames = (css) => this.#fonts.see(css);
    this.#topLayer = new TopLayerModel(state);
    this.#selection = new SelectionModel(state);
    this.#custom = new CustomElementsModel(state);
    this.#slots = new SlotsModel(state);
    this.#kept = [
      this.#frames,
      this.styles,
      this.#pointer,
      this.#states,
      this.#custom,
      this.#slots,
      this.images,
      this.#input,
      this.#scroll,
      this.#animations,
      this.#placeholders,
      this.#playback,
      this.canvases,
      this.#topLayer,
      this.#popup,
      this.#fonts,
      this.#selection,
    ];
  }

  /** A state is complete: what is only known by now is told with it, and what must not be told is changed. */
  settle(): void {
    const { net, masked, draft } = this.state;
    const target = (): PageOps => draft.different;
    masked.settle(target);
    this.#fonts.settle(target);
    net.settle(target);
    this.#selection.settle(target);
    if (net.hasChanges) draft.rewrite((to) => net.rewriting(to));
    net.endDelta();
  }

  /** Says what hangs on nodes, for somebody who has the tree. */
  tellKept(target: PageOps): void {
    for (const noun of this.#kept) noun.tell(target);
  }

  /** Says what needs no nodes. */
  tellWindow(target: PageOps): void {
    this.#window.tell(target);
    this.#media.tell(target);
    this.#custom.tellNames(target);
  }

  /** Forgets everything. */
  clear(): void {
    this.document = undefined;
    this.state.nodes.clear();
    this.state.masked.clear();
    this.state.net.clear();
    this.#window.clear();
    this.#media.clear();
    this.state.asking.clear();
    for (const noun of this.#kept) noun.clear();
    this.foreign.clear();
  }

  at = (parent: NodeId, before: NodeId): void => this.tree.at(parent, before);
  element = (id: NodeId, namespace: number, name: string, attributes: readonly string[]): void =>
    this.tree.element(id, namespace, name, attributes);
  text = (id: NodeId, data: string): void => this.tree.text(id, data);
  maskedText = (id: NodeId, boxes: readonly number[]): void => this.tree.maskedText(id, boxes);
  shadow = (id: NodeId, flags: number): void => this.tree.shadow(id, flags);
  frameDocument = (id: NodeId, flags: number): void => this.#frames.frameDocument(id, flags);
  frameBlocked = (id: NodeId, reason: number): void => this.#frames.frameBlocked(id, reason);
  move = (id: NodeId, parent: NodeId, before: NodeId): void => this.#mutations.move(id, parent, before);
  remove = (id: NodeId): void => this.#mutations.remove(id);
  attribute = (id: NodeId, name: string, value: string): void => this.#mutations.attribute(id, name, value);
  removeAttribute = (id: NodeId, name: string): void => this.#mutations.removeAttribute(id, name);
  data = (id: NodeId, data: string): void => this.#mutations.data(id, data);
  maskedData = (id: NodeId, boxes: readonly number[]): void => this.#mutations.maskedData(id, boxes);
  value = (id: NodeId, value: string): void => this.#input.value(id, value);
  checked = (id: NodeId, flags: number): void => this.#input.checked(id, flags);
  selected = (id: NodeId, indexes: readonly number[]): void => this.#input.selected(id, indexes);
  scroll = (id: NodeId, left: number, top: number): void => this.#scroll.scroll(id, left, top);
  viewport = (width: number, height: number, pixelRatio: number): void =>
    this.#window.viewport(width, height, pixelRatio);
  telling = (name: number): void => this.#window.telling(name);
  pageState = (url: string, title: string, flags: number): void => this.#window.pageState(url, title, flags);
  sheet = (owner: NodeId, href: string, css: string): void => this.styles.sheet(owner, href, css);
  rules = (owner: NodeId, href: string, from: number, removed: number, css: readonly string[]): void =>
    this.styles.rules(owner, href, from, removed, css);
  sheetState = (owner: NodeId, disabled: number, media: string): void =>
    this.styles.sheetState(owner, disabled, media);
  adopt = (root: NodeId, sheets: readonly number[]): void => this.styles.adopt(root, sheets);
  image = (id: NodeId, source: string, width: number, height: number): void =>
    this.#image(id, source, width, height);
  canvas = (id: NodeId): void => this.canvases.canvas(id);
  placeholder = (id: NodeId, reason: number): void => this.#placeholders.placeholder(id, reason);
  playback = (...playback: Parameters<PageOps["playback"]>): void => this.#playback.playback(...playback);
  popup = (id: NodeId, highlighted: number): void => this.#popup.popup(id, highlighted);
  native = (kind: number): void => this.#popup.native(kind);
  systemFonts = (): void => this.#fonts.systemFonts();
  topLayer = (entries: readonly number[]): void => this.#topLayer.topLayer(entries);
  selection = (...points: Parameters<PageOps["selection"]>): void => this.#selection.selection(...points);
  fieldSelection = (id: NodeId, start: number, end: number): void =>
    this.#selection.fieldSelection(id, start, end);
  customName = (name: string, flags: number): void => this.#custom.customName(name, flags);
  customElement = (...values: Parameters<PageOps["customElement"]>): void =>
    this.#custom.customElement(...values);
  assigned = (id: NodeId, nodes: readonly NodeId[]): void => this.#slots.assigned(id, nodes);
  visibleArea = (...area: Parameters<PageOps["visibleArea"]>): void => this.#window.visibleArea(...area);
  pointer = (x: number, y: number): void => this.#pointer.pointer(x, y);
  hover = (id: NodeId): void => {
    const innermost = this.foreign.innermost("hover", id);
    this.#pointer.hover(innermost, this.#toldAs(innermost === id));
  };
  focus = (id: NodeId): void => {
    const innermost = this.foreign.innermost("focus", id);
    this.#pointer.focus(innermost, this.#toldAs(innermost === id));
  };
  active = (id: NodeId): void => this.#states.active(id);
  focusLook = (flags: number): void => {
    const look = this.foreign.look(flags);
    this.#states.focusLook(look, this.#toldAs(look === flags));
  };
  target = (document: NodeId, id: NodeId): void => this.#states.target(document, id);
  field = (id: NodeId, flags: number): void => this.#states.field(id, flags);
  media = (...media: Parameters<PageOps["media"]>): void => this.#media.media(...media);
  animation = (...animation: Parameters<PageOps["animation"]>): void =>
    this.#animations.animation(...animation);
  animationGone = (id: number): void => this.#animations.animationGone(id);
  phase = (...phase: Parameters<PageOps["phase"]>): void => this.#animations.phase(...phase);
  colorScheme = (schemes: string): void => this.#media.colorScheme(schemes);

  #toldAs(isSame: boolean): PageOps {
    const { draft } = this.state;
    return isSame ? draft.same : draft.different;
  }

  /** What it showed before is over, also when that was no file. */
  #image(...image: Parameters<PageOps["image"]>): void {
    this.canvases.forget(image[0]);
    this.images.image(...image);
  }

  #begin(id: NodeId, flags: number): void {
    this.clear();
    this.document = new ModelNode(id, "document", "", flags);
    this.state.nodes.add(this.document);
    this.#events.onbegin();
  }

  #forget(id: NodeId): void {
    this.state.masked.forget(id);
    this.state.net.forget(id);
    this.state.asking.delete(id);
    for (const noun of this.#kept) noun.forget(id);
    this.foreign.forget(id);
  }
}
