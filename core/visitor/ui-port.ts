// Where a UI plugs in: ours and a page's own by the same door.
import type { StartParams, Terms, VisitorUiPort } from "./api.ts";

/** Passes on what the page asks of the UI. Without a UI there is only a warning: nothing can be shown. */
export class UiPort {
  readonly #warn: (text: string) => void;
  #ui: VisitorUiPort | undefined;

  constructor(warn: (text: string) => void) {
    this.#warn = warn;
  }

  attach(ui: VisitorUiPort): void {
    this.#ui = ui;
  }

  showButton(): void {
    this.#tell((ui) => ui.showButton());
  }

  toggleButton(): void {
    this.#tell((ui) => ui.toggleButton());
  }

  showTerms(start: StartParams, url: string): void {
    const terms: Terms = { start, ...(url === "" ? {} : { url }) };
    this.#tell((ui) => ui.showTerms(terms));
  }

  #tell(what: (ui: VisitorUiPort) => void): void {
    if (this.#ui === undefined) {
      this.#warn("no UI is attached (GLANCE.Cobrowse.Visitor.attachUI)");
      return;
    }
    try {
      what(this.#ui);
    } catch (error) {
      this.#warn(`the UI failed: ${String(error)}`);
    }
  }
}
