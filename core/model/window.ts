// Keeps the visitor's window and what its address bar shows. Mirrors: protocol/viewport.ts and page.ts, and their
// readers in capture and replay.
import type { PageOps, PageStateOps, ViewportOps } from "../protocol/index.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

/** The window around the page. */
export class WindowModel implements ViewportOps, PageStateOps, KeptNoun {
  readonly #state: ModelState;
  #viewport: readonly [width: number, height: number, pixelRatio: number] | undefined;
  #page: readonly [url: string, title: string, flags: number] | undefined;

  constructor(state: ModelState) {
    this.#state = state;
  }

  viewport(width: number, height: number, pixelRatio: number): void {
    this.#viewport = [width, height, pixelRatio];
    this.#state.draft.same.viewport(width, height, pixelRatio);
  }

  pageState(url: string, title: string, flags: number): void {
    const { net, draft } = this.#state;
    const shown = [net.text(url), net.text(title)] as const;
    this.#page = [...shown, flags];
    const isSame = shown[0] === url && shown[1] === title;
    (isSame ? draft.same : draft.different).pageState(...this.#page);
  }

  forget(): void {
    // It hangs on no node.
  }

  clear(): void {
    this.#viewport = this.#page = undefined;
  }

  tell(target: PageOps): void {
    if (this.#viewport !== undefined) target.viewport(...this.#viewport);
    if (this.#page !== undefined) target.pageState(...this.#page);
  }
}
