// Filters a page's operations: what comes out may be rebuilt as it is, and forms a tree.
import {
  BLOCKED_CROSS_ORIGIN,
  BLOCKED_MASKED,
  CHECKED,
  INDETERMINATE,
  NAMESPACES,
  type NodeId,
  type PageOps,
  PAGE_HIDDEN,
  ProtocolError,
  QUIRKS_MODE,
  SHADOW_CLOSED,
  SHADOW_DELEGATES_FOCUS,
  SHADOW_MANUAL_SLOTS,
} from "../protocol/index.ts";
import { elementFor } from "./allow-list.ts";
import { AttributeCheck } from "./attributes.ts";
import { checkCss } from "./css.ts";
import { depthOf, heightOf, type KnownNode, type NodeKind, KnownNodes, subtreeOf } from "./known-nodes.ts";
import { MAX_BOXES, MAX_CSS_UNITS, MAX_DEPTH, MAX_FRAMES, MAX_PX, MAX_SHEETS } from "./limits.ts";
import { MAX_TEXT_UNITS, MAX_TITLE_UNITS } from "./limits.ts";
import { isPictureUrl } from "./urls.ts";

/** Elements that may host a shadow root, besides custom ones (DOM, "valid shadow host name"). */
const SHADOW_HOSTS = new Set(
  "article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span".split(" "),
);
/** Elements whose text is CSS, which only `sheet` may bring. */
const holdsCss = (node: KnownNode): boolean => node.name === "style";

/**
 * Filters the operations of one page, over all its messages, into `to`. A message that could not come from a page
 * throws; a part that may not be rebuilt is left out or stood in for.
 *
 * Every method throws {@link ProtocolError}: `malformed` for ids that are unknown, taken, of the wrong kind, or would
 * make a cycle; `too-many` and `too-large` past a limit (limits.ts).
 */
export class PageCheck implements PageOps {
  readonly #to: PageOps;
  readonly #nodes = new KnownNodes();
  readonly #sheets = new Set<NodeId>();
  readonly #attributes = new AttributeCheck();
  #frames = 0;
  /** Where new nodes go; undefined after `at(0, 0)`. */
  #parent: KnownNode | undefined;
  /** They are too deep. */
  #tooDeep = false;

  constructor(to: PageOps) {
    this.#to = to;
  }

  /** Forgets the page: a keyframe follows. */
  reset(): void {
    this.#nodes.clear();
    this.#sheets.clear();
    this.#attributes.clear();
    this.#frames = 0;
    this.#parent = undefined;
  }

  at(parent: NodeId, before: NodeId): void {
    if (parent === 0) {
      this.#parent = undefined;
      this.#to.at(0, 0);
      return;
    }
    this.#parent = this.#nodes.get(parent);
    if (this.#parent.kind === "text" || this.#parent.kind === "masked")
      throw new ProtocolError("malformed", "children of a text");
    this.#tooDeep = depthOf(this.#parent) >= MAX_DEPTH;
    if (!this.#parent.hidden) this.#to.at(parent, this.#sibling(before, this.#parent));
  }

  element(id: NodeId, namespace: number, name: string, attributes: readonly string[]): void {
    if (namespace >= NAMESPACES.length || attributes.length % 2 !== 0)
      throw new ProtocolError("malformed", "element");
    const built = elementFor(namespace, name);
    if (this.#parent?.kind === "document") this.#replaceRoot(this.#parent);
    const node = this.#add(id, "element", built.name, false);
    const kept = this.#attributes.ofElement(id, built, attributes);
    if (!node.hidden) this.#to.element(id, namespace, built.name, kept);
  }

  text(id: NodeId, data: string): void {
    const node = this.#add(id, "text", "", !this.#takesText());
    if (!node.hidden) this.#to.text(id, data.slice(0, MAX_TEXT_UNITS));
  }

  maskedText(id: NodeId, boxes: readonly number[]): void {
    const node = this.#add(id, "masked", "", !this.#takesText());
    if (!node.hidden) this.#to.maskedText(id, checkBoxes(boxes));
  }

  shadow(id: NodeId, flags: number): void {
    const host = this.#parent;
    if (host?.kind !== "element") throw new ProtocolError("malformed", "shadow host");
    const valid =
      SHADOW_HOSTS.has(host.name) || (host.name.includes("-") && !host.name.startsWith("glance-"));
    const taken = [...(host.children ?? [])].some(({ kind }) => kind === "shadow");
    const node = this.#add(id, "shadow", "", !valid || taken);
    const known = SHADOW_CLOSED | SHADOW_DELEGATES_FOCUS | SHADOW_MANUAL_SLOTS;
    if (!node.hidden) this.#to.shadow(id, flags & known);
  }

  frameDocument(id: NodeId, flags: number): void {
    const frame = this.#parent;
    if (frame === undefined) {
      this.reset();
      this.#nodes.add(id, "document", "", undefined, false);
      this.#to.frameDocument(id, flags & QUIRKS_MODE);
      return;
    }
    if (frame.kind !== "element") throw new ProtocolError("malformed", "frame");
    for (const old of [...(frame.children ?? [])]) if (old.kind === "document") this.#forget(old);
    this.#frames += 1;
    const node = this.#add(id, "document", "", frame.name !== "iframe" || this.#frames > MAX_FRAMES);
    if (!node.hidden) this.#to.frameDocument(id, flags & QUIRKS_MODE);
  }

  frameBlocked(id: NodeId, reason: number): void {
    const node = this.#element(id);
    const known = reason === BLOCKED_CROSS_ORIGIN || reason === BLOCKED_MASKED;
    if (node?.name === "iframe") this.#to.frameBlocked(id, known ? reason : BLOCKED_CROSS_ORIGIN);
  }

  move(id: NodeId, parent: NodeId, before: NodeId): void {
    const node = this.#nodes.get(id);
    const target = this.#nodes.get(parent);
    if (
      node.kind === "document" ||
      node.kind === "shadow" ||
      target.kind === "text" ||
      target.kind === "masked"
    )
      throw new ProtocolError("malformed", "move");
    this.#nodes.move(node, target);
    if (node.hidden) return;
    const tooDeep = depthOf(target) + heightOf(node) >= MAX_DEPTH;
    const misplaced = node.kind !== "element" && (target.kind === "document" || holdsCss(target));
    if (target.hidden || tooDeep || misplaced) {
      this.#hide(node);
      return;
    }
    if (target.kind === "document") this.#replaceRoot(target, node);
    this.#to.move(id, parent, this.#sibling(before, target));
  }

  remove(id: NodeId): void {
    const node = this.#nodes.get(id);
    if (node.kind === "document" || node.kind === "shadow") throw new ProtocolError("malformed", "remove");
    if (!node.hidden) this.#to.remove(id);
    this.#forget(node);
  }

  attribute(id: NodeId, name: string, value: string): void {
    const node = this.#element(id);
    if (node === undefined) return;
    const kept = this.#attributes.changed(id, node.name, name, value);
    // What may not be set may not leave the old value standing either.
    if (kept === undefined) this.#attributes.removed(id, node.name, name, this.#to);
    else this.#to.attribute(id, name, kept);
  }

  removeAttribute(id: NodeId, name: string): void {
    const node = this.#element(id);
    if (node !== undefined) this.#attributes.removed(id, node.name, name, this.#to);
  }

  data(id: NodeId, data: string): void {
    if (this.#shown(id, "text")) this.#to.data(id, data.slice(0, MAX_TEXT_UNITS));
  }

  maskedData(id: NodeId, boxes: readonly number[]): void {
    if (this.#shown(id, "masked")) this.#to.maskedData(id, checkBoxes(boxes));
  }

  value(id: NodeId, value: string): void {
    if (this.#element(id) !== undefined) this.#to.value(id, value.slice(0, MAX_TEXT_UNITS));
  }

  checked(id: NodeId, flags: number): void {
    if (this.#element(id) !== undefined) this.#to.checked(id, flags & (CHECKED | INDETERMINATE));
  }

  selected(id: NodeId, indexes: readonly number[]): void {
    if (this.#element(id) !== undefined) this.#to.selected(id, indexes);
  }

  scroll(id: NodeId, left: number, top: number): void {
    const node = this.#nodes.get(id);
    if (!node.hidden && (node.kind === "element" || node.kind === "document"))
      this.#to.scroll(id, px(left), px(top));
  }

  viewport(width: number, height: number, pixelRatio: number): void {
    this.#to.viewport(px(width), px(height), Math.min(pixelRatio, 100_000));
  }

  sheet(owner: NodeId, _href: string, css: string): void {
    if (this.#mayStyle(owner, css.length)) this.#to.sheet(owner, "", checkCss(css));
  }

  rules(owner: NodeId, _href: string, from: number, removed: number, css: readonly string[]): void {
    const units = css.reduce((sum, rule) => sum + rule.length, 0);
    if (this.#mayStyle(owner, units)) this.#to.rules(owner, "", from, removed, css.map(checkCss));
  }

  sheetState(owner: NodeId, disabled: number, media: string): void {
    if (this.#mayStyle(owner, media.length)) this.#to.sheetState(owner, disabled & 1, checkCss(media));
  }

  adopt(root: NodeId, sheets: readonly number[]): void {
    const node = this.#nodes.get(root);
    if (node.kind !== "document" && node.kind !== "shadow") throw new ProtocolError("malformed", "adopt");
    for (const sheet of sheets)
      if (!this.#sheets.has(sheet)) throw new ProtocolError("malformed", `unknown sheet ${sheet}`);
    if (!node.hidden) this.#to.adopt(root, sheets);
  }

  pageState(url: string, title: string, flags: number): void {
    this.#to.pageState(url.slice(0, MAX_TITLE_UNITS), title.slice(0, MAX_TITLE_UNITS), flags & PAGE_HIDDEN);
  }

  pointer(x: number, y: number): void {
    this.#to.pointer(px(x), px(y));
  }

  hover(id: NodeId): void {
    this.#to.hover(this.#shownOrNone(id));
  }

  focus(id: NodeId): void {
    this.#to.focus(this.#shownOrNone(id));
  }

  image(id: NodeId, source: string, width: number, height: number): void {
    const node = this.#element(id);
    if (node?.name !== "img" && node?.name !== "image" && node?.name !== "input") return;
    this.#to.image(id, isPictureUrl(source) && !source.startsWith("#") ? source : "", px(width), px(height));
  }

  /** A new node at the place that `at` named. */
  #add(id: NodeId, kind: NodeKind, name: string, hidden: boolean): KnownNode {
    const parent = this.#parent;
    if (parent === undefined) throw new ProtocolError("malformed", "node outside of a document");
    if (this.#sheets.has(id)) throw new ProtocolError("malformed", `node ${id} twice`);
    return this.#nodes.add(id, kind, name, parent, parent.hidden || this.#tooDeep || hidden);
  }

  #forget(node: KnownNode): void {
    for (const gone of subtreeOf(node)) {
      this.#attributes.forget(gone.id);
      this.#sheets.delete(gone.id);
      if (gone.kind === "document") this.#frames -= 1;
    }
    this.#nodes.remove(node);
  }

  /** Text goes into elements and shadow roots, and never into what would read it as CSS. */
  #takesText(): boolean {
    return this.#parent !== undefined && this.#parent.kind !== "document" && !holdsCss(this.#parent);
  }

  /** A document has one root element: a new one takes the place of the old. */
  #replaceRoot(document: KnownNode, by?: KnownNode): void {
    for (const child of document.children ?? []) if (child !== by && !child.hidden) this.#hide(child);
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

  /** The element of this id, unless it is left out. */
  #element(id: NodeId): KnownNode | undefined {
    return this.#shown(id, "element") ? this.#nodes.get(id) : undefined;
  }

  #shown(id: NodeId, kind: NodeKind): boolean {
    const node = this.#nodes.get(id);
    if (node.kind !== kind) throw new ProtocolError("malformed", `node ${id} is no ${kind}`);
    return !node.hidden;
  }

  #shownOrNone(id: NodeId): NodeId {
    return id !== 0 && this.#nodes.has(id) && !this.#nodes.get(id).hidden ? id : 0;
  }

  #mayStyle(owner: NodeId, units: number): boolean {
    if (units > MAX_CSS_UNITS) throw new ProtocolError("too-large", "style sheet");
    if (!this.#sheets.has(owner) && this.#sheets.size >= MAX_SHEETS)
      throw new ProtocolError("too-many", "sheets");
    if (owner === 0) throw new ProtocolError("malformed", "sheet");
    this.#sheets.add(owner);
    if (!this.#nodes.has(owner)) return true;
    const node = this.#nodes.get(owner);
    if (!holdsCss(node)) throw new ProtocolError("malformed", `node ${owner} has no sheet`);
    return !node.hidden;
  }
}

const px = (value: number): number => Math.max(-MAX_PX, Math.min(value, MAX_PX));

function checkBoxes(boxes: readonly number[]): number[] {
  return boxes.slice(0, MAX_BOXES * 2).map((size) => Math.max(0, px(size)));
}
