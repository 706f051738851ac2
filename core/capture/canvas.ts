// Pictures of canvases that were drawn to and can be seen, twice a second at most. Mirrors: protocol/canvas.ts, model/canvas.ts,
// replay/canvas.ts.
//
// Drawing is noticed by hooks on what draws. Three kinds of canvas need more. The buffer of WebGL and WebGPU is gone once the browser
// has shown it: a copy is taken right after drawing, at most every 50 ms, so that there is one when its time has come. What another
// thread draws to calls nothing here: such a canvas is looked at, at longer and longer intervals while it stays the same. And of a
// canvas that was there before us nothing is known: it is looked at a few times.
import { MASK } from "../mask/index.ts";
import { PLACEHOLDER } from "../protocol/index.ts";
import type { CaptureContext } from "./context.ts";
import { hookCalls } from "./listen.ts";
import { bitmapOf, documentOf, timeMs } from "./natives.ts";
import type { NodeInfo } from "./node-ids.ts";
import { InView } from "./in-view.ts";
import type { Outcome, Pictures } from "./pictures.ts";

/** Shortest time between two pictures of a canvas, in ms. */
const INTERVAL_MS = 500;
/** Shortest time between two copies of a buffer that will be gone, in ms: its last state is this much older at most. */
const COPY_INTERVAL_MS = 50;
/** Waits between looks at a canvas that calls nothing of ours, in ms, as long as it stays the same. */
const LOOKS_MS = [500, 1_000, 2_000, 4_000];

const DRAWING_2D =
  "clearRect fillRect strokeRect fill stroke fillText strokeText drawImage putImageData reset".split(" ");
const DRAWING_GL =
  "clear drawArrays drawElements drawArraysInstanced drawElementsInstanced drawRangeElements blitFramebuffer".split(
    " ",
  );

/** What is known of a canvas. */
interface Seen {
  /** It was drawn to since the last picture, or may have been. */
  isStale: boolean;
  isBusy: boolean;
  isUnreadable: boolean;
  /** What is drawn is gone once it was shown. */
  isFleeting: boolean;
  copy: Promise<ImageBitmap> | undefined;
  copiedMs: number;
  takenMs: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** How it is looked at: `hooked` when it calls us, `unknown` for a few times, `elsewhere` for as long as it is seen. */
  drawn: "hooked" | "unknown" | "elsewhere";
  /** Looks in a row at which it was the same. */
  looks: number;
}

/** Follows canvases. */
export class CanvasCapture {
  readonly #context: CaptureContext;
  readonly #pictures: Pictures;
  readonly #inView: InView;
  readonly #seen = new WeakMap<Element, Seen>();
  /** Contexts that were drawn to in this task. */
  readonly #drawn = new Map<HTMLCanvasElement, boolean>();
  #last: object | undefined;
  readonly #windows = new WeakSet<Window>();
  #unreadable: Element[] = [];

  constructor(context: CaptureContext, pictures: Pictures) {
    this.#context = context;
    this.#pictures = pictures;
    this.#inView = new InView((element) => this.#came(element as HTMLCanvasElement), context.signal);
  }

  /** Hooks what draws in a window, once: only when there is a canvas, since there may be a hundred frames without one. */
  #watch(window: (Window & typeof globalThis) | null): void {
    if (window === null || this.#windows.has(window)) return;
    this.#windows.add(window);
    const { signal } = this.#context;
    const drawn = (isFleeting: boolean) => (self: object) => this.#mark(self, isFleeting);
    const hook = (name: string, methods: readonly string[], isFleeting: boolean): void => {
      const type = (window as unknown as Record<string, { readonly prototype: object } | undefined>)[name];
      if (type !== undefined) hookCalls(type.prototype, methods, drawn(isFleeting), signal);
    };
    hook("CanvasRenderingContext2D", DRAWING_2D, false);
    hook("ImageBitmapRenderingContext", ["transferFromImageBitmap"], false);
    hook("WebGLRenderingContext", DRAWING_GL, true);
    hook("WebGL2RenderingContext", DRAWING_GL, true);
    hook("GPUCanvasContext", ["getCurrentTexture"], true);
    const handed = (canvas: object): void => this.#handedOver(canvas as HTMLCanvasElement);
    hookCalls(window.HTMLCanvasElement.prototype, ["transferControlToOffscreen"], handed, signal);
  }

  /** Follows a new canvas; of a masked one no picture is ever taken. */
  tell(canvas: Element, info: NodeInfo): void {
    // One that was made in the page and put into a frame draws by the page's.
    this.#watch(this.#context.document.defaultView);
    this.#watch(documentOf(canvas)?.defaultView ?? null);
    if (info.mask !== MASK.shown) {
      this.#context.writer.placeholder(info.id, PLACEHOLDER.masked);
      return;
    }
    const before = this.#seen.get(canvas);
    clearTimeout(before?.timer);
    this.#seen.set(canvas, {
      isStale: true,
      isBusy: false,
      isUnreadable: false,
      isFleeting: before?.isFleeting ?? false,
      copy: undefined,
      copiedMs: 0,
      takenMs: -Infinity,
      timer: undefined,
      drawn: before?.drawn ?? "unknown",
      looks: 0,
    });
    this.#inView.follow(canvas);
  }

  /** A new size clears a canvas, and what was in it of other sites. */
  attribute(canvas: Element, name: string): void {
    const seen = this.#seen.get(canvas);
    if (seen === undefined || (name !== "width" && name !== "height")) return;
    seen.isUnreadable = false;
    seen.isStale = true;
    this.#look(canvas as HTMLCanvasElement, seen);
  }

  /** Tells of which canvases no picture may be had. */
  read(): void {
    for (const canvas of this.#unreadable.splice(0)) {
      const info = this.#context.ids.living(canvas);
      if (info !== undefined) this.#context.writer.placeholder(info.id, PLACEHOLDER.foreign);
    }
  }

  /** Called a thousand times a frame. */
  #mark(drawing: object, isFleeting: boolean): void {
    if (drawing === this.#last) return;
    this.#last = drawing;
    if (this.#drawn.size === 0) queueMicrotask(() => this.#flush());
    this.#drawn.set((drawing as CanvasRenderingContext2D).canvas, isFleeting);
  }

  /** Drawing is over: a fleeting buffer is still there. */
  #flush(): void {
    this.#last = undefined;
    for (const [canvas, isFleeting] of this.#drawn) {
      const seen = this.#seen.get(canvas);
      if (seen === undefined) continue;
      seen.isFleeting = isFleeting;
      seen.drawn = "hooked";
      seen.isStale = true;
      this.#look(canvas, seen);
    }
    this.#drawn.clear();
  }

  /** Its drawing is done by another thread from now on. */
  #handedOver(canvas: HTMLCanvasElement): void {
    const seen = this.#seen.get(canvas);
    if (seen === undefined) return;
    seen.drawn = "elsewhere";
    seen.isStale = true;
    this.#wait(canvas, seen, INTERVAL_MS);
  }

  #came(canvas: HTMLCanvasElement): void {
    const seen = this.#seen.get(canvas);
    if (seen === undefined) return;
    if (seen.drawn !== "hooked") {
      seen.looks = 0;
      seen.isStale = true;
    }
    this.#look(canvas, seen);
  }

  /** Takes a picture if its time has come, and sees to it that it comes if not. */
  #look(canvas: HTMLCanvasElement, seen: Seen): void {
    if (!seen.isStale || seen.isUnreadable || !this.#inView.has(canvas)) return;
    const waitMs = seen.takenMs + INTERVAL_MS - timeMs();
    if (waitMs <= 0 && !seen.isBusy && this.#pictures.hasRoom) this.#take(canvas, seen);
    else {
      this.#keepCopy(canvas, seen);
      this.#wait(canvas, seen, Math.max(waitMs, COPY_INTERVAL_MS));
    }
  }

  #wait(canvas: HTMLCanvasElement, seen: Seen, waitMs: number): void {
    seen.timer ??= setTimeout(() => {
      seen.timer = undefined;
      if (!this.#context.signal.aborted) this.#look(canvas, seen);
    }, waitMs);
  }

  #keepCopy(canvas: HTMLCanvasElement, seen: Seen): void {
    const now = timeMs();
    // Called by a timer, there is nothing in the buffer: only what was drawn in this task is.
    const isFresh = seen.copy !== undefined && now - seen.copiedMs < COPY_INTERVAL_MS;
    if (!seen.isFleeting || !this.#drawn.has(canvas) || isFresh) return;
    seen.copiedMs = now;
    void seen.copy?.then(
      (copy) => copy.close(),
      () => undefined,
    );
    seen.copy = bitmapOf(canvas);
    seen.copy.catch(() => undefined);
  }

  #take(canvas: HTMLCanvasElement, seen: Seen): void {
    const { width, height } = canvas;
    const isDrawnNow = this.#drawn.has(canvas);
    seen.isStale = false;
    if (width === 0 || height === 0 || (seen.isFleeting && !isDrawnNow && seen.copy === undefined)) return;
    seen.isBusy = true;
    seen.takenMs = timeMs();
    const taking = seen.copy !== undefined && !isDrawnNow ? seen.copy : bitmapOf(canvas);
    seen.copy = undefined;
    void this.#pictures.give(canvas, taking, [width, height], (outcome) => this.#took(canvas, seen, outcome));
  }

  #took(canvas: HTMLCanvasElement, seen: Seen, outcome: Outcome): void {
    seen.isBusy = false;
    if (outcome === "unreadable") {
      seen.isUnreadable = true;
      this.#unreadable.push(canvas);
      this.#context.dirty.other = true;
      this.#context.request();
    } else if (seen.isStale) this.#look(canvas, seen);
    else if (seen.drawn !== "hooked") this.#lookAgain(canvas, seen, outcome);
  }

  /** Nothing will say that it was drawn to. */
  #lookAgain(canvas: HTMLCanvasElement, seen: Seen, outcome: Outcome): void {
    if (outcome === "new") seen.looks = 0;
    const last = LOOKS_MS.length - 1;
    if (seen.looks > last && seen.drawn === "unknown") return;
    seen.isStale = true;
    this.#wait(canvas, seen, LOOKS_MS[Math.min(seen.looks, last)] ?? INTERVAL_MS);
    seen.looks += 1;
  }
}
