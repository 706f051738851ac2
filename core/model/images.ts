// Keeps what images show. Mirrors: protocol/images.ts, capture/images.ts, replay/images.ts.
import type { ImagesOps, NodeId, PageOps } from "../protocol/index.ts";
import { addReferences } from "./assets.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

interface Image {
  readonly source: string;
  readonly width: number;
  readonly height: number;
}

/** The images of a page. */
export class ImagesModel implements ImagesOps, KeptNoun {
  readonly #state: ModelState;
  readonly #images = new Map<NodeId, Image>();

  constructor(state: ModelState) {
    this.#state = state;
  }

  image(id: NodeId, source: string, width: number, height: number): void {
    const { nodes, draft, references } = this.#state;
    if (nodes.get(id)?.kind !== "element") {
      draft.leaveOut();
      return;
    }
    const shown = references.picture(source);
    this.#images.set(id, { source: shown, width, height });
    (shown === source ? draft.same : draft.different).image(id, shown, width, height);
  }

  forget(id: NodeId): void {
    this.#images.delete(id);
  }

  clear(): void {
    this.#images.clear();
  }

  /** Adds the numbers of the assets that images show. */
  addAssets(to: Set<number>): void {
    for (const { source } of this.#images.values()) addReferences(source, to);
  }

  tell(target: PageOps): void {
    for (const [id, { source, width, height }] of this.#images) target.image(id, source, width, height);
  }
}
