// Masks that rules do not ask for any more. They stay for a while: frameworks take classes away and put them back as they render, and
// what was shown in between cannot be taken back. A mask that is asked for is there at once.
import type { Dirty } from "./dirty.ts";
import { timeMs } from "./natives.ts";
import type { NodeInfo } from "./node-ids.ts";
import type { Mask } from "../mask/index.ts";

/** How long nothing may ask for a mask before it is lifted, in ms: longer than a framework takes for a page's change. */
const RELEASE_MS = 500;

/** What of a capture (context.ts) decides when masks are looked at again. */
interface Surroundings {
  readonly dirty: Dirty;
  readonly signal: AbortSignal;
  request(): void;
}

/** Nodes that may be shown soon. */
export class Releases {
  readonly #context: Surroundings;
  /** Strong references, but for no longer than a mask stays. */
  readonly #since = new Map<Node, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: Surroundings) {
    this.#context = context;
  }

  /** The mask that `node` has from now on, told as `info` says, when its rules ask for `mask`. */
  maskFor(node: Node, info: NodeInfo, mask: Mask): Mask {
    if (mask >= info.mask) {
      if (this.#since.size > 0) this.#since.delete(node);
      return mask;
    }
    const since = this.#since.get(node);
    if (since !== undefined && timeMs() - since >= RELEASE_MS) {
      this.#since.delete(node);
      return mask;
    }
    if (since === undefined) this.#since.set(node, timeMs());
    this.#wait();
    return info.mask;
  }

  /** Nodes whose time is over. They are to be asked for again. */
  due(): Node[] {
    if (this.#since.size === 0) return [];
    const now = timeMs();
    const nodes: Node[] = [];
    for (const [node, since] of this.#since) if (now - since >= RELEASE_MS) nodes.push(node);
    if (nodes.length < this.#since.size) this.#wait();
    return nodes;
  }

  /** It is not there any more. */
  forget(node: Node): void {
    this.#since.delete(node);
  }

  #wait(): void {
    const { dirty, signal } = this.#context;
    if (this.#timer !== undefined || signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (signal.aborted) return;
      dirty.other = true;
      this.#context.request();
    }, RELEASE_MS);
  }
}
