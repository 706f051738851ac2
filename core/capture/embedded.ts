// What shows in a page and is none of its nodes, put together: canvases, players, plug-ins, parts of other files, lists and dialogs.
import { MASK } from "../mask/index.ts";
import { CanvasCapture } from "./canvas.ts";
import type { CaptureContext, Root } from "./context.ts";
import { NativeCapture } from "./native.ts";
import type { NodeInfo } from "./node-ids.ts";
import type { Pictures } from "./pictures.ts";
import { PLUGINS, retellPlugin, tellPlugin } from "./placeholders.ts";
import { PlaybackCapture } from "./playback.ts";
import { PopupCapture } from "./popup.ts";
import { SpritesCapture } from "./sprites.ts";

/** Follows all of it. */
export class EmbeddedCapture {
  readonly #context: CaptureContext;
  readonly #canvas: CanvasCapture;
  readonly #playback: PlaybackCapture;
  readonly #sprites: SpritesCapture;
  readonly #popup: PopupCapture;
  readonly #native: NativeCapture;

  constructor(context: CaptureContext, pictures: Pictures) {
    this.#context = context;
    this.#canvas = new CanvasCapture(context, pictures);
    this.#playback = new PlaybackCapture(context, pictures);
    this.#sprites = new SpritesCapture(context);
    this.#native = new NativeCapture(context);
    this.#popup = new PopupCapture(context, (kind) => this.#native.setPicker(kind));
  }

  observe(root: Root): void {
    for (const noun of [this.#popup, this.#native]) noun.observe(root);
  }

  watch(window: Window & typeof globalThis): void {
    for (const noun of [this.#popup, this.#native]) noun.watch(window);
  }

  /** Tells what a new element shows; returns whether it is one of those. */
  tell(element: Element, localName: string, info: NodeInfo): boolean {
    if (localName === "canvas") this.#canvas.tell(element, info);
    else if (localName === "use") this.#sprites.tell(element, info);
    else if (localName === "video" || localName === "audio") this.#playback.tell(element, info);
    else if (PLUGINS.has(localName)) tellPlugin(this.#context, element, info);
    else return false;
    return true;
  }

  attribute(element: Element, localName: string, name: string, info: NodeInfo): void {
    if (info.mask !== MASK.shown) return;
    if (localName === "canvas") this.#canvas.attribute(element, name);
    else if (localName === "use") this.#sprites.attribute(element, name);
    else if (PLUGINS.has(localName)) retellPlugin(this.#context, element, name, info);
  }

  /** Tells what was marked. */
  read(): void {
    for (const noun of [this.#canvas, this.#playback, this.#sprites, this.#popup, this.#native]) noun.read();
  }
}
