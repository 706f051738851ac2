// Draws what a browser draws only where the focus is: the caret, and the selection in a field. The focus stays the agent's.
import type { ReplicaState } from "./replica-state.ts";

/** The drawing's element. The page's sheets reach none of what is in it. */
export const SELECTION_NAME = "glance-selection";

const SHEET = `:host{all:initial!important;display:contents!important}
div{position:fixed;z-index:2147483646;pointer-events:none;box-sizing:border-box}
.field{overflow:hidden;color:transparent;border-style:solid;border-color:transparent}
.line{border-left:1px solid #000;outline:.5px solid #fff8}
.on{background:#3367d655}`;

/** Properties by which text stands where it does in a field. */
const COPIED =
  `font letter-spacing word-spacing text-indent text-transform text-align direction tab-size line-height
  padding-top padding-right padding-bottom padding-left border-top-width border-right-width border-bottom-width
  border-left-width`.split(/\s+/);

type Field = HTMLInputElement | HTMLTextAreaElement;

/** The caret of a replica. */
export class Caret {
  readonly #state: ReplicaState;
  #host: Element | undefined;
  #kind: "text" | "field" | undefined;

  constructor(state: ReplicaState) {
    this.#state = state;
  }

  /** Takes away what was drawn of this kind, and what an earlier page left. */
  clear(kind: "text" | "field"): void {
    if (this.#kind !== kind && this.#kind !== undefined) return;
    this.#host?.remove();
    this.#state.document.querySelector(SELECTION_NAME)?.remove();
    this.#host = this.#kind = undefined;
  }

  /** Draws a caret in text. */
  atPoint(node: Node, offset: number): void {
    const document = node.ownerDocument;
    if (document === null) return;
    const range = document.createRange();
    range.setStart(node, offset);
    const box = range.getClientRects()[0] ?? boxAt(node, offset);
    if (box === undefined) return;
    const line = this.#draw(document, "text", "line");
    place(line, box.left, box.top, 1, box.height);
  }

  /** Draws the caret, or what is selected, in a field: over it, in letters that are not seen. */
  inField(field: Field, from: number, to: number): void {
    const document = field.ownerDocument;
    const style = document.defaultView?.getComputedStyle(field);
    if (style === undefined) return;
    const box = field.getBoundingClientRect();
    const text = this.#draw(document, "field", "field");
    place(text, box.left, box.top, box.width, box.height);
    for (const name of COPIED) text.style.setProperty(name, style.getPropertyValue(name));
    const isLine = field.localName === "input";
    text.style.whiteSpace = isLine ? "pre" : "pre-wrap";
    if (isLine)
      text.style.lineHeight = `${field.clientHeight - pxOf(style.paddingTop) - pxOf(style.paddingBottom)}px`;
    const mark = document.createElement("span");
    mark.className = from === to ? "line" : "on";
    mark.textContent = field.value.slice(from, to);
    text.append(field.value.slice(0, from), mark, field.value.slice(to));
    text.scrollTo({ left: field.scrollLeft, top: field.scrollTop, behavior: "instant" });
  }

  #draw(document: Document, kind: "text" | "field", name: string): HTMLElement {
    const host = document.createElement(SELECTION_NAME);
    const style = document.createElement("style");
    style.textContent = SHEET;
    const box = document.createElement("div");
    box.className = name;
    host.attachShadow({ mode: "open" }).append(style, box);
    document.documentElement.append(host);
    this.#host = host;
    this.#kind = kind;
    return box;
  }
}

/** Where an empty line is: a range in one has no box. */
function boxAt(node: Node, offset: number): DOMRect | undefined {
  const child = node.childNodes[offset] ?? node;
  const element = child.nodeType === 1 ? (child as Element) : child.parentElement;
  return element?.getBoundingClientRect();
}

function place({ style }: HTMLElement, left: number, top: number, width: number, height: number): void {
  style.left = `${left}px`;
  style.top = `${top}px`;
  style.width = `${width}px`;
  style.height = `${height}px`;
}

const pxOf = (length: string): number => Number.parseFloat(length) || 0;
