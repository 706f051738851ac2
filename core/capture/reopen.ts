// Documents that a script opens anew after they were loaded: the browser takes every listener off them, and off their window.
import type { CaptureContext } from "./context.ts";
import { hookMethod, listenersGone } from "./listen.ts";

/** Follows documents that are written to. */
export class ReopenWatch {
  readonly #context: CaptureContext;
  readonly #onreopen: (document: Document) => void;
  /** The root element that each document had when it was last looked at. */
  readonly #roots = new WeakMap<Document, WeakRef<Element>>();

  /** `onreopen` hears of a document that has lost its content and its listeners, once each time. */
  constructor(context: CaptureContext, onreopen: (document: Document) => void) {
    this.#context = context;
    this.#onreopen = onreopen;
  }

  observe(document: Document): void {
    const root = document.documentElement as Element | null;
    if (root !== null) this.#roots.set(document, new WeakRef(root));
  }

  /** Hooks what opens documents in a window; writing to one that is loaded opens it too. */
  watch({ Document }: typeof globalThis): void {
    const { signal } = this.#context;
    const written = (self: unknown): void => this.#look(self as Document);
    for (const name of ["open", "write", "writeln"]) hookMethod(Document.prototype, name, written, signal);
  }

  #look(document: Document): void {
    const root = document.documentElement as Element | null;
    const before = this.#roots.get(document)?.deref();
    if (document.readyState !== "loading" || before === undefined || root === before) return;
    this.#roots.delete(document);
    const { signal } = this.#context;
    listenersGone(document, signal);
    if (document.defaultView !== null) listenersGone(document.defaultView, signal);
    this.observe(document);
    this.#onreopen(document);
  }
}
