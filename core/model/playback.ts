// Keeps the state of videos and sounds. Mirrors: protocol/playback.ts, capture/playback.ts, replay/playback.ts.
import type { NodeId, PageOps, PlaybackOps } from "../protocol/index.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

type Playback = readonly [flags: number, position: number, duration: number, rate: number];

/** The videos and sounds of a page. */
export class PlaybackModel implements PlaybackOps, KeptNoun {
  readonly #state: ModelState;
  readonly #states = new Map<NodeId, Playback>();

  constructor(state: ModelState) {
    this.#state = state;
  }

  playback(id: NodeId, ...playback: Playback): void {
    const { nodes, draft } = this.#state;
    if (nodes.get(id)?.kind !== "element") {
      draft.leaveOut();
      return;
    }
    this.#states.set(id, playback);
    draft.same.playback(id, ...playback);
  }

  forget(id: NodeId): void {
    this.#states.delete(id);
  }

  clear(): void {
    this.#states.clear();
  }

  tell(target: PageOps): void {
    for (const [id, playback] of this.#states) target.playback(id, ...playback);
  }
}
