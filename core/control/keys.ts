// Key strokes of an agent: the page hears them, and what it leaves to the browser is done as browsers do.
import { MODIFIER } from "../protocol/index.ts";
import {
  changed,
  choose,
  deleteText,
  insertLine,
  insertText,
  isEditable,
  isTextControl,
  setValue,
} from "./edit.ts";
import { edit, windowOf } from "./natives.ts";
import { documentIn, focusOf } from "./place.ts";
import { scrollOn } from "./scrolling.ts";

/** One stroke, named as by KeyboardEvent. */
export interface Stroke {
  readonly key: string;
  readonly code: string;
  readonly keys: number;
}

/** What an agent may do. */
export interface Permit {
  mayTouch(element: Element): boolean;
  /** Whether a click on `element` leads nowhere, or to where the visitor may be sent. */
  mayClick(element: Element): boolean;
  maySubmit(form: HTMLFormElement): boolean;
}

/** Px that an arrow key scrolls by. */
const LINE_PX = 40;
/** Above every tabindex. */
const MAX_TABINDEX = 2 ** 31;

const has = (keys: number, modifier: keyof typeof MODIFIER): boolean => (keys & MODIFIER[modifier]) !== 0;

/** Tells the page of a stroke's beginning or end; false when the page does not want the browser to act. */
function dispatch(target: Element, type: string, { key, code, keys }: Stroke): boolean {
  const event = new (windowOf(target).KeyboardEvent)(type, {
    key,
    code,
    shiftKey: has(keys, "shift"),
    ctrlKey: has(keys, "ctrl"),
    altKey: has(keys, "alt"),
    metaKey: has(keys, "meta"),
    bubbles: true,
    composed: true,
    cancelable: true,
  });
  return target.dispatchEvent(event);
}

/** Does a stroke on what has the focus. The page may move that at every step: each asks `permit` again. */
export function stroke(root: Document, given: Stroke, permit: Permit): void {
  const isWanted = dispatch(focusOf(root), "keydown", given);
  const target = focusOf(root);
  if (isWanted && permit.mayTouch(target)) act(root, target, given, permit);
  const last = focusOf(root);
  if (permit.mayTouch(last)) dispatch(last, "keyup", given);
}

function act(root: Document, target: Element, given: Stroke, permit: Permit): void {
  const { key, keys } = given;
  const isCommand = has(keys, "ctrl") || has(keys, "meta");
  if (key === "Tab") moveFocus(root, target, has(keys, "shift"), permit);
  else if (key === "Enter") enter(target, has(keys, "shift"), permit);
  else if (key === "Backspace" || key === "Delete")
    deleteText(target, key === "Backspace" ? "backward" : "forward", isCommand);
  else if (isCommand) command(target, key.toLowerCase());
  else if (isEditable(target) && Array.from(key).length === 1) insertText(target, key);
  else if (key === " ") press(target, permit);
  else if (key in MOVES) move(target, given, permit);
}

/** What else browsers do by themselves; shortcuts of the browser's own are not for agents. */
function command(target: Element, key: string): void {
  const name = ({ a: "selectAll", z: "undo", y: "redo" } as Readonly<Record<string, string>>)[key];
  if (name !== undefined) edit(target.ownerDocument, name);
}

function click(target: Element, permit: Permit): void {
  if (permit.mayClick(target)) (target as HTMLElement).click();
}

function press(target: Element, permit: Permit): void {
  if (target.matches("button, summary, input")) click(target, permit);
  else scrollOn(target, 0, windowOf(target).innerHeight * 0.85);
}

/** Follows, presses, begins a line, or submits (HTML, "implicit submission"). */
function enter(target: Element, shift: boolean, permit: Permit): void {
  if (target.matches("a[href], button, summary")) click(target, permit);
  else if (target.localName === "input") submit(target as HTMLInputElement, permit);
  else insertLine(target, shift);
}

function submit(input: HTMLInputElement, permit: Permit): void {
  const { form } = input;
  if (form === null) return;
  changed(input);
  const controls = [...form.elements] as HTMLInputElement[];
  const button = controls.find(
    ({ type, localName }) => type === "submit" || (localName === "input" && type === "image"),
  );
  if (button === undefined) {
    if (controls.filter(isTextControl).length <= 1 && permit.maySubmit(form)) form.requestSubmit();
  } else if (!button.disabled && permit.mayTouch(button)) click(button, permit);
}

interface Move {
  readonly direction: "forward" | "backward";
  readonly by: "character" | "line" | "lineboundary" | "page";
}

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: { direction: "backward", by: "character" },
  ArrowRight: { direction: "forward", by: "character" },
  ArrowUp: { direction: "backward", by: "line" },
  ArrowDown: { direction: "forward", by: "line" },
  Home: { direction: "backward", by: "lineboundary" },
  End: { direction: "forward", by: "lineboundary" },
  PageUp: { direction: "backward", by: "page" },
  PageDown: { direction: "forward", by: "page" },
};

function move(target: Element, { key, keys }: Stroke, permit: Permit): void {
  const { direction, by } = MOVES[key] ?? { direction: "forward", by: "character" };
  const sign = direction === "forward" ? 1 : -1;
  if (target.localName === "select")
    step(target as HTMLSelectElement, by === "lineboundary" ? sign * Infinity : sign);
  else if (target.matches("input[type=radio]")) nextRadio(target as HTMLInputElement, sign, permit);
  else if (target.matches("input[type=range], input[type=number]") && by !== "lineboundary")
    stepNumber(
      target as HTMLInputElement,
      key === "ArrowLeft" || key === "ArrowDown" || key === "PageDown" ? -1 : 1,
    );
  else if (isEditable(target)) moveCaret(target, direction, by, keys);
  else scroll(target, key, sign);
}

function moveCaret(target: Element, direction: Move["direction"], by: Move["by"], keys: number): void {
  const isByWord = by === "character" && (has(keys, "ctrl") || has(keys, "alt"));
  const step = isByWord ? "word" : by === "page" ? "paragraph" : by;
  target.ownerDocument.getSelection()?.modify(has(keys, "shift") ? "extend" : "move", direction, step);
}

function step(list: HTMLSelectElement, by: number): void {
  const last = list.options.length - 1;
  const to = Math.max(0, Math.min(last, list.selectedIndex + by));
  if (to !== list.selectedIndex) choose(list, [to]);
}

function stepNumber(input: HTMLInputElement, by: number): void {
  const before = input.value;
  try {
    input.stepUp(by);
  } catch {
    return; // step="any"
  }
  if (input.value !== before) setValue(input, input.value);
}

function nextRadio(radio: HTMLInputElement, by: number, permit: Permit): void {
  const root = radio.getRootNode() as Document | ShadowRoot;
  const group = [...root.querySelectorAll<HTMLInputElement>("input[type=radio]")].filter(
    ({ name, form, disabled }) => name === radio.name && form === radio.form && !disabled,
  );
  const next = group[(group.indexOf(radio) + by + group.length) % group.length];
  if (next === undefined || !permit.mayTouch(next)) return;
  next.focus();
  next.click();
}

function scroll(target: Element, key: string, sign: number): void {
  const { innerHeight } = windowOf(target);
  if (key === "ArrowLeft" || key === "ArrowRight") scrollOn(target, sign * LINE_PX, 0);
  else if (key.startsWith("Arrow")) scrollOn(target, 0, sign * LINE_PX);
  else if (key.startsWith("Page")) scrollOn(target, 0, sign * innerHeight * 0.85);
  else scrollOn(target, 0, sign * 1e7);
}

/** Gives the focus to the next element that takes it; those that an agent may not touch are passed over. */
function moveFocus(root: Document, from: Element, backward: boolean, permit: Permit): void {
  const order = focusable(root).sort((one, other) => Math.sign(rank(one) - rank(other)));
  const at = order.indexOf(from as HTMLElement);
  const rest = [...order.slice(at + 1), ...order.slice(0, Math.max(0, at))];
  const next = (backward ? rest.reverse() : rest).find((element) => permit.mayTouch(element));
  next?.focus();
  if (next !== undefined && isTextControl(next)) next.select();
}

/** Those with a positive tabindex come first, by it. */
function rank({ tabIndex }: HTMLElement): number {
  return tabIndex > 0 ? tabIndex : MAX_TABINDEX;
}

/** What the Tab key stops at, in the order of the tree, in open shadow trees and frames too. */
function focusable(root: Document | ShadowRoot): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>("*")].flatMap((element) => {
    const inside = element.shadowRoot ?? documentIn(element);
    return [...(isStop(element) ? [element] : []), ...(inside === null ? [] : focusable(inside))];
  });
}

function isStop(element: HTMLElement): boolean {
  if (!(element.tabIndex >= 0) || element.localName === "iframe" || element.matches(":disabled"))
    return false;
  return element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible";
}
