// Contents of assets, kept for agents who come later.
import { MAX_KEPT_BYTES } from "./limits.ts";

/** Contents by hash; past a limit, what was used longest ago is let go. */
export class KeptContent {
  /** In the order of use. */
  readonly #contents = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #limitBytes: number;
  #bytes = 0;

  constructor(limitBytes = MAX_KEPT_BYTES) {
    this.#limitBytes = limitBytes;
  }

  get(hash: string): Uint8Array<ArrayBuffer> | undefined {
    const content = this.#contents.get(hash);
    if (content === undefined) return undefined;
    this.#contents.delete(hash);
    this.#contents.set(hash, content);
    return content;
  }

  add(hash: string, content: Uint8Array<ArrayBuffer>): void {
    if (this.get(hash) !== undefined) return;
    this.#contents.set(hash, content);
    this.#bytes += content.length;
    for (const [oldest, { length }] of this.#contents) {
      if (this.#bytes <= this.#limitBytes) return;
      this.#contents.delete(oldest);
      this.#bytes -= length;
    }
  }
}
