// Lists and pickers that the browser draws over the page. Mirrors: protocol/popup.ts, model/popup.ts, replay/popup.ts.
//
// No event says that one is open. After what may open or close one, the control is asked (`:open`); while one is open it is asked
// twice a second, since choosing what was chosen already says nothing either. Browsers without `:open` tell of lists by their events alone.
import { MASK } from "../mask/index.ts";
import { NATIVE, type NodeId } from "../protocol/index.ts";
import type { CaptureContext, Root } from "./context.ts";
import { hookCalls, listen, targetOf } from "./listen.ts";
import { localNameOf } from "./natives.ts";

/** How often an open one is asked whether it still is, in ms. */
const ASK_MS = 500;

type Control = HTMLSelectElement | HTMLInputElement;

const PICKERS: ReadonlyMap<string, number> = new Map([
  ["color", NATIVE.color],
  ...["date", "datetime-local", "month", "time", "week"].map((type) => [type, NATIVE.date] as const),
]);
/** Keys that open, close or choose. Letters choose too, and close nothing. */
const CLOSING_KEYS: ReadonlySet<string> = new Set(["Escape", "Enter", "Tab"]);
const OPENING_KEYS: ReadonlySet<string> = new Set([" ", "Enter", "F4", "ArrowDown", "ArrowUp"]);

/** Follows selects and inputs with pickers. */
export class PopupCapture {
  readonly #context: CaptureContext;
  readonly #onpicker: (kind: number) => void;
  readonly #knowsOpen = CSS.supports("selector(:open)");
  /** What is, or may be, open. */
  #control: Control | undefined;
  /** Where `:open` is not known. */
  #guess = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = "0 -1";

  /** `onpicker` hears which kind of picker is open, one of `NATIVE`. */
  constructor(context: CaptureContext, onpicker: (kind: number) => void) {
    this.#context = context;
    this.#onpicker = onpicker;
  }

  observe(root: Root): void {
    const { signal } = this.#context;
    listen(root, ["mousedown", "click"], (event) => this.#pointed(event), signal);
    listen(root, ["keydown"], (event) => this.#typed(event as KeyboardEvent), signal);
    listen(root, ["input", "change", "focusout", "keyup"], (event) => this.#over(event), signal);
  }

  watch({ HTMLSelectElement, HTMLInputElement }: typeof globalThis): void {
    const { signal } = this.#context;
    for (const { prototype } of [HTMLSelectElement, HTMLInputElement])
      hookCalls(prototype, ["showPicker"], (control) => this.#mayOpen(control as Control, true), signal);
  }

  /** Tells which list is open. Of a masked control nothing is told. */
  read(): void {
    const control = this.#openControl();
    const info = control === undefined ? undefined : this.#context.ids.living(control);
    const shown = info?.mask === MASK.shown ? control : undefined;
    this.#onpicker((shown === undefined ? undefined : PICKERS.get(shown.type)) ?? NATIVE.none);
    const isList = shown !== undefined && localNameOf(shown) === "select";
    this.#tell(isList ? (info?.id ?? 0) : 0, isList ? (shown as HTMLSelectElement).selectedIndex : -1);
    if (control !== undefined) this.#askAgain();
  }

  #tell(id: NodeId, highlighted: number): void {
    const now = `${id} ${highlighted}`;
    if (now !== this.#told) this.#context.writer.popup(id, highlighted);
    this.#told = now;
  }

  #askAgain(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (!this.#context.signal.aborted) this.#mark();
    }, ASK_MS);
  }

  #openControl(): Control | undefined {
    const control = this.#control;
    if (control === undefined) return undefined;
    const isOpen = this.#knowsOpen ? control.matches(":open") : this.#guess;
    if (!isOpen && this.#knowsOpen) this.#control = undefined;
    return isOpen ? control : undefined;
  }

  #pointed(event: Event): void {
    const control = controlOf(event);
    if (control === undefined) this.#close();
    else this.#mayOpen(control, event.type === "mousedown" && !(this.#control === control && this.#guess));
  }

  #typed(event: KeyboardEvent): void {
    const control = controlOf(event);
    if (CLOSING_KEYS.has(event.key) && this.#guess) this.#close();
    else if (control !== undefined && OPENING_KEYS.has(event.key))
      this.#mayOpen(control, event.key === " " || event.altKey);
  }

  #over(event: Event): void {
    if (this.#control === undefined || targetOf(event) !== this.#control) return;
    if (event.type === "change" || event.type === "focusout") this.#guess = false;
    this.#mark();
  }

  #mayOpen(control: Control, guess: boolean): void {
    this.#control = control;
    this.#guess = guess && localNameOf(control) === "select";
    // The browser opens it after the event.
    this.#mark();
  }

  #close(): void {
    if (this.#control === undefined) return;
    this.#guess = false;
    this.#mark();
  }

  #mark(): void {
    this.#context.dirty.other = true;
    this.#context.request();
  }
}

/** The control an event is about, if it has a list or a picker. */
function controlOf(event: Event): Control | undefined {
  for (const target of event.composedPath()) {
    const element = target as Partial<Control> & Node;
    if (element.nodeType !== 1) return undefined;
    const name = localNameOf(element as unknown as Element);
    if (name === "select") {
      const select = element as HTMLSelectElement;
      return select.multiple || select.size > 1 || select.disabled ? undefined : select;
    }
    if (name === "input") return PICKERS.has(element.type ?? "") ? (element as HTMLInputElement) : undefined;
  }
  return undefined;
}
