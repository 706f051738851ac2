// Shows canvases and videos as the pictures that were taken of them. Mirrors: protocol/canvas.ts, capture/canvas.ts.
import { ASSET_SCHEME, type CanvasOps, type NodeId } from "../protocol/index.ts";
import { NO_ASSET } from "./assets.ts";
import { cssImage, emptyPicture, PICTURE_MARK, showPicture } from "./pictures.ts";
import type { ReplicaState } from "./replica-state.ts";

/** HTML, "the canvas element": the size of one that has none. */
const CANVAS_WIDTH = 300;
const CANVAS_HEIGHT = 150;

/** Gives a canvas without a picture the size that its attributes say. */
export function sizeCanvas(canvas: Element): void {
  const sizeOf = (name: string, initial: number): number => {
    const size = Number.parseInt(canvas.getAttribute(name) ?? "", 10);
    return size >= 0 ? size : initial;
  };
  const picture = emptyPicture(sizeOf("width", CANVAS_WIDTH), sizeOf("height", CANVAS_HEIGHT));
  showPicture(canvas, cssImage(picture, 1));
}

/** The size of a canvas is another: what was drawn stays until the next picture comes, which is when the page has drawn again. */
export function resizeCanvas(element: Element): void {
  const isEmpty = element.getAttribute(PICTURE_MARK)?.includes("blob:") !== true;
  if (element.localName === "canvas" && isEmpty) sizeCanvas(element);
}

/** The drawn elements of a replica. */
export class CanvasReplay implements CanvasOps {
  readonly #state: ReplicaState;
  /** Numbers of the assets that are shown, or waited for. */
  #assets = new Map<NodeId, number>();
  #before = new Map<NodeId, number>();

  constructor(state: ReplicaState) {
    this.#state = state;
  }

  /** Another page is built. */
  begin(): void {
    for (const [id, asset] of this.#assets) this.#before.set(id, asset);
    this.#assets = new Map();
  }

  /** The other page stands: nobody shows what only the one before did. */
  reset(): void {
    const shown = new Set(this.#assets.values());
    for (const asset of this.#before.values()) if (!shown.has(asset)) this.#state.assets.drop(asset);
    this.#before.clear();
  }

  canvas(id: NodeId, source: string, _width: number, _height: number, scale: number): void {
    const before = this.#assets.get(id);
    const asset = Number(source.slice(ASSET_SCHEME.length));
    if (source === "") this.#assets.delete(id);
    else this.#assets.set(id, asset);
    const drop = (): void => {
      if (before !== undefined && before !== asset) this.#state.assets.drop(before);
    };
    this.#state.assets.use(id, "canvas", source, (url) => {
      const element = this.#state.nodes.element(id);
      if (element === undefined) return;
      if (source === "") clear(element);
      // The picture before shows until the next is there.
      else if (url === NO_ASSET) return;
      else showPicture(element, cssImage(url, scale / 1_000));
      this.#state.unsettled = true;
      drop();
    });
  }
}

function clear(element: Element): void {
  if (element.localName === "canvas") sizeCanvas(element);
  else showPicture(element, "");
}
