// Filters a page's operations: what comes out may be rebuilt as it is, and forms a tree.
import {
  AUTOFILLED,
  BLOCKED_CROSS_ORIGIN,
  BLOCKED_MASKED,
  CHECKED,
  FOCUS_RING,
  FOCUS_VISIBLE,
  INDETERMINATE,
  NAMESPACES,
  type NodeId,
  type PageOps,
  PAGE_HIDDEN,
  ProtocolError,
  documentMode,
  SHADOW_CLOSED,
  SHADOW_DELEGATES_FOCUS,
  SHADOW_MANUAL_SLOTS,
  USER_INVALID,
  USER_VALID,
} from "../protocol/index.ts";
import { elementFor, mayHostShadow } from "./allow-list.ts";
import { checkedEasing, checkedKeyframes, checkedPseudo, checkedTime, checkedTiming } from "./animations.ts";
import { AttributeCheck } from "./attributes.ts";
import { Budget } from "./budget.ts";
import { ComponentsCheck } from "./components.ts";
import { CopiesCheck } from "./copies.ts";
import { type KnownNode, type NodeKind, KnownNodes, subtreeOf } from "./known-nodes.ts";
import { MAX_BOXES, MAX_DEPTH, MAX_FRAMES, MAX_PX } from "./limits.ts";
import { MAX_TEXT_UNITS, MAX_TITLE_UNITS } from "./limits.ts";
import { LayersCheck } from "./layers.ts";
import { PicturesCheck } from "./pictures.ts";
import { holdsCss, StylesCheck } from "./styles.ts";
import { WindowCheck } from "./window.ts";
import { isPictureUrl } from "./urls.ts";

const SVG = "http://www.w3.org/2000/svg";

/**
 * Filters the operations of one page, over all its messages, into `to`. A message that could not come from a page
 * throws; a part that may not be rebuilt is left out or stood in for, and so is what is said of an id that is not known
 * (docs/PROTOCOL.md, "Operations"), unless other nodes hang on it.
 *
 * Every method throws {@link ProtocolError}: `malformed` for ids that are taken or of the wrong kind, for a place that
 * is unknown or would make a cycle; `too-many` and `too-large` past a limit (limits.ts).
 */
export class PageCheck implements PageOps {
  readonly #to: PageOps;
  readonly #nodes = new KnownNodes();
  readonly #budget: Budget;
  readonly #attributes: AttributeCheck;
  readonly #pictures: PicturesCheck;
  readonly #layers: LayersCheck;
  readonly #components: ComponentsCheck;
  readonly #window: WindowCheck;
  readonly #styles: StylesCheck;
  readonly #copies: CopiesCheck;
  #frames = 0;
  /** Where new nodes go; undefined when it is gone, and before anything was said. */
  #parent: KnownNode | undefined;
  /** New nodes are documents of the page: `at(0, 0)` was said. */
  #atTop = false;

  /** `now` tells the time in ms. */
  constructor(to: PageOps, now: () => number = () => performance.now()) {
    this.#to = to;
    this.#budget = new Budget(now);
    this.#attributes = new AttributeCheck(this.#budget);
    const shown = (id: NodeId): KnownNode | undefined => {
      const node = this.#nodes.find(id);
      return node?.hidden === false ? node : undefined;
    };
    this.#layers = new LayersCheck(to, this.#budget, shown);
    this.#components = new ComponentsCheck(to, this.#budget, shown);
    this.#window = new WindowCheck(to, this.#budget);
    this.#styles = new StylesCheck(to, this.#budget, (id) => this.#nodes.find(id));
    this.#copies = new CopiesCheck(shown);
    this.#pictures = new PicturesCheck(to, this.#budget, (id) => {
      const node = this.#nodes.find(id);
      return node?.hidden === false ? node.name : undefined;
    });
  }

  /** Whether nothing is known of a page: no document was told since the last {@link PageCheck.reset}. */
  get isEmpty(): boolean {
    return this.#nodes.size === 0;
  }

  /** The operations of one message follow, of `maxSteps` at most (limits.ts). */
  begin(maxSteps: number): void {
    this.#budget.begin(maxSteps);
  }

  /** The message is over. @throws {ProtocolError} `too-many` when browsers would not come to an end with what it made of the page. */
  end(): void {
    this.#copies.end();
  }

  /** Forgets the page: a keyframe follows. */
  reset(): void {
    this.#nodes.clear();
    this.#styles.clear();
    this.#attributes.clear();
    this.#components.clear();
    this.#copies.clear();
    this.#frames = 0;
    this.#parent = undefined;
    this.#atTop = false;
  }

  at(parent: NodeId, before: NodeId): void {
    this.#budget.steps(1);
    this.#atTop = parent === 0;
    this.#parent = undefined;
    if (this.#atTop) {
      this.#to.at(0, 0);
      return;
    }
    const place = this.#nodes.get(parent);
    if (isText(place)) throw new ProtocolError("malformed", "children of a text");
    if (!place.hidden) this.#to.at(parent, this.#sibling(before, place));
    this.#parent = place;
  }

  element(id: NodeId, namespace: number, name: string, attributes: readonly string[]): void {
    if (namespace >= NAMESPACES.length || attributes.length % 2 !== 0)
      throw new ProtocolError("malformed", "element");
    const built = elementFor(namespace, name);
    const parent = this.#parent;
    if (parent?.kind === "document") this.#removeRoot(parent);
    const node = this.#add(id, "element", built.name, false);
    if (parent?.kind === "document") parent.only = node;
    const kept = this.#attributes.ofElement(id, built, attributes);
    if (node.hidden) return;
    if (NAMESPACES[namespace] === SVG) this.#copies.element(id, built.name, kept);
    this.#to.element(id, namespace, built.name, kept);
  }

  text(id: NodeId, data: string): void {
    const node = this.#add(id, "text", "", !this.#takesText());
    this.#budget.units(data.length);
    if (!node.hidden) this.#to.text(id, data.slice(0, MAX_TEXT_UNITS));
  }

  maskedText(id: NodeId, boxes: readonly number[]): void {
    const node = this.#add(id, "masked", "", !this.#takesText());
    if (!node.hidden) this.#to.maskedText(id, this.#boxes(node, boxes));
  }

  shadow(id: NodeId, flags: number): void {
    const host = this.#parent;
    if (host?.kind !== "element") throw new ProtocolError("malformed", "shadow host");
    const valid = mayHostShadow(host.name) && host.only === undefined;
    const node = this.#add(id, "shadow", "", !valid);
    if (valid) host.only = node;
    const known = SHADOW_CLOSED | SHADOW_DELEGATES_FOCUS | SHADOW_MANUAL_SLOTS;
    if (!node.hidden) this.#to.shadow(id, flags & known);
  }

  frameDocument(id: NodeId, mode: number): void {
    if (this.#atTop) {
      this.#pageDocument(id, mode);
      return;
    }
    const frame = this.#parent;
    if (frame?.kind !== "element") throw new ProtocolError("malformed", "frame");
    if (frame.only?.kind === "document") this.#forget(frame.only);
    this.#frames += 1;
    const valid = frame.name === "iframe" && this.#frames <= MAX_FRAMES;
    const node = this.#add(id, "document", "", !valid);
    if (valid) frame.only = node;
    if (!node.hidden) this.#to.frameDocument(id, documentMode(mode));
  }

  frameBlocked(id: NodeId, reason: number): void {
    const node = this.#shown(id, "element");
    const known = reason === BLOCKED_CROSS_ORIGIN || reason === BLOCKED_MASKED;
    if (node?.name === "iframe") this.#to.frameBlocked(id, known ? reason : BLOCKED_CROSS_ORIGIN);
  }

  move(id: NodeId, parent: NodeId, before: NodeId): void {
    const node = this.#nodes.get(id);
    const target = this.#nodes.get(parent);
    if (node.kind === "document" || node.kind === "shadow" || isText(target))
      throw new ProtocolError("malformed", "move");
    this.#nodes.move(node, target);
    this.#copies.changed();
    const tooDeep = this.#deepen(node) >= MAX_DEPTH;
    if (node.hidden) return;
    const misplaced = node.kind !== "element" && (target.kind === "document" || holdsCss(target));
    if (target.hidden || tooDeep || misplaced) {
      this.#hide(node);
      return;
    }
    if (target.kind === "document") this.#moveToTop(node, target);
    else this.#to.move(id, parent, this.#sibling(before, target));
  }

  remove(id: NodeId): void {
    this.#budget.steps(1);
    const node = this.#nodes.find(id);
    if (node === undefined) return;
    if (node.kind === "document" || node.kind === "shadow") throw new ProtocolError("malformed", "remove");
    if (!node.hidden) this.#to.remove(id);
    this.#forget(node);
  }

  attribute(id: NodeId, name: string, value: string): void {
    const node = this.#shown(id, "element");
    if (node === undefined) return;
    const kept = this.#attributes.changed(id, node.name, name, value);
    this.#copies.attribute(id, node.name, name, kept);
    // What may not be set may not leave the old value standing either.
    if (kept === undefined) this.#attributes.removed(id, node.name, name, this.#to);
    else this.#to.attribute(id, name, kept);
  }

  removeAttribute(id: NodeId, name: string): void {
    const node = this.#shown(id, "element");
    if (node === undefined) return;
    this.#copies.attribute(id, node.name, name, undefined);
    this.#attributes.removed(id, node.name, name, this.#to);
  }

  data(id: NodeId, data: string): void {
    this.#budget.units(data.length);
    if (this.#shown(id, "text") !== undefined) this.#to.data(id, data.slice(0, MAX_TEXT_UNITS));
  }

  maskedData(id: NodeId, boxes: readonly number[]): void {
    const node = this.#shown(id, "masked");
    if (node !== undefined) this.#to.maskedData(id, this.#boxes(node, boxes));
  }

  value(id: NodeId, value: string): void {
    this.#budget.units(value.length);
    if (this.#shown(id, "element") !== undefined) this.#to.value(id, value.slice(0, MAX_TEXT_UNITS));
  }

  checked(id: NodeId, flags: number): void {
    if (this.#shown(id, "element") !== undefined) this.#to.checked(id, flags & (CHECKED | INDETERMINATE));
  }

  selected(id: NodeId, indexes: readonly number[]): void {
    this.#budget.steps(indexes.length);
    if (this.#shown(id, "element") !== undefined) this.#to.selected(id, indexes);
  }

  scroll(id: NodeId, left: number, top: number): void {
    this.#budget.steps(1);
    const node = this.#nodes.find(id);
    if (node?.hidden !== false) return;
    if (node.kind === "element" || node.kind === "document") this.#to.scroll(id, px(left), px(top));
  }

  sheet = (...sheet: Parameters<PageOps["sheet"]>): void => this.#styles.sheet(...sheet);
  rules = (...rules: Parameters<PageOps["rules"]>): void => this.#styles.rules(...rules);
  sheetState = (...state: Parameters<PageOps["sheetState"]>): void => this.#styles.sheetState(...state);
  adopt = (root: NodeId, sheets: readonly number[]): void => this.#styles.adopt(root, sheets);

  telling(name: number): void {
    this.#budget.steps(1);
    this.#to.telling(name);
  }

  pageState(url: string, title: string, flags: number): void {
    this.#budget.steps(1);
    this.#to.pageState(url.slice(0, MAX_TITLE_UNITS), title.slice(0, MAX_TITLE_UNITS), flags & PAGE_HIDDEN);
  }

  pointer(x: number, y: number): void {
    this.#budget.steps(1);
    this.#to.pointer(px(x), px(y));
  }

  hover(id: NodeId): void {
    this.#budget.steps(1);
    this.#to.hover(this.#shownOrNone(id));
  }

  focus(id: NodeId): void {
    this.#budget.steps(1);
    this.#to.focus(this.#shownOrNone(id));
  }

  active(id: NodeId): void {
    this.#budget.steps(1);
    this.#to.active(this.#shownOrNone(id));
  }

  focusLook(flags: number): void {
    this.#budget.steps(1);
    this.#to.focusLook(flags & (FOCUS_VISIBLE | FOCUS_RING));
  }

  target(document: NodeId, id: NodeId): void {
    if (this.#shown(document, "document") !== undefined) this.#to.target(document, this.#shownOrNone(id));
  }

  field(id: NodeId, flags: number): void {
    const known = USER_INVALID | USER_VALID | AUTOFILLED;
    if (this.#shown(id, "element") !== undefined) this.#to.field(id, flags & known);
  }

  animation(
    id: number,
    target: NodeId,
    pseudo: string,
    easing: string,
    timing: readonly number[],
    keyframes: readonly string[],
  ): void {
    this.#budget.steps(10 + keyframes.length);
    for (const text of keyframes) this.#budget.units(text.length);
    const [on, times] = [checkedPseudo(pseudo), checkedTiming(timing)];
    if (this.#shown(target, "element") === undefined || on === undefined || times === undefined) return;
    this.#to.animation(id, target, on, checkedEasing(easing), times, checkedKeyframes(keyframes));
  }

  animationGone(id: number): void {
    this.#budget.steps(1);
    this.#to.animationGone(id);
  }

  phase(target: NodeId, pseudo: string, name: string, timeMs: number): void {
    const on = checkedPseudo(pseudo);
    this.#budget.units(name.length);
    if (this.#shown(target, "element") !== undefined && on !== undefined)
      this.#to.phase(target, on, name, checkedTime(timeMs));
  }

  image(id: NodeId, source: string, width: number, height: number): void {
    const node = this.#shown(id, "element");
    if (node?.name !== "img" && node?.name !== "image" && node?.name !== "input") return;
    this.#to.image(id, isPictureUrl(source) && !source.startsWith("#") ? source : "", px(width), px(height));
  }

  canvas = (...values: Parameters<PageOps["canvas"]>): void => this.#pictures.canvas(...values);
  placeholder = (id: NodeId, reason: number): void => this.#pictures.placeholder(id, reason);
  playback = (...values: Parameters<PageOps["playback"]>): void => this.#pictures.playback(...values);
  popup = (id: NodeId, highlighted: number): void => this.#pictures.popup(id, highlighted);
  native = (kind: number): void => this.#pictures.native(kind);
  systemFonts = (...values: Parameters<PageOps["systemFonts"]>): void =>
    this.#pictures.systemFonts(...values);
  topLayer = (entries: readonly number[]): void => this.#layers.topLayer(entries);
  selection = (...points: Parameters<PageOps["selection"]>): void => this.#layers.selection(...points);
  fieldSelection = (id: NodeId, start: number, end: number): void =>
    this.#layers.fieldSelection(id, start, end);

  viewport = (...values: Parameters<PageOps["viewport"]>): void => this.#window.viewport(...values);
  visibleArea = (...area: Parameters<PageOps["visibleArea"]>): void => this.#window.visibleArea(...area);
  media = (...media: Parameters<PageOps["media"]>): void => this.#window.media(...media);
  colorScheme = (schemes: string): void => this.#window.colorScheme(schemes);
  customName = (name: string, flags: number): void => this.#components.customName(name, flags);
  customElement = (...values: Parameters<PageOps["customElement"]>): void =>
    this.#components.customElement(...values);
  assigned = (id: NodeId, nodes: readonly NodeId[]): void => this.#components.assigned(id, nodes);

  #pageDocument(id: NodeId, mode: number): void {
    this.reset();
    this.#budget.steps(1);
    this.#nodes.add(id, "document", "", undefined, false);
    this.#to.frameDocument(id, documentMode(mode));
  }

  /** A new node at the place that `at` named. */
  #add(id: NodeId, kind: NodeKind, name: string, hidden: boolean): KnownNode {
    const parent = this.#parent;
    if (parent === undefined) throw new ProtocolError("malformed", "node outside of a document");
    if (this.#styles.has(id)) throw new ProtocolError("malformed", `node ${id} twice`);
    this.#budget.steps(1);
    return this.#nodes.add(id, kind, name, parent, parent.hidden || hidden || parent.depth >= MAX_DEPTH);
  }

  #forget(node: KnownNode): void {
    this.#nodes.remove(node, (gone) => {
      this.#attributes.forget(gone.id);
      this.#copies.forget(gone.id);
      this.#styles.forget(gone.id);
      if (gone.kind === "document") this.#frames -= 1;
      if (gone === this.#parent) this.#parent = undefined;
    });
  }

  /** Numbers the levels under `node` anew; returns the lowest. */
  #deepen(node: KnownNode): number {
    const moved = subtreeOf(node);
    this.#budget.steps(moved.length);
    let lowest = node.depth;
    for (const below of moved) {
      if (below !== node) below.depth = (below.parent?.depth ?? 0) + 1;
      lowest = Math.max(lowest, below.depth);
    }
    return lowest;
  }

  /** Text goes into elements and shadow roots, and never into what would read it as CSS. */
  #takesText(): boolean {
    return this.#parent !== undefined && this.#parent.kind !== "document" && !holdsCss(this.#parent);
  }

  /** The old root goes after the move: the new one may have been within it. */
  #moveToTop(node: KnownNode, document: KnownNode): void {
    this.#to.move(node.id, document.id, 0);
    this.#removeRoot(document);
    document.only = node;
  }

  /** A document has one root element: a new one takes the place of the old. */
  #removeRoot(document: KnownNode): void {
    const root = document.only;
    document.only = undefined;
    if (root?.hidden === false) this.#hide(root);
  }

  /** Leaves out what was built already. */
  #hide(node: KnownNode): void {
    for (const gone of subtreeOf(node)) gone.hidden = true;
    this.#to.remove(node.id);
  }

  /** The sibling to build before: one that is there, else 0. */
  #sibling(before: NodeId, parent: KnownNode): NodeId {
    if (before === 0) return 0;
    const sibling = this.#nodes.get(before);
    if (sibling.parent !== parent) throw new ProtocolError("malformed", `node ${before} is no child`);
    return sibling.hidden ? 0 : before;
  }

  /** The node of this id and kind; undefined when it is left out or not known. */
  #shown(id: NodeId, kind: NodeKind): KnownNode | undefined {
    this.#budget.steps(1);
    const node = this.#nodes.find(id);
    if (node === undefined || node.hidden) return undefined;
    if (node.kind !== kind) throw new ProtocolError("malformed", `node ${id} is no ${kind}`);
    return node;
  }

  #shownOrNone(id: NodeId): NodeId {
    return this.#nodes.find(id)?.hidden === false ? id : 0;
  }

  /** The boxes of a masked text that are built. */
  #boxes(node: KnownNode, boxes: readonly number[]): number[] {
    const kept = boxes.slice(0, MAX_BOXES * 2).map((size) => Math.max(0, px(size)));
    this.#budget.steps(kept.length);
    this.#nodes.setBoxes(node, kept.length >> 1);
    return kept;
  }
}

const isText = ({ kind }: KnownNode): boolean => kind === "text" || kind === "masked";
const px = (value: number): number => Math.max(-MAX_PX, Math.min(value, MAX_PX));
