// What components are made of, put together: custom elements and the slots of their roots.
import type { CaptureContext, Root } from "./context.ts";
import { CustomElementsCapture } from "./custom-elements.ts";
import type { NodeInfo } from "./node-ids.ts";
import { SlotsCapture } from "./slots.ts";

/** Follows both. */
export class ComponentsCapture {
  readonly #custom: CustomElementsCapture;
  readonly #slots: SlotsCapture;

  constructor(context: CaptureContext) {
    this.#custom = new CustomElementsCapture(context);
    this.#slots = new SlotsCapture(context);
  }

  observe(root: Root): void {
    this.#custom.observe(root);
  }

  watch(window: Window & typeof globalThis): void {
    this.#custom.watch(window);
  }

  /** A sheet's text is told. */
  see(css: string): void {
    this.#custom.see(css);
  }

  tell(element: Element, localName: string, info: NodeInfo): void {
    if (localName === "slot") this.#slots.tell(element as HTMLSlotElement);
    else this.#custom.tell(element, localName, info);
  }

  /** Tells what is another since the last time. */
  read(): void {
    this.#custom.read();
    this.#slots.read();
  }
}
