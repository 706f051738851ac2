// Keeps what canvases and videos show. Mirrors: protocol/canvas.ts, capture/canvas.ts, replay/canvas.ts.
import { ASSET_SCHEME, type CanvasOps, type NodeId, type PageOps } from "../protocol/index.ts";
import type { ImagesModel } from "./images.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

/** A picture as it is told on. */
export interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mime: string;
  /** Own size in px of what it is of, and picture px for each of those × 1,000. */
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

interface Shown {
  readonly hash: string;
  readonly asset: number;
  /** The values of its operation; undefined for an image, whose noun keeps them. */
  readonly values: readonly [source: string, width: number, height: number, scale: number] | undefined;
}

/** Elements whose picture is told by `canvas`, and by `image`. */
const DRAWN: ReadonlySet<string> = new Set(["canvas", "video"]);
const IMAGES: ReadonlySet<string> = new Set(["img", "input", "image"]);

/** The pictures of a page that were not fetched. */
export class CanvasModel implements CanvasOps, KeptNoun {
  readonly #state: ModelState;
  readonly #images: ImagesModel;
  readonly #later: (tell: () => void) => void;
  readonly #shown = new Map<NodeId, Shown>();

  /** `later` is called when something is to be told outside of a batch. */
  constructor(state: ModelState, images: ImagesModel, later: (tell: () => void) => void) {
    this.#state = state;
    this.#images = images;
    this.#later = later;
  }

  /** A page says only that an element shows nothing any more; pictures come by {@link CanvasModel.show}. */
  canvas(id: NodeId): void {
    this.forget(id);
    if (DRAWN.has(this.#state.nodes.get(id)?.name ?? "")) this.#state.draft.different.canvas(id, "", 0, 0, 0);
    else this.#state.draft.leaveOut();
  }

  /** The element of `id` shows a picture of this hash. Returns whether it is another one than before. */
  show(id: NodeId, hash: string, { bytes, mime, width, height, scale }: Picture): boolean {
    const name = this.#state.nodes.get(id)?.name ?? "";
    const isDrawn = DRAWN.has(name);
    const before = this.#shown.get(id);
    if ((!isDrawn && !IMAGES.has(name)) || before?.hash === hash) return false;
    const { assets } = this.#state.references;
    const asset = assets.give(hash, bytes, mime);
    const source = `${ASSET_SCHEME}${asset}`;
    this.#shown.set(id, { hash, asset, values: isDrawn ? [source, width, height, scale] : undefined });
    this.#later(() => {
      if (isDrawn) this.#state.draft.same.canvas(id, source, width, height, scale);
      else this.#images.image(id, source, width, height);
    });
    if (before !== undefined) assets.letGo(before.asset);
    return true;
  }

  forget(id: NodeId): void {
    const shown = this.#shown.get(id);
    if (shown === undefined) return;
    this.#shown.delete(id);
    this.#state.references.assets.letGo(shown.asset);
  }

  clear(): void {
    for (const id of [...this.#shown.keys()]) this.forget(id);
  }

  /** Adds the numbers of the assets that are shown. */
  addAssets(to: Set<number>): void {
    for (const { asset } of this.#shown.values()) to.add(asset);
  }

  tell(target: PageOps): void {
    for (const [id, { values }] of this.#shown) if (values !== undefined) target.canvas(id, ...values);
  }
}
