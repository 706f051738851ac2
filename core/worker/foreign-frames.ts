// Frames of other origins, as the visitor's worker gets them: what each tells of itself by its port. Mirror: core/visitor/framed-page.ts.
import type { LivePage } from "../model/index.ts";
import type { NodeId } from "../protocol/index.ts";
import { MAX_FOREIGN_BYTES } from "./limits.ts";

/** A frame's page. */
interface Joined {
  readonly port: MessagePort;
  /** Batches of a state that is not complete yet. */
  batches: Uint8Array<ArrayBuffer>[];
  bytes: number;
}

/** Puts what frames tell into the page around them. */
export class ForeignFrames {
  readonly #page: LivePage;
  readonly #joined = new Map<NodeId, Joined>();
  /** The life of the page that ids are of. */
  #life = 0;

  constructor(page: LivePage) {
    this.#page = page;
  }

  /** What comes by `port` is the content of the frame `id`; what came by another one is not any more. */
  join(id: NodeId, port: MessagePort): void {
    if (this.#life !== this.#page.life) this.clear();
    this.#life = this.#page.life;
    this.#part(id);
    const joined: Joined = { port, batches: [], bytes: 0 };
    this.#joined.set(id, joined);
    port.onmessage = ({ data }) => this.#heard(id, joined, data as { batch?: unknown; complete?: unknown });
  }

  /** Parts with all frames: each stops to tell itself. */
  clear(): void {
    for (const id of [...this.#joined.keys()]) this.#part(id);
  }

  #heard(id: NodeId, joined: Joined, { batch, complete }: { batch?: unknown; complete?: unknown }): void {
    if (this.#joined.get(id) !== joined) return;
    const isCurrent = this.#life === this.#page.life;
    try {
      if (!isCurrent || !(batch instanceof Uint8Array)) throw new TypeError("no batch");
      joined.batches.push(batch as Uint8Array<ArrayBuffer>);
      joined.bytes += batch.length;
      if (joined.bytes > MAX_FOREIGN_BYTES) throw new RangeError("too much of a frame");
      if (complete !== true) return;
      const batches = joined.batches;
      joined.batches = [];
      joined.bytes = 0;
      this.#page.foreign(id, batches);
    } catch {
      // It is gone, or is nothing that we understand: a box stands for it.
      this.#part(id);
      if (isCurrent) this.#page.blockFrame(id);
    }
  }

  #part(id: NodeId): void {
    const joined = this.#joined.get(id);
    if (joined === undefined) return;
    this.#joined.delete(id);
    joined.port.postMessage("stop");
    joined.port.close();
  }
}
