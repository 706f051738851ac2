// The state of form controls. Mirrors: protocol/input.ts, replay/input.ts.
import { MASK, MASKED_VALUE } from "../mask/index.ts";
import { CHECKED, INDETERMINATE } from "../protocol/index.ts";
import type { CaptureContext, Root } from "./context.ts";
import { hookProperty, listen, targetOf } from "./listen.ts";
import { attributeOf, hasAttributeOf, localNameOf, parentOf } from "./natives.ts";
import type { NodeInfo } from "./node-ids.ts";

const CONTROLS: ReadonlySet<string> = new Set(["input", "textarea", "select"]);
/** Inputs that are ticked and not filled in. */
const TICKED: ReadonlySet<string> = new Set(["checkbox", "radio"]);
/** Inputs that show no value of their own, or one that their attribute tells. */
const VALUELESS: ReadonlySet<string> = new Set(["image", "file", "hidden", "button", "submit", "reset"]);
/** Inputs that show another thing than text: a mask of theirs shows nothing. */
const DRAWN: ReadonlySet<string> = new Set(["range", "color"]);

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Follows form controls. */
export class InputCapture {
  readonly #context: CaptureContext;

  constructor(context: CaptureContext) {
    this.#context = context;
  }

  observe(root: Root): void {
    const { signal } = this.#context;
    listen(root, ["input", "change"], (event) => this.#changed(targetOf(event)), signal);
    listen(root, ["reset"], (event) => this.#reset(event.target), signal);
  }

  /** Follows what scripts set in a window: no event tells of it. */
  watch({
    HTMLInputElement,
    HTMLTextAreaElement,
    HTMLSelectElement,
    HTMLOptionElement,
  }: typeof globalThis): void {
    const { signal } = this.#context;
    const set = (control: unknown): void => this.#changed(control as EventTarget);
    for (const name of ["value", "valueAsNumber", "valueAsDate", "checked", "indeterminate"])
      hookProperty(HTMLInputElement.prototype, name, "set", set, signal);
    hookProperty(HTMLTextAreaElement.prototype, "value", "set", set, signal);
    for (const name of ["value", "selectedIndex"])
      hookProperty(HTMLSelectElement.prototype, name, "set", set, signal);
    const chosen = (option: unknown): void =>
      this.#changed((option as HTMLOptionElement).closest("select") ?? undefined);
    hookProperty(HTMLOptionElement.prototype, "selected", "set", chosen, signal);
  }

  /** Tells the state of a new control, unless its attributes say it already. */
  tell(element: Element, localName: string, info: NodeInfo): void {
    if (!CONTROLS.has(localName)) {
      // What is shown as chosen depends on the options that are there.
      if (localName === "option") this.#optionOf(element);
      return;
    }
    if (localName === "select") this.#context.dirty.inputs.add(element);
    else if (info.mask !== MASK.shown) this.#masked(element, localName, info);
    else if (localName === "textarea" || differsFromAttributes(element as HTMLInputElement))
      this.#state(element as Control, info);
  }

  /** Tells the state of controls that were marked. */
  read(): void {
    const { dirty, ids } = this.#context;
    for (const element of dirty.inputs) {
      const info = ids.living(element);
      // The mask of a field says nothing of what is in it, so there is nothing to tell.
      if (info?.mask === MASK.shown) this.#state(element as Control, info);
    }
    dirty.inputs.clear();
  }

  #masked(element: Element, localName: string, info: NodeInfo): void {
    const type = localName === "input" ? (element as HTMLInputElement).type : "text";
    const showsText = !TICKED.has(type) && !VALUELESS.has(type) && !DRAWN.has(type);
    if (showsText) this.#context.writer.value(info.id, MASKED_VALUE);
  }

  #state(control: Control, info: NodeInfo): void {
    const { writer } = this.#context;
    const localName = localNameOf(control);
    if (localName === "select") writer.selected(info.id, chosenOf(control as HTMLSelectElement));
    else if (localName === "input" && TICKED.has(control.type)) {
      const { checked, indeterminate } = control as HTMLInputElement;
      writer.checked(info.id, (checked ? CHECKED : 0) | (indeterminate ? INDETERMINATE : 0));
    } else if (localName === "textarea" || !VALUELESS.has(control.type)) writer.value(info.id, control.value);
  }

  #changed(target: EventTarget | undefined): void {
    const element = target as Element | undefined;
    if (element?.nodeType !== 1 || !CONTROLS.has(localNameOf(element))) return;
    this.#mark(element);
    if ((element as HTMLInputElement).type === "radio") this.#group(element as HTMLInputElement);
  }

  /** One radio button chosen means another is not. */
  #group(radio: HTMLInputElement): void {
    if (radio.name === "") return;
    const root = radio.getRootNode() as Root;
    for (const other of root.querySelectorAll<HTMLInputElement>("input[type=radio i]"))
      if (other.name === radio.name) this.#mark(other);
  }

  #reset(form: EventTarget | null): void {
    if ((form as Element | null)?.localName !== "form") return;
    for (const element of (form as HTMLFormElement).elements)
      if (CONTROLS.has(localNameOf(element))) this.#mark(element);
  }

  #optionOf(option: Element): void {
    const parent = parentOf(option);
    const list = parent !== null && localNameOf(parent as Element) === "optgroup" ? parentOf(parent) : parent;
    if (list !== null && localNameOf(list as Element) === "select")
      this.#context.dirty.inputs.add(list as Element);
  }

  #mark(element: Element): void {
    this.#context.dirty.inputs.add(element);
    this.#context.request();
  }
}

function differsFromAttributes(input: HTMLInputElement): boolean {
  if (TICKED.has(input.type))
    return input.indeterminate || input.checked !== hasAttributeOf(input, "checked");
  return !VALUELESS.has(input.type) && input.value !== (attributeOf(input, "value") ?? "");
}

function chosenOf({ options }: HTMLSelectElement): number[] {
  const chosen: number[] = [];
  for (let i = 0; i < options.length; i += 1) if (options.item(i)?.selected === true) chosen.push(i);
  return chosen;
}
