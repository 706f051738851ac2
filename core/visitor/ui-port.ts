// Where a UI plugs in: ours and a page's own by the same door.
import type {
  ConfirmRequest,
  GuestRequest,
  RcRequest,
  SessionOffer,
  StartParams,
  Terms,
  VisitorUiPort,
} from "./api.ts";

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

  /** Without a UI that asks, the page's own listeners answer. */
  askSession(offer: SessionOffer): void {
    const ui = this.#ui;
    if (ui?.askSession !== undefined) this.#tell(() => ui.askSession?.(offer));
  }

  /** Without a UI that asks, the page's own listeners answer. */
  askRemoteControl(request: RcRequest): void {
    const ui = this.#ui;
    if (ui?.askRemoteControl !== undefined) this.#tell(() => ui.askRemoteControl?.(request));
  }

  /** Without a UI that asks, the page's own listeners answer. */
  askNavigation(request: ConfirmRequest): void {
    const ui = this.#ui;
    if (ui?.askNavigation !== undefined) this.#tell(() => ui.askNavigation?.(request));
  }

  /** Without a UI that asks, the page's own listeners answer. */
  askGuest(request: GuestRequest): void {
    const ui = this.#ui;
    if (ui?.askGuest !== undefined) this.#tell(() => ui.askGuest?.(request));
  }

  /** Asks before `prepare` is called. @returns false when the UI does not ask. */
  async askCrossDomain(origins: readonly string[], prepare: () => Promise<void>): Promise<boolean> {
    const ui = this.#ui;
    if (ui?.askCrossDomain === undefined) return false;
    try {
      await ui.askCrossDomain(origins, prepare);
    } catch (error) {
      this.#warn(`the UI failed: ${String(error)}`);
    }
    return true;
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
