// The visitor's window. Mirrors: protocol/viewport.ts, replay/viewport.ts.
import type { CaptureContext } from "./context.ts";
import { listen } from "./listen.ts";

/** Follows the size that the page is laid out for. */
export class ViewportCapture {
  readonly #context: CaptureContext;
  #told = "";

  constructor(context: CaptureContext) {
    this.#context = context;
  }

  watch(window: Window): void {
    const changed = (): void => {
      this.#context.dirty.other = true;
      this.#context.request();
    };
    listen(window, ["resize"], changed, this.#context.signal);
  }

  /** Tells the size, if it is another one. */
  read(): void {
    const window = this.#context.document.defaultView;
    if (window === null) return;
    const { innerWidth, innerHeight, devicePixelRatio } = window;
    const now = `${innerWidth} ${innerHeight} ${devicePixelRatio}`;
    if (now === this.#told) return;
    this.#told = now;
    this.#context.writer.viewport(innerWidth, innerHeight, devicePixelRatio * 1_000);
  }
}
