// Dialogs of the browser itself: that one is open, never what it says. Mirrors: protocol/native.ts, model/popup.ts, replay/popup.ts.
import { MASK } from "../mask/index.ts";
import { NATIVE } from "../protocol/index.ts";
import type { CaptureContext, Root } from "./context.ts";
import { hookAround, hookMethod, listen, targetOf } from "./listen.ts";
import { attributeOf, localNameOf } from "./natives.ts";

/** What makes the page stand still until it is answered. */
const BLOCKING = [
  ["alert", NATIVE.alert],
  ["confirm", NATIVE.confirm],
  ["prompt", NATIVE.prompt],
] as const;

const CLOSING_KEYS: ReadonlySet<string> = new Set(["Escape", "Enter", "Tab"]);

/** Follows dialogs. */
export class NativeCapture {
  readonly #context: CaptureContext;
  /** By what opened them; the first that is open is told. */
  readonly #open = new Map<string, number>();
  #told: number = NATIVE.none;

  constructor(context: CaptureContext) {
    this.#context = context;
  }

  observe(root: Root): void {
    const { signal } = this.#context;
    listen(root, ["click"], (event) => this.#clicked(event), signal);
    listen(
      root,
      ["change", "cancel"],
      (event) => isFileInput(targetOf(event)) && this.#set("file", 0),
      signal,
    );
    listen(root, ["input", "keydown", "change", "focusout"], (event) => this.#suggests(event), signal);
  }

  watch(window: Window & typeof globalThis): void {
    const { signal } = this.#context;
    for (const [name, kind] of BLOCKING) {
      const before = (): void => this.#standStill(kind);
      hookAround(window, name, { before, after: () => this.#set("blocking", 0) }, signal);
    }
    listen(window, ["beforeprint"], () => this.#standStill(NATIVE.print), signal);
    listen(window, ["afterprint"], () => this.#set("blocking", 0), signal);
    // The page has the focus again: whatever asked for a file is answered.
    listen(window, ["focus"], () => this.#set("file", 0), signal);
    const asked = (_: unknown, __: unknown[], result: unknown): void =>
      void this.#asks(result as Promise<unknown>);
    const { mediaDevices } = window.navigator as Partial<Navigator>;
    if (mediaDevices !== undefined)
      hookMethod(Object.getPrototypeOf(mediaDevices) as object, "getUserMedia", asked, signal);
    const { Notification } = window as Partial<typeof globalThis>;
    if (Notification !== undefined) hookMethod(Notification, "requestPermission", asked, signal);
  }

  /** Which picker is open (popup.ts). */
  setPicker(kind: number): void {
    if (kind === NATIVE.none) this.#open.delete("picker");
    else this.#open.set("picker", kind);
  }

  /** Tells which one is open, if it is another. */
  read(): void {
    const [first] = this.#open.values();
    const now = first ?? NATIVE.none;
    if (now !== this.#told) this.#context.writer.native((this.#told = now));
  }

  #set(what: string, kind: number): void {
    if (kind === NATIVE.none ? !this.#open.delete(what) : this.#open.get(what) === kind) return;
    if (kind !== NATIVE.none) this.#open.set(what, kind);
    this.#context.dirty.other = true;
    this.#context.request();
  }

  /** Nothing of the page runs until the dialog is answered: what is to be told is told before. */
  #standStill(kind: number): void {
    this.#set("blocking", kind);
    this.#context.now();
  }

  #clicked(event: Event): void {
    const target = targetOf(event);
    if (!isFileInput(target) || target.disabled) return;
    // The page may prevent it, which is known once all have heard of it.
    setTimeout(() => {
      if (!event.defaultPrevented && !this.#context.signal.aborted) this.#set("file", NATIVE.file);
    }, 0);
  }

  /** A field with a list of suggestions shows them while one types. */
  #suggests(event: Event): void {
    const field = fieldWithList(targetOf(event));
    // When somebody types into a masked field is nobody's concern.
    if (field === undefined || this.#context.ids.living(field)?.mask !== MASK.shown) return;
    if (opensSuggestions(event, field)) this.#set("suggestions", NATIVE.suggestions);
    else if (event.type !== "keydown" || CLOSING_KEYS.has((event as KeyboardEvent).key))
      this.#set("suggestions", 0);
  }

  /** A permission that is asked for: shown for as long as there is no answer, if one takes longer than a moment. */
  async #asks(result: Promise<unknown> | undefined): Promise<void> {
    const timer = setTimeout(() => this.#set("permission", NATIVE.permission), 100);
    try {
      await result;
    } catch {
      // Refused, which is an answer; the page hears of it by its own promise.
    }
    clearTimeout(timer);
    this.#set("permission", 0);
  }
}

function isFileInput(target: EventTarget | undefined): target is HTMLInputElement {
  const element = target as HTMLInputElement | undefined;
  return element?.nodeType === 1 && localNameOf(element) === "input" && element.type === "file";
}

function fieldWithList(target: EventTarget | undefined): HTMLInputElement | undefined {
  const element = target as HTMLInputElement | undefined;
  const isField = element?.nodeType === 1 && localNameOf(element) === "input";
  return isField && attributeOf(element, "list") !== null ? element : undefined;
}

function opensSuggestions(event: Event, { list, value }: HTMLInputElement): boolean {
  if (event.type === "keydown") return (event as KeyboardEvent).key === "ArrowDown";
  if (event.type !== "input" || (event as InputEvent).inputType === "insertReplacementText") return false;
  const wanted = value.toLowerCase();
  return [...(list?.options ?? [])].some((option) => option.value.toLowerCase().includes(wanted));
}
