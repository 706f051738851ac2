// Shows canvases and videos as the pictures that were taken of them. Mirrors: protocol/canvas.ts, capture/canvas.ts.
import { ASSET_SCHEME, type CanvasOps, type NodeId } from "../protocol/index.ts";
import { NO_ASSET } from "./assets.ts";
import { emptyPicture, hidePicture, showPicture } from "./pictures.ts";
import type { ReplicaState } from "./replica-state.ts";

/** HTML, "the canvas element": the size of one that has none. */
const CANVAS_WIDTH = 300;
const CANVAS_HEIGHT = 150;

/** Size in px that the picture in a canvas is of. */
const SIZE_MARK = "glance-size";

/** Gives a canvas without a picture the size that its attributes say. */
export function sizeCanvas(state: ReplicaState, canvas: Element): void {
  const [width, height] = sizeOf(canvas);
  canvas.setAttribute(SIZE_MARK, `${width} ${height}`);
  showPicture(state, canvas, emptyPicture(width, height));
}

/** Another size clears a canvas; the same one set again does too, but then the page is about to draw. */
export function resizeCanvas(state: ReplicaState, element: Element): void {
  if (element.localName !== "canvas") return;
  if (element.getAttribute(SIZE_MARK) !== sizeOf(element).join(" ")) sizeCanvas(state, element);
}

function sizeOf(canvas: Element): readonly [width: number, height: number] {
  const side = (name: string, initial: number): number => {
    const size = Number.parseInt(canvas.getAttribute(name) ?? "", 10);
    return size >= 0 ? size : initial;
  };
  return [side("width", CANVAS_WIDTH), side("height", CANVAS_HEIGHT)];
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

  canvas(id: NodeId, source: string, width: number, height: number, scale: number): void {
    this.#prune();
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
      // The picture before shows until the next is there.
      if (source !== "" && url === NO_ASSET) return;
      const isCanvas = element.localName === "canvas";
      // Taken before the canvas had the size that it has by now: it was cleared since.
      const isOld = isCanvas && `${width} ${height}` !== sizeOf(element).join(" ");
      if (source !== "" && !isOld) showPicture(this.#state, element, url, scale / 1_000);
      else if (isCanvas) sizeCanvas(this.#state, element);
      else hidePicture(element);
      this.#state.unsettled = true;
      drop();
    });
  }

  /** Elements that are gone show nothing. */
  #prune(): void {
    for (const [id, asset] of this.#assets) {
      if (this.#state.nodes.element(id) !== undefined) continue;
      this.#assets.delete(id);
      this.#state.assets.drop(asset);
    }
  }
}
