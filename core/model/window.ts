// Keeps the visitor's window and what its address bar shows. Mirrors: protocol/viewport.ts, visible-area.ts and
// page.ts, and their readers in capture and replay.
import type { PageOps, PageStateOps, ViewportOps, VisibleAreaOps } from "../protocol/index.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

/** The window around the page. */
export class WindowModel implements ViewportOps, VisibleAreaOps, PageStateOps, KeptNoun {
  readonly #state: ModelState;
  #telling: number | undefined;
  #viewport: readonly [width: number, height: number, pixelRatio: number] | undefined;
  #visible: Parameters<PageOps["visibleArea"]> | undefined;
  #page: readonly [url: string, title: string, flags: number] | undefined;

  constructor(state: ModelState) {
    this.#state = state;
  }

  telling(name: number): void {
    this.#telling = name;
    this.#state.draft.same.telling(name);
  }

  viewport(width: number, height: number, pixelRatio: number): void {
    this.#viewport = [width, height, pixelRatio];
    this.#state.draft.same.viewport(width, height, pixelRatio);
  }

  visibleArea(...area: Parameters<PageOps["visibleArea"]>): void {
    this.#visible = area;
    this.#state.draft.same.visibleArea(...area);
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
    this.#telling = this.#viewport = this.#visible = this.#page = undefined;
  }

  tell(target: PageOps): void {
    if (this.#telling !== undefined) target.telling(this.#telling);
    if (this.#viewport !== undefined) target.viewport(...this.#viewport);
    if (this.#visible !== undefined) target.visibleArea(...this.#visible);
    if (this.#page !== undefined) target.pageState(...this.#page);
  }
}
