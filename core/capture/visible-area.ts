// The part of the window that the visitor sees. Mirrors: protocol/visible-area.ts, model/window.ts, replay/viewport.ts.
import type { CaptureContext } from "./context.ts";
import { listen } from "./listen.ts";

/** Height that a scroll bar may take of the window, in px. */
const SCROLL_BAR_PX = 20;

/** Follows two fingers that zoom the page, and a keyboard on the screen. */
export class VisibleAreaCapture {
  readonly #context: CaptureContext;
  #told = "";
  #isStale = true;

  constructor(context: CaptureContext) {
    this.#context = context;
  }

  watch({ visualViewport }: Window): void {
    if (visualViewport === null) return;
    const changed = (): void => {
      this.#isStale = true;
      this.#context.dirty.other = true;
      this.#context.request();
    };
    listen(visualViewport, ["resize", "scroll"], changed, this.#context.signal);
  }

  /** Tells what is seen, if that is not the whole window, or another part of it than before. */
  read(): void {
    // Asking makes the page be laid out.
    if (!this.#isStale) return;
    this.#isStale = false;
    const window = this.#context.document.defaultView;
    const values = window === null ? undefined : areaOf(window);
    const now = values?.join(" ") ?? "";
    if (now === this.#told) return;
    this.#told = now;
    this.#context.writer.visibleArea(...(values ?? WHOLE));
  }
}

const WHOLE = [0, 0, 0, 0, 1_000] as const;

/** What is seen; undefined when it is all but scroll bars. */
function areaOf({
  visualViewport,
  innerHeight,
}: Window): readonly [number, number, number, number, number] | undefined {
  if (visualViewport === null) return undefined;
  const { offsetLeft, offsetTop, width, height, scale } = visualViewport;
  if (scale === 1 && height >= innerHeight - SCROLL_BAR_PX) return undefined;
  return [offsetLeft, offsetTop, width, height, scale * 1_000];
}
