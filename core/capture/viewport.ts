// The visitor's window, and what is seen of it. Mirrors: protocol/viewport.ts, replay/viewport.ts.
import type { CaptureContext } from "./context.ts";
import { listen } from "./listen.ts";
import { VisibleAreaCapture } from "./visible-area.ts";

/** Follows the size that the page is laid out for. */
export class ViewportCapture {
  readonly #context: CaptureContext;
  readonly #visible: VisibleAreaCapture;
  #told = "";

  constructor(context: CaptureContext) {
    this.#context = context;
    this.#visible = new VisibleAreaCapture(context);
  }

  watch(window: Window): void {
    const changed = (): void => {
      this.#context.dirty.other = true;
      this.#context.request();
    };
    listen(window, ["resize"], changed, this.#context.signal);
    this.#visible.watch(window);
  }

  /** Tells the size, if it is another one. */
  read(): void {
    const window = this.#context.document.defaultView;
    if (window === null) return;
    this.#visible.read();
    const { innerWidth, innerHeight, devicePixelRatio } = window;
    const now = `${innerWidth} ${innerHeight} ${devicePixelRatio}`;
    if (now === this.#told) return;
    this.#told = now;
    this.#context.writer.viewport(innerWidth, innerHeight, devicePixelRatio * 1_000);
  }
}
