// The mouse of an agent: the page hears what it would hear of a person's, and what it leaves to the browser is done as browsers do.
import { MODIFIER } from "../protocol/index.ts";
import { changed, isTextControl, setValue } from "./edit.ts";
import { Drag, draggableOf } from "./drag.ts";
import { windowOf } from "./natives.ts";
import { around, boxOf, originOf, pathOf, type Point } from "./place.ts";
import { scrollOn } from "./scrolling.ts";
import { MAX_WHEEL_PX } from "./limits.ts";

/** Where the mouse is, and with what. */
export interface MouseAt {
  readonly element: Element;
  /** In px of the page's window. */
  readonly at: Point;
  readonly button: number;
  readonly keys: number;
  readonly clicks: number;
}

interface Pressed {
  readonly element: Element;
  readonly button: number;
  /** Where a selection began: undefined when the page does not want one. */
  readonly caret: Caret | undefined;
  readonly range: HTMLInputElement | undefined;
}

interface Caret {
  readonly node: Node;
  readonly offset: number;
}

function init({ element, at, button, keys, clicks }: MouseAt, buttons: number): PointerEventInit {
  const origin = originOf(element.ownerDocument, document);
  return {
    bubbles: true,
    composed: true,
    cancelable: true,
    view: windowOf(element),
    clientX: at.x - origin.x,
    clientY: at.y - origin.y,
    screenX: at.x,
    screenY: at.y,
    button,
    buttons,
    detail: clicks,
    shiftKey: (keys & MODIFIER.shift) !== 0,
    ctrlKey: (keys & MODIFIER.ctrl) !== 0,
    altKey: (keys & MODIFIER.alt) !== 0,
    metaKey: (keys & MODIFIER.meta) !== 0,
    pointerId: 1,
    pointerType: "mouse",
    isPrimary: true,
  };
}

/** Tells the page; false when it does not want the browser to act. */
function dispatch(mouse: MouseAt, type: string, buttons: number, more: PointerEventInit = {}): boolean {
  const { PointerEvent, MouseEvent } = windowOf(mouse.element);
  const Kind =
    type.startsWith("pointer") || type === "click" || type === "contextmenu" ? PointerEvent : MouseEvent;
  return mouse.element.dispatchEvent(new Kind(type, { ...init(mouse, buttons), ...more }));
}

function click(mouse: MouseAt): void {
  dispatch(mouse, mouse.button === 0 ? "click" : "auxclick", 0);
  if (mouse.button !== 0 || mouse.clicks !== 2) return;
  dispatch(mouse, "dblclick", 0);
  selectWord(mouse.element);
}

/** One agent's mouse. */
export class Mouse {
  #over: Element | undefined;
  #pressed: Pressed | undefined;
  #drag: Drag | undefined;

  get isPressed(): boolean {
    return this.#pressed !== undefined;
  }

  press(mouse: MouseAt): void {
    this.#enter(mouse, 0);
    const buttons = buttonsOf(mouse.button);
    dispatch(mouse, "pointerdown", buttons);
    const isWanted = dispatch(mouse, "mousedown", buttons);
    const isMain = mouse.button === 0;
    const range =
      isMain && mouse.element.matches("input[type=range]") ? (mouse.element as HTMLInputElement) : undefined;
    if (isWanted) focusAt(mouse.element);
    const caret = isWanted && isMain && range === undefined ? setCaret(mouse) : undefined;
    this.#pressed = { element: mouse.element, button: mouse.button, caret, range };
    if (range !== undefined) slide(range, mouse.at);
    const dragged = isMain && isWanted ? draggableOf(mouse.element) : undefined;
    this.#drag = dragged === undefined ? undefined : new Drag(dragged, mouse.at);
    if (mouse.button === 2) dispatch(mouse, "contextmenu", 0);
  }

  move(mouse: MouseAt): void {
    const buttons = this.#pressed === undefined ? 0 : buttonsOf(this.#pressed.button);
    if (this.#drag?.move(mouse.element, init(mouse, buttons), mouse.at) === true) return;
    this.#enter(mouse, buttons);
    dispatch(mouse, "pointermove", buttons, { button: -1 });
    dispatch(mouse, "mousemove", buttons, { button: 0 });
    if (this.#pressed?.range !== undefined) slide(this.#pressed.range, mouse.at);
    else if (this.#pressed?.caret !== undefined) extendSelection(this.#pressed.caret, mouse);
  }

  /** @param mayClick asked before a click acts: what it leads to may be another thing than what was pressed. */
  release(mouse: MouseAt, mayClick: (element: Element) => boolean): void {
    const pressed = this.#pressed;
    this.#pressed = undefined;
    const isDropped = this.#drag?.end(mouse.element, init(mouse, 0)) ?? false;
    this.#drag = undefined;
    if (isDropped) return;
    dispatch(mouse, "pointerup", 0);
    dispatch(mouse, "mouseup", 0);
    if (pressed?.range !== undefined) changed(pressed.range);
    const element = pressed === undefined ? undefined : commonOf(pressed.element, mouse.element);
    if (pressed?.button !== mouse.button || element === undefined || !mayClick(element)) return;
    click({ ...mouse, element });
  }

  wheel(mouse: MouseAt, left: number, top: number): void {
    const by = (value: number): number => Math.max(-MAX_WHEEL_PX, Math.min(MAX_WHEEL_PX, value));
    const { WheelEvent } = windowOf(mouse.element);
    const event = new WheelEvent("wheel", {
      ...init(mouse, 0),
      detail: 0,
      deltaX: by(left),
      deltaY: by(top),
    });
    if (mouse.element.dispatchEvent(event)) scrollOn(mouse.element, by(left), by(top));
  }

  /** Lets go of everything. */
  reset(): void {
    this.#pressed = undefined;
    this.#drag = undefined;
    this.#over = undefined;
  }

  /** The mouse comes to another element: that and those around it hear of it. */
  #enter(mouse: MouseAt, buttons: number): void {
    const before = this.#over?.isConnected === true ? this.#over : undefined;
    if (before === mouse.element) return;
    this.#over = mouse.element;
    const [left, entered] = [elementsAround(before), elementsAround(mouse.element)];
    if (before !== undefined) this.#pair({ ...mouse, element: before }, "out", buttons, mouse.element);
    for (const element of left)
      if (!entered.includes(element)) this.#alone({ ...mouse, element }, "leave", buttons);
    this.#pair(mouse, "over", buttons, before ?? null);
    for (const element of [...entered].reverse())
      if (!left.includes(element)) this.#alone({ ...mouse, element }, "enter", buttons);
  }

  #pair(mouse: MouseAt, what: "out" | "over", buttons: number, relatedTarget: Element | null): void {
    for (const kind of ["pointer", "mouse"]) dispatch(mouse, kind + what, buttons, { relatedTarget });
  }

  #alone(mouse: MouseAt, what: "leave" | "enter", buttons: number): void {
    for (const kind of ["pointer", "mouse"])
      dispatch(mouse, kind + what, buttons, { bubbles: false, composed: false, cancelable: false });
  }
}

function elementsAround(element: Element | undefined): readonly Element[] {
  return element === undefined ? [] : pathOf(element, document);
}

const buttonsOf = (button: number): number => [1, 4, 2][button] ?? 0;

/** The innermost element that both are in: a click is on that. */
function commonOf(pressed: Element, released: Element): Element | undefined {
  const around = pathOf(pressed, document);
  return pathOf(released, document).find((element) => around.includes(element));
}

/** The innermost element around `element` that takes the focus gets it; when none does, nothing has it. */
function focusAt(element: Element): void {
  for (let each: Element | null = element; each !== null; each = around(each, document)) {
    if (!isFocusable(each)) continue;
    (each as HTMLElement).focus({ preventScroll: true });
    return;
  }
  (document.activeElement as HTMLElement | null)?.blur();
}

function isFocusable(element: Element): boolean {
  const { tabIndex, isContentEditable } = element as Partial<HTMLElement>;
  return (
    (tabIndex !== undefined && (tabIndex >= 0 || element.hasAttribute("tabindex"))) ||
    isContentEditable === true
  );
}

interface CaretDocument {
  caretPositionFromPoint?(
    x: number,
    y: number,
  ): { readonly offsetNode: Node; readonly offset: number } | null;
}

function caretAt({ element, at }: MouseAt): Caret | undefined {
  const owner = element.ownerDocument;
  const origin = originOf(owner, document);
  const [x, y] = [at.x - origin.x, at.y - origin.y];
  const position = (owner as CaretDocument).caretPositionFromPoint?.(x, y);
  return position === null || position === undefined
    ? undefined
    : { node: position.offsetNode, offset: position.offset };
}

function setCaret(mouse: MouseAt): Caret | undefined {
  const caret = caretAt(mouse);
  if (caret === undefined) return undefined;
  select(caret, caret);
  return caret;
}

function extendSelection(from: Caret, mouse: MouseAt): void {
  const to = caretAt(mouse);
  if (to?.node.ownerDocument === from.node.ownerDocument) select(from, to);
}

function select(from: Caret, to: Caret): void {
  if (from.node.nodeType === 1 && isTextControl(from.node as Element)) {
    if (from.node !== to.node) return;
    const [start, end] = [from.offset, to.offset].sort((one, other) => one - other);
    try {
      (from.node as HTMLInputElement).setSelectionRange(start ?? 0, end ?? 0);
    } catch {
      // Its type has no caret that scripts can set.
    }
  } else
    from.node.ownerDocument?.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
}

function selectWord(element: Element): void {
  const selection = element.ownerDocument.getSelection();
  selection?.modify("move", "backward", "word");
  selection?.modify("extend", "forward", "word");
}

/** Gives a slider the value at a place on it. */
function slide(range: HTMLInputElement, { x }: Point): void {
  if (range.disabled) return;
  const { left, width } = boxOf(range, document);
  const [min, max] = [Number(range.min || 0), Number(range.max || 100)];
  const isReversed = getComputedStyle(range).direction === "rtl";
  const part = Math.max(0, Math.min(1, (x - left) / width));
  setValue(range, String(min + (isReversed ? 1 - part : part) * (max - min)), false);
}
