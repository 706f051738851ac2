// Replay without a session: a replica of what core/visitor/capture-alone.ts handed over. Everything is checked first, as if it
// came from a stranger.
import { Replay } from "../replay/index.ts";
import { startAgentWorker } from "../worker/index.ts";

/** A visitor's page, rebuilt in an iframe. */
export class Replica {
  readonly #replay: Replay;
  readonly #started = startAgentWorker();
  /** Messages in the order in which they came. */
  #last: Promise<unknown> = Promise.resolve();

  /** The iframe is sandboxed here; it must be in the document, and have no address of its own, or that of `replay.html`. */
  constructor(iframe: HTMLIFrameElement) {
    this.#replay = new Replay(iframe);
  }

  /**
   * Applies a message, or a bundle of them, behind those of earlier calls. Resolves when the document shows it: images decoded
   * and fonts loaded, after a second at the latest.
   *
   * @throws {Error} when the message says what no page can be: only a keyframe mends that.
   */
  async apply(bytes: Uint8Array): Promise<void> {
    const before = this.#last;
    const checked = this.#check(bytes);
    const applying = Promise.all([checked, before]).then(([messages]) => ({
      done: this.#replay.apply(messages),
    }));
    this.#last = applying.catch(() => undefined);
    await (
      await applying
    ).done;
  }

  /** Empties the frame and ends the worker. */
  dispose(): void {
    this.#replay.dispose();
    void this.#started.then(({ stop }) => stop());
  }

  async #check(bytes: Uint8Array): Promise<Uint8Array[]> {
    const { worker } = await this.#started;
    return worker.check(bytes.slice());
  }
}
