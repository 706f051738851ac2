// The device and the preferences that media conditions ask for. Mirrors: protocol/media.ts, model/media.ts, replay/media.ts.
import { MASK } from "../mask/index.ts";
import { MEDIA_FEATURES } from "../protocol/index.ts";
import type { CaptureContext } from "./context.ts";
import { listen } from "./listen.ts";
import { attributeOf, timeMs } from "./natives.ts";

/** Not known yet: no scroll bar was seen. */
const UNKNOWN = -1;
/** Least time between two looks for a scroll bar, in ms; it doubles, since each one has the page laid out. */
const FIRST_REST_MS = 500;
const SCHEMES = 'meta[name="color-scheme" i]';

/** Follows what holds of the visitor's device. */
export class MediaCapture {
  readonly #context: CaptureContext;
  /** Queries by what they ask, kept since one that nobody holds tells nothing. */
  readonly #queries = new Map<string, MediaQueryList>();
  #told = "";
  #toldSchemes = "";
  #isSchemeStale = false;
  /** A query's answer may be another. */
  #isStale = true;
  #scrollBar = UNKNOWN;
  #ratio = 0;
  /** When a scroll bar may be looked for again, by {@link timeMs}, and how much later after that. */
  #measurableAt = -Infinity;
  #restMs = FIRST_REST_MS;
  #screenWidth = -1;
  #screenHeight = -1;

  constructor(context: CaptureContext) {
    this.#context = context;
  }

  watch(window: Window): void {
    for (const [name, words] of MEDIA_FEATURES)
      for (const word of words) this.#ask(window, `${name}:${word}`, `(${name}: ${word})`);
    // The first that is told: sheets come in the words of what holds.
    this.read();
  }

  /** A `meta` element was told, or changed. */
  meta(element: Element): void {
    if (/^color-scheme$/i.test(attributeOf(element, "name") ?? "")) this.#isSchemeStale = true;
  }

  /** Tells what is another since the last time. */
  read(): void {
    const window = this.#context.document.defaultView;
    if (window === null) return;
    const { devicePixelRatio, screen } = window;
    if (devicePixelRatio !== this.#ratio) {
      this.#ratio = devicePixelRatio;
      this.#isStale = true;
      this.#ask(window, "", `(resolution: ${devicePixelRatio}dppx)`);
    }
    if (screen.width !== this.#screenWidth || screen.height !== this.#screenHeight) this.#isStale = true;
    if (this.#isStale) this.#features(screen);
    this.#schemes();
  }

  #features({ width, height }: Screen): void {
    this.#isStale = false;
    this.#screenWidth = width;
    this.#screenHeight = height;
    const features = [...this.#queries].filter(([name, { matches }]) => name !== "" && matches);
    const names = features.map(([name]) => name);
    const media = [names, width, height, this.#ratio * 1_000, this.#scrollBar] as const;
    const now = media.join(" ");
    if (now !== this.#told) this.#context.writer.media(...media);
    this.#told = now;
  }

  /** Looks how wide a scroll bar is, once there is one of the browser's own. The page is laid out by then. */
  measure(): void {
    const { document } = this.#context;
    const root = document.documentElement as HTMLElement | null;
    const window = document.defaultView;
    if (this.#scrollBar !== UNKNOWN || root === null || window === null) return;
    const now = timeMs();
    if (now < this.#measurableAt) return;
    this.#measurableAt = now + this.#restMs;
    this.#restMs *= 2;
    if (root.scrollHeight <= root.clientHeight || !hasOwnScrollBar(window, root)) return;
    this.#scrollBar = window.innerWidth - root.clientWidth;
    this.#isStale = true;
    this.read();
  }

  #ask(window: Window, name: string, query: string): void {
    const list = window.matchMedia(query);
    this.#queries.set(name, list);
    const changed = (): void => {
      this.#isStale = true;
      this.#context.dirty.other = true;
      this.#context.request();
    };
    listen(list, ["change"], changed, this.#context.signal);
  }

  #schemes(): void {
    if (!this.#isSchemeStale) return;
    this.#isSchemeStale = false;
    const { document, ids, writer } = this.#context;
    const meta = document.querySelector<HTMLMetaElement>(SCHEMES);
    const isShown = meta !== null && ids.living(meta)?.mask === MASK.shown;
    const schemes = isShown ? meta.content.trim() : "";
    if (schemes !== this.#toldSchemes) writer.colorScheme((this.#toldSchemes = schemes));
  }
}

/** Whether the window's scroll bar is neither hidden nor made by the page. */
function hasOwnScrollBar(window: Window, root: Element): boolean {
  const { overflowY, scrollbarWidth } = window.getComputedStyle(root);
  const isOwn = window.getComputedStyle(root, "::-webkit-scrollbar").width === "auto";
  return overflowY !== "hidden" && overflowY !== "clip" && scrollbarWidth === "auto" && isOwn;
}
