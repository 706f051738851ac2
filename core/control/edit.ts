// Changes texts and values so that the page's own code and every framework notice.
import { edit, setNatively, windowOf } from "./natives.ts";

type TextControl = HTMLInputElement | HTMLTextAreaElement;

/** Types of input that hold no text. */
const NO_TEXT = /^(button|checkbox|color|file|hidden|image|radio|range|reset|submit)$/;

export function isTextControl(element: Element): element is TextControl {
  if (element.localName === "textarea") return true;
  return element.localName === "input" && !NO_TEXT.test((element as HTMLInputElement).type);
}

export function isEditable(element: Element): boolean {
  return isTextControl(element)
    ? !element.readOnly && !element.disabled
    : (element as HTMLElement).isContentEditable;
}

/** Puts `text` where the caret of `element` is, in place of what is selected. */
export function insertText(element: Element, text: string): void {
  if (!isEditable(element) || !announce(element, "insertText", text)) return;
  if (edit(element.ownerDocument, "insertText", text) || !isTextControl(element)) return;
  replaceSelection(element, text);
  tell(element, "insertText", text);
}

/** Begins a new line; `soft`: within the paragraph. */
export function insertLine(element: Element, soft: boolean): void {
  if (element.localName === "textarea") insertText(element, "\n");
  else {
    const type = soft ? "insertLineBreak" : "insertParagraph";
    if (isEditable(element) && announce(element, type, null)) edit(element.ownerDocument, type);
  }
}

/** Deletes what is selected, else a character, or a whole word. */
export function deleteText(element: Element, direction: "backward" | "forward", word: boolean): void {
  if (!isEditable(element)) return;
  const way = direction === "backward" ? "Backward" : "Forward";
  if (!announce(element, word ? `deleteWord${way}` : `deleteContent${way}`, null)) return;
  const document = element.ownerDocument;
  if (word && document.getSelection()?.isCollapsed === true)
    document.getSelection()?.modify("extend", direction, "word");
  edit(document, direction === "backward" ? "delete" : "forwardDelete");
}

/** Gives a control another value, as its picker does. */
export function setValue(element: TextControl, value: string, isFinal = true): void {
  setNatively(element, "value", value);
  tell(element, "insertReplacementText", value);
  if (isFinal) changed(element);
}

/** Chooses options of a list. Those that are disabled, or not there, are passed over. */
export function choose(list: HTMLSelectElement, indexes: readonly number[]): void {
  const options = [...list.options];
  const isChoosable = (at: number): boolean =>
    options[at]?.disabled === false && options[at].parentElement?.matches(":disabled") !== true;
  const chosen = indexes.filter(isChoosable);
  if (chosen.length === 0 && !list.multiple) return;
  if (list.multiple) options.forEach((option, at) => setNatively(option, "selected", chosen.includes(at)));
  else setNatively(list, "value", options[chosen[0] ?? 0]?.value);
  if (!list.multiple && list.selectedIndex !== chosen[0]) list.selectedIndex = chosen[0] ?? 0;
  list.dispatchEvent(new (windowOf(list).Event)("input", { bubbles: true, composed: true }));
  changed(list);
}

/** Says that a value will not change further for now. */
export function changed(element: Element): void {
  element.dispatchEvent(new (windowOf(element).Event)("change", { bubbles: true }));
}

/** Tells the page what will be edited; false when it does that itself, or not at all. */
function announce(element: Element, inputType: string, data: string | null): boolean {
  const { InputEvent } = windowOf(element);
  return element.dispatchEvent(
    new InputEvent("beforeinput", { inputType, data, bubbles: true, composed: true, cancelable: true }),
  );
}

function tell(element: Element, inputType: string, data: string): void {
  element.dispatchEvent(
    new (windowOf(element).InputEvent)("input", { inputType, data, bubbles: true, composed: true }),
  );
}

function replaceSelection(element: TextControl, text: string): void {
  const { value, selectionStart, selectionEnd } = element;
  const start = selectionStart ?? value.length;
  setNatively(element, "value", value.slice(0, start) + text + value.slice(selectionEnd ?? start));
  try {
    element.setSelectionRange(start + text.length, start + text.length);
  } catch {
    // Its type has no caret that scripts can set.
  }
}
