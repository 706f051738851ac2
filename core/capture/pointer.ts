// Where the visitor points and what has the focus. Mirrors: protocol/pointer.ts, replay/pointer.ts.
import { MASK } from "../mask/index.ts";
import type { CaptureContext, Root } from "./context.ts";
import { listen, targetOf } from "./listen.ts";
import { localNameOf } from "./natives.ts";
import type { NodeInfo } from "./node-ids.ts";

/** Follows mouse and focus. */
export class PointerCapture {
  readonly #context: CaptureContext;
  #x = -1;
  #y = -1;
  #hovered: EventTarget | undefined;
  #isMoved = false;
  #toldHover = 0;
  #toldFocus = 0;

  constructor(context: CaptureContext) {
    this.#context = context;
  }

  watch(document: Document): void {
    const { signal } = this.#context;
    listen(document, ["mousemove", "mouseover"], (event) => this.#moved(event as MouseEvent), signal);
    const left = (event: Event): void => {
      if ((event as MouseEvent).relatedTarget === null) this.#left();
    };
    listen(document, ["mouseout"], left, signal);
  }

  observe(root: Root): void {
    listen(root, ["focusin", "focusout"], () => this.#mark(), this.#context.signal);
  }

  /** Tells what is another since the last time. In masked content the mouse stands still: which of its keys it is over tells a number. */
  read(): void {
    const { document, writer } = this.#context;
    const hovered = this.#infoOf(this.#hovered as Element | undefined);
    if ((hovered?.mask ?? MASK.shown) === MASK.shown) {
      if (this.#isMoved) writer.pointer(this.#x, this.#y);
      this.#isMoved = false;
      const hover = hovered?.id ?? 0;
      if (hover !== this.#toldHover) writer.hover((this.#toldHover = hover));
    }
    const focus = this.#focusPart(focusOf(document))?.id ?? 0;
    if (focus !== this.#toldFocus) writer.focus((this.#toldFocus = focus));
  }

  #moved(event: MouseEvent): void {
    const target = targetOf(event) as Element | undefined;
    const frame = target?.ownerDocument === this.#context.document ? undefined : frameOffset(target);
    this.#x = event.clientX + (frame?.left ?? 0);
    this.#y = event.clientY + (frame?.top ?? 0);
    this.#hovered = target;
    this.#isMoved = true;
    this.#mark();
  }

  #left(): void {
    this.#x = this.#y = -1;
    this.#hovered = undefined;
    this.#isMoved = true;
    this.#mark();
  }

  #mark(): void {
    this.#context.dirty.other = true;
    this.#context.request();
  }

  #infoOf(element: Element | undefined): NodeInfo | undefined {
    return element === undefined ? undefined : this.#context.ids.living(element);
  }

  /** What was told of `element`; of masked content its outermost element, which is all that shows, and that of fields alone: which of
   * some keys or choices has the focus is what they are there to hide. */
  #focusPart(element: Element | undefined): NodeInfo | undefined {
    let info = this.#infoOf(element);
    if (element === undefined || (info?.mask !== MASK.shown && !isWritten(element))) return undefined;
    while (info !== undefined && info.mask !== MASK.shown && (info.parent?.mask ?? MASK.shown) !== MASK.shown)
      info = info.parent;
    return info;
  }
}

/** Inputs that are pressed, and not written in. */
const PRESSED: ReadonlySet<string> = new Set(
  "button checkbox color file image radio range reset submit".split(" "),
);

/** Whether people write into `element`, or choose from a list that is in it. */
function isWritten(element: Element): boolean {
  const name = localNameOf(element);
  if (name === "input") return !PRESSED.has((element as HTMLInputElement).type);
  return name === "textarea" || name === "select" || (element as HTMLElement).isContentEditable;
}

/** The focused element, in open shadow trees and frames too. Undefined for the body: nothing has it. */
export function focusOf(document: Document): Element | undefined {
  let element = document.activeElement;
  while (element !== null) {
    const inner =
      element.shadowRoot?.activeElement ??
      (element as Partial<HTMLIFrameElement>).contentDocument?.activeElement;
    if (inner === null || inner === undefined) break;
    element = inner;
  }
  return element === null || element === element.ownerDocument.body ? undefined : element;
}

/** Where the frames around `element` stand in the page's window. */
function frameOffset(element: Element | undefined): { readonly left: number; readonly top: number } {
  let left = 0;
  let top = 0;
  for (let frame = frameOf(element); frame !== null; frame = frameOf(frame)) {
    const box = frame.getBoundingClientRect();
    left += box.left + frame.clientLeft;
    top += box.top + frame.clientTop;
  }
  return { left, top };
}

function frameOf(element: Element | undefined): Element | null {
  return element?.ownerDocument.defaultView?.frameElement ?? null;
}
