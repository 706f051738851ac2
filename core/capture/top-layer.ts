// Modal dialogs, popovers and what fills the screen, in the order in which they stand. Mirrors: protocol/top-layer.ts,
// replay/top-layer.ts.
//
// No browser tells the order: it is that in which they were seen to open. Of those that were open before, the order of the document.
import { TOP_LAYER } from "../protocol/index.ts";
import type { CaptureContext, Root } from "./context.ts";
import { knowsSelector } from "./known-selectors.ts";
import { hookMethod, listen } from "./listen.ts";

/** Selectors of what is in the top layer and their kinds, the most telling first; those that this browser has. */
const KINDS = [
  [":popover-open", TOP_LAYER.popover],
  [":fullscreen", TOP_LAYER.fullscreen],
  [":modal", TOP_LAYER.modal],
] as const;
const known = KINDS.filter(([selector]) => knowsSelector(selector));
const ANY = known.map(([selector]) => selector).join();

/** Follows the top layer. */
export class TopLayerCapture {
  readonly #context: CaptureContext;
  /** Roots where nothing was looked for yet. */
  #unsearched: Root[] = [];
  /** What is, or may be, in the top layer: the lowest first. */
  #candidates: WeakRef<Element>[] = [];
  #told = "";

  constructor(context: CaptureContext) {
    this.#context = context;
  }

  observe(root: Root): void {
    this.#unsearched.push(root);
    const { signal } = this.#context;
    // Of what is opened by a script a hook tells at once; of the rest its event, later.
    const toggled = (event: Event): void => {
      if ((event as ToggleEvent).newState === "open") this.#add(event.target as Element);
      this.#mark();
    };
    const closing = (event: Event): void => {
      if ((event as ToggleEvent).newState === "closed") this.#drop(event.target);
    };
    listen(root, ["toggle", "close"], toggled, signal);
    listen(root, ["beforetoggle"], closing, signal);
    const filled = (): void => this.#raise((root as Partial<Root>).fullscreenElement ?? null);
    listen(root, ["fullscreenchange"], filled, signal);
  }

  watch({ HTMLElement, HTMLDialogElement }: typeof globalThis): void {
    const { signal } = this.#context;
    const opened = (self: unknown): void => this.#raise(self as Element);
    hookMethod(HTMLDialogElement.prototype, "showModal", opened, signal);
    for (const name of ["showPopover", "togglePopover"])
      hookMethod(HTMLElement.prototype, name, opened, signal);
  }

  /** Tells what is in the top layer, when it is another than before. */
  read(): void {
    this.#search();
    if (this.#candidates.length === 0 && this.#told === "") return;
    const entries: number[] = [];
    const still: WeakRef<Element>[] = [];
    for (const reference of this.#candidates) {
      const element = reference.deref();
      const kind = element === undefined ? undefined : kindOf(element);
      if (element === undefined || kind === undefined) continue;
      still.push(reference);
      const info = this.#context.ids.living(element);
      if (info !== undefined) entries.push(info.id, kind);
    }
    this.#candidates = still;
    const now = entries.join(" ");
    if (now === this.#told) return;
    this.#told = now;
    this.#context.writer.topLayer(entries);
  }

  /** Looks for what was open before. One search a root, once: by the browser, which compares no texts for it. */
  #search(): void {
    const roots = this.#unsearched.splice(0);
    if (ANY === "") return;
    for (const root of roots) for (const element of root.querySelectorAll(ANY)) this.#add(element);
  }

  #raise(target: EventTarget | null): void {
    this.#drop(target);
    if ((target as Element | null)?.nodeType === 1) this.#add(target as Element);
    this.#mark();
  }

  #drop(target: EventTarget | null): void {
    this.#candidates = this.#candidates.filter((reference) => reference.deref() !== target);
  }

  #add(element: Element): void {
    if (!this.#candidates.some((reference) => reference.deref() === element))
      this.#candidates.push(new WeakRef(element));
  }

  #mark(): void {
    this.#context.dirty.other = true;
    this.#context.request();
  }
}

/** How `element` is in the top layer; undefined when it is not. */
function kindOf(element: Element): number | undefined {
  return known.find(([selector]) => element.matches(selector))?.[1];
}
