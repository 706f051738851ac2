// Places in a page, through shadow trees and frames: in CSS px of the window of its outermost document.
import type { Anchor } from "../protocol/index.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

// Frames have globals of their own, so `instanceof` says nothing about what is in them.

export function isElement(node: Node | null): node is Element {
  return node?.nodeType === 1;
}

/** The element that `node` is shown in: its slot, parent, host, or, up to the document `root`, its frame. */
export function around(node: Node, root: Document): Element | null {
  const slot = (node as Partial<Element>).assignedSlot;
  if (slot) return slot;
  const parent = node.parentNode;
  if (parent === null || parent === root) return null;
  if (isElement(parent)) return parent;
  if (parent.nodeType === 11) return (parent as Partial<ShadowRoot>).host ?? null;
  return (parent as Document).defaultView?.frameElement ?? null;
}

/** `element` and all it is in, the innermost first. */
export function pathOf(element: Element, root: Document): Element[] {
  const path: Element[] = [];
  for (let each: Element | null = element; each !== null; each = around(each, root)) path.push(each);
  return path;
}

/** Where the window of `document` stands in that of `root`. */
export function originOf(document: Document, root: Document): Point {
  let x = 0;
  let y = 0;
  for (let inner = document; inner !== root;) {
    const frame = inner.defaultView?.frameElement;
    if (frame === null || frame === undefined) break;
    const box = frame.getBoundingClientRect();
    x += box.left + frame.clientLeft;
    y += box.top + frame.clientTop;
    inner = frame.ownerDocument;
  }
  return { x, y };
}

/** The border box of `element`. */
export function boxOf(element: Element, root: Document): Box {
  const { left, top, width, height } = element.getBoundingClientRect();
  const { x, y } = originOf(element.ownerDocument, root);
  return { left: left + x, top: top + y, width, height };
}

/** The innermost element that is at a point of the window, in open shadow trees and frames of the same origin. */
export function elementAt(root: Document, { x, y }: Point): Element | undefined {
  let scope: Document | ShadowRoot = root;
  let found: Element | null = null;
  for (;;) {
    const document: Document =
      scope.nodeType === 9 ? (scope as Document) : (scope as ShadowRoot).ownerDocument;
    const origin = originOf(document, root);
    const hit: Element | null = scope.elementFromPoint(x - origin.x, y - origin.y);
    if (hit === null || hit === found) return found ?? undefined;
    found = hit;
    const inner: Document | ShadowRoot | null = hit.shadowRoot ?? documentIn(hit);
    if (inner === null) return found;
    scope = inner;
  }
}

/** The document of a frame when it may be read. */
export function documentIn(element: Element): Document | null {
  if (element.localName !== "iframe" && element.localName !== "frame") return null;
  try {
    return (element as HTMLIFrameElement).contentDocument;
  } catch {
    return null;
  }
}

/** The focused element, in open shadow trees and frames too: where keys go. */
export function focusOf(root: Document): Element {
  let element = root.activeElement ?? root.documentElement;
  for (;;) {
    const inner: Element | null | undefined =
      element.shadowRoot?.activeElement ?? documentIn(element)?.activeElement;
    if (inner === null || inner === undefined) return element;
    element = inner;
  }
}

/** A place on `element` as it is told; `name` is what that is called. */
export function anchorOn(
  element: Element,
  name: Pick<Anchor, "telling" | "node">,
  at: Point,
  root: Document,
): Anchor {
  const box = boxOf(element, root);
  return {
    telling: name.telling,
    node: name.node,
    fx: box.width === 0 ? 0 : round((at.x - box.left) / box.width),
    fy: box.height === 0 ? 0 : round((at.y - box.top) / box.height),
    x: round(at.x),
    y: round(at.y),
  };
}

/** Where a place on `element` is now. */
export function pointOn(element: Element, { fx, fy }: Pick<Anchor, "fx" | "fy">, root: Document): Point {
  const { left, top, width, height } = boxOf(element, root);
  return { x: left + fx * width, y: top + fy * height };
}

/** Four digits behind the point: less than a px of any box. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
