// Marks nodes as dirty: one MutationObserver for all documents and shadow roots of a page.
import type { CaptureContext, Root } from "./context.ts";
import { guarded } from "./listen.ts";
import { createObserver, disconnectObserver, observeTree, recordsOf } from "./natives.ts";

/** Observes roots, and keeps what the browser reports until it is asked for. */
export class TreeObserver {
  readonly #context: CaptureContext;
  readonly #observer: MutationObserver;
  #records: MutationRecord[][] = [];

  constructor(context: CaptureContext) {
    this.#context = context;
    // Nothing is read in the observer's own time, which is the page's.
    this.#observer = createObserver(
      guarded((records: MutationRecord[]) => {
        this.#records.push(records);
        context.request();
      }),
    );
  }

  /** Reports changes under `root` from now on. */
  observe(root: Root): void {
    observeTree(this.#observer, root);
  }

  /** Marks everything that changed up to now. */
  take(): void {
    const records = this.#records;
    this.#records = [];
    for (const list of records) this.#context.dirty.add(list);
    this.#context.dirty.add(recordsOf(this.#observer));
  }

  stop(): void {
    disconnectObserver(this.#observer);
    this.#records = [];
  }
}
